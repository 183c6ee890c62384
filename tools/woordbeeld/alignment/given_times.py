"""The times that a document gives are evidence: they guide where its words are looked for, and never rule.

They may count from another start, run at another speed, tell no more than the minute, or be wrong: what was
heard tells how far they can be believed.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median
from types import MappingProxyType
from typing import Final

from woordbeeld.alignment.match import key
from woordbeeld.alignment.model import Match
from woordbeeld.alignment.phrases import Phrase
from woordbeeld.alignment.script import MergedWord, merge
from woordbeeld.speech.model import HeardWord
from woordbeeld.timing import Span
from woordbeeld.transcript.model import SpokenLine

LEAST_POINTS: Final = 5  # times that were heard, to tell how the times of a document run
MOST_POINTS: Final = 200  # of them, evenly drawn: more tell nothing new
BELIEVED: Final = 0.6  # share of these lines that must be heard where the document says
FIRST_WORDS: Final = 3  # from one with a time on, of which one must be heard as written to tell when
LEAST_REACH_MS: Final = 2000  # by which a time may be off: people set them late, and a recogniser hears late
SPREADS: Final = 4  # so many times what the times mostly are off
EXACT_MS: Final = 2000  # times that are mostly off by more tell nothing, unless they are whole minutes
MINUTE_MS: Final = 60_000
ROUNDS: Final = 3  # in which times that contradict what was heard are found and left out
PLAIN_LETTERS: Final = 5  # of a word whose like is not heard everywhere
SPEEDS: Final = (0.9, 1.1)  # of a document's clock, as of film at 24 pictures a second played at 25
TRUE_SPEED: Final = 0.002  # nearer to 1 than this there is no other speed: half a second in four minutes

# By the number of a line in the transcript, and which of its words it is that is said then, from 0.
Given = Mapping[tuple[int, int], Span]
NO_TIMES: Final[Given] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Clock:
    """How the times of a document run beside those of the recording, and how far they are off (ms)."""

    offset_ms: float
    speed: float
    reach_ms: int
    is_exact: bool

    def moment(self, given_ms: int) -> int:
        return max(0, round(given_ms * self.speed + self.offset_ms))


def merged(
    phrases: Sequence[Phrase], lines: Sequence[SpokenLine], heard: Sequence[HeardWord], given: Given
) -> tuple[MergedWord, ...]:
    """All words written and heard in one order (see `merge`), led by the times that a document gives.

    A line that is heard elsewhere, and not where its time has it, keeps its words.
    """
    entries = merge(phrases, heard)
    starts = dict(_starts(lines, given))
    clock = clock_of(list(_points(entries, starts))) if starts else None
    if clock is None:
        return entries
    moments = _in_order({at: clock.moment(ms) for at, ms in starts.items()})
    before, led = _words(entries), entries
    for _ in range(ROUNDS):
        within = _within(moments, len(before), clock.reach_ms, heard)
        led = merge(phrases, heard, within)
        wrong = _contradicted(moments, within, before, _words(led), heard)
        if not wrong:
            break
        moments = {at: ms for at, ms in moments.items() if at not in wrong}
    return _in_time(led, moments) if clock.is_exact else led


def _starts(lines: Sequence[SpokenLine], given: Given) -> Iterator[tuple[int, int]]:
    """Each word that has a time, by its place among all, and that time (ms)."""
    at = 0
    for line in lines:
        for word in range(len(line.words)):
            if span := given.get((line.line, word)):
                yield at + word, span.start_ms
        at += len(line.words)


def _words(entries: Sequence[MergedWord]) -> list[MergedWord]:
    return [entry for entry in entries if entry.phrase is not None]


def _points(entries: Sequence[MergedWord], starts: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """For words with a time that were heard that time, and when they were heard (ms)."""
    words = _words(entries)
    for at, given_ms in starts.items():
        first = (
            each.heard for each in words[at : at + FIRST_WORDS] if each.match is Match.SAME and each.heard
        )
        if found := next(first, None):
            yield given_ms, found.span.start_ms


def clock_of(points: Sequence[tuple[int, int]]) -> Clock | None:
    """How the times of a document run, by those of lines that were heard; None where they tell nothing.

    The speed is the median of those between pairs of lines, and so is the offset (Theil and Sen): not much
    less than half of the lines may be misheard, or have a wrong time.
    """
    points = points[:: max(1, len(points) // MOST_POINTS)]
    if len(points) < LEAST_POINTS:
        return None
    clocks = [_clock(points, speed) for speed in _speeds(points)]
    best = min(clocks, key=lambda clock: clock.reach_ms)
    to_the_minute = all(given_ms % MINUTE_MS == 0 for given_ms, _ in points)
    fits = sum(abs(best.moment(given_ms) - heard_ms) <= best.reach_ms for given_ms, heard_ms in points)
    return best if (best.is_exact or to_the_minute) and fits >= BELIEVED * len(points) else None


def _speeds(points: Sequence[tuple[int, int]]) -> Iterator[float]:
    yield 1.0
    half = len(points) // 2
    pairs = ((one, other) for one, other in zip(points[:half], points[half:], strict=False))
    found = [(other[1] - one[1]) / (other[0] - one[0]) for one, other in pairs if other[0] > one[0]]
    speed = median(found) if found else 1.0
    if SPEEDS[0] <= speed <= SPEEDS[1] and abs(speed - 1) > TRUE_SPEED:
        yield speed


def _clock(points: Sequence[tuple[int, int]], speed: float) -> Clock:
    offset_ms = median(heard_ms - speed * given_ms for given_ms, heard_ms in points)
    off_ms = median(abs(given_ms * speed + offset_ms - heard_ms) for given_ms, heard_ms in points)
    reach_ms = max(LEAST_REACH_MS, round(SPREADS * off_ms))
    return Clock(offset_ms, speed, reach_ms, off_ms <= EXACT_MS)


def _in_order(moments: Mapping[int, int]) -> dict[int, int]:
    """The most of the moments of which none is before one above it."""
    places = sorted(moments)
    ends: list[int] = []  # of the longest rows in order: the least moment at which one of each length ends
    lengths = []
    for at in places:
        length = bisect_right(ends, moments[at])
        ends[length:] = [moments[at], *ends[length + 1 :]]
        lengths.append(length)
    found: dict[int, int] = {}
    wanted = len(ends) - 1
    for at, length in zip(reversed(places), reversed(lengths), strict=True):
        if length == wanted and (not found or moments[at] <= min(found.values())):
            found[at] = moments[at]
            wanted -= 1
    return dict(reversed(found.items()))


def _within(
    moments: Mapping[int, int], count: int, reach_ms: int, heard: Sequence[HeardWord]
) -> tuple[slice, ...]:
    """For each written word the words heard between the moment before it and that after it, or nearly so."""
    begins = [word.span.start_ms for word in heard]
    edges = [0, *moments, count]
    times = [-reach_ms, *moments.values(), (begins[-1] if begins else 0) + reach_ms]
    found: list[slice] = []
    for (first, last), (low_ms, high_ms) in zip(pairwise(edges), pairwise(times), strict=True):
        where = slice(bisect_left(begins, low_ms - reach_ms), bisect_right(begins, high_ms + reach_ms))
        found += [where] * (last - first)
    return tuple(found)


def _contradicted(
    moments: Mapping[int, int],
    within: Sequence[slice],
    before: Sequence[MergedWord],
    after: Sequence[MergedWord],
    heard: Sequence[HeardWord],
) -> set[int]:
    """The moments, by their words, that part words from what was heard for them, and is now nobody's."""
    begins = [word.span.start_ms for word in heard]
    places = list(moments)
    taken = {each.heard.span.start_ms for each in after if each.heard}
    found: set[int] = set()
    for at, (one, other) in enumerate(zip(before, after, strict=True)):
        if not _is_plain(one) or other.heard or one.heard is None or one.heard.span.start_ms in taken:
            continue
        index, place = bisect_left(begins, one.heard.span.start_ms), bisect_right(places, at)
        if index < within[at].start and place:
            found.add(places[place - 1])
        elif index >= within[at].stop and place < len(places):
            found.add(places[place])
    return found


def _is_plain(entry: MergedWord) -> bool:
    """A word that was heard as written, and is so long that this is no chance."""
    return entry.match is Match.SAME and len(key(entry.text)) >= PLAIN_LETTERS


def _in_time(entries: Sequence[MergedWord], moments: Mapping[int, int]) -> tuple[MergedWord, ...]:
    """The entries with the moments of those not heard, and what was heard beside these in order of time."""
    found: list[MergedWord] = []
    at = 0
    for paired, group in groupby(entries, key=lambda entry: entry.paired):
        run = list(group)
        timed = []
        for entry in run:
            is_word = entry.phrase is not None
            timed.append(replace(entry, given_ms=moments.get(at)) if is_word and not paired else entry)
            at += is_word
        found += _by_moment(timed)
    return tuple(found)


def _by_moment(run: Sequence[MergedWord]) -> list[MergedWord]:
    """Words of the text, which keep their order, and before each with a moment what was heard until then."""
    extra = [entry for entry in run if entry.phrase is None]
    if not extra or all(entry.given_ms is None for entry in run):
        return list(run)
    found: list[MergedWord] = []
    for entry in run:
        if entry.phrase is None:
            continue
        if entry.given_ms is not None:
            until_ms = entry.given_ms
            earlier = [each for each in extra if each.heard and each.heard.span.middle_ms < until_ms]
            found += earlier
            extra = extra[len(earlier) :]
        found.append(entry)
    return found + extra
