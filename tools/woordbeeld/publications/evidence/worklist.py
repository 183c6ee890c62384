"""What an editor should look at: uncertain lines, differences, fast captions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from woordbeeld.alignment.accepted import Accepted
from woordbeeld.alignment.doubts import Doubt, Need
from woordbeeld.alignment.heard_voices import ExchangedLabels, MixedLabel, OfVoice, OneVoice
from woordbeeld.alignment.misheard import differences
from woordbeeld.alignment.missing import Missing
from woordbeeld.alignment.model import AlignedPhrase, Alignment, PlacedEvent
from woordbeeld.alignment.on_screen import NameOnScreen, SeenText, ToldBy
from woordbeeld.alignment.other_languages import OtherLanguage
from woordbeeld.findings import Finding
from woordbeeld.publications.evidence.model import (
    Difference,
    DoubtfulVoice,
    FastCaption,
    MissingSpeech,
    Spot,
    UncertainPhrase,
    UnmarkedPart,
    UntoldText,
    VoiceDoubt,
    Worklist,
)
from woordbeeld.tracks.model import Track
from woordbeeld.tracks.profile import CaptionProfile
from woordbeeld.tracks.rules import CheckedTrack
from woordbeeld.transcript.suggestions import Suggestion
from woordbeeld.words import language_of_words, told


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
            if isinstance(each.about, Suggestion | Finding | NameOnScreen)
        ),
        tuple(_of_voice(each.about) for each in found if isinstance(each.about, OfVoice)),
        tuple(_unmarked(each.about) for each in found if isinstance(each.about, OtherLanguage)),
        _phrases(found, Need.UNSURE),
        tuple(_differences(alignment, accepted)),
        fast,
        tuple(
            Spot(sound.source.text, sound.span.start_ms if sound.span else None, sound.source.line)
            for sound in sounds
        ),
        tuple(_untold(each.about) for each in found if isinstance(each.about, SeenText)),
    )


def _of_speaker(about: Suggestion | Finding | NameOnScreen, language: str, starts: Mapping[int, int]) -> Spot:
    """Where it is in doubt who speaks, and why; `starts` are those of the lines."""
    match about:
        case Suggestion(line=line, message=message):
            return Spot(f"{line.text} ({told(message, language)})", starts.get(line.line), line.line)
        case NameOnScreen(source=source, start_ms=start_ms, why=why):
            return Spot(f"{source.text} ({told(why, language)})", start_ms, source.line)
        case Finding(line=at, message=message):
            return Spot(told(message, language), None if at is None else starts.get(at), at)


def _of_voice(about: OfVoice) -> DoubtfulVoice:
    lines = tuple(each.line for each in about.lines)
    told = DoubtfulVoice(
        VoiceDoubt.TWO, about.source.line, about.start_ms, about.text, about.speaker, None, lines
    )
    match about:
        case MixedLabel():
            return told
        case ExchangedLabels(evidence=()):
            return replace(told, kind=VoiceDoubt.EXCHANGED, sounds_like=about.other)
        case ExchangedLabels(evidence=evidence):
            said = evidence[0].words
            return replace(told, kind=VoiceDoubt.THROUGHOUT, sounds_like=about.other, said=said)
        case OneVoice():
            return replace(told, kind=VoiceDoubt.ONE, sounds_like=about.sounds_like)
        case other:
            percent = other.percent
            return replace(told, kind=VoiceDoubt.OTHER, sounds_like=other.sounds_like, percent=percent)


def _missing(stretch: Missing) -> MissingSpeech:
    after = stretch.after.line if stretch.after else None
    speaker = stretch.speaker.name if stretch.speaker else None
    return MissingSpeech(stretch.span.start_ms, stretch.span.end_ms, stretch.heard, after, speaker)


def _untold(seen: SeenText) -> UntoldText:
    span, after = seen.shown.span, seen.after.line if seen.after else None
    return UntoldText(span.start_ms, span.end_ms, seen.text, after, seen.told is ToldBy.IN_PART)


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
