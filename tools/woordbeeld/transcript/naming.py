"""Where the text itself tells who speaks: who says a name as their own, is announced, or gets the floor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Final

from woordbeeld.transcript.model import SceneDescription, Speaker, SpokenLine, Transcript
from woordbeeld.transcript.pins import in_order
from woordbeeld.transcript.speakers import Cast
from woordbeeld.transcript.vocabulary import phrases
from woordbeeld.transcript.words import AFTER_OWN_NAME, PARTICLES

INTRODUCTION: Final = phrases("introductions")
_FLOOR: Final = phrases("gives_floor")
_NAME: Final = re.compile(r"[\s,]+(?P<name>(?:[\w'’-]+\s*){1,5})")
_CLAUSE: Final = re.compile(r"[^.!?:;]+")
_WORD: Final = re.compile(r"[\w'’-]+")


class Ground(Enum):
    """What tells who says a line."""

    INTRODUCED = "introduced"  # the line itself: `Ik ben Stef Böger`
    ANNOUNCED = "announced"  # the description before it: `(Ton Heerts:)`
    FLOOR = "given-the-floor"  # whoever speaks before: `Het woord is aan Trudy Vos`


@dataclass(frozen=True, slots=True)
class Named:
    """A line, whom the text tells to say it, by which words, and on which line of the file those stand."""

    line: SpokenLine
    speaker: Speaker
    ground: Ground
    words: str
    at: int

    @property
    def contradicts(self) -> bool:
        """Whether the label is somebody else's."""
        return self.line.speaker is not None and self.line.speaker != self.speaker


def named(transcript: Transcript) -> tuple[Named, ...]:
    """All that the text tells of who says which line, in the order of the text."""
    cast = Cast.of(transcript.speakers)
    found = [*_announced(transcript), *_introduced(transcript, cast), *_given_the_floor(transcript, cast)]
    return tuple(sorted(found, key=lambda each: each.line.line))


def _announced(transcript: Transcript) -> Iterator[Named]:
    before: SceneDescription | None = None
    for item in in_order(transcript):
        if isinstance(item, SceneDescription):
            before = item
        elif isinstance(item, SpokenLine):
            if before and before.announces and item.label:
                yield Named(item, before.announces, Ground.ANNOUNCED, before.text, before.line)
            before = None


def _introduced(transcript: Transcript, cast: Cast) -> Iterator[Named]:
    for line in transcript.spoken_lines:
        for found in INTRODUCTION.finditer(line.text):
            name = _NAME.match(line.text, found.end())
            tokens = name["name"].split() if name else []
            speaker, count = _named_first(cast, tokens)
            # `Ik ben Ton Heerts dankbaar` is no introduction.
            if name and speaker and AFTER_OWN_NAME.issuperset(tokens[count : count + 1]):
                words = line.text[found.start() : name.end()].strip()
                yield Named(line, speaker, Ground.INTRODUCED, words, line.line)


def _given_the_floor(transcript: Transcript, cast: Cast) -> Iterator[Named]:
    """Who speaks right after somebody else was given the floor in the last line of a turn."""
    for turn, following in pairwise(transcript.turns):
        last = turn.lines[-1]
        for found in _FLOOR.finditer(last.text):
            clause = _CLAUSE.match(last.text, found.end())
            tokens = _WORD.findall(clause[0]) if clause else []
            speakers = (_named_first(cast, tokens[start:])[0] for start in range(len(tokens)))
            speaker = next((each for each in speakers if each), None)
            if speaker and speaker != turn.speaker:
                words = last.text[found.start() : clause.end() if clause else None].strip()
                yield Named(following.lines[0], speaker, Ground.FLOOR, words, last.line)


def _named_first(cast: Cast, tokens: Sequence[str]) -> tuple[Speaker | None, int]:
    """Whom the first words name, and how many: a name, in capitals where it is no particle."""
    for count in range(len(tokens), 0, -1):
        some = tokens[:count]
        if some[-1][0].isupper() and all(each[0].isupper() or each in PARTICLES for each in some):
            by_first_name = [one for one in cast.names.values() if one.name.split()[0] == some[0]]
            found = cast.find(some) or (by_first_name[0] if len(by_first_name) == count == 1 else None)
            if found:
                return found, count
    return None, 0
