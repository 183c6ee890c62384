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
LAST_WORDS_MS = 1000  # ours: the picture often cuts to a scene so long before the words end, but not longer

Event = SceneDescription | Sound


def place_events(
    transcript: Transcript, lines: Sequence[AlignedLine], recording: Recording
) -> tuple[PlacedEvent, ...]:
    """Every scene and sound, in the order of the text, with a span that begins where the text before it ends.

    Scenes and sounds that stand together between two spoken lines may happen at once; several scenes share
    the pause in proportion to their text, and so do several sounds. A scene starts with the first new shot
    of its share, or with the pause where a cut in the last words before it is nearer; that of the film's
    beginning starts with it. A sound lasts from the first to the last noise in its share, where there is
    noise. All these times are estimates. Where the
    speech leaves no pause, a scene is squeezed in all the same, for the video can wait for a description;
    sounds get a time as far as the pause has room, and the rest of them none.
    """
    spans = {line.source: line.span for line in lines}
    placed: list[PlacedEvent] = []
    blocks = [
        block for block in transcript.blocks if isinstance(block, SpokenLine | SceneDescription | Sound)
    ]
    before_ms = last_words_ms = 0
    opens = True
    for spoken, group in groupby(enumerate(blocks), key=lambda each: isinstance(each[1], SpokenLine)):
        run = list(group)
        if spoken:
            said = [span for _, block in run if isinstance(block, SpokenLine) and (span := spans[block])]
            last = max(said, key=lambda span: span.end_ms, default=None)
            if last and last.end_ms > before_ms:
                before_ms, last_words_ms = last.end_ms, _last_words_ms(last)
            opens = False
            continue
        after = blocks[run[-1][0] + 1 :]
        after_ms = next(
            (span.start_ms for block in after if isinstance(block, SpokenLine) and (span := spans[block])),
            recording.media.duration_ms,
        )
        events = [block for _, block in run if not isinstance(block, SpokenLine)]
        pause = Span(before_ms, max(after_ms, before_ms + 1))
        placed += _share(events, pause, last_words_ms, recording, opens=opens)
    return tuple(placed)


def _last_words_ms(line: Span) -> int:
    """From when on a cut may show what comes after a line; one in its first half shows who speaks."""
    return max(line.middle_ms, line.end_ms - LAST_WORDS_MS)


def _share(
    events: Sequence[Event], pause: Span, last_words_ms: int, recording: Recording, *, opens: bool
) -> Iterable[PlacedEvent]:
    """The events of one pause, in their order; what `opens` the film is seen from its first picture on."""
    scenes = [event for event in events if isinstance(event, SceneDescription)]
    sounds = [event for event in events if isinstance(event, Sound)]
    room = pause.duration_ms // MIN_PAUSE_MS
    placed: dict[Event, PlacedEvent] = {
        sound: PlacedEvent(sound, None, Placement.UNPLACED) for sound in sounds[room:]
    }
    for sound, share in _shares(sounds[:room], pause):
        placed[sound] = _place_sound(sound, share, recording.activity.noises)
    squeezed = None if room else _squeezed(pause, recording)
    in_words = [shot for shot in recording.shots if last_words_ms <= shot < pause.start_ms]
    for scene, share in _shares(scenes, pause):
        if squeezed:
            placed[scene] = PlacedEvent(scene, squeezed, Placement.SQUEEZED)
        elif scene is scenes[0]:
            placed[scene] = _place_scene(scene, share, () if opens else recording.shots, in_words)
        else:
            placed[scene] = _place_scene(scene, share, recording.shots, ())
    return [placed[event] for event in events]


def _squeezed(pause: Span, recording: Recording) -> Span:
    """Where a scene is seen for which there is no pause: from the nearest cut on, if that comes soon."""
    nearest_ms = min((0, *recording.shots), key=lambda shot: abs(shot - pause.start_ms))
    start_ms = nearest_ms if 0 < nearest_ms - pause.start_ms < SQUEEZED_MS else pause.start_ms
    end_ms = min(start_ms + SQUEEZED_MS, recording.media.duration_ms)
    return Span(start_ms, max(end_ms, pause.end_ms, start_ms + 1))


def _shares(events: Sequence[Event], pause: Span) -> Iterable[tuple[Event, Span]]:
    """A part of the pause for each event, in proportion to its text."""
    return zip(events, shares(pause, [len(event.text) + 1 for event in events]), strict=True)


def _place_scene(scene: Event, share: Span, shots: Sequence[int], in_words: Sequence[int]) -> PlacedEvent:
    latest_ms = share.end_ms - MIN_PAUSE_MS
    cut = next((shot for shot in shots if share.start_ms <= shot <= latest_ms), None)
    if cut is None or any(share.start_ms - shot < cut - share.start_ms for shot in in_words):
        return PlacedEvent(scene, share, Placement.PAUSE)
    return PlacedEvent(scene, Span(cut, share.end_ms), Placement.SHOT)


def _place_sound(sound: Event, share: Span, noises: Sequence[Span]) -> PlacedEvent:
    heard = [noise for noise in noises if noise.overlaps(share)]
    if not heard:
        return PlacedEvent(sound, share, Placement.PAUSE)
    start_ms = max(share.start_ms, heard[0].start_ms)
    return PlacedEvent(sound, Span(start_ms, min(share.end_ms, heard[-1].end_ms)), Placement.NOISE)
