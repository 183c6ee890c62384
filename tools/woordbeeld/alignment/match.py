"""The two-way match of what was written and what was heard: every word of either side once, in order."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import IntEnum

import numpy as np
import numpy.typing as npt

# Costs of an edit, chosen so that two words that share nothing are paired rather than left over on both
# sides, but never at the price of a good pair.
GAP_COST = 0.55  # of a word that stands on one side only
REPLACE_COST = 1.0  # of two words that share no letter; less the more they are alike


class _Move(IntEnum):
    PAIR = 0
    WRITTEN_ONLY = 1
    HEARD_ONLY = 2


def key(word: str) -> str:
    """What words are compared by: letters and digits only, without case or diacritics.

    >>> key("Hé,"), key("BUDDINGH'"), key("…")
    ('he', 'buddingh', '')
    """
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def match_words(written: Sequence[str], heard: Sequence[str]) -> tuple[int | None, ...]:
    """For every written word the index of the heard word that stands for it; None where there is none.

    The pairs are those of the cheapest edit of one text into the other (Needleman and Wunsch, 1970),
    where replacing a word costs less the more alike the two are (Levenshtein ratio of their keys).

    >>> match_words("Super dank voor het rapport".split(), "super dank dit rapport uh".split())
    (0, 1, None, 2, 3)
    """
    moves = _moves(_replace_costs([key(word) for word in written], [key(word) for word in heard]))
    pairs: list[int | None] = [None] * len(written)
    row, column = len(written), len(heard)
    while row or column:
        move = moves[row, column]
        row -= move != _Move.HEARD_ONLY
        column -= move != _Move.WRITTEN_ONLY
        if move == _Move.PAIR:
            pairs[row] = int(column)
    return tuple(pairs)


def _replace_costs(written: list[str], heard: list[str]) -> npt.NDArray[np.float64]:
    """The cost of replacing each written key with each heard one, (written, heard) in [0, 1]."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import cdist

    ours, our_rows = np.unique(np.array(written, dtype=np.str_), return_inverse=True)
    theirs, their_rows = np.unique(np.array(heard, dtype=np.str_), return_inverse=True)
    alike = cdist(ours.tolist(), theirs.tolist(), scorer=Levenshtein.normalized_similarity, dtype=np.float64)
    costs: npt.NDArray[np.float64] = (REPLACE_COST * (1 - alike))[np.ix_(our_rows, their_rows)]
    return costs


def _moves(replace_costs: npt.NDArray[np.float64]) -> npt.NDArray[np.int8]:
    """The last edit of the cheapest way to every pair of prefixes, (written + 1, heard + 1)."""
    rows, columns = replace_costs.shape
    moves = np.full((rows + 1, columns + 1), _Move.HEARD_ONLY, np.int8)
    moves[1:, 0] = _Move.WRITTEN_ONLY
    slope = np.arange(columns + 1, dtype=np.float64) * GAP_COST
    costs: npt.NDArray[np.float64] = slope.copy()
    for row in range(rows):
        down = costs + GAP_COST
        pair = np.concatenate(([np.inf], costs[:-1] + replace_costs[row]))
        best = np.minimum(down, pair)
        # Leaving out heard words costs the same for each, so the running minimum finds where that pays.
        costs = np.minimum.accumulate(best - slope) + slope
        moves[row + 1] = np.where(pair <= down, _Move.PAIR, _Move.WRITTEN_ONLY)
        moves[row + 1][costs < best - 1e-9] = _Move.HEARD_ONLY
    return moves
