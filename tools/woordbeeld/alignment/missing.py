"""Speech that has no text: where in the text it belongs, and who may say it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from woordbeeld.alignment.misheard import LONG_UNWRITTEN_MS
from woordbeeld.alignment.model import AlignedLine, Alignment, Unwritten
from woordbeeld.timing import Span
from woordbeeld.transcript.model import Speaker, SpokenLine

CLOSE_MS: Final = 300  # a pause in which one speaker goes on, rather than that another begins
MUCH_LONGER: Final = 2  # times as long as the other pause


@dataclass(frozen=True, slots=True)
class Missing:
    """A stretch of speech without text.

    It belongs after so many words (`cut`) of the line `after`, None before all lines; `line` is the one
    beside which an editor finds it. `speaker` is only a guess: None where nothing tells who speaks.
    """

    span: Span
    heard: str
    line: SpokenLine
    after: SpokenLine | None
    cut: int
    speaker: Speaker | None

    @property
    def is_within(self) -> bool:
        """Whether its line goes on after it."""
        return self.after is not None and self.cut < len(self.after.words)


def missing(alignment: Alignment) -> tuple[Missing, ...]:
    """The stretches of speech that have no text, long enough to be looked at, the longest first."""
    found = sorted(_missing(alignment), key=lambda each: -each.span.duration_ms)
    return tuple(found)


def _missing(alignment: Alignment) -> Iterator[Missing]:
    lines = alignment.lines
    starts = [0, *accumulate(len(line.words) for line in lines)]
    for each in alignment.unwritten if lines else ():
        if each.span.duration_ms < LONG_UNWRITTEN_MS:
            continue
        # After the word before it: at the end of that line, or amid it.
        at = bisect_right(starts, each.before - 1) - 1
        before = lines[at] if at >= 0 else None
        cut = each.before - starts[at] if before else 0
        is_within = before is not None and cut < len(before.words)
        following = before if is_within else next(iter(lines[at + 1 : at + 2]), None)
        yield Missing(
            each.span,
            each.heard,
            (before or lines[0]).source,
            before.source if before else None,
            cut,
            _guessed(each, before, following),
        )


def _guessed(stretch: Unwritten, before: AlignedLine | None, after: AlignedLine | None) -> Speaker | None:
    """Who speaks before and after it, if that is one; else who is much closer to it, if anybody."""
    if before and after and before.source.speaker == after.source.speaker:
        return before.source.speaker
    gaps = [
        (abs(stretch.span.start_ms - before.span.end_ms), before) if before and before.span else None,
        (abs(after.span.start_ms - stretch.span.end_ms), after) if after and after.span else None,
    ]
    known = sorted((each for each in gaps if each), key=lambda each: each[0])
    if not known:
        return None
    near, *others = known
    is_closer = all(gap_ms >= MUCH_LONGER * near[0] for gap_ms, _ in others)
    return near[1].source.speaker if near[0] <= CLOSE_MS and is_closer else None
