"""The two-way match of what was written and what was heard: every word of either side once, in order."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import groupby, pairwise

import numpy as np
import numpy.typing as npt

# Costs of an edit, in letters: a word weighs as much as it has letters, and one for being a word.
GAP_OPENING = 2.0  # of a run that stands on one side only, whatever its length: runs stay together
BREAKING_A_PHRASE = 2.0  # more for a run heard amid a phrase: what is not written is rather said between two
GAP_PER_LETTER = 0.55  # of each letter of the run; less than half of replacing what shares nothing
LIKE_LETTERS = ("bp", "dt", "gckqhx", "sz", "vfw", "iyj", "eai", "ou", "mn", "lr")  # easily misheard
LIKE_LETTER_COST = 0.5
ANCHOR_WORDS = 2  # so many words in a row heard as written, with at least so many letters, are certain
ANCHOR_LETTERS = 10
MIN_SHARED = 0.4  # of the letters of a heard word, to stand for a written one; fewer share by chance
ROWS_AT_ONCE = 1024  # whose moves are kept at the same time
MAX_BLOCK = 4_000_000  # pairs of letters between two anchors; beyond it two texts have little in common

Costs = npt.NDArray[np.float32]
Pairs = list[int | None]


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


def match_words(
    written: Sequence[str],
    heard: Sequence[str],
    phrase_starts: Iterable[int] = (),
    within: Sequence[slice] | None = None,
) -> tuple[tuple[int, ...], ...]:
    """For every written word the indices of the heard words that stand for it, in order; none where none do.

    First the cheapest edit of one sequence of words into the other, in which replacing a word costs less the
    more letters the two share (Levenshtein ratio of their keys), and a run of words that stand on one side
    only costs less than the same words scattered (affine gaps: Gotoh, 1982). Between the words that this
    makes certain, the letters are matched in the same way, for misheard words begin and end anywhere.
    `phrase_starts` are the indices of the written words that begin a phrase. Only heard words `within` the
    slice of a written one stand for it, where such are given.

    >>> match_words("Het bewustzijn groeit nog snel".split(), "het bewust sein groeit snel".split())
    ((0,), (1, 2), (3,), (), (4,))
    """
    ours, theirs = [key(word) for word in written], [key(word) for word in heard]
    starts = frozenset(phrase_starts)
    pairs = _pair_words(ours, theirs, _openings(at in starts for at in range(1, len(ours))), within)
    found: list[tuple[int, ...]] = [() if at is None else (at,) for at in pairs]
    for block in _blocks(pairs, ours, theirs):
        found[block.written] = _match_letters(ours, theirs, block, starts)
    if within is None:
        return tuple(found)
    return tuple(
        tuple(at for at in pair if where.start <= at < where.stop)
        for pair, where in zip(found, within, strict=True)
    )


def _openings(between_phrases: Iterable[bool]) -> Costs:
    """What a run of heard items costs to open before, between and after written ones."""
    between = [GAP_OPENING + (0.0 if free else BREAKING_A_PHRASE) for free in between_phrases]
    return np.array([GAP_OPENING, *between, GAP_OPENING], np.float32)


@dataclass(frozen=True, slots=True)
class _Block:
    """What is written and what is heard between two certain pairs."""

    written: slice
    heard: slice


def _blocks(pairs: Pairs, written: list[str], heard: list[str]) -> Iterator[_Block]:
    """The uncertain runs that have words on both sides, unless they are too large to look into."""
    row = column = 0
    for next_row, next_column in [*_anchors(pairs, written, heard), (len(written), len(heard))]:
        block = _Block(slice(row, next_row), slice(column, next_column))
        size = len("".join(written[block.written])) * len("".join(heard[block.heard]))
        if 0 < size <= MAX_BLOCK:
            yield block
        row, column = next_row + 1, next_column + 1


def _anchors(pairs: Pairs, written: list[str], heard: list[str]) -> Iterator[tuple[int, int]]:
    """The pairs of words that are certain: several in a row, heard as written, without a gap."""
    same = [(row, at) for row, at in enumerate(pairs) if at is not None and written[row] == heard[at]]
    runs = groupby(enumerate(same), key=lambda each: (each[1][0] - each[0], each[1][1] - each[0]))
    for _, group in runs:
        run = [pair for _, pair in group]
        if is_certain([written[row] for row, _ in run]):
            yield from run


def is_certain(same: Sequence[str]) -> bool:
    """So many letters (of keys) in words heard in a row as they are written are no chance."""
    return len(same) >= ANCHOR_WORDS and sum(map(len, same)) >= ANCHOR_LETTERS


def _match_letters(
    ours: list[str], theirs: list[str], block: _Block, phrase_starts: Container[int]
) -> list[tuple[int, ...]]:
    """For each written word of a block the heard words that share most of their letters with it."""
    written, heard = ours[block.written], theirs[block.heard]
    our_words = [word for word, letters in enumerate(written) for _ in letters]
    their_words = [word for word, letters in enumerate(heard) for _ in letters]
    between_phrases = (
        any(block.written.start + word in phrase_starts for word in range(one + 1, other + 1))
        for one, other in pairwise(our_words)
    )
    shared: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    our_letters, their_letters = "".join(written), "".join(heard)
    for row, at in enumerate(_pair_letters(our_letters, their_letters, _openings(between_phrases))):
        if at is not None and (alike := 1 - _letter_cost(our_letters[row], their_letters[at])):
            shared[their_words[at]][our_words[row]] += alike
    found: list[list[int]] = [[] for _ in written]
    for word, counts in shared.items():
        best, letters = max(counts.items(), key=lambda item: item[1])
        if letters >= MIN_SHARED * len(heard[word]):
            found[best].append(block.heard.start + word)
    return [tuple(range(words[0], words[-1] + 1)) if words else () for words in found]


def _pair_words(
    written: list[str], heard: list[str], openings: Costs, within: Sequence[slice] | None = None
) -> Pairs:
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.process import cdist

    ours, our_rows = np.unique(np.array(written, dtype=np.str_), return_inverse=True)
    theirs, their_rows = np.unique(np.array(heard, dtype=np.str_), return_inverse=True)
    alike = cdist(ours.tolist(), theirs.tolist(), scorer=Levenshtein.normalized_similarity, dtype=np.float32)
    costs = np.subtract(1, alike, out=alike)  # in place: of three hours there are many
    costs *= _sizes(theirs.tolist()) / 2 + _sizes(ours.tolist())[:, np.newaxis] / 2

    def replacing(row: int) -> Costs:
        cost: Costs = costs[our_rows[row], their_rows]
        if within is None:
            return cost
        far = np.full(len(cost), np.inf, np.float32)
        far[within[row]] = 0.0
        return cost + far

    return _cheapest_edit(
        replacing,
        GAP_PER_LETTER * _sizes(written),
        GAP_PER_LETTER * _sizes(heard),
        openings,
    )


def _sizes(keys: list[str]) -> Costs:
    return np.array([len(each) + 1 for each in keys], np.float32)


def _pair_letters(written: str, heard: str, openings: Costs) -> Pairs:
    letters = sorted(set(heard))
    places = np.array([letters.index(letter) for letter in heard], np.intp)
    costs = {
        ours: np.array([_letter_cost(ours, theirs) for theirs in letters], np.float32)
        for ours in set(written)
    }
    return _cheapest_edit(
        lambda row: costs[written[row]][places],
        np.full(len(written), GAP_PER_LETTER, np.float32),
        np.full(len(heard), GAP_PER_LETTER, np.float32),
        openings,
    )


def _letter_cost(one: str, other: str) -> float:
    if one == other:
        return 0.0
    return LIKE_LETTER_COST if any(one in group and other in group for group in LIKE_LETTERS) else 1.0


def _cheapest_edit(
    replace_costs: Callable[[int], Costs], down: Costs, across: Costs, openings: Costs
) -> Pairs:
    """For each item of one sequence the index of the item of the other that replaces it, or None.

    `replace_costs` gives, for an item of the first sequence, the cost of replacing it with each of the
    second; `down` and `across` are the costs of leaving out each item of the first and the second; `openings`
    (one more than the items of the first) those of beginning to leave out items of the second at that place.

    The moves of all prefixes would take a gigabyte for a text of three hours. So only some rows of costs are
    kept at first, and the moves between two of them are worked out when the way back comes there.
    """
    until = np.concatenate(([0.0], np.cumsum(across, dtype=np.float64)))
    edit = _Edit(replace_costs, down, across, until, openings)
    firsts = range(0, len(down) + 1, ROWS_AT_ONCE)
    before = [edit.start]
    for first in firsts[:-1]:
        before.append(edit.last_costs(range(first, first + ROWS_AT_ONCE), before[-1]))
    row, column, move = len(down), len(across), None
    pairs: Pairs = [None] * row
    for first, costs in zip(reversed(firsts), reversed(before), strict=True):
        origins, last = edit.origins(range(first, row + 1), costs)
        move = int(last[:, -1].argmin()) if move is None else move
        while row >= first and (row or column):
            origin = int(origins[row - first, column, move])
            row -= move != _Move.HEARD_ONLY
            column -= move != _Move.WRITTEN_ONLY
            if move == _Move.PAIR:
                pairs[row] = column
            move = origin
    return pairs


@dataclass(frozen=True, slots=True, eq=False)
class _Edit:
    """What the edits of one sequence into another cost (see `_cheapest_edit`).

    The costs of a row, (3, columns + 1), are those of the cheapest edits of so many items of the first into
    each prefix of the second, for each last move.
    """

    replace_costs: Callable[[int], Costs]
    down: Costs
    across: Costs
    until: npt.NDArray[np.float64]  # the sums of `across`
    openings: Costs

    @property
    def start(self) -> npt.NDArray[np.float64]:
        """The costs before the first row."""
        costs = np.full((len(_Move), len(self.across) + 1), np.inf)
        costs[_Move.PAIR, 0] = 0.0
        return costs

    def last_costs(self, rows: range, costs: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The costs of the last of these rows, from those of the row before them."""
        unused = np.zeros((costs.shape[1], len(_Move)), np.int8)
        for row in rows:
            costs = self._row(row, costs, unused)
        return costs

    def origins(
        self, rows: range, costs: npt.NDArray[np.float64]
    ) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float64]]:
        """The move before each last move, (rows, columns + 1, 3), and the costs of the last row."""
        origins = np.zeros((len(rows), costs.shape[1], len(_Move)), np.int8)
        for row, mine in zip(rows, origins, strict=True):
            costs = self._row(row, costs, mine)
        return origins, costs

    def _row(
        self, row: int, costs: npt.NDArray[np.float64], origins: npt.NDArray[np.int8]
    ) -> npt.NDArray[np.float64]:
        """The costs of a row, from those of the row before it; its origins are filled in."""
        if row:
            opening = costs + GAP_OPENING
            opening[_Move.WRITTEN_ONLY] -= GAP_OPENING
            origins[1:, _Move.PAIR] = costs.argmin(0)[:-1]
            origins[:, _Move.WRITTEN_ONLY] = opening.argmin(0)
            pair = np.concatenate(([np.inf], costs.min(0)[:-1] + self.replace_costs(row - 1)))
            costs = np.stack([pair, opening.min(0) + self.down[row - 1], np.full(costs.shape[1], np.inf)])
        # A run of heard items costs the same an item wherever it began: a running minimum finds where.
        begin = costs.min(0) + self.openings[row]
        run = np.minimum.accumulate(begin - self.until) + self.until
        origins[1:, _Move.HEARD_ONLY] = np.where(run < begin, _Move.HEARD_ONLY, costs.argmin(0))[:-1]
        costs[_Move.HEARD_ONLY, 1:] = run[:-1] + self.across
        return costs
