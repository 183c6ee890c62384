"""How well who speaks when was found: the diarization error rate, as NIST defines it (RT-09).

Of all the time that somebody truly speaks, the shares that are missed, told though nobody speaks, and given
to another speaker; where two speak at once, both count. Time around the edges of true speech is
not scored: people do not agree on those either.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from woordbeeld.timing import Span

STEP_MS: Final = 10
COLLAR_MS: Final = 250  # at both sides of an edge, as NIST has it

# Stretches, each with who speaks in it.
Spoken = Sequence[tuple[Span, Hashable]]
Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Score:
    """Shares of the true speech, 0 to 1 (false alarms may be more)."""

    missed: float
    false_alarm: float
    confused: float

    @property
    def error(self) -> float:
        return self.missed + self.false_alarm + self.confused


def score(truth: Spoken, found: Spoken, collar_ms: int = COLLAR_MS, unscored: Iterable[Span] = ()) -> Score:
    """What was found held against the truth, each voice taken for the speaker that makes most of it right.

    >>> score([(Span(0, 1000), "A"), (Span(1000, 2000), "B")], [(Span(0, 1500), 1), (Span(1500, 2000), 2)], 0)
    Score(missed=0.0, false_alarm=0.0, confused=0.25)
    """
    steps = max((span.end_ms for span, _ in (*truth, *found)), default=0) // STEP_MS + 1
    scored = _scored(truth, steps, collar_ms, unscored)
    true, told = _marks(truth, steps)[:, scored], _marks(found, steps)[:, scored]
    speaking, telling = true.sum(axis=0), told.sum(axis=0)
    shared = true.astype(int) @ told.T.astype(int)
    right = sum(int(shared[pair]) for pair in best_pairs(shared))
    whole = max(int(speaking.sum()), 1)
    both = int(np.minimum(speaking, telling).sum())
    missed, false = (int(speaking.sum()) - both) / whole, (int(telling.sum()) - both) / whole
    return Score(missed, false, (both - right) / whole)


def best_pairs(shared: npt.NDArray[np.int_]) -> list[tuple[int, int]]:
    """The pairs of a row and a column, each in one pair at most, that have the most together.

    The greedy pairs, of which two change partners as long as that helps; exact for the casts of films.
    """
    size = max(shared.shape, default=0)
    square = np.zeros((size, size), int)
    square[: shared.shape[0], : shared.shape[1]] = shared
    left, partner = square.copy(), np.arange(size)
    for _ in range(size):
        row, column = np.unravel_index(left.argmax(), left.shape)
        partner[row] = column
        left[row], left[:, column] = -1, -1
    while swap := _better(square, partner):
        one, other = swap
        partner[[one, other]] = partner[[other, one]]
    return [(row, int(partner[row])) for row in range(shared.shape[0]) if partner[row] < shared.shape[1]]


def _better(square: npt.NDArray[np.int_], partner: npt.NDArray[np.int_]) -> tuple[int, int] | None:
    """Two rows that have more together with each other's columns."""
    for one in range(len(square)):
        for other in range(one):
            now = square[one, partner[one]] + square[other, partner[other]]
            if square[one, partner[other]] + square[other, partner[one]] > now:
                return one, other
    return None


def _marks(spoken: Spoken, steps: int) -> Marks:
    """Who speaks in each step: (speakers, steps)."""
    names = list(dict.fromkeys(name for _, name in spoken))
    found = np.zeros((len(names), steps), bool)
    for span, name in spoken:
        found[names.index(name), round(span.start_ms / STEP_MS) : round(span.end_ms / STEP_MS)] = True
    return found


def _scored(truth: Spoken, steps: int, collar_ms: int, unscored: Iterable[Span]) -> Marks:
    found = np.ones(steps, bool)
    edges = [edge for span, _ in truth for edge in (span.start_ms, span.end_ms)] if collar_ms else []
    around = [(max(0, edge - collar_ms), edge + collar_ms) for edge in edges]
    for start_ms, end_ms in [*around, *((span.start_ms, span.end_ms) for span in unscored)]:
        found[start_ms // STEP_MS : end_ms // STEP_MS] = False
    return found
