"""The sound decides what a text leaves open: what of it is heard is speech; what is not tells what is seen, or is a
heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import pairwise
from typing import Final

from woordbeeld.intake.document import LeftOut, Why
from woordbeeld.intake.hearing import Judgement, Passage, Verdict, judged, may_be_heard, runs_of
from woordbeeld.intake.lines import spaced
from woordbeeld.intake.understanding import Doubt, Item, Settled, Understanding
from woordbeeld.speech.model import HeardWord
from woordbeeld.timing import Span
from woordbeeld.transcript.pieces import Kind

_SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’»)]*$")
_HEAD: Final = re.compile(r"(?P<head>[^:–—]{1,90}?)\s*(?::|\s[–—-]\s)\s*(?P<rest>\S.*)", re.DOTALL)
_MOST_TITLE_WORDS: Final = 14
_LEFT_OUT: Final = frozenset({Why.TITLE, Why.HEADING, Why.OUTSIDE})
_PARAGRAPHS: Final = frozenset(
    {Doubt.MAY_BE_SPEECH, Doubt.MAY_BE_DESCRIPTION, Doubt.MAY_BE_OUTSIDE, Doubt.NO_SPEAKER}
)
_WHY_UNHEARD: Final = {Doubt.MAY_BE_DESCRIPTION: Why.HEADING, Doubt.NO_SPEAKER: Why.TITLE}


class _Asked(Enum):
    """What is in question: a paragraph, what was left out, or the words of a label (or what looks like one)."""

    PARAGRAPH = "paragraph"
    LEFT_OUT = "left out"
    LABEL = "label"
    LIKE_LABEL = "like a label"


@dataclass(frozen=True, slots=True)
class _Part:
    """Words of the document in their place; what is not `asked` is surely said.

    `items` are the places of its items among all; what was left out is none.
    """

    text: str
    items: tuple[int, ...] = ()
    asked: _Asked | None = None
    left: LeftOut | None = None

    @property
    def passage(self) -> Passage:
        return Passage(tuple(self.text.split()), self.asked is None)


def by_sound(understanding: Understanding, heard: Sequence[HeardWord], voice: Sequence[Span] = ()) -> Understanding:
    """What was understood of a document, with what is doubtful in it decided by what was heard.

    Speech that is not doubtful stays as it is. `voice` are the spans in which somebody speaks: where much of it
    is left over, the recogniser may have passed over a paragraph, which then stays doubtful.
    """
    parts = list(_parts(understanding, runs_of([word.text for word in heard])))
    if not any(part.asked for part in parts):
        return understanding
    found = judged([part.passage for part in parts], heard, voice)
    return _Settling(understanding, parts, found).understanding()


def _parts(understanding: Understanding, runs: frozenset[tuple[str, ...]]) -> Iterator[_Part]:
    """The document in parts, what was left out among them in its place."""
    left = sorted(
        (
            each
            for each in understanding.left_out
            if each.place is not None and each.why in _LEFT_OUT and may_be_heard(each.text.split(), runs)
        ),
        key=lambda each: each.place or 0,
        reverse=True,
    )
    for paragraph in _paragraphs(understanding.items):
        first = understanding.items[paragraph[0]].first_place
        while left and (left[-1].place or 0) < first:
            yield _of_left_out(left.pop())
        yield from _parts_of(understanding, paragraph)
    while left:
        yield _of_left_out(left.pop())


def _of_left_out(left: LeftOut) -> _Part:
    return _Part(left.text, asked=_Asked.LEFT_OUT, left=left)


def _paragraphs(items: Sequence[Item]) -> Iterator[tuple[int, ...]]:
    """The items that are judged together: the lines of a paragraph that is in doubt as a whole."""
    first = 0
    for at, (item, following) in enumerate(pairwise([*items, None]), 1):
        if item and following and item.doubt in _PARAGRAPHS and not following.apart:
            if (following.kind, following.doubt) == (item.kind, item.doubt) and not following.opens_turn:
                continue
        yield tuple(range(first, at))
        first = at


def _parts_of(understanding: Understanding, paragraph: tuple[int, ...]) -> Iterator[_Part]:
    at = paragraph[0]
    item = understanding.items[at]
    text = " ".join(understanding.items[each].text for each in paragraph)
    if item.doubt in _PARAGRAPHS:
        yield _Part(text, paragraph, _Asked.PARAGRAPH)
    elif item.kind is not Kind.SPOKEN:
        return
    elif item.doubt is Doubt.MAY_BE_NO_SPEAKER and item.opens_turn and (label := _label(understanding, item)):
        yield _Part(label, (at,), _Asked.LABEL)
        yield _Part(text, paragraph)
    elif item.doubt is Doubt.MAY_BE_SPEAKER and (found := _HEAD.fullmatch(text)):
        yield _Part(found["head"], (at,), _Asked.LIKE_LABEL)
        yield _Part(found["rest"], paragraph)
    else:
        yield _Part(text, paragraph)


def _label(understanding: Understanding, item: Item) -> str:
    """The words of the label of an item as the document has them; nothing where they cannot be told apart."""
    whole = " ".join(
        spaced(each.text) for each in understanding.document.paragraphs if each.place == item.first_place
    )
    if item.label_place is not None:
        return whole
    return whole.removesuffix(item.text).strip() if whole.endswith(item.text) else ""


@dataclass
class _Settling:
    """Goes through the parts once, and keeps who speaks."""

    source: Understanding
    parts: Sequence[_Part]
    found: Mapping[int, Judgement]
    items: list[Item] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    brought_back: list[LeftOut] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)
    reopen: bool = False  # the next item must say anew who speaks
    is_speech: bool = False  # what looked like a label was heard: the lines below it are no longer doubtful
    told: set[int] = field(default_factory=set)
