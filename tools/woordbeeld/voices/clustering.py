"""Which stretches of sound are one voice, where nobody knows how many there are: spectral clustering.

Each stretch is tied to those that are most like it; voices are the parts into which that falls apart (Ng,
Jordan and Weiss 2001), as many as the largest step between the smallest eigenvalues tells, and some more of a
larger cast. Parts that then sound alike are one voice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from woordbeeld.voices.embedder import Embedding, unit
from woordbeeld.voices.odds import SHARES

NEIGHBOURS: Final = 0.03  # of all stretches, to which each is tied
LEAST_NEIGHBOURS: Final = 6
MOST_VOICES: Final = 60  # that are told apart without being asked for
MORE_PARTS: Final = 3  # one more part for so many: a large cast has voices that are heard little
ONE_VOICE: Final = 0.82  # of the likeness within two parts is between them, if both are one voice
ONE_VOICE_OF_SMALL: Final = 0.76  # the same for a small part: people shout and whisper for a while
SMALL: Final = 12  # stretches
USUAL_PAIRS: Final = 20  # of stretches weigh as much in how alike a part is within as what is usual
SHARING: Final = 2  # stretches before and after one that may share sound with it
LEAST_STRETCHES: Final = 2  # of a voice; fewer are where two people speak at once
MOST_STRETCHES: Final = 1500  # that are tied to each other; the others go to the nearest voice
_ROUNDS: Final = 50

# The voices of stretches, by each embedder: (stretches, size).
Vectors = Sequence[Embedding]
Parts = npt.NDArray[np.int_]


def clustered(vectors: Vectors, voices: int | None = None) -> Parts:
    """The voice of each stretch, by its number from 0; as many `voices` as are asked for, if any.

    Fewer are found only where there are fewer stretches.
    """
    count = len(vectors[0])
    if count > MOST_STRETCHES:
        some = np.unique(np.linspace(0, count - 1, MOST_STRETCHES).astype(int))
        found = clustered([each[some] for each in vectors], voices)
        return nearest(vectors, middles([each[some] for each in vectors], found))
    if count <= LEAST_STRETCHES or voices == 1:
        return np.arange(count) % max(1, min(voices or 1, count))
    near = _tied(vectors)
    values, directions = np.linalg.eigh(near)
    if voices:
        return numbered(_parts(directions, min(voices, count)))
    steps = np.diff(values[: min(MOST_VOICES, count - 1) + 1])
    told = int(np.argmax(steps)) + 1
    found = _parts(directions, min(told + told // MORE_PARTS, count))
    return numbered(_without_small(vectors, _joined(vectors, found)))


def middles(vectors: Vectors, parts: Parts) -> tuple[Embedding, ...]:
    """The middle of each part, by each embedder: (parts, size), of length 1."""
    return tuple(
        unit(np.array([each[parts == part].mean(axis=0) for part in range(parts.max() + 1)]))
        for each in vectors
    )


def likeness(vectors: Vectors, centres: Vectors) -> Embedding:
    """The mean cosine of each stretch and each middle: (stretches, parts)."""
    found: Embedding = np.mean([each @ of.T for each, of in zip(vectors, centres, strict=True)], axis=0)
    return found


def seen_from(middle: Vectors, vectors: Vectors) -> Embedding:
    """The directions in which stretches lie, each embedder with its share: (stretches, size of all)."""
    shared = zip(SHARES, vectors, middle, strict=False)
    return unit(np.hstack([np.sqrt(share) * unit(each - of) for share, each, of in shared]))


def nearest(vectors: Vectors, centres: Vectors) -> Parts:
    """The part whose middle each stretch is most like."""
    found: Parts = likeness(vectors, centres).argmax(axis=1)
    return found


def _tied(vectors: Vectors) -> Embedding:
    """The Laplacian of the graph in which each stretch is tied to those most like it."""
    points = unit(np.hstack([each - each.mean(axis=0) for each in vectors]))
    count = len(points)
    ties = min(count - 1, max(LEAST_NEIGHBOURS, round(NEIGHBOURS * count)))
    order = np.argsort(-(points @ points.T), axis=1)[:, : ties + 1]
    graph = np.zeros((count, count))
    np.put_along_axis(graph, order, 1.0, axis=1)
    graph = (graph + graph.T) / 2
    np.fill_diagonal(graph, 0)
    degrees = graph.sum(axis=1)
    laplacian: Embedding = (np.diag(degrees) - graph) / np.sqrt(np.outer(degrees, degrees))
    return laplacian


def _parts(directions: Embedding, count: int) -> Parts:
    """The stretches in so many parts by where they lie: k-means, from the farthest points."""
    points = unit(directions[:, :count])
    centres = [points[np.square(points - points.mean(axis=0)).sum(axis=1).argmax()]]
    while len(centres) < count:
        centres.append(points[_distances(points, np.array(centres)).min(axis=1).argmax()])
    middle = np.array(centres)
    for _ in range(_ROUNDS):
        found: Parts = _distances(points, middle).argmin(axis=1)
        moved = np.array(
            [
                points[found == part].mean(axis=0) if (found == part).any() else middle[part]
                for part in range(count)
            ]
        )
        if np.allclose(moved, middle):
            break
        middle = moved
    return found


def _distances(points: Embedding, centres: Embedding) -> Embedding:
    found: Embedding = np.stack([np.square(points - centre).sum(axis=1) for centre in centres], axis=1)
    return found


def _joined(vectors: Vectors, parts: Parts) -> Parts:
    """The parts, those that sound like one voice made one, the most alike first.

    Two are that where their stretches are nearly as like each other as those within both. How alike those are
    is hardly known of a small part, and then taken to be as usual.
    """
    parts = numbered(parts)
    alike, apart = likeness(vectors, vectors), _apart(len(parts))
    while parts.max() > 0:
        member = np.eye(parts.max() + 1)[parts]
        pairs = member.T @ apart @ member
        mean = member.T @ (alike * apart) @ member / np.maximum(pairs, 1)
        known = np.diag(pairs)
        usual = (np.diag(mean) @ known) / max(known.sum(), 1)
        within = (np.diag(mean) * known + usual * USUAL_PAIRS) / (known + USUAL_PAIRS)
        ratio = mean / np.sqrt(np.outer(within, within))
        small = member.sum(axis=0) < SMALL
        ratio += np.where(small[:, None] | small, ONE_VOICE - ONE_VOICE_OF_SMALL, 0)
        np.fill_diagonal(ratio, -1)
        one, other = np.unravel_index(ratio.argmax(), ratio.shape)
        if ratio[one, other] < ONE_VOICE:
            break
        parts = numbered(np.where(parts == other, one, parts))
    return parts


def _apart(count: int) -> Embedding:
    """1 for each pair of stretches that share no sound, as neighbours do, else 0."""
    at = np.arange(count)
    found: Embedding = (np.abs(at[:, None] - at) > SHARING).astype(float)
    return found


def _without_small(vectors: Vectors, parts: Parts) -> Parts:
    """The parts, with the stretches of those that are too small given to the nearest of the others."""
    large = np.flatnonzero(np.bincount(parts) >= LEAST_STRETCHES)
    if not len(large):
        return np.zeros_like(parts)
    centres = [each[large] for each in middles(vectors, parts)]
    return np.where(np.isin(parts, large), parts, large[nearest(vectors, centres)])


def numbered(parts: Parts) -> Parts:
    """The parts with numbers from 0, none left out."""
    return np.unique(parts, return_inverse=True)[1]
