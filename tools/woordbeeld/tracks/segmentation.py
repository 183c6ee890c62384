"""A stretch of speech cut into cues of at most two lines, at the lowest cost over the whole stretch.

Every limit and every preference has a price in the tables below; dynamic programming finds the cheapest
way to cut. A cue holds few words, so the work grows linearly with the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Final

from woordbeeld.tracks.grammar import Break, Grammar, break_before
from woordbeeld.tracks.pieces import Piece
from woordbeeld.tracks.profile import CaptionProfile

# What it costs to end a cue at a break; to end only a line there costs `LINE_SHARE` of it.
BREAK_COST: Final = {
    Break.SENTENCE: 0.0,
    Break.CLAUSE: 3.0,
    Break.CONJUNCTION: 5.0,
    Break.PHRASE: 9.0,
    Break.BOUND: 30.0,
    Break.WORD: 60.0,
}
LINE_SHARE: Final = 0.5
BREATH_SHARE: Final = 0.6  # of the cost is left where the voice pauses
SHARED_TIME_COST: Final = 30.0  # a cue that starts at a guessed moment


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cue that might be made: what its price depends on."""

    chars: int  # of text, without label
    words: int
    room_ms: int  # how long it can be shown
    spoken_ms: int
    pauses_ms: int  # of silence inside it, in pauses of a breath or more
    whole_sentence: bool
    profile: CaptionProfile


def _speed_cost(cue: Candidate) -> float:
    speed = min(cue.chars * 1000 / cue.room_ms, 60)
    over_aim, over_max = speed - cue.profile.aim_chars_per_second, speed - cue.profile.max_chars_per_second
    return 1.5 * max(over_aim, 0) + 4 * max(over_max, 0)


def _short_cost(cue: Candidate) -> float:
    lacking = max(cue.profile.min_duration_ms - cue.room_ms, 0) / cue.profile.min_duration_ms
    return 12 * lacking + 10 * (cue.room_ms < cue.profile.shortest_duration_ms)


def _long_cost(cue: Candidate) -> float:
    over_ms = cue.spoken_ms - cue.profile.max_duration_ms
    return 30 + over_ms / 100 if over_ms > 0 else 0


def _orphan_cost(cue: Candidate) -> float:
    if cue.words > 1:
        return 0
    return 3 if cue.whole_sentence else 14


def _uneven_cost(cue: Candidate) -> float:
    return 3 * (cue.chars / (cue.profile.max_line_chars * cue.profile.max_lines)) ** 2


def _pause_cost(cue: Candidate) -> float:
    return cue.pauses_ms / 100


# Each rule gives the price of one preference; a cue costs their sum, where it ends, and its line break.
CUE_COSTS: Final[tuple[Callable[[Candidate], float], ...]] = (
    lambda _: 6,  # fewer cues disturb less
    _speed_cost,
    _short_cost,
    _long_cost,
    _orphan_cost,
    _uneven_cost,
    _pause_cost,
)


@dataclass(frozen=True)
class Passage:
    """Pieces of speech in which no pause forces a new cue, and what is needed to cut them.

    `label_chars` is the width of the label and what follows it on the first line, 0 without a label.
    `until_ms` is when the next thing is said.
    """

    pieces: Sequence[Piece]
    label_chars: int
    until_ms: int
    profile: CaptionProfile
    grammar: Grammar

    @cached_property
    def edges(self) -> list[tuple[int, int]]:
        """Where each piece starts and ends in the running text, in characters."""
        found, at = [], 0
        for number, piece in enumerate(self.pieces):
            at += bool(number) and not piece.glued
            found.append((at, at + len(piece.text)))
            at += len(piece.text)
        return found

    @cached_property
    def breaks(self) -> list[Break]:
        """The kind of break before each piece; the passage itself starts as a sentence does."""
        words = [piece.text for piece in self.pieces]
        return [Break.SENTENCE, *(self._break_before(words, at) for at in range(1, len(words)))]

    def _break_before(self, words: list[str], at: int) -> Break:
        if self.pieces[at].glued:
            return Break.WORD
        kind = break_before(words, at, self.grammar)
        line_ends = self.pieces[at - 1].ends_line
        return Break.CLAUSE if line_ends and kind is not Break.SENTENCE else kind

    @cached_property
    def pauses(self) -> list[int]:
        """The silence before each piece (ms)."""
        between = (after.start_ms - before.end_ms for before, after in pairwise(self.pieces))
        return [0, *(max(pause, 0) for pause in between)]

    @cached_property
    def pauses_until(self) -> list[int]:
        """The running sum of the pauses that are a breath or more."""
        breath_ms = self.profile.breath_ms
        return list(accumulate(pause if pause >= breath_ms else 0 for pause in self.pauses))

    def chars(self, first: int, last: int) -> int:
        """The characters of `pieces[first:last]` on one line; 0 for none."""
        return self.edges[last - 1][1] - self.edges[first][0] if last > first else 0

    def cut_cost(self, at: int) -> float:
        """What it costs to end a cue before piece `at`."""
        if at == len(self.pieces):
            return 0
        cost = BREAK_COST[self.breaks[at]]
        if self.pauses[at] >= self.profile.breath_ms:
            cost *= BREATH_SHARE
        return cost + SHARED_TIME_COST * self.pieces[at].shares_time

    def layout(self, first: int, last: int) -> tuple[float, tuple[int, ...]] | None:
        """What the best line break in a cue costs, and which piece starts each line; None if it cannot fit.

        Where two lines start at the same piece, the first is empty: the label stands alone on it.
        """
        width, label = self.profile.max_line_chars, self.label_chars if first == 0 else 0
        if label + self.chars(first, last) <= width:
            return 0, (first,)
        if self.profile.max_lines == 1:
            return None
        found = [
            (self._line_cost(at, label + self.chars(first, at), self.chars(at, last)), (first, at))
            for at in range(first + 1, last)
            if label + self.chars(first, at) <= width and self.chars(at, last) <= width
        ]
        if label and self.chars(first, last) <= width:
            found.append((BREAK_COST[Break.CLAUSE], (first, first)))
        return min(found, default=None)

    def _line_cost(self, at: int, upper: int, lower: int) -> float:
        unbalanced = abs(upper - lower) / self.profile.max_line_chars
        return LINE_SHARE * BREAK_COST[self.breaks[at]] + 4 * unbalanced + (upper > lower)

    def candidate(self, first: int, last: int) -> Candidate:
        start_ms, end_ms = self.pieces[first].start_ms, self.pieces[last - 1].end_ms
        next_ms = self.pieces[last].start_ms if last < len(self.pieces) else self.until_ms
        shown_until_ms = max(min(end_ms + self.profile.linger_ms, next_ms - self.profile.min_gap_ms), end_ms)
        closed = last == len(self.pieces) or self.breaks[last] is Break.SENTENCE
        return Candidate(
            chars=self.chars(first, last),
            words=sum(not piece.glued for piece in self.pieces[first:last]),
            room_ms=max(shown_until_ms - start_ms, 1),
            spoken_ms=end_ms - start_ms,
            pauses_ms=self.pauses_until[last - 1] - self.pauses_until[first],
            whole_sentence=closed and self.breaks[first] is Break.SENTENCE,
            profile=self.profile,
        )


def cut(passage: Passage) -> tuple[tuple[tuple[Piece, ...], ...], ...]:
    """The cues of a passage at the lowest cost: for each its lines, for each line its pieces.

    Every piece is in exactly one line. An empty first line leaves the label alone on its line.
    """
    total = [0.0]
    choice: list[tuple[int, ...]] = [()]  # for each end, where the lines of the cue start that ends there
    most = passage.profile.max_line_chars * passage.profile.max_lines
    for last in range(1, len(passage.pieces) + 1):
        best: tuple[float, tuple[int, ...]] = (float("inf"), (last - 1,))
        for first in range(last - 1, -1, -1):
            if passage.chars(first, last) > most:
                break
            if layout := passage.layout(first, last):
                candidate = passage.candidate(first, last)
                cost = total[first] + layout[0] + sum(rule(candidate) for rule in CUE_COSTS)
                best = min(best, (cost, layout[1]))
        total.append(best[0] + passage.cut_cost(last))
        choice.append(best[1])
    return tuple(_read_back(passage.pieces, choice))


def _read_back(
    pieces: Sequence[Piece], choice: Sequence[tuple[int, ...]]
) -> Iterator[tuple[tuple[Piece, ...], ...]]:
    ends = [len(pieces)]
    while ends[-1]:
        ends.append(choice[ends[-1]][0])
    for last in reversed(ends[:-1]):
        yield tuple(tuple(pieces[start:end]) for start, end in pairwise((*choice[last], last)))
