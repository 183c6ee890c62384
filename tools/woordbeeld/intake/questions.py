"""What a text leaves open: the excerpts of a document of which it does not tell whether they are said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Final

from woordbeeld.alignment.match import key
from woordbeeld.intake.document import LeftOut, Why
from woordbeeld.intake.hearing import Excerpt
from woordbeeld.intake.lines import spaced
from woordbeeld.intake.understanding import Doubt, Item, Understanding
from woordbeeld.speech.model import HeardWord
from woordbeeld.transcript.pieces import ItemKind

_HEAD: Final = re.compile(r"(?P<head>[^:–—]{1,90}?)\s*(?::|\s[–—-]\s)\s*(?P<rest>\S.*)", re.DOTALL)
_LEFT_OUT: Final = frozenset(
    {Why.TITLE, Why.HEADING, Why.OUTSIDE, Why.ABOUT, Why.MINUTES, Why.TRANSCRIBER_NOTE, Why.CONTACT}
)
_PARAGRAPHS: Final = frozenset(
    {
        Doubt.MAY_BE_SPEECH,
        Doubt.MAY_BE_DESCRIPTION,
        Doubt.MAY_BE_OUTSIDE,
        Doubt.MAY_BE_MINUTES,
        Doubt.NO_SPEAKER,
    }
)
_RUN: Final = 3  # words in a row: what is said has such runs that were heard, and much of a page has none

Runs = frozenset[tuple[str, ...]]


class Asked(Enum):
    """What is in question."""

    PARAGRAPH = "a paragraph"
    LEFT_OUT = "what was left out"
    LABEL = "the words of a label"
    LIKE_LABEL = "words that look like a label"


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a document, of these items (by index) or `left` out; what is not `asked` is surely said."""

    text: str
    items: tuple[int, ...] = ()
    asked: Asked | None = None
    left: LeftOut | None = None

    @property
    def excerpt(self) -> Excerpt:
        return Excerpt(tuple(self.text.split()), self.asked is None)


def parts(understanding: Understanding, heard: Sequence[HeardWord]) -> tuple[Part, ...]:
    """All that is said in a document or may be, in order; what was left out only if a run of it was heard."""
    found: list[Part] = []
    left = [Part(each.text, asked=Asked.LEFT_OUT, left=each) for each in _left_out(understanding, heard)]
    for paragraph in _paragraphs(understanding.items):
        first = understanding.items[paragraph[0]].first_place
        above = [part for part in left if part.left and (part.left.place or 0) < first]
        found += above
        left = left[len(above) :]
        found += _parts_of(understanding, paragraph)
    return (*found, *left)


def _left_out(understanding: Understanding, heard: Sequence[HeardWord]) -> list[LeftOut]:
    """What was left out and may be said, in its order."""
    said = [word.text for word in heard]
    runs = _runs(said, _RUN) | _runs(said, _RUN - 1)
    found = (each for each in understanding.left_out if each.place is not None and each.why in _LEFT_OUT)
    likely = (each for each in found if not runs.isdisjoint(_runs(each.text.split(), _RUN)))
    return sorted(likely, key=lambda each: each.place or 0)


def _runs(words: Sequence[str], length: int) -> Runs:
    """All runs of so many words, or all of them where there are fewer."""
    keys = [each for word in words if (each := key(word))]
    return frozenset(tuple(keys[at : at + length]) for at in range(max(1, len(keys) - length + 1)))


def _paragraphs(items: Sequence[Item]) -> Iterator[tuple[int, ...]]:
    """The items that are judged together: the lines of a paragraph that is in doubt as a whole."""
    first = 0
    for at, (item, following) in enumerate(pairwise([*items, None]), 1):
        if not (item and following and _go_together(item, following)):
            yield tuple(range(first, at))
            first = at


def _go_together(item: Item, following: Item) -> bool:
    same = (following.kind, following.doubt) == (item.kind, item.doubt)
    return same and item.doubt in _PARAGRAPHS and not following.apart and not following.opens_turn


def _parts_of(understanding: Understanding, paragraph: tuple[int, ...]) -> Iterator[Part]:
    at = paragraph[0]
    item = understanding.items[at]
    text = " ".join(understanding.items[each].text for each in paragraph)
    if item.doubt in _PARAGRAPHS:
        yield Part(text, paragraph, Asked.PARAGRAPH)
    elif item.kind is not ItemKind.SPOKEN:
        return
    elif item.doubt is Doubt.MAY_BE_NO_SPEAKER and (label := label_of(understanding, item)):
        yield Part(label, (at,), Asked.LABEL)
        yield Part(text, paragraph)
    elif item.doubt is Doubt.MAY_BE_SPEAKER and (found := _HEAD.fullmatch(text)):
        yield Part(found["head"], (at,), Asked.LIKE_LABEL)
        yield Part(found["rest"], paragraph)
    else:
        yield Part(text, paragraph)


def label_of(understanding: Understanding, item: Item) -> str:
    """The words of the label of an item, if it has one, as the document has them."""
    if not item.opens_turn:
        return ""
    place = item.first_place
    whole = " ".join(spaced(each.text) for each in understanding.document.paragraphs if each.place == place)
    if item.label_place is not None:
        return whole
    return whole.removesuffix(item.text).strip() if whole.endswith(item.text) else ""
