"""A stretch of speech cut into cues of at most two lines, at the lowest cost over the whole stretch.

Every limit and every preference has a price (`costs.py`); dynamic programming finds the cheapest way to cut.
A cue holds few words, so the work grows linearly with the text. A stretch may hold more than one turn: where
a reply is too short for a cue of its own, it shares one with what another speaker says.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise
from typing import Final

from woordbeeld.tracks import costs
from woordbeeld.tracks.costs import Candidate
from woordbeeld.tracks.grammar import Break, break_before
from woordbeeld.tracks.model import DASH
from woordbeeld.tracks.pieces import WordPiece
from woordbeeld.tracks.profile import CaptionProfile
from woordbeeld.tracks.speaker_prefixes import is_dash
from woordbeeld.tracks.widths import shown_chars
from woordbeeld.transcript.word_ends import ends_sentence
from woordbeeld.transcript.word_lists import Grammar

LOOSE: Final = frozenset({Break.CONJUNCTION, Break.PREPOSITION, Break.PHRASE})  # the text may break there
KEPT_CUTS: Final = 2000  # of an hour or more: an edit leaves most passages as they were


@dataclass(frozen=True, slots=True)
class Opening:
    """Where somebody starts to speak: who, what shows it before the text, and what where a cue is shared."""

    speaker: str | None
    speaker_prefix: str = ""
    shared_speaker_prefix: str = DASH


@dataclass(frozen=True, slots=True)
class LineLayout:
    """A cue made of `pieces[first:last]`, whose lines start at the pieces `starts`.

    Where two lines start at the same piece, the first is empty: the speaker prefix stands alone on it. `turn`
    is where a second speaker starts.
    """

    first: int
    last: int
    starts: tuple[int, ...]
    turn: int | None = None

    @property
    def lines(self) -> tuple[tuple[int, int], ...]:
        return tuple(pairwise((*self.starts, self.last)))


@dataclass(frozen=True)
class Passage:
    """Pieces of speech in which no pause forces a new cue, and what is needed to cut them.

    `openings` has the first piece, and that of every turn after it. `until_ms` is when the next thing is
    said. `shots` are the moments at which the picture cuts.
    """

    pieces: tuple[WordPiece, ...]
    openings: Mapping[int, Opening] = field(hash=False)
    until_ms: int
    profile: CaptionProfile
    grammar: Grammar
    shots: tuple[int, ...] = ()

    @cached_property
    def edges(self) -> list[tuple[int, int]]:
        """Where each piece starts and ends in the running text, in characters."""
        found, at = [], 0
        for number, piece in enumerate(self.pieces):
            at += bool(number) and not piece.glued
            found.append((at, at + shown_chars(piece.text)))
            at += shown_chars(piece.text)
        return found

    @cached_property
    def starts(self) -> list[int]:
        """Where each piece starts in the running text, in characters."""
        return [start for start, _ in self.edges]

    @cached_property
    def words_until(self) -> list[int]:
        """How many words start before each piece."""
        return list(accumulate((not piece.glued for piece in self.pieces), initial=0))

    @cached_property
    def words(self) -> list[str]:
        return [piece.text for piece in self.pieces]

    def break_before(self, at: int) -> Break:
        """The kind of break before a piece, found when it is first asked for."""
        if (found := self._known_breaks.get(at)) is None:
            found = self._known_breaks[at] = self._break_before(at)
        return found

    @cached_property
    def _known_breaks(self) -> dict[int, Break]:
        return {}

    def _break_before(self, at: int) -> Break:
        if self.starts_sentence[at]:
            return Break.SENTENCE
        if self.pieces[at].glued:
            return Break.WORD
        kind = break_before(self.words, at, self.grammar)
        new_line = self.pieces[at - 1].ends_line and not self.pieces[at].text[0].islower()
        return Break.CLAUSE if new_line and kind in LOOSE else kind

    @cached_property
    def starts_sentence(self) -> list[bool]:
        """Whether a sentence starts with each piece; a turn, and the passage itself, starts as one does."""
        return [self._starts_sentence(at) for at in range(len(self.pieces))]

    def _starts_sentence(self, at: int) -> bool:
        if at == 0 or self.pieces[at].glued:
            return at == 0
        return at in self.openings or ends_sentence(self.words[at - 1], self.grammar)

    @cached_property
    def sentences_until(self) -> list[int]:
        """How many sentences start before each piece."""
        return list(accumulate(self.starts_sentence, initial=0))

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

    @cached_property
    def cuts(self) -> list[bool]:
        """Whether the picture cuts before each piece, or so soon after its start that a cue waits for it."""
        return [False, *(self._is_cut_before(*pair) for pair in pairwise(self.pieces))]

    def _is_cut_before(self, before: WordPiece, after: WordPiece) -> bool:
        at = bisect_left(self.shots, before.end_ms)
        return at < len(self.shots) and self.shots[at] <= after.start_ms + self.profile.cut_ms

    @cached_property
    def cuts_until(self) -> list[int]:
        return list(accumulate(self.cuts))

    def chars(self, first: int, last: int) -> int:
        """The characters of `pieces[first:last]` on one line; 0 for none."""
        if last <= first:
            return 0
        return self.edges[last - 1][1] - self.edges[first][0] + self.pieces[last - 1].hyphen

    def earliest(self, last: int, most: int) -> int:
        """The first piece from which those until `last` have at most so many characters; at least one has."""
        hyphen = self.pieces[last - 1].hyphen
        return bisect_left(self.starts, self.edges[last - 1][1] + hyphen - most, 0, last)

    @cached_property
    def _opened(self) -> list[int]:
        """The pieces with which somebody starts to speak, in order."""
        return sorted(self.openings)

    def speaker(self, at: int) -> str | None:
        """Who says a piece."""
        return self.openings[self._opened[bisect_right(self._opened, at) - 1]].speaker

    def cut_cost(self, at: int) -> float:
        """What it costs to end a cue before piece `at`."""
        if at == len(self.pieces):
            return 0
        cost = costs.BREAK_COST[self.break_before(at)]
        if self.pauses[at] >= self.profile.breath_ms:
            cost *= costs.BREATH_SHARE
        if self.cuts[at]:
            cost *= costs.CUT_SHARE
        return cost + costs.SHARED_TIME_COST * self.pieces[at].shares_time

    def layout(self, first: int, last: int) -> tuple[float, LineLayout] | None:
        """What the best line break in a cue costs, and that cue; None if it cannot fit."""
        turns = self._opened[bisect_right(self._opened, first) : bisect_left(self._opened, last)]
        if turns:
            return self._two_speakers(first, turns[0], last) if len(turns) == 1 else None
        return self._one_speaker(first, last)

    def _one_speaker(self, first: int, last: int) -> tuple[float, LineLayout] | None:
        width = self.profile.max_line_chars
        shown = self.openings[first].speaker_prefix if first in self.openings else ""
        speaker_prefix = shown_chars(shown)
        if speaker_prefix + self.chars(first, last) <= width:
            return 0, LineLayout(first, last, (first,))
        if self.profile.max_lines == 1:
            return None
        # Lines that are too wide whatever hyphen they end in need not be looked at.
        earliest = bisect_left(self.starts, self.edges[last - 1][1] - width, first + 1, last)
        latest = bisect_right(self.starts, self.starts[first] + width - speaker_prefix + 1, earliest, last)
        found = [
            (self._line_cost(at, upper, lower, speaker_prefix), (first, at))
            for at in range(earliest, latest)
            if speaker_prefix + (upper := self.chars(first, at)) <= width
            and (lower := self.chars(at, last)) <= width
        ]
        if shown and not is_dash(shown) and self.chars(first, last) <= width:
            found.append((costs.BREAK_COST[Break.CLAUSE], (first, first)))
        if not found:
            return None
        cost, starts = min(found)
        return cost, LineLayout(first, last, starts)

    def _two_speakers(self, first: int, turn: int, last: int) -> tuple[float, LineLayout] | None:
        """Two replies in a cue, a line each; None if they are no replies, or too long."""
        upper = shown_chars(self.openings[first].speaker_prefix) if first in self.openings else 0
        lower = shown_chars(self.openings[turn].shared_speaker_prefix)
        too_wide = (
            max(upper + self.chars(first, turn), lower + self.chars(turn, last)) > self.profile.max_line_chars
        )
        same = self.speaker(first) == self.openings[turn].speaker
        if too_wide or same or self.profile.max_lines == 1 or not self._is_whole(first, last):
            return None
        return costs.TWO_SPEAKERS_COST, LineLayout(first, last, (first, turn), turn)

    def _is_whole(self, first: int, last: int) -> bool:
        """A cue cuts no sentence."""
        return self.starts_sentence[first] and self._ends_sentence(last)

    def _ends_sentence(self, last: int) -> bool:
        return last == len(self.pieces) or self.starts_sentence[last]

    def _line_cost(self, at: int, upper: int, lower: int, speaker_prefix: int) -> float:
        """What it costs to break a line before a piece, with so many characters before and after it."""
        unbalanced = abs(speaker_prefix + upper - lower) / self.profile.max_line_chars
        lone = min(upper, lower) <= costs.LONE_WORD_CHARS
        cost = costs.LINE_SHARE * costs.BREAK_COST[self.break_before(at)] + costs.LONE_WORD_COST * lone
        return (
            cost
            + costs.UNBALANCED_COST * unbalanced
            + costs.HEAVY_TOP_COST * (speaker_prefix + upper > lower)
        )

    def candidate(self, first: int, last: int) -> Candidate:
        start_ms, end_ms = self.pieces[first].start_ms, self.pieces[last - 1].end_ms
        next_ms = self.pieces[last].start_ms if last < len(self.pieces) else self.until_ms
        shown_until_ms = min(end_ms + self.profile.linger_ms, next_ms - self.profile.min_gap_ms)
        starts, ends = self.starts_sentence[first], self._ends_sentence(last)
        return Candidate(
            chars=self.chars(first, last),
            words=self.words_until[last] - self.words_until[first],
            room_ms=max(shown_until_ms - start_ms, 1),
            spoken_ms=end_ms - start_ms,
            pauses_ms=self.pauses_until[last - 1] - self.pauses_until[first],
            cuts=self.cuts_until[last - 1] - self.cuts_until[first],
            whole_sentence=starts and ends,
            loose_ends=self._loose_ends(first, last, (not starts) + (not ends)),
            profile=self.profile,
        )

    def _loose_ends(self, first: int, last: int, cut_ends: int) -> int:
        """How many ends of a cue cut a sentence, though another begins or ends inside it."""
        if not cut_ends or self.sentences_until[last] == self.sentences_until[first + 1]:
            return 0
        return cut_ends


@lru_cache(maxsize=KEPT_CUTS)
def cut(passage: Passage) -> tuple[LineLayout, ...]:
    """The cues of a passage at the lowest cost. Every piece is in exactly one line."""
    if whole := _as_one_cue(passage):
        return (whole,)
    total = [0.0]
    choice: list[LineLayout] = []  # for each end, the cue that ends there
    most = passage.profile.max_line_chars * passage.profile.max_lines
    for last in range(1, len(passage.pieces) + 1):
        best, chosen = float("inf"), LineLayout(last - 1, last, (last - 1,))
        # Long cues first: they cost least more often than not, so that shorter ones need not be looked at.
        for first in range(passage.earliest(last, most), last):
            if total[first] + costs.ONE_CUE_COST > best or not (found := passage.layout(first, last)):
                continue
            cost = total[first] + found[0]
            if cost + costs.ONE_CUE_COST > best:  # no cost is negative
                continue
            cost += costs.cost_of_cue(passage.candidate(first, last))
            if cost <= best:
                best, chosen = cost, found[1]
        total.append(best + passage.cut_cost(last))
        choice.append(chosen)
    return tuple(_read_back(choice))


def _as_one_cue(passage: Passage) -> LineLayout | None:
    """The whole passage as one cue, if that certainly costs less than to cut it anywhere."""
    last, most = len(passage.pieces), passage.profile.max_line_chars * passage.profile.max_lines
    if not last or passage.chars(0, last) > most or not (found := passage.layout(0, last)):
        return None
    cost = found[0] + costs.cost_of_cue(passage.candidate(0, last))
    cheapest = all(
        cost < 2 * costs.ONE_CUE_COST + costs.SHARED_TIME_COST * passage.pieces[at].shares_time
        or cost < 2 * costs.ONE_CUE_COST + passage.cut_cost(at)
        for at in range(1, last)
    )
    return found[1] if cheapest else None


def cost_of(passage: Passage, layouts: Sequence[LineLayout]) -> float:
    """What cues cost that somebody has cut already, however wide they are; balance is left out."""
    return sum(_layout_cost(passage, layout) for layout in layouts)


def _layout_cost(passage: Passage, layout: LineLayout) -> float:
    candidate = passage.candidate(layout.first, layout.last)
    line_breaks = (passage.break_before(start) for start in layout.starts[1:] if start > layout.first)
    speaker_prefixes = [
        shown_chars(passage.openings[layout.first].speaker_prefix) if layout.first in passage.openings else 0
    ]
    widths = [passage.chars(start, end) for start, end in layout.lines]
    wide = sum(
        speaker_prefix + width > passage.profile.max_line_chars
        for speaker_prefix, width in zip(speaker_prefixes + [0] * len(widths), widths, strict=False)
    )
    many = max(len(widths) - passage.profile.max_lines, 0)
    cost = costs.cost_of_cue(candidate) + costs.OVERFULL_COST * (wide + many)
    cost += costs.LINE_SHARE * sum(costs.BREAK_COST[kind] for kind in line_breaks)
    return cost + passage.cut_cost(layout.last)


def _read_back(choice: Sequence[LineLayout]) -> Iterator[LineLayout]:
    found: list[LineLayout] = []
    last = len(choice)
    while last:
        found.append(choice[last - 1])
        last = found[-1].first
    return reversed(found)
