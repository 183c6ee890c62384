"""Labels that are one person by the voice."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Final

import numpy as np

from woordbeeld.voices.embedder import Embedding
from woordbeeld.voices.odds import Assigned, centred

LEAST_LINES: Final = 6  # of each label, to tell that both are one voice
PURE: Final = 0.3  # of the mean likeness within labels; a label below that is of several voices
ONE_VOICE: Final = 0.85  # of the likeness within two labels, from which on both are one voice


def one_voice(voices: Sequence[Sequence[Embedding]], labels: Assigned) -> tuple[tuple[int, int], ...]:
    """Pairs of labels whose lines are as alike as those of one, by the vectors of all lines."""
    counts = np.bincount(labels)
    points = centred(voices, np.eye(len(counts))[labels])
    enough = np.flatnonzero(counts >= LEAST_LINES).tolist()
    likeness = points @ points.T
    np.fill_diagonal(likeness, np.nan)

    def alike(one: int, other: int) -> float:
        return float(np.nanmean(likeness[np.ix_(labels == one, labels == other)]))

    own = {label: alike(label, label) for label in range(len(counts)) if counts[label] > 1}
    pure = [each for each in enough if own[each] > PURE * np.mean([*own.values()])]
    return tuple(
        (one, other)
        for one, other in combinations(pure, 2)
        if alike(one, other) >= ONE_VOICE * np.sqrt(max(own[one] * own[other], 0))
    )
