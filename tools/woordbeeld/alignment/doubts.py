"""What in an alignment needs a person, in which order: decided once, for summary, report and editor alike."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from woordbeeld.alignment.heard_voices import ExchangedLabels, HeardVoices, OfVoice, OtherVoice
from woordbeeld.alignment.misheard import SUSPICIOUS, Misheard, differences
from woordbeeld.alignment.missing import Missing, missing
from woordbeeld.alignment.model import AlignedPhrase, Alignment, PlacedEvent, Placement
from woordbeeld.alignment.names_on_screen import names_on_screen
from woordbeeld.alignment.on_screen import NameOnScreen, SeenText
from woordbeeld.alignment.other_languages import OtherLanguage, other_languages
from woordbeeld.alignment.phrases import aligned_phrases
from woordbeeld.findings import Finding
from woordbeeld.transcript.suggestions import BY_NAMING, Suggestion, suggestions

LOW_CONFIDENCE: Final = 0.7  # the mean over the words of a phrase; of one heard as written it is about 0.9
_ESTIMATED: Final = frozenset({Placement.SQUEEZED, Placement.UNPLACED})
OF_SPEAKERS: Final = frozenset({"no-speakers", "speakers-announced", "ambiguous-label", "label-like"})


About = (
    Missing
    | AlignedPhrase
    | PlacedEvent
    | Suggestion
    | Finding
    | OfVoice
    | OtherLanguage
    | Misheard
    | SeenText
    | NameOnScreen
)


class Need(Enum):
    """Why a person should look, what viewers miss most first."""

    MISSING = "missing"  # speech that has no text
    UNHEARD = "unheard"  # text that was not heard
    SCREEN = "screen"  # text in the picture that nobody says or describes
    SPEAKER = "speaker"  # who says it is in doubt
    VOICE = "voice"  # somebody else seems to say it
    LANGUAGE = "language"  # it seems to be in another language than the text, and no mark tells so
    UNSURE = "unsure"  # its time is uncertain
    DIFFERENCE = "difference"  # other words were heard, and it may be the text that is wrong


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something to look at, and why."""

    need: Need
    about: About


def doubts(alignment: Alignment) -> tuple[Doubt, ...]:
    """All that a person should look at, by need; within one the worst first, or as they stand in the text."""
    return tuple(_doubts(alignment))


def told_once(found: Sequence[Doubt]) -> tuple[Doubt, ...]:
    """The same without each line of two labels that sounds like the other one where they are exchanged."""
    exchanged = {
        (line.line, name)
        for doubt in found
        if isinstance(doubt.about, ExchangedLabels)
        for line in doubt.about.lines
        for name in (doubt.about.speaker, doubt.about.other)
    }
    return tuple(each for each in found if not _is_of(exchanged, each.about))


def _is_of(exchanged: Container[tuple[int, str]], about: About) -> bool:
    if not isinstance(about, OtherVoice) or about.part:
        return False
    return (about.source.line, about.sounds_like) in exchanged


def foremost(found: Sequence[Doubt], most: int) -> tuple[Doubt, ...]:
    """The first so many doubts, but one of each need: many of one kind do not hide what else there is."""
    firsts = {doubt.need: at for at, doubt in reversed(tuple(enumerate(found)))}
    others = (at for at in range(len(found)) if at not in firsts.values())
    kept = (*sorted(firsts.values()), *others)[:most]
    return tuple(found[at] for at in sorted(kept))


def _doubts(alignment: Alignment) -> Iterator[Doubt]:
    uncertain = uncertain_phrases(alignment)
    suspicious = (each for each in differences(alignment) if each.suspicion >= SUSPICIOUS)
    yield from _each(Need.MISSING, missing(alignment))
    yield from _each(Need.UNHEARD, (phrase for phrase in uncertain if phrase.estimated))
    yield from _each(Need.SCREEN, alignment.screen.missing if alignment.screen else ())
    yield from _each(Need.SPEAKER, _of_speakers(alignment))
    yield from _each(Need.VOICE, _of_voices(alignment))
    yield from _each(Need.LANGUAGE, other_languages(alignment))
    yield from _each(Need.UNSURE, (phrase for phrase in uncertain if not phrase.estimated))
    yield from _each(Need.UNSURE, (event for event in alignment.events if is_estimated(event)))
    yield from _each(Need.DIFFERENCE, suspicious)


def _each(need: Need, found: Iterable[About]) -> Iterator[Doubt]:
    return (Doubt(need, about) for about in found)


def _of_speakers(alignment: Alignment) -> Iterator[Finding | Suggestion | NameOnScreen]:
    for finding in alignment.transcript.findings:
        if finding.rule in OF_SPEAKERS and finding.rule != "ambiguous-label":  # each line of it is suggested
            yield finding
    voices = alignment.voices or HeardVoices()
    yield from (each for each in suggestions(alignment.transcript) if not _is_told_by(voices, each))
    yield from names_on_screen(alignment)


def _is_told_by(voices: HeardVoices, suggestion: Suggestion) -> bool:
    """Whether the voices ask the same with more reason: of two labels of one person, or two exchanged."""
    line = suggestion.line
    if suggestion.is_one_person:
        names = {line.speaker.name if line.speaker else "", *suggestion.names}
        return any({each.speaker, each.sounds_like} == names for each in voices.one_voice)
    evidence = (each.line.line for pair in voices.exchanged for each in pair.evidence)
    return suggestion.reason in BY_NAMING and line.line in evidence


def _of_voices(alignment: Alignment) -> Iterator[OfVoice]:
    yield from alignment.voices.doubts if alignment.voices else ()


def uncertain_phrases(alignment: Alignment) -> tuple[AlignedPhrase, ...]:
    """The phrases whose time a person should look at: those not heard, then the least certain first."""
    unsure = (phrase for phrase in aligned_phrases(alignment) if phrase.estimated or _is_unsure(phrase))
    return tuple(sorted(unsure, key=lambda phrase: (not phrase.estimated, phrase.confidence)))


def _is_unsure(phrase: AlignedPhrase) -> bool:
    """Whether the time of a phrase that was heard is uncertain, and nobody has set it."""
    return not (phrase.estimated or phrase.edited) and phrase.confidence < LOW_CONFIDENCE


def is_estimated(event: PlacedEvent) -> bool:
    """Whether the time of a scene or sound is no more than a guess, or there is none."""
    return event.placement in _ESTIMATED
