"""A film that stands still where a description has no room: where, for how long, and all that moves along."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from math import ceil

from woordbeeld.alignment.model import AlignedLine, Alignment, PlacedEvent
from woordbeeld.description.mixing import Still
from woordbeeld.description.model import PlannedPassage
from woordbeeld.description.pauses import AIR_MS
from woordbeeld.timing import Span


def stills_of(
    passages: Iterable[PlannedPassage], frames_a_s: float
) -> tuple[tuple[Still, ...], tuple[int, ...]]:
    """Where the film stands still for passages that have no room, and when each passage then starts (ms).

    It stands still for a whole number of pictures, all in all, so that picture and sound stay together.
    """
    stills: list[Still] = []
    starts: list[int] = []
    needed_ms = shift_ms = free_ms = 0
    for planned in passages:
        starts.append(max(planned.start_ms + shift_ms, free_ms))
        if planned.needs_ms:
            late_ms = starts[-1] - planned.start_ms - shift_ms
            needed_ms += planned.needs_ms + late_ms + AIR_MS
            frames = ceil(needed_ms * frames_a_s / 1000)
            length_ms = round(frames * 1000 / frames_a_s) - shift_ms
            stills.append(Still(planned.still_ms, length_ms))
            shift_ms += length_ms
        free_ms = starts[-1] + planned.length_ms
    return tuple(stills), tuple(starts)


def moved_start(at_ms: int, stills: Sequence[Still]) -> int:
    """When something begins that began at a moment of the film.

    >>> moved_start(5000, [Still(5000, 2000)]), moved_end(5000, [Still(5000, 2000)])
    (7000, 5000)
    """
    return at_ms + sum(still.length_ms for still in stills if still.at_ms <= at_ms)


def moved_end(at_ms: int, stills: Sequence[Still]) -> int:
    """When something ends that ended at a moment of the film."""
    return at_ms + sum(still.length_ms for still in stills if still.at_ms < at_ms)


def moved(alignment: Alignment, stills: Sequence[Still]) -> Alignment:
    """The alignment of the film that stands still: what begins after it does so begins later."""
    media = alignment.media
    return replace(
        alignment,
        media=replace(media, duration_ms=media.duration_ms + sum(still.length_ms for still in stills)),
        lines=tuple(_moved_line(line, stills) for line in alignment.lines),
        events=tuple(_moved_event(event, stills) for event in alignment.events),
        unwritten=tuple(replace(each, span=moved_span(each.span, stills)) for each in alignment.unwritten),
        crowded_out=tuple(
            replace(each, span=moved_span(each.span, stills)) for each in alignment.crowded_out
        ),
        shots=tuple(moved_start(shot_ms, stills) for shot_ms in alignment.shots),
        voice=tuple(moved_span(span, stills) for span in alignment.voice),
        noises=tuple(moved_span(span, stills) for span in alignment.noises),
    )


def _moved_line(line: AlignedLine, stills: Sequence[Still]) -> AlignedLine:
    words = tuple(
        replace(word, span=moved_span(word.span, stills)) if word.span else word for word in line.words
    )
    return replace(line, words=words)


def _moved_event(event: PlacedEvent, stills: Sequence[Still]) -> PlacedEvent:
    return replace(event, span=moved_span(event.span, stills)) if event.span else event


def moved_span(span: Span, stills: Sequence[Still]) -> Span:
    """A span ends where the film stands still in its last moments, else it goes on through that."""
    start_ms = moved_start(span.start_ms, stills)
    return Span(start_ms, max(start_ms + 1, moved_end(span.end_ms, stills)))
