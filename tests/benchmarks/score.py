"""Measures: how near the times of an alignment come to the true ones.

An alignment is read as alignment.json has it; of it only `words` count, and of a word `line`, `start_ms`,
`end_ms` and `confidence`. A line starts where the first of its words starts and ends where the last one ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from woordbeeld.timing import Span

NEAR_START_MS = 100
NEAR_END_MS = 150
LOST_MS = 1000  # a line that starts this far off is not found at all
CONFIDENCE_EDGES = (0.0, 0.5, 0.7, 0.8, 0.9, 1.0)

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """A line with its true time and the one that was found; `confidence` is that of its first word."""

    line: int
    true: Span
    found: Span | None
    confidence: float | None = None

    @property
    def start_is_near(self) -> bool:
        return self.starts_within(NEAR_START_MS)

    @property
    def end_is_near(self) -> bool:
        return self.ends_within(NEAR_END_MS)

    def starts_within(self, bound_ms: int) -> bool:
        return self.found is not None and abs(self.found.start_ms - self.true.start_ms) <= bound_ms

    def ends_within(self, bound_ms: int) -> bool:
        return self.found is not None and abs(self.found.end_ms - self.true.end_ms) <= bound_ms

    @property
    def is_lost(self) -> bool:
        return self.found is None or abs(self.found.start_ms - self.true.start_ms) > LOST_MS


@dataclass(frozen=True, slots=True)
class Score:
    """Of so many lines, how many start and end near the truth, and how many are lost."""

    lines: int
    near_starts: int
    near_ends: int
    lost: int


@dataclass(frozen=True, slots=True)
class Reliability:
    """Lines whose first word has a confidence from `low` up to `high`, and how many of them start near."""

    low: float
    high: float
    lines: int
    near_starts: int


def judge(truth: Json, alignment: Json) -> tuple[JudgedLine, ...]:
    """Every line that is truly spoken, in the order of the transcript."""
    words: dict[int, list[Json]] = {}
    for word in alignment["words"]:
        words.setdefault(word["line"], []).append(word)
    return tuple(
        JudgedLine(
            line["line"],
            Span(line["start_ms"], line["end_ms"]),
            _span(words.get(line["line"], ())),
            next((word.get("confidence") for word in words.get(line["line"], ())), None),
        )
        for line in truth["lines"]
    )


def _span(words: Sequence[Json]) -> Span | None:
    timed = [word for word in words if word.get("start_ms") is not None and word.get("end_ms") is not None]
    if not timed:
        return None
    start_ms = min(word["start_ms"] for word in timed)
    # Other tools have words that take no time.
    return Span(start_ms, max(start_ms + 1, *(word["end_ms"] for word in timed)))


def score(lines: Iterable[JudgedLine]) -> Score:
    judged = tuple(lines)
    return Score(
        len(judged),
        sum(line.start_is_near for line in judged),
        sum(line.end_is_near for line in judged),
        sum(line.is_lost for line in judged),
    )


def reliability(lines: Iterable[JudgedLine]) -> tuple[Reliability, ...]:
    """Whether the confidence keeps its promise, bin by bin; a full 1 belongs to the last bin."""
    bins: dict[tuple[float, float], list[JudgedLine]] = {edges: [] for edges in pairwise(CONFIDENCE_EDGES)}
    for line in lines:
        if line.confidence is not None:
            bins[_bin(line.confidence)].append(line)
    return tuple(
        Reliability(low, high, len(members), sum(line.start_is_near for line in members))
        for (low, high), members in bins.items()
    )


def _bin(confidence: float) -> tuple[float, float]:
    """The edges between which a confidence lies.

    >>> _bin(0.7), _bin(1.0)
    ((0.7, 0.8), (0.9, 1.0))
    """
    return next(edges for edges in reversed(tuple(pairwise(CONFIDENCE_EDGES))) if confidence >= edges[0])


def thirds(lines: Iterable[JudgedLine], duration_ms: int) -> tuple[Score, Score, Score]:
    """The scores of the first, middle and last third of a recording: does accuracy wear off?"""
    parts: tuple[list[JudgedLine], list[JudgedLine], list[JudgedLine]] = ([], [], [])
    for line in lines:
        parts[min(2, line.true.start_ms * 3 // duration_ms)].append(line)
    first, middle, last = parts
    return score(first), score(middle), score(last)
