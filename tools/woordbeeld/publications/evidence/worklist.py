"""What an editor should look at: uncertain lines, differences, fast captions, descriptions without room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from woordbeeld.alignment.doubts import long_unwritten, misheard, uncertain_phrases
from woordbeeld.alignment.match import key
from woordbeeld.alignment.model import AlignedPhrase, Alignment
from woordbeeld.alignment.phrases import aligned_phrases
from woordbeeld.publications.evidence.model import (
    Difference,
    FastCaption,
    Spot,
    Told,
    ToldScene,
    UncertainPhrase,
    Worklist,
)
from woordbeeld.timing import Span
from woordbeeld.tracks.captions import not_shown
from woordbeeld.tracks.descriptions import descriptions, room_to_speak
from woordbeeld.tracks.model import Track
from woordbeeld.tracks.profile import CaptionProfile
from woordbeeld.tracks.rules import CheckedTrack
from woordbeeld.transcript.model import SceneDescription

# About 160 words a minute (https://dcmp.org/learn/227), of 5.6 characters with their space.
SPOKEN_CHARS_A_SECOND: Final = 15
NEAR_MS: Final = 20_000  # on-screen text that is said is said while it is shown, or shortly before or after


def worklist(alignment: Alignment, captions: Track, profile: CaptionProfile) -> Worklist:
    """The least certain phrases first, differences in the order of time, the fastest captions first."""
    fast = sorted(_fast(captions, profile), key=lambda each: (-each.speed, each.number))
    return Worklist(
        tuple(map(_uncertain, uncertain_phrases(alignment))),
        tuple(sorted(_differences(alignment), key=lambda each: (each.start_ms, each.line or 0))),
        tuple(fast),
        tuple(
            Spot(sound.source.text, sound.span.start_ms if sound.span else None, sound.source.line)
            for sound in not_shown(alignment, captions)
        ),
    )


def told_scenes(alignment: Alignment) -> tuple[ToldScene, ...]:
    """For each scene whether it is said, or how its description finds room; its length is estimated.

    Those for which the video waits come first, else they are in the order of the text.
    """
    scenes = [event.source for event in alignment.events if isinstance(event.source, SceneDescription)]
    cues = descriptions(alignment).cues
    rooms = room_to_speak(alignment)
    told = (
        _told(alignment, scene, cue.span, room_ms)
        for scene, cue, room_ms in zip(scenes, cues, rooms, strict=True)
    )
    return tuple(sorted(told, key=lambda scene: scene.told is not Told.WAIT))


def _told(alignment: Alignment, scene: SceneDescription, span: Span, room_ms: int) -> ToldScene:
    needs_ms = 1000 * len(scene.text) // SPOKEN_CHARS_A_SECOND
    has_ms = room_ms - span.start_ms
    told = Told.PAUSE if needs_ms <= has_ms else Told.WAIT
    if scene.on_screen and _is_said(alignment, scene, span):
        told = Told.SPEECH
    return ToldScene(scene.line, span, scene.text, scene.on_screen, told, needs_ms, has_ms)


def _is_said(alignment: Alignment, scene: SceneDescription, span: Span) -> bool:
    """Whether all words on the screen are said within `NEAR_MS`, and the scene is nothing but those words."""
    near = Span(max(0, span.start_ms - NEAR_MS), span.end_ms + NEAR_MS)
    said = {key(word.text) for word in alignment.words if word.span and word.span.overlaps(near)}
    shown = {key(word) for text in scene.on_screen for word in text.split()}
    described = scene.text
    for text in scene.on_screen:
        described = described.replace(text, "")
    return shown <= said and len(described.split()) <= 1


def _uncertain(phrase: AlignedPhrase) -> UncertainPhrase:
    start_ms = phrase.span.start_ms if phrase.span else None
    confidence = round(phrase.confidence, 2)
    return UncertainPhrase(phrase.source.line, start_ms, phrase.text, confidence, phrase.estimated)


def _differences(alignment: Alignment) -> Iterator[Difference]:
    for phrase in aligned_phrases(alignment):
        for each in misheard(phrase):
            if each.start_ms is not None:
                line = phrase.sources[each.first].line
                yield Difference(line, each.start_ms, each.written, each.heard)
    for unwritten in long_unwritten(alignment):
        yield Difference(None, unwritten.span.start_ms, "", unwritten.heard)


def _fast(captions: Track, profile: CaptionProfile) -> Iterator[FastCaption]:
    for number, at in enumerate(CheckedTrack(captions, profile).cues_in_context, 1):
        if at.speed > profile.max_chars_per_second:
            cue = at.cue
            yield FastCaption(number, cue.sources[0], cue.span.start_ms, cue.text, round(at.speed, 1))
