"""What an editor should look at: uncertain lines, differences, fast captions, descriptions without room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from woordbeeld.alignment.accepted import Accepted
from woordbeeld.alignment.doubts import Doubt, Need
from woordbeeld.alignment.heard_voices import OneVoice, OtherVoice
from woordbeeld.alignment.match import key
from woordbeeld.alignment.misheard import differences
from woordbeeld.alignment.missing import Missing
from woordbeeld.alignment.model import AlignedPhrase, Alignment, PlacedEvent
from woordbeeld.alignment.other_languages import OtherLanguage
from woordbeeld.findings import Finding
from woordbeeld.publications.evidence.model import (
    Difference,
    DoubtfulVoice,
    FastCaption,
    MissingSpeech,
    Spot,
    Told,
    ToldScene,
    UncertainPhrase,
    UnmarkedPart,
    Worklist,
)
from woordbeeld.timing import Span
from woordbeeld.tracks.descriptions import descriptions, room_to_speak
from woordbeeld.tracks.model import Track
from woordbeeld.tracks.profile import CaptionProfile
from woordbeeld.tracks.rules import CheckedTrack
from woordbeeld.transcript.descriptions import described
from woordbeeld.transcript.model import SceneDescription
from woordbeeld.transcript.suggestions import Suggestion
from woordbeeld.words import language_of_words, told

# About 160 words a minute (https://dcmp.org/learn/227), of 5.6 characters with their space.
SPOKEN_CHARS_A_SECOND: Final = 15
NEAR_MS: Final = 20_000  # on-screen text that is said is said while it is shown, or shortly before or after


def worklist(
    alignment: Alignment,
    found: Sequence[Doubt],
    sounds: Iterable[PlacedEvent],
    accepted: Accepted,
    fast: tuple[FastCaption, ...] = (),
) -> Worklist:
    """The longest speech without text, the least certain phrases, the most suspicious differences first.

    It is made of doubts that were `found` and of `sounds` without a caption; of all differences it is told
    whether they are `accepted`.
    """
    starts = {line.source.line: line.span.start_ms for line in alignment.lines if line.span}
    return Worklist(
        tuple(_missing(each.about) for each in found if isinstance(each.about, Missing)),
        _phrases(found, Need.UNHEARD),
        tuple(
            _of_speaker(each.about, language_of_words(alignment.language), starts)
            for each in found
            if isinstance(each.about, Suggestion | Finding)
        ),
        tuple(_of_voice(each.about) for each in found if isinstance(each.about, OneVoice | OtherVoice)),
        tuple(_unmarked(each.about) for each in found if isinstance(each.about, OtherLanguage)),
        _phrases(found, Need.UNSURE),
        tuple(_differences(alignment, accepted)),
        fast,
        tuple(
            Spot(sound.source.text, sound.span.start_ms if sound.span else None, sound.source.line)
            for sound in sounds
        ),
    )


def _of_speaker(about: Suggestion | Finding, language: str, starts: Mapping[int, int]) -> Spot:
    """Where it is in doubt who speaks, and why; `starts` are those of the lines."""
    match about:
        case Suggestion(line=line, message=message):
            return Spot(f"{line.text} ({told(message, language)})", starts.get(line.line), line.line)
        case Finding(line=at, message=message):
            return Spot(told(message, language), None if at is None else starts.get(at), at)


def _of_voice(about: OneVoice | OtherVoice) -> DoubtfulVoice:
    percent = about.percent if isinstance(about, OtherVoice) else None
    return DoubtfulVoice(
        about.source.line, about.start_ms, about.text, about.speaker, about.sounds_like, percent
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
    text = described(scene.text)
    needs_ms = 1000 * len(text) // SPOKEN_CHARS_A_SECOND
    has_ms = room_ms - span.start_ms
    told = Told.PAUSE if needs_ms <= has_ms else Told.WAIT
    if scene.on_screen and _is_said(alignment, scene, span):
        told = Told.SPEECH
    return ToldScene(scene.line, span, text, scene.on_screen, told, needs_ms, has_ms)


def _is_said(alignment: Alignment, scene: SceneDescription, span: Span) -> bool:
    """Whether all words on the screen are said within `NEAR_MS`, and the scene is nothing but those words."""
    near = Span(max(0, span.start_ms - NEAR_MS), span.end_ms + NEAR_MS)
    said = {key(word.text) for word in alignment.words if word.span and word.span.overlaps(near)}
    shown = {key(word) for text in scene.on_screen for word in text.split()}
    rest = described(scene.text)
    for text in scene.on_screen:
        rest = rest.replace(text, "")
    return shown <= said and len(rest.split()) <= 1


def _missing(stretch: Missing) -> MissingSpeech:
    after = stretch.after.line if stretch.after else None
    speaker = stretch.speaker.name if stretch.speaker else None
    return MissingSpeech(stretch.span.start_ms, stretch.span.end_ms, stretch.heard, after, speaker)


def _unmarked(part: OtherLanguage) -> UnmarkedPart:
    return UnmarkedPart(part.source.line, part.start_ms, part.text, part.language)


def _phrases(found: Sequence[Doubt], need: Need) -> tuple[UncertainPhrase, ...]:
    phrases = (each.about for each in found if each.need is need)
    return tuple(_uncertain(phrase) for phrase in phrases if isinstance(phrase, AlignedPhrase))


def _uncertain(phrase: AlignedPhrase) -> UncertainPhrase:
    start_ms = phrase.span.start_ms if phrase.span else None
    return UncertainPhrase(phrase.source.line, start_ms, phrase.text, round(phrase.confidence, 2))


def _differences(alignment: Alignment, accepted: Accepted) -> Iterator[Difference]:
    for each in differences(alignment):
        if each.start_ms is not None:
            yield Difference(
                each.source.line,
                each.start_ms,
                each.written,
                each.heard,
                round(each.suspicion, 2),
                is_accepted=accepted.covers(each),
            )


def fast_captions(captions: Track, profile: CaptionProfile) -> tuple[FastCaption, ...]:
    """The captions that must be read faster than a profile allows, the fastest first."""
    return tuple(sorted(_fast(captions, profile), key=lambda each: (-each.speed, each.number)))


def _fast(captions: Track, profile: CaptionProfile) -> Iterator[FastCaption]:
    for number, at in enumerate(CheckedTrack(captions, profile).cues_in_context, 1):
        if at.speed > profile.max_chars_per_second:
            cue = at.cue
            yield FastCaption(number, cue.sources[0], cue.span.start_ms, cue.text, round(at.speed, 1))
