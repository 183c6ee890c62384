"""What an editor should look at: uncertain lines, differences, fast captions, descriptions without room."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from woordbeeld.alignment.match import key
from woordbeeld.alignment.model import AlignedLine, AlignedWord, Alignment, Match
from woordbeeld.publications.evidence.model import (
    Difference,
    FastCaption,
    Spot,
    Told,
    ToldScene,
    UncertainLine,
    Worklist,
)
from woordbeeld.publications.report import LONG_UNWRITTEN_MS, LOW_CONFIDENCE
from woordbeeld.timing import Span
from woordbeeld.tracks.captions import not_shown
from woordbeeld.tracks.descriptions import descriptions, room_to_speak
from woordbeeld.tracks.model import Track
from woordbeeld.tracks.profile import CaptionProfile
from woordbeeld.tracks.rules import Checked
from woordbeeld.transcript.model import SceneDescription

# About 160 words a minute (https://dcmp.org/learn/227), of 5.6 characters with their space.
SPOKEN_CHARS_A_SECOND: Final = 15
NEAR_MS: Final = 20_000  # on-screen text that is said is said while it is shown, or shortly before or after


def worklist(alignment: Alignment, captions: Track, profile: CaptionProfile) -> Worklist:
    """The least certain lines first, differences in the order of time, the fastest captions first."""
    fast = sorted(_fast(captions, profile), key=lambda each: (-each.speed, each.number))
    return Worklist(
        tuple(
            sorted(_uncertain(alignment), key=lambda each: (not each.estimated, each.confidence, each.line))
        ),
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


def _uncertain(alignment: Alignment) -> Iterator[UncertainLine]:
    for line in alignment.lines:
        if line.estimated or (line.confidence < LOW_CONFIDENCE and not line.edited):
            start_ms = line.span.start_ms if line.span else None
            yield UncertainLine(
                line.source.line, start_ms, line.source.text, round(line.confidence, 2), line.estimated
            )


def _differences(alignment: Alignment) -> Iterator[Difference]:
    for line in alignment.lines:
        yield from _in_line(line)
    for stretch in alignment.unwritten:
        if stretch.span.duration_ms >= LONG_UNWRITTEN_MS:
            yield Difference(None, stretch.span.start_ms, "", stretch.heard)


def _in_line(line: AlignedLine) -> Iterator[Difference]:
    """The stretches of words that were heard as others."""
    for match, run in groupby(line.words, key=lambda word: word.match):
        words = tuple(run)
        if match is Match.REPLACED and (start_ms := _start(words)) is not None:
            written = " ".join(word.text for word in words)
            heard = " ".join(word.heard for word in words if word.heard)
            yield Difference(line.source.line, start_ms, written, heard)


def _start(words: tuple[AlignedWord, ...]) -> int | None:
    return next((word.span.start_ms for word in words if word.span), None)


def _fast(captions: Track, profile: CaptionProfile) -> Iterator[FastCaption]:
    for number, at in enumerate(Checked(captions, profile).places, 1):
        if at.speed > profile.max_chars_per_second:
            cue = at.cue
            yield FastCaption(number, cue.sources[0], cue.span.start_ms, cue.text, round(at.speed, 1))
