"""Time as integer milliseconds: half-open spans, timestamps to and from text, and how all times move."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import accumulate, pairwise
from math import ceil, floor
from typing import Final

_HALF: Final = Fraction(1, 2)
_NTSC: Final = Fraction(1000, 1001)  # of the rate that it is named after (SMPTE 12M)
_NTSC_RATES: Final = {
    name: whole * _NTSC
    for whole, names in ((24, "23.976 23.98"), (30, "29.97"), (48, "47.952 47.95"), (60, "59.94"))
    for name in names.split()
}
_TIMESTAMP = re.compile(r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)[.,](\d{3})")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of time `[start_ms, end_ms)` in integer milliseconds, never empty or negative.

    >>> Span(1000, 2500).duration_ms
    1500
    >>> Span(5, 5)
    Traceback (most recent call last):
    ...
    ValueError: a span must end after it starts: 5..5 ms
    """

    start_ms: int
    end_ms: int

    def __post_init__(self) -> None:
        if self.start_ms < 0:
            raise ValueError(f"a span cannot start before 0: {self.start_ms} ms")
        if self.end_ms <= self.start_ms:
            raise ValueError(f"a span must end after it starts: {self.start_ms}..{self.end_ms} ms")

    @property
    def duration_ms(self) -> int:
        return self.end_ms - self.start_ms

    @property
    def middle_ms(self) -> int:
        return (self.start_ms + self.end_ms) // 2

    def split(self, at_ms: int) -> tuple[Span, Span]:
        """The parts before and from a moment inside the span."""
        return Span(self.start_ms, at_ms), Span(at_ms, self.end_ms)

    def moved(self, by_ms: int) -> Span:
        return Span(self.start_ms + by_ms, self.end_ms + by_ms)

    def overlaps(self, other: Span) -> bool:
        return self.start_ms < other.end_ms and other.start_ms < self.end_ms


def gaps(spans: tuple[Span, ...], until_ms: int) -> tuple[Span, ...]:
    """What lies between 0 and `until_ms` outside the spans, which are in order of their start.

    >>> gaps((Span(100, 200), Span(150, 300)), 500)
    (Span(start_ms=0, end_ms=100), Span(start_ms=300, end_ms=500))
    """
    found, at_ms = [], 0
    for span in spans:
        if span.start_ms > at_ms:
            found.append(Span(at_ms, span.start_ms))
        at_ms = max(at_ms, span.end_ms)
    if until_ms > at_ms:
        found.append(Span(at_ms, until_ms))
    return tuple(found)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """All that lies in any of some spans, in order of time and without overlap.

    >>> joined([Span(150, 300), Span(100, 200), Span(400, 500)])
    (Span(start_ms=100, end_ms=300), Span(start_ms=400, end_ms=500))
    """
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start_ms <= found[-1].end_ms:
            found[-1] = Span(found[-1].start_ms, max(found[-1].end_ms, span.end_ms))
        else:
            found.append(span)
    return tuple(found)


def part_edges(span: Span, weights: Sequence[int]) -> tuple[int, ...]:
    """The moments between parts of a span that are as long as their weights, with its start and its end (ms).

    Parts without any weight among them are as long as each other; short ones may have no time.

    >>> part_edges(Span(1000, 2000), [1, 2, 1]), part_edges(Span(0, 2), [1, 1, 1])
    ((1000, 1250, 1750, 2000), (0, 0, 1, 2))
    """
    done = list(accumulate(weights if any(weights) else [1] * len(weights), initial=0))
    return tuple(span.start_ms + span.duration_ms * each // max(done[-1], 1) for each in done)


def shares(span: Span, weights: Sequence[int]) -> tuple[Span, ...]:
    """A span divided into parts as long as their weights, that follow each other and have a millisecond each.

    Where that takes more time than there is, the last parts go on after its end.

    >>> shares(Span(1000, 2000), [1, 0, 3])
    (Span(start_ms=1000, end_ms=1250), Span(start_ms=1250, end_ms=1251), Span(start_ms=1251, end_ms=2000))
    """
    count = len(weights)
    until_ms = max(span.end_ms, span.start_ms + count)
    moments = [span.start_ms]
    for number, edge_ms in enumerate(part_edges(span, weights)[1:], 1):
        moments.append(min(max(edge_ms, moments[-1] + 1), until_ms - (count - number)))
    return tuple(Span(*edge) for edge in pairwise(moments))


def format_timestamp(ms: int) -> str:
    """A moment as WebVTT writes it, `HH:MM:SS.mmm`.

    >>> format_timestamp(3_723_004)
    '01:02:03.004'
    """
    seconds, ms = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{ms:03}"


def format_clock(ms: int) -> str:
    """A moment as a reader sees it, to the second: `M:SS`, or `H:MM:SS` from an hour on.

    >>> format_clock(83_200), format_clock(3_723_004)
    ('1:23', '1:02:03')
    """
    hours, minutes, seconds = ms // 3_600_000, ms // 60_000 % 60, ms // 1000 % 60
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def format_duration(ms: int) -> str:
    """A duration as ISO 8601 has it, to the second.

    >>> format_duration(3_662_900)
    'PT3662S'
    """
    return f"PT{ms // 1000}S"


def parse_timestamp(text: str) -> int:
    """Milliseconds of `[HH:]MM:SS.mmm`; a comma is taken for the point.

    >>> parse_timestamp("01:02:03.004"), parse_timestamp("02:03,004")
    (3723004, 123004)

    Raises:
        ValueError: the text is not a timestamp.
    """
    if not (found := _TIMESTAMP.fullmatch(text.strip())):
        raise ValueError(f"not a timestamp: {text!r}")
    hours, minutes, seconds, ms = (int(part or 0) for part in found.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms


def frame_rate(text: str) -> Fraction:
    """Frames a second as people write them; 23.976 and the like mean what NTSC has.

    >>> frame_rate("25"), frame_rate("23.976"), frame_rate("30000/1001")
    (Fraction(25, 1), Fraction(24000, 1001), Fraction(30000, 1001))

    Raises:
        ValueError: the text is no number above 0.
    """
    if text in _NTSC_RATES:
        return _NTSC_RATES[text]
    found = Fraction(text) if re.fullmatch(r"\d{1,9}(\.\d{1,9}|/[1-9]\d{0,8})?", text) else Fraction(0)
    if found <= 0:
        raise ValueError(f"not a frame rate: {text!r}")
    return found


def frame_ms(frame: int, rate: Fraction) -> int:
    """The moment of a frame, at so many a second."""
    return round(frame * 1000 / rate)


def nearest_frame(ms: int, rate: Fraction) -> int:
    """The frame that is nearest to a moment; of two the later, so that gaps of whole frames stay.

    >>> [nearest_frame(ms, Fraction(25)) for ms in (1000, 1019, 1020)]
    [25, 25, 26]
    """
    return floor(ms * rate / 1000 + _HALF)


def first_frame_from(ms: int, rate: Fraction) -> int:
    """The first frame that is not before a moment, but for the rounding to milliseconds.

    >>> [first_frame_from(ms, Fraction(25)) for ms in (1000, 1001)]
    [25, 26]
    """
    return _exact_frame(ms, rate, ceil(ms * rate / 1000))


def last_frame_until(ms: int, rate: Fraction) -> int:
    """The last frame that is not after a moment, but for the rounding to milliseconds."""
    return _exact_frame(ms, rate, floor(ms * rate / 1000))


def _exact_frame(ms: int, rate: Fraction, rounded: int) -> int:
    """The frame that is at this moment, where there is one, or else the rounded one."""
    nearest = nearest_frame(ms, rate)
    return nearest if frame_ms(nearest, rate) == ms else rounded


@dataclass(frozen=True, slots=True)
class Retiming:
    """How all times move: `earlier_ms` is taken off, the rest is stretched, and `later_ms` added.

    What comes before 0 is at 0.

    >>> Retiming(later_ms=-1500).span(Span(1000, 2500))
    Span(start_ms=0, end_ms=1000)
    """

    earlier_ms: int = 0
    stretch: Fraction = Fraction(1)
    later_ms: int = 0

    def exact_ms(self, ms: int) -> Fraction:
        """The new moment, also where it is before 0."""
        return (ms - self.earlier_ms) * self.stretch + self.later_ms

    def moment(self, ms: int) -> int:
        return max(floor(self.exact_ms(ms) + _HALF), 0)

    def span(self, span: Span) -> Span:
        """The new span, of at least a millisecond."""
        start_ms = self.moment(span.start_ms)
        return Span(start_ms, max(self.moment(span.end_ms), start_ms + 1))


UNMOVED: Final = Retiming()
