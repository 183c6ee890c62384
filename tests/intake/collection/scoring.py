"""How many words of a text have the right kind and speaker, and whether a person is told of the others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final

from tests.intake.collection.expected import Expected

from woordbeeld.intake.document import Document
from woordbeeld.intake.understanding import Item, Understanding
from woordbeeld.transcript.pieces import ItemKind

_WORD: Final = re.compile(r"[^\W_]+")
_PASSES: Final = 3  # words that stand elsewhere, as in another column, are found in the second or third
_BESIDE_THE_NAME: Final = re.compile(r"\([^)]*\)|\[[^]]*\]|(?:,|\s[-–|])\s.*")
_TITLES: Final = frozenset(
    "de heer mevrouw meneer mevr dhr mw minister staatssecretaris wethouder burgemeester raadslid "
    "gedeputeerde prof dr ir drs mr m mme herr frau mrs ms the".split()
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Words that were read wrongly, what was made of them, and whether a person was told to look."""

    text: str
    right: str
    found: str
    told: bool


@dataclass(frozen=True, slots=True)
class Score:
    """The words of a text, or of several; `faults` are those that are not right, `lost` are nowhere."""

    words: int = 0
    right: int = 0
    doubted: int = 0
    lost: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def told(self) -> int:
        return sum(count_words(fault.text) for fault in self.faults if fault.told)

    @property
    def untold(self) -> int:
        return sum(count_words(fault.text) for fault in self.faults if not fault.told)

    def __add__(self, other: Score) -> Score:
        return Score(
            self.words + other.words,
            self.right + other.right,
            self.doubted + other.doubted,
            self.lost + other.lost,
            self.faults + other.faults,
        )


def score(understanding: Understanding, expected: Sequence[Expected]) -> Score:
    """The words that should be an item, or are one and should not; `doubted` are right ones with a doubt."""
    return _Scoring(understanding, expected).score()


def words_of(text: str) -> list[str]:
    """The words of a text; letters that have the same capital, as `ß` and `ss`, are one."""
    return _WORD.findall(text.upper().casefold())


def count_words(text: str) -> int:
    return len(words_of(text))


def same_speaker(found: str | None, right: Sequence[str]) -> bool:
    """Whether a name is one of those that are right, whatever its capitals, title and function.

    >>> same_speaker("DE WIT (wethouder)", ["Anna de Wit", "Mevrouw De Wit"]), same_speaker("Anna", [])
    (True, False)
    """
    if not found or not right:
        return not found and not right
    return bare(found) in {bare(each) for each in right}


def bare(name: str) -> tuple[str, ...]:
    """The words of a name without title and function."""
    words = words_of(_BESIDE_THE_NAME.sub(" ", name)) or words_of(name)
    without = [word for word in words if word not in _TITLES]
    return tuple(without or words)


class _Scoring:
    def __init__(self, understanding: Understanding, expected: Sequence[Expected]) -> None:
        self.understanding = understanding
        self.expected = expected
        self.right_words = _numbered(each.text for each in expected)
        self.found_words = _numbered(item.text for item in understanding.items)
        self.pairs = self._paired()

    def _paired(self) -> dict[int, int]:
        """For each word that should be there, where it is: whole items first, signs last."""
        pairs = dict(_same_items(self.right_words, self.found_words))
        for is_item in (True, False):
            here = [
                at
                for at, (_, number) in enumerate(self.right_words)
                if at not in pairs and bool(self.expected[number].kind) is is_item
            ]
            there = sorted(set(range(len(self.found_words))).difference(pairs.values()))
            pairs.update(_pairs(self.right_words, here, self.found_words, there))
        return pairs

    def score(self) -> Score:
        faults: list[tuple[str, str, str, bool]] = []
        right = doubted = 0
        for at, (word, number) in enumerate(self.right_words):
            expected = self.expected[number]
            if at not in self.pairs:
                if expected.kind is not None:
                    faults.append((word, _told_right(expected), *self._unpublished(word)))
                continue
            item = self.understanding.items[self.found_words[self.pairs[at]][1]]
            if _is_right(item, expected):
                right += expected.kind is not None
                doubted += expected.kind is not None and item.doubt is not None
            else:
                faults.append((word, _told_right(expected), _told_found(item), item.doubt is not None))
        faults += self._published_in_vain()
        return Score(right + len(faults), right, doubted, tuple(self._lost()), tuple(_joined(faults)))

    def _lost(self) -> Iterator[str]:
        """Words that are nowhere; a sign that something is seen may have become another one."""
        signs = {word for each in self.expected if each.kind is None for word in words_of(each.text)}
        return (word for word in lost(self.understanding) if word not in signs)

    def _unpublished(self, word: str) -> tuple[str, bool]:
        """Where a word is that is in no item, and whether a person is told to look there."""
        for item in self.understanding.items:
            if word in words_of(f"{item.speaker or ''} {item.remark}"):
                return "part of a speaker", item.doubt is not None
        reasons = (each.why.value for each in self.understanding.left_out if word in words_of(each.text))
        return f"left out: {next(reasons, 'lost')}", False

    def _published_in_vain(self) -> Iterator[tuple[str, str, str, bool]]:
        """Words of the text that are an item and should not be; not the signs that the transcript adds."""
        paired = set(self.pairs.values())
        written = {word for each in self.understanding.document.paragraphs for word in words_of(each.text)}
        for at, (word, number) in enumerate(self.found_words):
            if at not in paired and word in written:
                item = self.understanding.items[number]
                yield word, "no item", _told_found(item), item.doubt is not None


def lost(understanding: Understanding) -> Iterator[str]:
    """The words of a document that are neither in its items, nor a name or remark beside one, nor left out.

    A label may come back as often as it likes, and a time may have become a span.
    """
    document: Document = understanding.document
    labels = {
        word for item in understanding.items for word in words_of(f"{item.speaker or ''} {item.remark}")
    }
    has_times = any(item.span for item in understanding.items)
    kept = Counter(word for item in understanding.items for word in words_of(item.text))
    kept += Counter(word for each in understanding.left_out for word in words_of(each.text))
    for paragraph in document.paragraphs:
        for word in words_of(paragraph.text):
            if kept[word]:
                kept[word] -= 1
            elif word not in labels and not (has_times and word.isdecimal()):
                yield word


def _numbered(texts: Iterable[str]) -> list[tuple[str, int]]:
    return [(word, number) for number, text in enumerate(texts) for word in words_of(text)]


def _same_items(
    first: Sequence[tuple[str, int]], second: Sequence[tuple[str, int]]
) -> Iterator[tuple[int, int]]:
    """The places of the same words in items that are the same to the word, in their order."""
    here, there = _by_item(first), _by_item(second)
    matcher = SequenceMatcher(
        None, [words for words, _ in here], [words for words, _ in there], autojunk=False
    )
    for block in matcher.get_matching_blocks():
        for at in range(block.size):
            words, start = here[block.a + at]
            for step in range(len(words)):
                yield start + step, there[block.b + at][1] + step


def _by_item(words: Sequence[tuple[str, int]]) -> list[tuple[tuple[str, ...], int]]:
    """For each item its words, and the place of the first."""
    grouped = (list(group) for _, group in groupby(enumerate(words), key=lambda each: each[1][1]))
    return [(tuple(word for _, (word, _) in group), group[0][0]) for group in grouped]


def _pairs(
    first: Sequence[tuple[str, int]], here: list[int], second: Sequence[tuple[str, int]], there: list[int]
) -> Iterator[tuple[int, int]]:
    """The places of the same words in both, of those that are given, the longest runs first."""
    for _ in range(_PASSES):
        words = [first[at][0] for at in here], [second[at][0] for at in there]
        blocks = SequenceMatcher(None, *words, autojunk=False).get_matching_blocks()
        found = [(here[block.a + at], there[block.b + at]) for block in blocks for at in range(block.size)]
        yield from found
        taken_here, taken_there = {at for at, _ in found}, {at for _, at in found}
        here = [at for at in here if at not in taken_here]
        there = [at for at in there if at not in taken_there]


def _is_right(item: Item, expected: Expected) -> bool:
    if expected.kind is None:
        return item.kind is ItemKind.SCENE
    if item.kind is not expected.kind:
        return False
    return item.kind is not ItemKind.SPOKEN or same_speaker(item.speaker, expected.speakers)


def _told_right(expected: Expected) -> str:
    if expected.kind is None:
        return "no item, or a scene"
    by = f" by {expected.speakers[0] if expected.speakers else 'nobody known'}"
    return expected.kind.value + (by if expected.kind is ItemKind.SPOKEN else "")


def _told_found(item: Item) -> str:
    return item.kind.value + (f" by {item.speaker or 'nobody known'}" if item.kind is ItemKind.SPOKEN else "")


def _joined(words: Iterable[tuple[str, str, str, bool]]) -> Iterator[Fault]:
    """Words in a row with the same fault as one."""
    text: list[str] = []
    fault: tuple[str, str, bool] | None = None
    for word, right, found, told in words:
        if (right, found, told) != fault and fault:
            yield Fault(" ".join(text), *fault)
            text = []
        fault = (right, found, told)
        text.append(word)
    if fault:
        yield Fault(" ".join(text), *fault)
