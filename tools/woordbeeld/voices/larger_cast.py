"""Voices of a larger cast that are much alike, which the clustering of windows takes for one.

Stretches of speech between pauses are joined, two groups at a time, as long as one speaker explains both
about as well as two do: a voice is a point around the centre of its speaker, as the audit has it, and centres
lie around each other. Where that leaves more voices than were found, those are the voices.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from woordbeeld.timing import Span
from woordbeeld.voices.clustering import MOST_STRETCHES, Parts, Vectors, middles, numbered, seen_from
from woordbeeld.voices.embedder import Embedding
from woordbeeld.voices.odds import DIMENSIONS, SHORT_MS, USUAL_MS

LARGER: Final = 4  # voices; of fewer the middle between all lies too near to each
BETWEEN: Final = 0.35  # of how far voices spread is between speakers, the rest within
ONE_VOICE: Final = -20.0  # the logarithm of the odds of one speaker to two, from which on it is one
LEAST_MS: Final = 3000  # of speech by one voice; what is less goes to the nearest
_ROUNDS: Final = 2  # the second with the middle between the voices of the first
_RATIO: Final = BETWEEN / (1 - BETWEEN)


def with_voices_that_are_much_alike(vectors: Vectors, parts: Parts, spans: Sequence[Span]) -> Parts:
    """The voice of each window, of more voices than were found if there are."""
    stretch = np.cumsum([0, *(after.start_ms >= before.end_ms for before, after in pairwise(spans))])
    if parts.max() + 1 < LARGER or stretch[-1] >= MOST_STRETCHES:
        return parts
    of_stretches = middles(vectors, stretch)
    first, last = np.unique(stretch, return_index=True)[1], np.append(np.flatnonzero(np.diff(stretch)), -1)
    lengths = np.array(
        [spans[end].end_ms - spans[start].start_ms for start, end in zip(first, last, strict=True)]
    )
    middle: Vectors = [each.mean(axis=0) for each in of_stretches]
    for _ in range(_ROUNDS):
        points = seen_from(middle, of_stretches)
        found = _without_small(points, _joined(points, lengths), lengths)
        middle = [each.mean(axis=0) for each in middles(of_stretches, found)]
    if found.max() <= parts.max():
        return parts
    return _nearest(seen_from(middle, vectors), found[stretch])


def _joined(points: Embedding, lengths: Embedding) -> Parts:
    """The speaker of each stretch, groups joined as long as one speaker explains two well enough."""
    heard = (1 + SHORT_MS / USUAL_MS) / (1 + SHORT_MS / lengths)  # of short sound less is known
    products = (points @ points.T) * DIMENSIONS / (1 - BETWEEN) * np.outer(heard, heard)
    odds = np.array([_odds(products, heard, at) for at in range(len(points))])
    parts = np.arange(len(points))
    while (best := odds.max()) >= ONE_VOICE:
        one, other = np.argwhere(odds == best)[0]
        parts[parts == other] = one
        heard[one] += heard[other]
        products[one] += products[other]
        products[:, one] += products[:, other]
        odds[one] = odds[:, one] = np.where(np.isneginf(odds[one]), -np.inf, _odds(products, heard, one))
        odds[other] = odds[:, other] = -np.inf
    return numbered(parts)


def _odds(products: Embedding, heard: Embedding, one: int) -> Embedding:
    """How likely a group and each other are one speaker rather than two, as the logarithm of the odds."""
    lengths = np.diag(products)
    alone = _likely(heard, lengths)
    both = _likely(heard + heard[one], lengths + lengths[one] + 2 * products[one])
    found: Embedding = both - alone - alone[one]
    found[one] = -np.inf
    return found


def _likely(heard: Embedding, length: Embedding) -> Embedding:
    """How likely voices are one speaker's, of how much is heard and the squared length of their sum."""
    found: Embedding = _RATIO / (1 + heard * _RATIO) * length / 2 - DIMENSIONS / 2 * np.log1p(heard * _RATIO)
    return found


def _without_small(points: Embedding, parts: Parts, lengths: Embedding) -> Parts:
    spoken = np.bincount(parts, lengths)
    large = np.flatnonzero(spoken >= min(LEAST_MS, spoken.max()))
    centres = middles((points,), parts)[0][large]
    return numbered(np.where(np.isin(parts, large), parts, large[(points @ centres.T).argmax(axis=1)]))


def _nearest(points: Embedding, parts: Parts) -> Parts:
    """The windows with the voice they are most like; a stretch may be of two."""
    return numbered((points @ middles((points,), parts)[0].T).argmax(axis=1))
