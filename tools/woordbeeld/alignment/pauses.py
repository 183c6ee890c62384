"""Where word boundaries meet the pauses in the sound.

The recogniser tells to within a few tenths of a second which word is spoken when; the pauses tell exactly
where speech starts and stops, but not which words. The two are joined by giving pauses to word boundaries,
in order, all of a stretch at once, at the lowest cost (dynamic programming).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum

import numpy as np

from woordbeeld.timing import Span

# Costs are in units of "moving a boundary through a tenth of a second of speech".
SPEECH_COST_PER_MS = 1 / 100
PAUSE_COST_PER_MS = 1 / 1000  # moving through other pauses is nearly free: the recogniser ignores silence
SKIPPED_PAUSE_PER_MS = 1 / 60  # a word does not contain a pause, the less so the longer it is
MAX_SKIPPED_PAUSE = 12.0
MIN_SPEECH_MS = 70  # sound between two pauses that is shorter is a click, not a word
MAX_CLOSURE_MS = 120  # the silence inside a stop consonant, before its burst is heard
REACH_MS = 2500  # a boundary is never moved further


class Boundary(Enum):
    """What lies at a word boundary, with the cost of giving it a pause and that of giving it none."""

    WORD = (1.5, 0.0)
    PHRASE = (0.3, 0.2)
    SENTENCE = (0.0, 0.7)
    LINE = (0.0, 1.2)

    @property
    def pause_cost(self) -> float:
        return self.value[0]

    @property
    def no_pause_cost(self) -> float:
        return self.value[1]


class _Choice(IntEnum):
    """What is done at the end of a prefix of boundaries and pauses."""

    NO_PAUSE = 0
    GIVE_PAUSE = 1
    SKIP_PAUSE = 2


@dataclass(frozen=True, slots=True)
class _Ruler:
    """The speech between two moments, in ms, from the pauses of a stretch."""

    pauses: tuple[Span, ...]

    def moving_cost(self, at_ms: int, pause: Span) -> float:
        """What it costs to move a boundary from `at_ms` to the nearer edge of a pause; inside it, nothing."""
        if pause.start_ms <= at_ms <= pause.end_ms:
            return 0.0
        low, high = (at_ms, pause.start_ms) if at_ms < pause.start_ms else (pause.end_ms, at_ms)
        silent = sum(
            min(high, other.end_ms) - max(low, other.start_ms)
            for other in self.pauses
            if other.start_ms < high and low < other.end_ms
        )
        return (high - low - silent) * SPEECH_COST_PER_MS + silent * PAUSE_COST_PER_MS


def give_pauses(
    boundaries: Sequence[tuple[int, Boundary]], pauses: tuple[Span, ...]
) -> tuple[Span | None, ...]:
    """For each boundary (its moment in ms, and kind; in order) the pause that it gets, or None.

    Pauses keep their order and are given once. The cost of a solution is that of moving boundaries to
    their pauses through speech, of pauses inside words, and of boundaries that want a pause and get none.

    >>> give_pauses([(100, Boundary.LINE), (480, Boundary.WORD), (900, Boundary.LINE)],
    ...             (Span(0, 150), Span(700, 860)))
    (Span(start_ms=0, end_ms=150), None, Span(start_ms=700, end_ms=860))
    """
    ruler = _Ruler(pauses)
    skip = [min(pause.duration_ms * SKIPPED_PAUSE_PER_MS, MAX_SKIPPED_PAUSE) for pause in pauses]
    rows, columns = len(boundaries), len(pauses)
    best = np.full((rows + 1, columns + 1), np.inf)
    best[0] = np.concatenate(([0.0], np.cumsum(skip)))
    given = np.full((rows + 1, columns + 1), _Choice.NO_PAUSE, np.int8)
    given[0, 1:] = _Choice.SKIP_PAUSE
    for row, (at_ms, kind) in enumerate(boundaries, 1):
        best[row, 0] = best[row - 1, 0] + kind.no_pause_cost
        for column, pause in enumerate(pauses, 1):
            options = [
                best[row - 1, column] + kind.no_pause_cost,
                np.inf,
                best[row, column - 1] + skip[column - 1],
            ]
            if pause.start_ms - REACH_MS <= at_ms <= pause.end_ms + REACH_MS:
                moving = ruler.moving_cost(at_ms, pause)
                options[1] = best[row - 1, column - 1] + kind.pause_cost + moving
            choice = int(np.argmin(options))
            best[row, column], given[row, column] = options[choice], choice
    answer: list[Span | None] = [None] * rows
    row, column = rows, columns
    while row:
        choice = int(given[row, column])
        if choice == _Choice.GIVE_PAUSE:
            answer[row - 1] = pauses[column - 1]
        row -= choice != _Choice.SKIP_PAUSE
        column -= choice != _Choice.NO_PAUSE
    return tuple(answer)


def settle(
    words: Sequence[Span], boundaries: Sequence[Boundary], pauses: tuple[Span, ...], within: Span
) -> tuple[Span, ...]:
    """The words of one stretch (in order), with their edges moved to the pauses that fit.

    `boundaries` has one more than the words: before the first, between each two, after the last. Words stay
    in order, do not overlap, lie in `within`, and last at least 1 ms.
    """
    moments = [words[0].start_ms, *(word.start_ms for word in words[1:]), words[-1].end_ms]
    given = give_pauses(list(zip(moments, boundaries, strict=True)), _candidates(pauses, within))
    starts = [pause.end_ms if pause else moment for pause, moment in zip(given, moments, strict=True)][:-1]
    ends = [pause.start_ms if pause else moment for pause, moment in zip(given, moments, strict=True)][1:]
    # A boundary without a pause stays where the recogniser has it, but not beyond its neighbours' pauses.
    return _in_order(starts, ends, [pause is not None for pause in given], within)


def _candidates(pauses: tuple[Span, ...], within: Span) -> tuple[Span, ...]:
    """The pauses of a stretch, joined over clicks, and one at each end of it."""
    edges = Span(within.start_ms, within.start_ms + 1), Span(within.end_ms - 1, within.end_ms)
    joined: list[Span] = []
    for pause in sorted([*edges, *(pause for pause in pauses if pause.overlaps(within))]):
        if joined and _only_click_between(joined[-1], pause):
            joined[-1] = Span(joined[-1].start_ms, max(joined[-1].end_ms, pause.end_ms))
        else:
            joined.append(pause)
    return tuple(joined)


def _only_click_between(before: Span, after: Span) -> bool:
    """The sound between two pauses is too short for a word, and no closure ties it to one on either side."""
    if after.start_ms <= before.end_ms:
        return True
    closure = min(before.duration_ms, after.duration_ms) < MAX_CLOSURE_MS
    return after.start_ms - before.end_ms < MIN_SPEECH_MS and not closure


def _in_order(starts: list[int], ends: list[int], fixed: list[bool], within: Span) -> tuple[Span, ...]:
    """Spans in order: a fixed edge pushes the loose ones next to it aside."""
    count = len(starts)
    floor = within.start_ms
    for index in range(count):  # forward: nothing before the last fixed start
        if fixed[index]:
            floor = max(floor, starts[index])
        starts[index] = max(starts[index], floor)
        ends[index] = max(ends[index], floor)
    ceiling = within.end_ms
    for index in reversed(range(count)):  # backward: nothing after the next fixed end
        if fixed[index + 1]:
            ceiling = min(ceiling, ends[index])
        ends[index] = min(ends[index], ceiling)
        starts[index] = min(starts[index], ceiling)
    spans, at_ms = [], within.start_ms
    for following, start, end in zip(reversed(range(count)), starts, ends, strict=True):
        latest_ms = within.end_ms - following  # each word that follows needs a millisecond too
        first = max(min(start, latest_ms - 1), at_ms)
        spans.append(Span(first, max(min(end, latest_ms), first + 1)))
        at_ms = spans[-1].end_ms
    return tuple(spans)
