"""Placing what is not speech: scenes and sounds, in the pauses between the speech around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from woordbeeld.alignment.model import AlignedLine, PlacedEvent, Placement
from woordbeeld.timing import Span
from woordbeeld.transcript.model import SceneDescription, Sound, SpokenLine, Transcript

MIN_PAUSE_MS = 500  # a shorter pause is none that a scene or a sound can be said to fill
SQUEEZED_MS = 1000  # what an event gets where the speech leaves no pause for it

Event = SceneDescription | Sound


def place_events(
    transcript: Transcript, lines: Sequence[AlignedLine], shots: Sequence[int], duration_ms: int
) -> tuple[PlacedEvent, ...]:
    """Every scene and sound, in the order of the text, with a span that begins where the text before it ends.

    Scenes and sounds that stand together between two spoken lines may happen at once; several scenes share
    the pause in proportion to their text, and so do several sounds. A scene starts with the first new shot
    of its share. All these times are estimates.
    """
    spans = {line.source: line.span for line in lines}
    placed: list[PlacedEvent] = []
    blocks = [
        block for block in transcript.blocks if isinstance(block, SpokenLine | SceneDescription | Sound)
    ]
    before_ms = 0
    for spoken, group in groupby(enumerate(blocks), key=lambda each: isinstance(each[1], SpokenLine)):
        run = list(group)
        if spoken:
            ends = [
                span.end_ms for _, block in run if isinstance(block, SpokenLine) and (span := spans[block])
            ]
            before_ms = max([before_ms, *ends])
            continue
        after = blocks[run[-1][0] + 1 :]
        after_ms = next(
            (span.start_ms for block in after if isinstance(block, SpokenLine) and (span := spans[block])),
            duration_ms,
        )
        events = [block for _, block in run if not isinstance(block, SpokenLine)]
        placed += _share(events, before_ms, after_ms, shots, duration_ms)
    return tuple(placed)


def _share(
    events: list[Event], from_ms: int, until_ms: int, shots: Sequence[int], duration_ms: int
) -> Iterable[PlacedEvent]:
    """The events between two moments of speech, in their order."""
    if until_ms - from_ms < MIN_PAUSE_MS:
        start_ms = max(0, min(from_ms, duration_ms - SQUEEZED_MS))
        span = Span(start_ms, min(start_ms + SQUEEZED_MS, max(duration_ms, start_ms + 1)))
        return [PlacedEvent(event, span, Placement.SQUEEZED) for event in events]
    placed: dict[Event, PlacedEvent] = {}
    for kind in (SceneDescription, Sound):
        alike = [event for event in events if isinstance(event, kind)]
        total, at_ms, done = sum(len(event.text) + 1 for event in alike), from_ms, 0
        for event in alike:
            done += len(event.text) + 1
            share = Span(at_ms, from_ms + max(1, (until_ms - from_ms) * done // total))
            placed[event] = _start_with_shot(event, share, shots)
            at_ms = share.end_ms
    return [placed[event] for event in events]


def _start_with_shot(event: Event, share: Span, shots: Sequence[int]) -> PlacedEvent:
    latest_ms = share.end_ms - MIN_PAUSE_MS
    cut = next((shot for shot in shots if share.start_ms <= shot <= latest_ms), None)
    if cut is None or isinstance(event, Sound):
        return PlacedEvent(event, share, Placement.PAUSE)
    return PlacedEvent(event, Span(cut, share.end_ms), Placement.SHOT)
