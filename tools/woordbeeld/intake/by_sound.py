"""The sound decides what a text leaves open: what is heard of it is speech, and what is not is none."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from woordbeeld.intake.document import LeftOut, Why
from woordbeeld.intake.hearing import Judgement, Verdict, judged
from woordbeeld.intake.questions import Asked, Part, parts
from woordbeeld.intake.understanding import Doubt, Item, Settled, Understanding
from woordbeeld.speech.model import HeardWord
from woordbeeld.timing import Span
from woordbeeld.transcript.pieces import ItemKind

_OF_SPEAKERS: Final = (Doubt.NO_SPEAKER, Doubt.NOBODY_NAMED, Doubt.MISSPELT)  # which no sound settles
_UNSAID: Final[Mapping[Doubt | None, Why]] = {
    Doubt.MAY_BE_OUTSIDE: Why.OUTSIDE,
    Doubt.MAY_BE_MINUTES: Why.MINUTES,
}
_SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’»)]*$")


def settled(
    understanding: Understanding, heard: Sequence[HeardWord], voice: Sequence[Span] = ()
) -> Understanding:
    """What was understood of a document, with what is doubtful in it decided by what was heard.

    Speech that is not doubtful stays as it is. `voice` are the spans in which somebody speaks: where much of
    that is left over, a paragraph that was not heard stays doubtful, for the recogniser may have missed it.
    """
    found = parts(understanding, heard)
    if all(part.asked is None for part in found):
        return understanding
    judgements = judged([part.excerpt for part in found], heard, voice)
    decided = [(found[at], each.verdict) for at, each in judgements.items() if _decides(found[at], each)]
    if not decided:
        return understanding
    changes = _Changes(understanding.items, decided)
    back = [part.left for part, _ in decided if part.left]
    return replace(
        understanding,
        items=tuple(changes.items()),
        left_out=(*(each for each in understanding.left_out if each not in back), *changes.gone),
        by_sound=tuple(_told(understanding, part, verdict) for part, verdict in decided),
    )


def _decides(part: Part, judgement: Judgement) -> bool:
    """Whether the sound is clear about a part; that a heading or a label is not said never is."""
    if part.asked is Asked.PARAGRAPH:
        return judgement.verdict is not Verdict.OPEN
    return judgement.verdict is Verdict.HEARD and (part.asked is not Asked.LEFT_OUT or judgement.sure)


def _told(understanding: Understanding, part: Part, verdict: Verdict) -> Settled:
    place = part.left.place if part.left else understanding.items[part.items[0]].first_place
    return Settled(place or 0, part.text, verdict is Verdict.HEARD)


@dataclass
class _Changes:
    """Goes through the items once; who speaks is what it carries along."""

    source: Sequence[Item]
    decided: Sequence[tuple[Part, Verdict]]
    gone: list[LeftOut] = field(default_factory=list)  # was read as speech, and is none
    speaker: str | None = None  # of the line before
    reopens: bool = False  # the next line must say anew who speaks
    goes_on: bool = False  # what was read as the label of this turn is said by the speaker before it
    is_speech: bool = False  # the same of what looked like a label

    def items(self) -> Iterator[Item]:
        about = {at: (part, verdict) for part, verdict in self.decided for at in part.items}
        back = self._brought_back()
        for at, item in enumerate(self.source):
            for left in back.get(at, ()):
                yield from self._heard(Item(ItemKind.SPOKEN, left.text, left.place or 0), at)
            if item.opens_turn:
                self.goes_on = self.is_speech = False
            yield from self._item(item, at, *about.get(at, (None, None)))
        for left in back.get(len(self.source), ()):
            yield from self._heard(Item(ItemKind.SPOKEN, left.text, left.place or 0), len(self.source))

    def _brought_back(self) -> Mapping[int, list[LeftOut]]:
        """What was left out and is said, by the item that it stands before."""
        places = [item.first_place for item in self.source]
        found: dict[int, list[LeftOut]] = {}
        for part, _ in self.decided:
            if part.left:
                found.setdefault(bisect_right(places, part.left.place or 0), []).append(part.left)
        return found

    def _item(self, item: Item, at: int, part: Part | None, verdict: Verdict | None) -> Iterator[Item]:
        if part and part.asked is Asked.LABEL:
            yield from self._said_label(item, part.text)
        elif verdict is Verdict.NOT_HEARD:
            yield from self._not_heard(item, is_sentence=part is not None and _is_sentence(part.text))
        elif part and part.asked is Asked.PARAGRAPH:
            yield from self._heard(item, at) if item.kind is ItemKind.SCENE else self._add(_sure(item))
        else:
            self.is_speech = self.is_speech or part is not None
            yield from self._add(item)

    def _add(self, item: Item) -> Iterator[Item]:
        if item.kind is ItemKind.SPOKEN:
            if self.goes_on:
                item = _by(item, self.speaker)
            if self.is_speech and item.doubt is Doubt.MAY_BE_SPEAKER:
                item = replace(item, doubt=None)
            if self.reopens:
                item = replace(item, opens_turn=True)
            self.reopens, self.speaker = False, item.speaker
        yield item

    def _heard(self, item: Item, at: int) -> Iterator[Item]:
        """What was not read as speech, and is. In a turn its speaker says it, else nobody is known to."""
        following = next((each for each in self.source[at:] if _is_sure_speech(each)), None)
        same_turn = following is not None and not following.opens_turn
        if same_turn and following:
            yield from self._add(_by(item, following.speaker))
        elif item.kind is ItemKind.SCENE and self.speaker is not None:
            yield from self._add(_by(item, self.speaker))
        else:
            nobody = None if self.speaker is None else ""
            yield from self._add(replace(_by(item, nobody), opens_turn=True))

    def _not_heard(self, item: Item, *, is_sentence: bool) -> Iterator[Item]:
        if item.kind is ItemKind.SCENE:
            yield replace(item, doubt=None)
            return
        self.reopens = self.reopens or item.opens_turn
        if why := _UNSAID.get(item.doubt):
            self.gone.append(LeftOut(item.place, item.text, why))
        elif is_sentence:
            yield Item(ItemKind.SCENE, item.text, item.place, apart=item.apart, span=item.span)
        else:
            why = Why.TITLE if item.doubt is Doubt.NO_SPEAKER else Why.HEADING
            self.gone.append(LeftOut(item.place, item.text, why))

    def _said_label(self, item: Item, label: str) -> Iterator[Item]:
        """A label that is said: with the line below it, or on a line of its own."""
        self.goes_on = True
        if item.label_place is None:
            yield from self._add(replace(item, text=f"{label} {item.text}"))
        else:
            yield from self._add(Item(ItemKind.SPOKEN, label, item.label_place, apart=item.apart))
            yield from self._add(replace(item, label_place=None))


def _by(item: Item, speaker: str | None) -> Item:
    """A line as it is said in the turn of somebody, or by nobody known."""
    doubt = None if speaker else Doubt.NO_SPEAKER
    return replace(item, kind=ItemKind.SPOKEN, speaker=speaker, remark="", opens_turn=False, doubt=doubt)


def _is_sentence(text: str) -> bool:
    return _SENTENCE_END.search(text) is not None


def _sure(item: Item) -> Item:
    """A line that is speech indeed; who says it may still not be known."""
    return item if item.doubt in _OF_SPEAKERS else replace(item, doubt=None)


def _is_sure_speech(item: Item) -> bool:
    return item.kind is ItemKind.SPOKEN and item.doubt not in (Doubt.MAY_BE_DESCRIPTION, *_UNSAID)
