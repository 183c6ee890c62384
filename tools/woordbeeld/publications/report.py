"""The report: what was heard, what differs, what breaks a rule, and what a person should look at first."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from woordbeeld.alignment.accepted import NOTHING, Accepted
from woordbeeld.alignment.doubts import OF_SPEAKERS, Doubt, doubts, foremost
from woordbeeld.alignment.heard_voices import HeardVoices, OneVoice, OtherVoice
from woordbeeld.alignment.misheard import Misheard
from woordbeeld.alignment.missing import Missing
from woordbeeld.alignment.model import AlignedPhrase, Alignment, Match, PlacedEvent, Placement
from woordbeeld.alignment.other_languages import OtherLanguage
from woordbeeld.alignment.phrases import aligned_phrases
from woordbeeld.findings import Finding, Severity
from woordbeeld.publications.evidence.jobs import (
    first_ms,
    is_accepted,
    jobs_accepted,
    jobs_now,
    jobs_to_judge,
    places_of,
)
from woordbeeld.publications.evidence.model import Evidence
from woordbeeld.timing import format_clock
from woordbeeld.transcript.suggestions import Suggestion
from woordbeeld.words import OTHERWISE, Message, Value, say, told

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
class Report:
    """The counts of an alignment and its tracks; times are in milliseconds.

    `sentences_unheard` have no word that was heard; a part of a long one counts as one. Of scenes and sounds
    every time is an estimate but what a person set; `placements` counts what each rests on. `not_placed` has
    what could get no time at all, and sounds whose time is too short to show them. `voices` is None
    where nobody compared them.
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
    )


def _voices(voices: HeardVoices | None, accepted: Accepted) -> VoicesTold | None:
    if voices is None:
        return None
    asked = sum(not accepted.covers(each) for each in voices.doubts)
    return VoicesTold(asked, voices.untold)


def render_report_json(report: Report, evidence: Evidence) -> str:
    """The report and the evidence as JSON; a finding has its rule, severity, message, line and times.

    All times are in ms; the sentences are in the language of the report page, those of findings and places
    in English.
    """
    record = asdict(report)
    record["placements"] = dict(report.placements)
    if report.voices:
        record["voices"]["untold"] = str(report.voices.untold or "")
    for name, places in (("not_placed", report.not_placed), ("look_first", report.look_first)):
        record[name] = [asdict(each) | {"text": str(each.text), "why": str(each.why)} for each in places]
    record["findings"] = [
        {
            "rule": finding.rule,
            "severity": finding.severity.value,
            "message": str(finding.message),
            "line": finding.line,
            "start_ms": finding.span.start_ms if finding.span else None,
            "end_ms": finding.span.end_ms if finding.span else None,
            "suggestion": str(finding.suggestion or ""),
        }
        for finding in report.findings
    ]
    now = [
        {"task": job.task.value, "places": places_of([job]), "first_ms": first_ms(job)}
        for job in jobs_now(evidence, report.findings)
    ]
    accepted = [
        {"task": job.task.value, "places": places_of([job])}
        for job in jobs_accepted(evidence, report.findings)
    ]
    judge = [{"task": job.task.value} for job in jobs_to_judge(evidence)]
    whole = {"version": 1, "now": now, "judge": judge, "accepted": accepted, **record, **_evidence(evidence)}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _evidence(evidence: Evidence) -> dict[str, object]:
    criteria = [
        {
            "id": each.criterion.id,
            "level": each.criterion.level,
            "name": each.criterion.name,
            "verdict": each.verdict.value,
            "evidence": each.evidence,
            "todo": each.todo,
            "places": [asdict(spot) for spot in each.spots],
        }
        for each in evidence.judged
    ]
    scenes = [
        {
            "line": scene.line,
            "start_ms": scene.span.start_ms,
            "end_ms": scene.span.end_ms,
            "text": scene.text,
            "on_screen": scene.on_screen,
            "told": scene.told.value,
            "needs_ms": scene.needs_ms,
            "has_ms": scene.has_ms,
        }
        for scene in evidence.scenes
    ]
    return {
        "criteria": criteria,
        "scenes": scenes,
        "worklist": asdict(evidence.worklist),
        "statement": [asdict(each) for each in evidence.statement],
    }


def summary(report: Report, language: str = OTHERWISE) -> str:
    """The report in plain lines for a terminal."""
    rows = (say("summary.row", label=label, text=text) for label, text in (*_counts(report), *_rules(report)))
    return "".join(f"{told(each, language)}\n" for each in (*rows, *_places(report)))


def _counts(report: Report) -> Iterator[tuple[Message, Value]]:
    if report.unwritten:
        seconds = report.unwritten_ms / 1000
        unwritten = say("summary.unwritten", count=report.unwritten, seconds=seconds)
        yield say("summary.labels.unwritten"), unwritten
    counted = say(
        "summary.words",
        all=report.words,
        same=report.words_same,
        replaced=report.words_replaced,
        unheard=say("summary.unheard", count=report.words_unheard),
    )
    yield say("summary.labels.words"), counted
    sentences = say("summary.sentences", all=report.sentences, unheard=report.sentences_unheard)
    yield say("summary.labels.sentences"), sentences
    if events := sum(count for _, count in report.placements):
        placed = tuple(_placed(*each) for each in report.placements if each[1])
        yield say("summary.labels.events"), say("summary.events", count=events, placed=placed)
    if voices := report.voices:
        yield say("summary.labels.voices"), voices.untold or say("summary.voices", count=voices.doubts)


def _placed(placement: str, times: int) -> Message:
    return say("summary.placed", times=times, where=say(f"summary.placements.{placement}"))


def _rules(report: Report) -> Iterator[tuple[Message, Value]]:
    if not report.broken_rules:
        yield say("summary.labels.rules"), say("summary.no_rules")
    for severity in _SEVERITIES:
        broken = [rule for rule in report.broken_rules if rule.severity == severity.value]
        if broken:
            named = ", ".join(f"{rule.rule} {rule.times}" for rule in broken)
            yield say(f"summary.labels.{severity.value}"), named


def _places(report: Report) -> Iterator[Message]:
    headings = say("summary.not_placed"), say("summary.look_first")
    for heading, places in zip(headings, (report.not_placed, report.look_first), strict=True):
        if places:
            yield heading
            yield from map(_place, places[:MAX_PLACES])
        if len(places) > MAX_PLACES:
            yield say("summary.more", places=len(places) - MAX_PLACES)


def _place(place: ReportedPlace) -> Message:
    line = say("summary.line", line=place.line) if place.line is not None else say("summary.no_line")
    clock = format_clock(place.start_ms) if place.start_ms is not None else say("summary.no_time")
    return say("summary.place", line=line, clock=clock, why=place.why, text=place.text)


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
    asked = tuple(each for each in doubts(alignment) if not accepted.covers(each.about))
    yield from map(_doubted, foremost(asked, MAX_PLACES))
    for finding in findings:
        if is_accepted(finding, accepted.lines):
            continue
        of_the_text = finding.span is None and finding.severity is Severity.WARNING
        if finding.rule not in OF_SPEAKERS and (of_the_text or finding.severity is Severity.ERROR):
            yield _finding_place(finding)


def _doubted(doubt: Doubt) -> ReportedPlace:
    match doubt.about:
        case Missing(span=span, heard=heard):
            why = say("summary.why.missing", seconds=span.duration_ms / 1000)
            return ReportedPlace(None, span.start_ms, _quoted(heard), why)
        case AlignedPhrase() as phrase:
            unsure = say("summary.why.uncertain", confidence=float(phrase.confidence))
            estimate = say("summary.why.by_file") if phrase.by_document else say("summary.why.estimated")
            why = estimate if phrase.estimated else unsure
            start_ms = phrase.span.start_ms if phrase.span else None
            return ReportedPlace(phrase.source.line, start_ms, _quoted(phrase.text), why)
        case PlacedEvent(source=source, span=span):
            start_ms = span.start_ms if span else None
            return ReportedPlace(source.line, start_ms, _quoted(source.text), say("summary.why.squeezed"))
        case Suggestion(line=line, message=message):
            return ReportedPlace(line.line, None, _quoted(line.text), say("summary.why.who", why=message))
        case (
            OtherVoice(source=source, start_ms=start_ms) | OneVoice(source=source, start_ms=start_ms) as voice
        ):
            why, text = _why_voice(voice), voice.text
        case OtherLanguage(source=source, start_ms=start_ms, text=text, language=language):
            why = say("summary.why.language", code=language)
        case Misheard(source=source, start_ms=start_ms, written=text, heard=heard):
            why = say("summary.why.heard_as", heard=_quoted(heard))
        case Finding() as finding:
            return _finding_place(finding)
    return ReportedPlace(source.line, start_ms, _quoted(text), why)


def _why_voice(voice: OtherVoice | OneVoice) -> Message:
    names = {"speaker": voice.speaker, "other": voice.sounds_like}
    if isinstance(voice, OneVoice):
        return say("summary.why.one_voice", **names)
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
