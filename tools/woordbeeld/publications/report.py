"""The report: what was heard, what differs, what breaks a rule, and what a person should look at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from woordbeeld.alignment.accepted import NOTHING, Accepted
from woordbeeld.alignment.doubts import OF_SPEAKERS, Doubt, doubts, foremost, told_once
from woordbeeld.alignment.heard_voices import (
    ExchangedLabels,
    HeardVoices,
    MixedLabel,
    OfVoice,
    OneVoice,
)
from woordbeeld.alignment.misheard import Misheard
from woordbeeld.alignment.missing import Missing
from woordbeeld.alignment.model import AlignedPhrase, Alignment, Match, PlacedEvent, Placement
from woordbeeld.alignment.on_screen import NameOnScreen, SeenText, SeenTexts, ToldBy
from woordbeeld.alignment.other_languages import OtherLanguage
from woordbeeld.alignment.phrases import aligned_phrases
from woordbeeld.description.narrators.narrator import NarratorKind
from woordbeeld.description.published import DescriptionSound
from woordbeeld.findings import Finding, Severity
from woordbeeld.publications.evidence.jobs import is_accepted
from woordbeeld.publications.evidence.model import Published, ToldScene
from woordbeeld.transcript.one_person import ShortLabel, short_labels
from woordbeeld.transcript.suggestions import Suggestion
from woordbeeld.words import Message, say

MAX_PLACES = 10
_QUOTED_CHARS = 50
_SEVERITIES = tuple(Severity)


@dataclass(frozen=True, slots=True)
class ReportedPlace:
    """Where a person should look, and why: a line of the transcript, a moment, or both."""

    line: int | None
    start_ms: int | None
    text: str | Message
    why: Message


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """How often a rule is broken."""

    rule: str
    severity: str
    times: int


@dataclass(frozen=True, slots=True)
class VoicesTold:
    """On how many lines, not accepted by a person, somebody else seems to speak; or why that is `untold`."""

    doubts: int
    untold: Message | None


@dataclass(frozen=True, slots=True)
class ScreenTold:
    """Of so many texts in the picture, how many are told in no way or in part; or why that is `unread`."""

    texts: int
    missing: int
    unread: Message | None


@dataclass(frozen=True, slots=True)
class DescriptionTold:
    """How many scenes there are, and how many of them the published sound lacks, in whole or in part.

    Where it is not `published`, nobody has recorded what can be used. The `notes` tell what is wrong with
    recordings. The `narrator` is of a `kind`; for the scenes that are `lacking` room the film stands still.
    """

    scenes: int
    missing: int
    published: bool
    notes: tuple[Message, ...]
    narrator: str = ""
    kind: NarratorKind | None = None
    lacking: int = 0
    lacking_ms: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """The counts of an alignment and its tracks; times are in milliseconds.

    `sentences_unheard` have no word that was heard; a part of a long one counts as one. Of scenes and sounds
    every time is an estimate but what a person set; `placements` counts what each rests on. `not_placed` has
    what could get no time at all, and sounds whose time is too short to show them. `voices` is None
    where nobody compared them, `screen` where there is no picture, `description` where nobody was to say
    it; `read_as` are labels that are read as the
    end of another one.
    """

    words: int
    words_same: int
    words_replaced: int
    words_unheard: int
    lines: int
    sentences: int
    sentences_unheard: int
    unwritten: int
    unwritten_ms: int
    placements: tuple[tuple[str, int], ...]
    not_placed: tuple[ReportedPlace, ...]
    look_first: tuple[ReportedPlace, ...]
    broken_rules: tuple[BrokenRule, ...]
    findings: tuple[Finding, ...]
    voices: VoicesTold | None = None
    screen: ScreenTold | None = None
    read_as: tuple[ShortLabel, ...] = ()
    description: DescriptionTold | None = None

    @property
    def errors(self) -> int:
        return sum(finding.severity is Severity.ERROR for finding in self.findings)


def build_report(
    alignment: Alignment,
    track_findings: tuple[Finding, ...],
    transcript_findings: tuple[Finding, ...],
    not_shown: tuple[PlacedEvent, ...] = (),
    accepted: Accepted = NOTHING,
) -> Report:
    """What a person should know of an alignment and the tracks made from it, the worst first.

    `not_shown` are the sounds that have no caption. What a person `accepted` is not among what to look at.
    """
    findings = (*transcript_findings, *track_findings)
    phrases = aligned_phrases(alignment)
    matches = Counter(word.match for word in alignment.words)
    placements = Counter(event.placement for event in alignment.events)
    return Report(
        words=len(alignment.words),
        words_same=matches[Match.SAME],
        words_replaced=matches[Match.REPLACED],
        words_unheard=matches[Match.UNHEARD],
        lines=len(alignment.lines),
        sentences=len(phrases),
        sentences_unheard=sum(phrase.estimated for phrase in phrases),
        unwritten=len(alignment.unwritten),
        unwritten_ms=sum(stretch.span.duration_ms for stretch in alignment.unwritten),
        placements=tuple((placement.value, placements[placement]) for placement in Placement),
        not_placed=(*_not_placed(alignment), *map(_unshown, not_shown)),
        look_first=tuple(_by_need(alignment, findings, accepted))[:MAX_PLACES],
        broken_rules=_broken_rules(findings),
        findings=findings,
        voices=_voices(alignment.voices, accepted),
        screen=_screen(alignment.screen, accepted),
        read_as=short_labels(alignment.transcript),
    )


def description_told(
    scenes: tuple[ToldScene, ...], sound: DescriptionSound | None, notes: tuple[Message, ...] | None
) -> DescriptionTold | None:
    """What the sound with audio description has of the scenes; None where nobody was to say them."""
    if sound is None and notes is None:
        return None
    missing = sum(not scene.is_published for scene in scenes)
    told_so = DescriptionTold(len(scenes), missing, sound is not None, notes or ())
    if sound is None:
        return told_so
    lacking = [scene.needs_ms for scene in scenes if scene.published is Published.EXTENDED]
    return replace(
        told_so,
        narrator=sound.narrator_name,
        kind=sound.kind,
        lacking=len(lacking),
        lacking_ms=sum(lacking),
    )


def _voices(voices: HeardVoices | None, accepted: Accepted) -> VoicesTold | None:
    if voices is None:
        return None
    asked = {line for each in voices.doubts if not accepted.covers(each) for line in each.lines}
    return VoicesTold(len(asked), voices.untold)


def _screen(screen: SeenTexts | None, accepted: Accepted) -> ScreenTold | None:
    if screen is None:
        return None
    asked = sum(not accepted.covers(each) for each in screen.missing)
    return ScreenTold(sum(each.is_asked_of for each in screen.texts), asked, screen.untold)


def _not_placed(alignment: Alignment) -> Iterator[ReportedPlace]:
    """Lines of which some words have no time, with the reason."""
    for line in alignment.lines:
        untimed = [word.text for word in line.words if word.span is None]
        if untimed:
            start_ms = line.span.start_ms if line.span else None
            why = say("summary.why.untimed")
            yield ReportedPlace(line.source.line, start_ms, _quoted(" ".join(untimed)), why)


def _unshown(sound: PlacedEvent) -> ReportedPlace:
    """A sound without a caption, with the reason."""
    if sound.span is None:
        return ReportedPlace(sound.source.line, None, _quoted(sound.source.text), say("summary.why.no_pause"))
    why = say("summary.why.short_pause")
    return ReportedPlace(sound.source.line, sound.span.start_ms, _quoted(sound.source.text), why)


def _by_need(
    alignment: Alignment, findings: tuple[Finding, ...], accepted: Accepted
) -> Iterator[ReportedPlace]:
    """The foremost doubts about text and sound, then errors, and what is odd in the text otherwise."""
    asked = told_once([each for each in doubts(alignment) if not accepted.covers(each.about)])
    yield from map(_doubted, foremost(asked, MAX_PLACES))
    for finding in findings:
        if is_accepted(finding, accepted.lines):
            continue
        of_the_text = finding.span is None and finding.severity is Severity.WARNING
        if finding.rule not in OF_SPEAKERS and (of_the_text or finding.severity is Severity.ERROR):
            yield _finding_place(finding)


def _doubted(doubt: Doubt) -> ReportedPlace:
    match doubt.about:
        case Missing() | SeenText() as about:
            return _to_add(about)
        case AlignedPhrase() as phrase:
            unsure = say("summary.why.uncertain", confidence=float(phrase.confidence))
            estimate = say("summary.why.by_file") if phrase.by_document else say("summary.why.estimated")
            why = estimate if phrase.estimated else unsure
            start_ms = phrase.span.start_ms if phrase.span else None
            return ReportedPlace(phrase.source.line, start_ms, _quoted(phrase.text), why)
        case PlacedEvent(source=source, span=span):
            start_ms = span.start_ms if span else None
            return ReportedPlace(source.line, start_ms, _quoted(source.text), say("summary.why.squeezed"))
        case Suggestion(line=source, message=message) | NameOnScreen(source=source, why=message):
            return ReportedPlace(source.line, None, _quoted(source.text), say("summary.why.who", why=message))
        case OtherLanguage(source=source, start_ms=start_ms, text=text, language=language):
            why = say("summary.why.language", code=language)
        case Misheard(source=source, start_ms=start_ms, written=text, heard=heard):
            why = say("summary.why.heard_as", heard=_quoted(heard))
        case Finding() as finding:
            return _finding_place(finding)
        case voice:
            source, start_ms, text, why = voice.source, voice.start_ms, voice.text, _why_voice(voice)
    return ReportedPlace(source.line, start_ms, _quoted(text), why)


def _to_add(about: Missing | SeenText) -> ReportedPlace:
    """What is not in the text, where it belongs."""
    if isinstance(about, Missing):
        why = say("summary.why.missing", seconds=about.span.duration_ms / 1000)
        return ReportedPlace(None, about.span.start_ms, _quoted(about.heard), why)
    why = say("summary.why.screen_part" if about.told is ToldBy.IN_PART else "summary.why.screen")
    line = about.after.line if about.after else None
    return ReportedPlace(line, about.shown.span.start_ms, _quoted(about.text), why)


def _why_voice(voice: OfVoice) -> Message:
    match voice:
        case MixedLabel(speaker=speaker, lines=lines):
            return say("summary.why.two_voices", speaker=speaker, count=len(lines))
        case ExchangedLabels(speaker=speaker, other=other, evidence=()):
            until = voice.lines[-1].line
            return say("summary.why.exchanged", speaker=speaker, other=other, last=until)
        case ExchangedLabels(speaker=speaker, other=other, evidence=evidence):
            words = _quoted(evidence[0].words)
            return say("summary.why.exchanged_throughout", speaker=speaker, other=other, words=words)
        case OneVoice(speaker=speaker, sounds_like=other):
            return say("summary.why.one_voice", speaker=speaker, other=other)
    names = {"speaker": voice.speaker, "other": voice.sounds_like}
    return say("summary.why.other_voice", percent=voice.percent, **names)


def _finding_place(finding: Finding) -> ReportedPlace:
    start_ms = finding.span.start_ms if finding.span else None
    return ReportedPlace(finding.line, start_ms, finding.message, say("summary.why.rule", rule=finding.rule))


def _quoted(text: str) -> str:
    return text if len(text) <= _QUOTED_CHARS else text[: _QUOTED_CHARS - 1].rstrip() + "…"


def _broken_rules(findings: tuple[Finding, ...]) -> tuple[BrokenRule, ...]:
    """The errors first; within a severity the most broken first, then by name."""
    counts = Counter((finding.severity, finding.rule) for finding in findings)
    ordered = sorted(counts.items(), key=lambda item: (_SEVERITIES.index(item[0][0]), -item[1], item[0][1]))
    return tuple(BrokenRule(rule, severity.value, times) for (severity, rule), times in ordered)
