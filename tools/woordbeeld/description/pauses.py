"""Where nobody speaks, and what is heard there all the same."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from woordbeeld.alignment.model import Alignment, Match
from woordbeeld.timing import Span, gaps, joined
from woordbeeld.transcript.descriptions import is_music
from woordbeeld.transcript.model import Sound

AIR_MS: Final = 200  # between speech and description, at both ends; with less one cuts the other short


@dataclass(frozen=True, slots=True)
class Stretches:
    """Spans in order of time that do not overlap, and how much of any other span they take."""

    spans: tuple[Span, ...]
    _starts: tuple[int, ...]
    _ends: tuple[int, ...]
    _before: tuple[int, ...]

    @classmethod
    def of(cls, spans: Iterable[Span]) -> Stretches:
        found = joined(spans)
        return cls(
            found,
            tuple(span.start_ms for span in found),
            tuple(span.end_ms for span in found),
            tuple(accumulate((span.duration_ms for span in found), initial=0)),
        )

    def within(self, start_ms: int, end_ms: int) -> Sequence[Span]:
        """Those that have some of `[start_ms, end_ms)`."""
        return self.spans[bisect_right(self._ends, start_ms) : bisect_left(self._starts, end_ms)]

    def taken_ms(self, start_ms: int, end_ms: int) -> int:
        """How much of `[start_ms, end_ms)` they take."""
        return self._until(end_ms) - self._until(start_ms)

    def _until(self, ms: int) -> int:
        """How much they take before a moment."""
        begun = bisect_left(self._starts, ms)
        return self._before[begun] - (max(0, self._ends[begun - 1] - ms) if begun else 0)


@dataclass(frozen=True, slots=True)
class Quiet:
    """The pauses in the speech of a film, and in those: sounds that the text names, and other noise.

    Music may be talked over, and is neither.
    """

    pauses: Stretches
    named: Stretches
    noises: Stretches


def quiet_of(alignment: Alignment) -> Quiet:
    """Where in a film a description can be said.

    There is speech where there is voice, and where words of the text were heard; where nobody listened for
    voice, wherever there are words at all.
    """
    events = [event for event in alignment.events if isinstance(event.source, Sound) and event.span]
    music = [event.span for event in events if event.span and is_music(event.source.text)]
    named = [event.span for event in events if event.span and not is_music(event.source.text)]
    pauses = gaps(joined((*alignment.voice, *_words(alignment))), alignment.media.duration_ms)
    told = Stretches.of((*music, *named))
    untold = (span for span in alignment.noises if not told.taken_ms(span.start_ms, span.end_ms))
    return Quiet(Stretches.of(pauses), Stretches.of(named), Stretches.of(untold))


def _words(alignment: Alignment) -> Iterator[Span]:
    yield from (
        word.span
        for word in alignment.words
        if word.span and not (alignment.voice and word.match is Match.UNHEARD)
    )
    if not alignment.voice:
        yield from (each.span for each in alignment.unwritten)
