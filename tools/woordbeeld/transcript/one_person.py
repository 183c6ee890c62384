"""Labels that are one person by the text: a short label, a first name, almost the same name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import combinations
from typing import Final

from rapidfuzz import fuzz

from woordbeeld.transcript import labels
from woordbeeld.transcript.model import Speaker, Transcript
from woordbeeld.words import Message, say

ALIKE: Final = 85  # of 100, of two names that may be one, misspelt
MOST_COMPARED: Final = 200  # speakers, each with each other; no text that people made has as many
MOST_ALIKE: Final = 2  # other names to which one is almost the same, by mistake
_LEAST_CHARS: Final = 6  # of a name; shorter ones are alike by chance


class Likeness(Enum):
    """Why two labels are one person, or may be."""

    SHORT_LABEL = "short-label"  # it is read so: `VAN DEN BERG` after `JOSEPHINE VAN DEN BERG`
    FIRST_NAME = "first-name"  # `JOSEPHINE` and the only `JOSEPHINE VAN DEN BERG`
    INITIAL = "initial"  # `J. VAN DEN BERG`
    ALMOST = "almost-the-same"  # `TOM HEERTS` and `TON HEERTS`


@dataclass(frozen=True, slots=True)
class ShortLabel:
    """A label that is read as another one, which it ends, and the first line with it."""

    label: str
    of: str
    line: int

    @property
    def message(self) -> Message:
        """That, for people."""
        return say("voices.read_as", label=self.label, of=self.of, line=self.line)


@dataclass(frozen=True, slots=True)
class OnePerson:
    """The shorter or rarer label, the other one, why, and the first line with the shorter one."""

    label: str
    of: str
    likeness: Likeness
    line: int

    @property
    def is_settled(self) -> bool:
        """Whether both are read as one speaker already."""
        return self.likeness is Likeness.SHORT_LABEL


def one_person(transcript: Transcript) -> tuple[OnePerson, ...]:
    """All pairs of labels that are one person, or may be, in the order of the text."""
    short = (
        OnePerson(each.label, each.of, Likeness.SHORT_LABEL, each.line) for each in short_labels(transcript)
    )
    found = [*short, *_other_names(transcript, _firsts(transcript))]
    return tuple(sorted(found, key=lambda each: each.line))


def short_labels(transcript: Transcript) -> tuple[ShortLabel, ...]:
    """All labels that are read as another one already, in the order of the text."""
    first = _firsts(transcript)
    found = [
        ShortLabel(label, speaker.labels[0], first[label])
        for speaker in transcript.speakers
        for label in speaker.labels[1:]
        if label in first and labels.key(label) != labels.key(speaker.labels[0])
    ]
    return tuple(sorted(found, key=lambda each: each.line))


def _firsts(transcript: Transcript) -> dict[str, int]:
    """The first line with each label."""
    first: dict[str, int] = {}
    for line in transcript.spoken_lines:
        if line.label:
            first.setdefault(line.label.text, line.line)
    return first


def _other_names(transcript: Transcript, first: dict[str, int]) -> Iterator[OnePerson]:
    """Speakers who are told apart, but whose names may be of one person."""
    said = Counter(line.speaker for line in transcript.spoken_lines)
    people = [one for one in transcript.speakers if said[one] and one.labels and not labels.role(one.name)]
    if len(people) > MOST_COMPARED:
        return
    series = in_series([one.name for one in people])
    for one, other in combinations(people, 2):
        rare, often = sorted((other, one), key=lambda each: said[each])
        for short, full in ((one, other), (other, one)):
            if likeness := _shortened(short, full, people):
                yield _pair(short, full, likeness, first)
                break
        else:
            if series.isdisjoint((one.name, other.name)) and _almost_the_same(one.name, other.name):
                yield _pair(rare, often, Likeness.ALMOST, first)


def _pair(short: Speaker, full: Speaker, likeness: Likeness, first: dict[str, int]) -> OnePerson:
    lines = [first[label] for label in short.labels if label in first]
    return OnePerson(short.labels[0], full.labels[0], likeness, min(lines, default=0))


def _shortened(short: Speaker, full: Speaker, people: list[Speaker]) -> Likeness | None:
    """How one name is the other one shortened, where it is of nobody else."""
    tokens, whole = labels.folded(short.name), labels.folded(full.name)
    firsts = [labels.folded(each.name) for each in people]
    if len(whole) > 1 and tokens == whole[:1] and sum(name[:1] == tokens for name in firsts) == 2:  # noqa: PLR2004
        return Likeness.FIRST_NAME
    initial = tokens[0].rstrip(".")
    if len(initial) == 1 < len(tokens) and tokens[1:] == whole[1:] and whole[0].startswith(initial):
        return Likeness.INITIAL if len(whole[0].rstrip(".")) > 1 else None
    return None


def in_series(names: Sequence[str]) -> frozenset[str]:
    """The names that are almost those of several others, as in a row: `Persoon AA`, `Persoon AB`."""
    pairs = combinations(names, 2)
    alike = Counter(name for one, other in pairs if is_alike(one, other) for name in (one, other))
    return frozenset(name for name, others in alike.items() if others > MOST_ALIKE)


def is_alike(one: str, other: str) -> bool:
    """Whether one name may be the other, misspelt."""
    return fuzz.ratio(one.casefold(), other.casefold()) >= ALIKE


def _almost_the_same(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _LEAST_CHARS or _apart(one) != _apart(other):
        return False
    return is_alike(one, other)


def _apart(name: str) -> set[str]:
    """The numbers and single letters by which people are told apart: `Spreker A`."""
    return {token for token in name.split() if len(token) == 1 or any(map(str.isdigit, token))}
