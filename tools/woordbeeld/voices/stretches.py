"""Where in the sound of a video each line is heard, and no other speaker."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np

from woordbeeld.alignment.model import AlignedLine
from woordbeeld.media.samples import SAMPLES_PER_MS, Samples
from woordbeeld.timing import Span, gaps

JOINED_MS: Final = 300  # a shorter pause between two words is left in
EDGE_MS: Final = 50  # taken off at both ends, for times are about that exact
LITTLE_MS: Final = 500  # heard of a line; below that the words are taken too whose times are estimated
MOST_MS: Final = 10_000  # of one line; more tells nothing new of its voice
_BESIDE: Final = 3  # lines before and after one that it may overlap; further ones are later or earlier


def stretches(lines: Sequence[AlignedLine]) -> tuple[tuple[Span, ...], ...]:
    """Those of each line, in order of time, none where nothing of it was heard alone."""
    spoken = [_spoken(line) for line in lines]
    found = []
    for number, line in enumerate(lines):
        beside = range(max(number - _BESIDE, 0), min(number + _BESIDE + 1, len(lines)))
        others = [
            span
            for each in beside
            if lines[each].source.speaker != line.source.speaker
            for span in spoken[each]
        ]
        alone = (part for span in spoken[number] for part in _without(span, others))
        found.append(tuple(_at_most(MOST_MS, _shortened(alone))))
    return tuple(found)


def voice_of(spans: Iterable[Span], samples: Samples) -> Samples:
    """The sound of some stretches, one after the other."""
    parts = [samples[span.start_ms * SAMPLES_PER_MS : span.end_ms * SAMPLES_PER_MS] for span in spans]
    return np.concatenate([samples[:0], *parts])


def _spoken(line: AlignedLine) -> tuple[Span, ...]:
    """The words that were heard, or all where that is little."""
    heard = _joined(word.span for word in line.words if word.span and not word.estimated)
    if sum(span.duration_ms for span in heard) >= LITTLE_MS:
        return heard
    return _joined(word.span for word in line.words if word.span)


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order of time, those that follow each other at once as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start_ms - found[-1].end_ms <= JOINED_MS:
            before = found.pop()
            found.append(Span(before.start_ms, max(before.end_ms, span.end_ms)))
        else:
            found.append(span)
    return tuple(found)


def _without(span: Span, others: Sequence[Span]) -> Iterator[Span]:
    """What is left of a span outside all others."""
    inside = (
        Span(max(each.start_ms, span.start_ms), min(each.end_ms, span.end_ms))
        for each in sorted(others)
        if each.overlaps(span)
    )
    relative = tuple(each.moved(-span.start_ms) for each in inside)
    return (each.moved(span.start_ms) for each in gaps(relative, span.duration_ms))


def _shortened(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans without their edges; those that are all edge are left out."""
    for span in spans:
        if span.duration_ms > 2 * EDGE_MS:
            yield Span(span.start_ms + EDGE_MS, span.end_ms - EDGE_MS)


def _at_most(most_ms: int, spans: Iterable[Span]) -> Iterator[Span]:
    """The first spans that last so long together; the last of them may be cut."""
    for span in spans:
        if most_ms <= 0:
            return
        yield Span(span.start_ms, min(span.end_ms, span.start_ms + most_ms))
        most_ms -= span.duration_ms
