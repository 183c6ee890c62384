"""Marks that tell in which language something is said: `Dank. [en] Thank you. [/en]`.

A mark is the code of a language that can be heard, in small letters, and is closed in the same turn, perhaps
some lines below. Only such pairs are marks: `[EN]`, `[muziek]`, and a bracket without its other half stay
what they are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from woordbeeld.findings import Finding, Severity
from woordbeeld.languages import LANGUAGES
from woordbeeld.textfile import WHITE
from woordbeeld.transcript.model import Blank, Block, LabelLine, Part, SceneDescription, Sound, SpokenLine
from woordbeeld.words import say

MARK: Final = re.compile(r"\[(?P<closes>/?)(?P<code>[a-z]{2,3})\]")
_ONLY_MARKS: Final = re.compile(r"(?:\[/?[a-z]{2,3}\]\s*)+")
_WORD: Final = re.compile(r"\S+")
_ENDS_WORD: Final = ".,;:!?…"  # before a mark, where a letter follows it: somebody forgot the space


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark in the text of a block (its index), at the characters `[start, end)`."""

    block: int
    start: int
    end: int
    code: str
    closes: bool


def with_languages(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """The blocks, with the languages of what is said, and a finding for each mark without its other half.

    Where nothing but marks stand, on a line or behind a label, it is blank.
    """
    texts = dict(_texts(blocks))
    marks = [mark for at, text in texts.items() for mark in _marks(at, text)]
    if not marks:
        return tuple(blocks), ()
    pairs = {mark for turn in _by_turn(blocks, marks) for mark in _paired(turn)}
    findings = tuple(_unpaired(blocks[mark.block].line, mark) for mark in marks if mark not in pairs)
    return tuple(_read(blocks, texts, pairs)), findings


def parts_of(text: str) -> tuple[Part, ...]:
    """The parts of a text that stands alone.

    >>> parts_of("Dank. [en] Thank you. [/en]")
    (Part(text='Dank. ', language=None), Part(text='Thank you.', language='en'))
    """
    pairs = sorted(_paired(_marks(0, text)), key=lambda mark: mark.start)
    return tuple(_parts(text, pairs, [])) if pairs else (Part(text),)


def in_parts(words: Iterable[tuple[str, str | None]]) -> tuple[Part, ...]:
    """Words in parts, each with its language; None is that of the transcript.

    >>> in_parts([("Dank.", None), ("Thank", "en"), ("you.", "en")])
    (Part(text='Dank. ', language=None), Part(text='Thank you.', language='en'))
    """
    runs = groupby(words, key=lambda word: word[1])
    return tuple(_spaced([(" ".join(word for word, _ in run), language) for language, run in runs]))


def written(parts: Iterable[Part]) -> str:
    """Parts as a text with marks.

    >>> written((Part("Dank. ", None), Part("Thank you.", "en")))
    'Dank. [en] Thank you. [/en]'
    """
    return "".join(
        f"[{part.language}] {part.text} [/{part.language}]" if part.language else part.text for part in parts
    )


def without_marks(text: str) -> str:
    """A text without anything that may be a mark; one that has such gets single spaces between its words.

    >>> without_marks("[en] Thank you. [/en] [muziek]")
    'Thank you. [muziek]'
    """
    marks = [mark for mark in _marks(0, text) if mark.code in LANGUAGES]
    if not marks:
        return text
    return "".join(part.text for part in _parts(text, marks, []))


def is_of_marks(block: Block) -> bool:
    """Whether a block without words holds marks."""
    return isinstance(block, Blank) and MARK.search(block.source) is not None


def turns_of(blocks: Sequence[Block]) -> tuple[int | None, ...]:
    """The turn of each block; a line of marks alone is of the turn in which these are."""
    before, after = _turns_beside(blocks)
    return tuple(
        earlier if (found := MARK.search(block.source)) and found["closes"] else later
        for block, earlier, later in zip(blocks, before, after, strict=True)
    )


def word_places(line: SpokenLine) -> tuple[int, ...]:
    """For each word of a line which it is of the words as written, of which some are marks.

    Nothing where that cannot be told, for marks stand amid words.
    """
    if not line.marked:
        return tuple(range(len(line.words)))
    found: list[int] = []
    todo = list(line.words[::-1])
    for place, written_word in enumerate(line.text.split()):
        left = written_word if todo and todo[-1] == written_word else without_marks(written_word)
        while left and todo and left.startswith(todo[-1]):
            left = left.removeprefix(todo.pop()).lstrip()
            found.append(place)
    return () if todo else tuple(found)


def _texts(blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """The text of each block that may have marks, by its index: what is said, and lines of marks alone."""
    for at, block in enumerate(blocks):
        if isinstance(block, SpokenLine):
            yield at, block.text
        elif isinstance(block, SceneDescription | Sound) and _ONLY_MARKS.fullmatch(block.source.strip(WHITE)):
            yield at, block.source.strip(WHITE)


def _marks(block: int, text: str) -> Iterator[_Mark]:
    for found in MARK.finditer(text) if "[" in text else ():
        if found["code"] in LANGUAGES or found["closes"]:
            yield _Mark(block, *found.span(), found["code"], bool(found["closes"]))


def _by_turn(blocks: Sequence[Block], marks: Iterable[_Mark]) -> Iterable[list[_Mark]]:
    """The marks of each turn. On a line of marks alone one that opens is of the turn that follows."""
    before, after = _turns_beside(blocks)
    found: dict[int | None, list[_Mark]] = defaultdict(list)
    for mark in marks:
        found[before[mark.block] if mark.closes else after[mark.block]].append(mark)
    return found.values()


def _turns_beside(blocks: Sequence[Block]) -> tuple[list[int | None], list[int | None]]:
    """For each block its turn, or else the one before it; and the same with the one after it."""
    turns = [block.turn if isinstance(block, SpokenLine) else None for block in blocks]
    return _filled(turns), _filled(turns[::-1])[::-1]


def _filled(turns: Iterable[int | None]) -> list[int | None]:
    """The turns, where there is none the last one before."""
    found: list[int | None] = []
    for turn in turns:
        found.append(turn if turn is not None or not found else found[-1])
    return found


def _paired(marks: Iterable[_Mark]) -> Iterator[_Mark]:
    """The marks of a turn that have their other half, properly nested."""
    opened: list[_Mark] = []
    for mark in marks:
        if not mark.closes:
            opened.append(mark)
            continue
        at = next((at for at in reversed(range(len(opened))) if opened[at].code == mark.code), None)
        if at is not None:
            yield from (opened[at], mark)
            del opened[at:]


def _unpaired(line: int, mark: _Mark) -> Finding:
    if mark.code not in LANGUAGES:
        message = say("finding.unknown-language", code=mark.code)
    elif mark.closes:
        message = say("finding.language-not-opened", code=mark.code)
    else:
        message = say("finding.language-not-closed", code=mark.code)
    return Finding("language-mark", Severity.WARNING, message, line)


def _read(blocks: Sequence[Block], texts: Mapping[int, str], pairs: AbstractSet[_Mark]) -> Iterator[Block]:
    """The blocks without the marks that are pairs, which tell the languages of what is between them."""
    by_block: dict[int, list[_Mark]] = defaultdict(list)
    for mark in sorted(pairs, key=lambda mark: (mark.block, mark.start)):
        by_block[mark.block].append(mark)
    opened: list[str] = []
    for at, block in enumerate(blocks):
        mine = by_block[at]
        if at not in texts or not (mine or opened):
            yield block
            continue
        parts = tuple(_parts(texts[at], mine, opened))
        if not parts:
            yield from _without_words(block, texts[at])
        elif isinstance(block, SpokenLine):
            yield replace(block, marked=parts)
        else:
            yield block


def _without_words(block: Block, marks: str) -> Iterator[Block]:
    """A line that holds nothing but marks, perhaps behind a label."""
    start = block.source.index(marks)
    if isinstance(block, SpokenLine) and block.label:
        yield LabelLine(block.line, block.source[:start], block.label)
        yield Blank(block.line, block.source[start:])
    else:
        yield Blank(block.line, block.source)


def _parts(text: str, marks: Sequence[_Mark], opened: list[str]) -> Iterator[Part]:
    """A text in parts, without marks; `opened` are the languages that are open, the innermost last."""
    bare, at = "", 0
    languages: list[str | None] = []
    for mark in (*marks, None):
        until = mark.start if mark else len(text)
        if bare.endswith(tuple(_ENDS_WORD)) and text[at:until][:1].isalnum():
            bare, languages = f"{bare} ", [*languages, None]
        bare += text[at:until]
        languages += [opened[-1] if opened else None] * (until - at)
        if mark:
            at = mark.end
            opened[:] = opened[:-1] if mark.closes else [*opened, mark.code]
    yield from in_parts((found[0], _language(found, languages)) for found in _WORD.finditer(bare))


def _language(word: re.Match[str], languages: Sequence[str | None]) -> str | None:
    """The language of a word is that of its first letter: quotes may stand outside the marks."""
    letters = (at for at in range(*word.span()) if word.string[at].isalnum())
    return languages[next(letters, word.start())]


def _spaced(runs: Sequence[tuple[str, str | None]]) -> Iterator[Part]:
    """Runs of words with the spaces between them, which are in the language of the transcript."""
    for at, (text, language) in enumerate(runs):
        if language is None:
            yield Part(" " * (at > 0) + text + " " * (at + 1 < len(runs)), None)
            continue
        yield Part(text, language)
        if at + 1 < len(runs) and runs[at + 1][1] is not None:
            yield Part(" ", None)
