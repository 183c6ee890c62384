"""How many corrections it takes to mend a fifth of all labels in the editor: part of `make bench-voices`.

Somebody is simulated who knows who speaks, and does what the editor offers: hears the most likely doubt;
keeps the line where its label is right; gives all lines that sound so at once where that list is right, else
the line alone. After each correction the voices are compared anew. What is wrong still when nothing is in
doubt any more is found by ear, and each is a correction.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from woordbeeld.voices.audit import Judged, LineVoice, audit

WRONG: Final = 20  # percent of the labels
LINES: Final = 90  # at least; films with fewer are put one after the other
GOAL: Final = "≤ 8 for 20 of 100"
HEAD: Final = (
    "voices", "lines", "wrong", "corrections", "most", "of those by ear", "right ones heard", "abstains",
    "goal",
)  # fmt: skip

Labels = tuple[str, ...]


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


def mend(right: Labels, wrong: Labels, voices: Callable[[Labels], Sequence[LineVoice]]) -> Mending:
    """What it takes to mend wrong labels of lines whose voices are known by their labels."""
    now, looked, done = list(wrong), set[int](), Mending(abstains=_abstains(voices(wrong)))
    while doubts := _doubts(voices(tuple(now)), looked):
        at, worst = doubts[0]
        looked.add(at)
        if now[at] == right[at]:
            done = replace(done, kept=done.kept + 1)
            continue
        similar = [each for each, doubt in doubts if doubt.sounds_like == worst.sounds_like]
        is_right = all(right[each] == worst.sounds_like for each in similar)
        for each in similar if is_right else [at]:
            now[each] = right[each]
            looked.add(each)
        done = replace(done, given=done.given + 1)
    left = sum(one != other for one, other in zip(now, right, strict=True))
    return replace(done, by_ear=left)


def _doubts(voices: Sequence[LineVoice], looked: set[int]) -> list[tuple[int, Judged]]:
    """The doubts that nobody has looked at, each with its place, the most likely first."""
    found = audit([replace(each, line=at) for at, each in enumerate(voices)])
    doubts = [(each.line, each) for each in found.doubts if each.line not in looked]
    return sorted(doubts, key=lambda each: -each[1].probability)


def _abstains(voices: Sequence[LineVoice]) -> bool:
    return audit([replace(each, line=at) for at, each in enumerate(voices)]).abstains is not None


def mending_rows(films: Sequence[Film], trials: int) -> Iterator[tuple[str, ...]]:
    """A row for each group of films."""
    for group in dict.fromkeys(film.group for film in films):
        casts = tuple(_joined([film for film in films if film.group == group]))
        found = [each for parts in casts for each in _mended(parts, trials)]
        lines = sum(len(film.labels) for parts in casts for film in parts) / len(casts)
        yield _row(group, lines, found)


def _mended(parts: Sequence[Film], trials: int) -> Iterator[Mending]:
    right = tuple(label for film in parts for label in film.labels)
    for seed in range(trials):
        yield mend(right, _swapped(right, random.Random(seed)), _voices_of(parts))  # noqa: S311 nothing secret


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


def _row(group: str, lines: float, found: Sequence[Mending]) -> tuple[str, ...]:
    corrections = [each.corrections for each in found]
    return (
        group,
        f"{lines:.0f}",
        f"{lines * WRONG / 100:.0f}",
        f"{sum(corrections) / len(found):.1f}",
        str(max(corrections)),
        f"{sum(each.by_ear for each in found) / len(found):.1f}",
        f"{sum(each.kept for each in found) / len(found):.1f}",
        f"{sum(each.abstains for each in found)} of {len(found)}",
        GOAL,
    )
