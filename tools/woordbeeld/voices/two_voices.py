"""Labels whose lines fall apart in two voices, as those of two people with one label."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from woordbeeld.voices.embedder import Embedding
from woordbeeld.voices.odds import Assigned, Numbers, centred

LEAST_LINES: Final = 4  # of each of the two
APART: Final = 0.15  # of the likeness within the two, below which they are not one voice
ROUNDS: Final = 10

Marks = npt.NDArray[np.bool_]


def two_voices(
    voices: Sequence[Sequence[Embedding]], labels: Assigned
) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Each such label, and which lines are of the rarer voice, by the vectors of all lines."""
    points = centred(voices, np.eye(labels.max() + 1)[labels])
    for label in np.unique(labels):
        rows = np.flatnonzero(labels == label)
        likeness = points[rows] @ points[rows].T
        is_one = _halves(likeness) if len(rows) >= 2 * LEAST_LINES else np.zeros(len(rows), dtype=bool)
        if min(is_one.sum(), (~is_one).sum()) >= LEAST_LINES and _are_apart(likeness, is_one):
            rarer = is_one if is_one.sum() <= len(rows) / 2 else ~is_one
            yield int(label), tuple(rows[rarer].tolist())


def _halves(likeness: Numbers) -> Marks:
    """Lines that are alike, told from the rest by the direction in which all differ most."""
    others = likeness - np.eye(len(likeness))
    mean = others.sum(axis=1) / (len(likeness) - 1)
    deviation = likeness - mean[:, None] - mean + mean.mean()
    np.fill_diagonal(deviation, 0)
    is_one: Marks = np.linalg.eigh(deviation)[1][:, -1] > 0
    for _ in range(ROUNDS):
        if min(is_one.sum(), (~is_one).sum()) < 2:  # noqa: PLR2004 - nothing to compare with
            break
        nearer = _mean_to(others, is_one) > _mean_to(others, ~is_one)
        if (nearer == is_one).all():
            break
        is_one = nearer
    return is_one


def _mean_to(others: Numbers, some: Marks) -> Numbers:
    """How alike each line is to some, but to itself."""
    found: Numbers = others[:, some].sum(axis=1) / np.maximum(some.sum() - some, 1)
    return found


def _are_apart(likeness: Numbers, is_one: Marks) -> bool:
    one, other = (_mean_within(likeness[np.ix_(some, some)]) for some in (is_one, ~is_one))
    across = float(likeness[np.ix_(is_one, ~is_one)].mean())
    return min(one, other) > 0 and across < APART * np.sqrt(one * other)


def _mean_within(likeness: Numbers) -> float:
    lines = len(likeness)
    return float((likeness.sum() - lines) / (lines * (lines - 1)))
