"""Placing what is not speech: scenes and sounds, in the pauses between the speech around them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from woordbeeld.alignment.model import AlignedLine, PlacedEvent, Placement
from woordbeeld.alignment.recording import Recording
from woordbeeld.timing import Span, shares
from woordbeeld.transcript.model import SceneDescription, Sound, SpokenLine, Transcript

MIN_PAUSE_MS = 500  # a shorter pause is none that a scene or a sound can be said to fill
SQUEEZED_MS = 1000  # what a scene gets where the speech leaves no pause for it

Event = SceneDescription | Sound


def place_events(
    transcript: Transcript, lines: Sequence[AlignedLine], recording: Recording
) -> tuple[PlacedEvent, ...]:
    """Every scene and sound, in the order of the text, with a span that begins where the text before it ends.

    Scenes and sounds that stand together between two spoken lines may happen at once; several scenes share
    the pause in proportion to their text, and so do several sounds. A scene starts with the first new shot
    of its share; a sound lasts from the first to the last noise in its share, where there is noise. All these
    times are estimates. Where the speech leaves no pause, a scene is squeezed in all the same, for the video
    can wait for a description; sounds get a time as far as the pause has room, and the rest of them none.
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
            recording.media.duration_ms,
        )
        events = [block for _, block in run if not isinstance(block, SpokenLine)]
        placed += _share(events, Span(before_ms, max(after_ms, before_ms + 1)), recording)
    return tuple(placed)


def _share(events: Sequence[Event], pause: Span, recording: Recording) -> Iterable[PlacedEvent]:
    """The events of one pause, in their order."""
    scenes = [event for event in events if isinstance(event, SceneDescription)]
    sounds = [event for event in events if isinstance(event, Sound)]
    room = pause.duration_ms // MIN_PAUSE_MS
    placed: dict[Event, PlacedEvent] = {
        sound: PlacedEvent(sound, None, Placement.UNPLACED) for sound in sounds[room:]
    }
    for sound, share in _shares(sounds[:room], pause):
        placed[sound] = _place_sound(sound, share, recording.activity.noises)
    squeezed = None if room else _squeezed(pause, recording.media.duration_ms)
    for scene, share in _shares(scenes, pause):
        placed[scene] = (
            PlacedEvent(scene, squeezed, Placement.SQUEEZED)
            if squeezed
            else _place_scene(scene, share, recording.shots)
        )
    return [placed[event] for event in events]


def _squeezed(pause: Span, until_ms: int) -> Span:
    end_ms = min(pause.start_ms + SQUEEZED_MS, until_ms)
    return Span(pause.start_ms, max(end_ms, pause.end_ms))


def _shares(events: Sequence[Event], pause: Span) -> Iterable[tuple[Event, Span]]:
    """A part of the pause for each event, in proportion to its text."""
    return zip(events, shares(pause, [len(event.text) + 1 for event in events]), strict=True)


def _place_scene(scene: Event, share: Span, shots: Sequence[int]) -> PlacedEvent:
    latest_ms = share.end_ms - MIN_PAUSE_MS
    cut = next((shot for shot in shots if share.start_ms <= shot <= latest_ms), None)
    if cut is None:
        return PlacedEvent(scene, share, Placement.PAUSE)
    return PlacedEvent(scene, Span(cut, share.end_ms), Placement.SHOT)


def _place_sound(sound: Event, share: Span, noises: Sequence[Span]) -> PlacedEvent:
    heard = [noise for noise in noises if noise.overlaps(share)]
    if not heard:
        return PlacedEvent(sound, share, Placement.PAUSE)
    start_ms = max(share.start_ms, heard[0].start_ms)
    return PlacedEvent(sound, Span(start_ms, min(share.end_ms, heard[-1].end_ms)), Placement.NOISE)
