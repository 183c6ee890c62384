"""How many corrections it takes to mend a fifth of all labels in the editor: part of `make bench-voices`.

Somebody is simulated who knows who speaks, and hears all lines in doubt in the list that the editor makes of
them; unticks those that it would give wrongly, and gives the rest in one step, which is one correction. An
unticked line whose label is wrong is given by hand, each a correction; the others are kept. Then the voices
are compared anew, with the labels of all those lines certain, and so on. What is wrong still when nothing is
in doubt any more is found by ear, each a correction. Beside that stands what it takes with a list for each
speaker, and with no list at all.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final, Protocol

from woordbeeld.voices.audit import Judged, LineVoice, audit

WRONG: Final = 20  # percent of the labels
LINES: Final = 90  # at least; films with fewer are put one after the other
GOAL: Final = "≤ 8 for 20 of 100"
HEAD: Final = (
    "voices", "at once", "lines", "wrong", "corrections", "most", "of those by ear", "right ones heard",
    "abstains", "goal",
)  # fmt: skip

Labels = tuple[str, ...]


class Way(Enum):
    """Which lines in doubt are given at once."""

    ALL = "all"
    SPEAKER = "of a speaker"
    ALONE = "one"


class Film(Protocol):
    """The right labels of the lines, and how their voices are when they have others."""

    @property
    def group(self) -> str: ...

    @property
    def labels(self) -> Labels: ...

    @property
    def voices(self) -> Callable[[Labels], Sequence[LineVoice]]: ...


@dataclass(frozen=True, slots=True)
class Mending:
    """What it took: lines or lists of them given, and lines found by ear; right labels that were in doubt."""

    given: int = 0
    by_ear: int = 0
    kept: int = 0
    abstains: bool = False

    @property
    def corrections(self) -> int:
        return self.given + self.by_ear


def mend(
    right: Labels, wrong: Labels, voices: Callable[[Labels], Sequence[LineVoice]], way: Way = Way.ALL
) -> Mending:
    """What it takes to mend wrong labels of lines whose voices are known by their labels."""
    now, looked, done = list(wrong), set[int](), Mending(abstains=_abstains(voices(wrong)))
    while doubts := _doubts(voices(tuple(now)), looked):
        listed = _listed(doubts, way)
        ticked = {at for at, doubt in listed if right[at] == doubt.sounds_like}
        by_hand = {at for at, _ in listed if at not in ticked and now[at] != right[at]}
        kept = len(listed) - len(ticked) - len(by_hand)
        for at in ticked | by_hand:
            now[at] = right[at]
        looked |= {at for at, _ in listed}
        given = done.given + bool(ticked) + len(by_hand)
        done = replace(done, given=given, kept=done.kept + kept)
    left = sum(one != other for one, other in zip(now, right, strict=True))
    return replace(done, by_ear=left)


def _listed(doubts: Sequence[tuple[int, Judged]], way: Way) -> Sequence[tuple[int, Judged]]:
    """What is given at once."""
    _, worst = doubts[0]
    match way:
        case Way.ALL:
            return doubts
        case Way.SPEAKER:
            return [each for each in doubts if each[1].sounds_like == worst.sounds_like]
        case Way.ALONE:
            return doubts[:1]


def _doubts(voices: Sequence[LineVoice], looked: set[int]) -> list[tuple[int, Judged]]:
    """The doubts that nobody has looked at, each with its place, the most likely first."""
    found = audit([replace(each, line=at) for at, each in enumerate(voices)], looked)
    doubts = [(each.line, each) for each in found.doubts if each.line not in looked]
    return sorted(doubts, key=lambda each: -each[1].probability)


def _abstains(voices: Sequence[LineVoice]) -> bool:
    return audit([replace(each, line=at) for at, each in enumerate(voices)]).abstains is not None


def mending_rows(films: Sequence[Film], trials: int) -> Iterator[tuple[str, ...]]:
    """A row for each group of films."""
    for group in dict.fromkeys(film.group for film in films):
        casts = tuple(_joined([film for film in films if film.group == group]))
        lines = sum(len(film.labels) for parts in casts for film in parts) / len(casts)
        for way in Way:
            found = [each for parts in casts for each in _mended(parts, trials, way)]
            yield _row(group, way, lines, found)


def _mended(parts: Sequence[Film], trials: int, way: Way) -> Iterator[Mending]:
    right = tuple(label for film in parts for label in film.labels)
    for seed in range(trials):
        yield mend(right, _swapped(right, random.Random(seed)), _voices_of(parts), way)  # noqa: S311 nothing secret


def _joined(films: Sequence[Film]) -> Iterator[list[Film]]:
    """The films, so many together that there are lines enough."""
    parts: list[Film] = []
    for film in films:
        parts.append(film)
        if sum(len(each.labels) for each in parts) >= LINES:
            yield parts
            parts = []


def _voices_of(films: Sequence[Film]) -> Callable[[Labels], list[LineVoice]]:
    """The voices of films one after the other."""

    def voices(labels: Labels) -> list[LineVoice]:
        found, rest = list[LineVoice](), labels
        for film in films:
            found += film.voices(rest[: len(film.labels)])
            rest = rest[len(film.labels) :]
        return found

    return voices


def _swapped(labels: Labels, chance: random.Random) -> Labels:
    names, found = sorted(set(labels)), list(labels)
    for at in chance.sample(range(len(labels)), round(len(labels) * WRONG / 100)):
        found[at] = chance.choice([name for name in names if name != labels[at]])
    return tuple(found)


def _row(group: str, way: Way, lines: float, found: Sequence[Mending]) -> tuple[str, ...]:
    corrections = [each.corrections for each in found]
    return (
        group,
        way.value,
        f"{lines:.0f}",
        f"{lines * WRONG / 100:.0f}",
        f"{sum(corrections) / len(found):.1f}",
        str(max(corrections)),
        f"{sum(each.by_ear for each in found) / len(found):.1f}",
        f"{sum(each.kept for each in found) / len(found):.1f}",
        f"{sum(each.abstains for each in found)} of {len(found)}",
        GOAL,
    )
