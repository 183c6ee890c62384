"""Where the text itself says that a speaker label may be wrong: a person must judge."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from rapidfuzz import fuzz

from woordbeeld.transcript import labels
from woordbeeld.transcript.model import SpokenLine, Transcript
from woordbeeld.transcript.naming import INTRODUCTION, Ground, named
from woordbeeld.transcript.words import PARTICLES
from woordbeeld.words import Message, Value, say

ALIKE: Final = 85  # of 100, of two names that may be one, misspelt
MOST_COMPARED: Final = 200  # speakers, each with each other; no text that people made has as many
MIN_NAME_CHARS: Final = 3  # of a part of a name by which somebody is addressed

_WORD = re.compile(r"[\w'’-]+")


class Reason(Enum):
    """Why a label may be wrong."""

    AMBIGUOUS = "ambiguous"  # the label is the end of several names
    ALIKE = "alike"  # another speaker is called almost the same
    INTRODUCED = "introduced"  # the line says that somebody else says it
    ADDRESSED = "addressed"  # the line speaks to its own speaker
    ANNOUNCED = "announced"  # the description before it announces somebody else


_GROUNDS: Final = {Ground.ANNOUNCED: Reason.ANNOUNCED, Ground.INTRODUCED: Reason.INTRODUCED}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line whose label may be wrong, why, and the names of who may say it instead."""

    line: SpokenLine
    reason: Reason
    names: tuple[str, ...] = ()

    @property
    def message(self) -> Message:
        """The reason, for people."""
        names: dict[str, Value] = {"names": ", ".join(self.names)} if self.names else {}
        return say(f"editor.work.{self.reason.value}", **names)


def suggestions(transcript: Transcript) -> tuple[Suggestion, ...]:
    """All that the text tells against its own labels, in the order of the text, at most one a line."""
    is_cast = len(transcript.speakers) <= MOST_COMPARED
    among = (*_ambiguous(transcript), *_alike(transcript)) if is_cast else ()
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


def _alike(transcript: Transcript) -> Iterator[Suggestion]:
    said = Counter(line.speaker for line in transcript.spoken_lines)
    people = [one for one in transcript.speakers if not labels.role(one.name)]
    for rare in people:
        for other in people:
            likeness = fuzz.ratio(rare.name.casefold(), other.name.casefold())
            # Who is announced by a description, but has no label, is spelt right there.
            rarer = said[rare] > 0 and (said[rare] <= said[other] or not said[other])
            if rare != other and rarer and likeness >= ALIKE:
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
