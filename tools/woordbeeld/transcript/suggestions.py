"""Where the text itself says that a speaker label may be wrong: a person must judge."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from woordbeeld.transcript import labels
from woordbeeld.transcript.model import SpokenLine, Transcript
from woordbeeld.transcript.naming import INTRODUCTION, Ground, named
from woordbeeld.transcript.one_person import MOST_COMPARED, Likeness, in_series, is_alike, one_person
from woordbeeld.transcript.words import PARTICLES
from woordbeeld.words import Message, Value, say

MIN_NAME_CHARS: Final = 3  # of a part of a name by which somebody is addressed

_WORD = re.compile(r"[\w'’-]+")


class Reason(Enum):
    """Why a label may be wrong."""

    AMBIGUOUS = "ambiguous"  # the label is the end of several names
    ALIKE = "alike"  # another speaker is called almost the same
    INTRODUCED = "introduced"  # the line says that somebody else says it
    ADDRESSED = "addressed"  # the line speaks to its own speaker
    ANNOUNCED = "announced"  # the description before it announces somebody else
    FLOOR = "given-the-floor"  # whoever speaks before gives somebody else the floor
    FIRST_NAME = "first-name"  # the label may be the first name of another speaker
    INITIAL = "initial"  # it may be the name of another speaker, with an initial


_GROUNDS: Final = {
    Ground.ANNOUNCED: Reason.ANNOUNCED,
    Ground.INTRODUCED: Reason.INTRODUCED,
    Ground.FLOOR: Reason.FLOOR,
}
BY_NAMING: Final = frozenset(_GROUNDS.values())
_SHORTENED: Final = {Likeness.FIRST_NAME: Reason.FIRST_NAME, Likeness.INITIAL: Reason.INITIAL}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line whose label may be wrong, why, and the names of who may say it instead."""

    line: SpokenLine
    reason: Reason
    names: tuple[str, ...] = ()

    @property
    def is_one_person(self) -> bool:
        """Whether it is of the label everywhere, which is another one's, and not of this line."""
        return self.reason in (Reason.ALIKE, Reason.FIRST_NAME, Reason.INITIAL)

    @property
    def message(self) -> Message:
        """The reason, for people."""
        names: dict[str, Value] = {"names": ", ".join(self.names)} if self.names else {}
        return say(f"editor.work.{self.reason.value}", **names)


def suggestions(transcript: Transcript) -> tuple[Suggestion, ...]:
    """All that the text tells against its own labels, in the order of the text, at most one a line."""
    is_cast = len(transcript.speakers) <= MOST_COMPARED
    among = (*_ambiguous(transcript), *_shortened(transcript), *_alike(transcript)) if is_cast else ()
    found = (*_told(transcript), *among)
    first: dict[int, Suggestion] = {}
    for each in (*found, *_addressed(transcript)):
        first.setdefault(each.line.line, each)
    return tuple(first[line] for line in sorted(first))


def _told(transcript: Transcript) -> Iterator[Suggestion]:
    """What descriptions and speakers themselves tell of who speaks."""
    against = [each for each in named(transcript) if each.contradicts]
    for ground, reason in _GROUNDS.items():
        for each in against:
            if each.ground is ground:
                yield Suggestion(each.line, reason, (each.speaker.name,))


def _ambiguous(transcript: Transcript) -> Iterator[Suggestion]:
    for speaker in transcript.speakers:
        key = labels.key(speaker.name)
        longer = [one.name for one in transcript.speakers if key in labels.tails(labels.key(one.name))]
        if len(longer) > 1 and not labels.role(speaker.name):
            for turn in transcript.turns:
                if turn.speaker == speaker:
                    yield Suggestion(turn.lines[0], Reason.AMBIGUOUS, tuple(longer))


def _shortened(transcript: Transcript) -> Iterator[Suggestion]:
    """Labels that may be another one, shortened: of one person who is written in two ways."""
    by_number = {line.line: line for line in transcript.spoken_lines}
    names = {label: speaker.name for speaker in transcript.speakers for label in speaker.labels}
    for each in one_person(transcript):
        if (reason := _SHORTENED.get(each.likeness)) and each.line in by_number:
            yield Suggestion(by_number[each.line], reason, (names[each.of],))


def _alike(transcript: Transcript) -> Iterator[Suggestion]:
    said = Counter(line.speaker for line in transcript.spoken_lines)
    people = [one for one in transcript.speakers if not labels.role(one.name)]
    series = in_series([one.name for one in people])
    for rare in people:
        for other in people:
            is_later = said[rare] == said[other] and people.index(rare) > people.index(other)
            # Who is announced by a description, but has no label, is spelt right there.
            rarer = said[rare] > 0 and (said[rare] < said[other] or is_later or not said[other])
            is_apart = rare == other or not series.isdisjoint((rare.name, other.name))
            if rarer and not is_apart and is_alike(rare.name, other.name):
                first = next(line for line in transcript.spoken_lines if line.speaker == rare)
                yield Suggestion(first, Reason.ALIKE, (other.name,))


def _addressed(transcript: Transcript) -> Iterator[Suggestion]:
    for line in transcript.spoken_lines:
        if not line.speaker or labels.role(line.speaker.name) or INTRODUCTION.search(line.text):
            continue
        own = {
            part
            for part in line.speaker.name.split()
            if len(part) >= MIN_NAME_CHARS and part.casefold() not in PARTICLES
        }
        if own.intersection(_WORD.findall(line.text)):
            yield Suggestion(line, Reason.ADDRESSED)
