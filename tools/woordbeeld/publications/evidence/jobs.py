"""What is left for people: first what the computer found places for, then what only people can judge."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from woordbeeld.alignment.doubts import OF_SPEAKERS
from woordbeeld.alignment.misheard import SUSPICIOUS
from woordbeeld.alignment.pinning import OF_PINS
from woordbeeld.findings import Finding, Severity
from woordbeeld.publications.evidence.model import (
    Difference,
    DoubtfulVoice,
    Evidence,
    Judged,
    MissingSpeech,
    Spot,
    Task,
    UncertainPhrase,
    UnmarkedPart,
    UntoldText,
    Verdict,
    VoiceDoubt,
    Worklist,
    named_language,
)
from woordbeeld.timing import format_clock
from woordbeeld.tracks.rules import name_of_rule
from woordbeeld.words import Message, say
from woordbeeld.words.commands import ranges

# What waits for these is done where the computer found places.
NOW: Final = frozenset(
    {
        Task.WRITE_TEXT,
        Task.ADD_MISSING,
        Task.LISTEN,
        Task.MARK_PARTS,
        Task.NARRATE,
        Task.REPLACE_VOICE,
        Task.TELL_SCREEN,
    }
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look: a line, a moment (ms), or both; the text there, what was heard, and what to say.

    What has no text in the transcript `is_after` its line. The text is in that of the transcript, or in a
    `language` of its own.
    """

    line: int | None
    start_ms: int | None
    text: str = ""
    heard: str = ""
    notes: tuple[Message, ...] = ()
    is_after: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Places:
    """Places with the same trouble; the `title` says which, where a job has several."""

    places: tuple[Place, ...]
    title: Message


@dataclass(frozen=True, slots=True)
class Job:
    """Something to do, where, and for the sake of which criteria."""

    task: Task
    lists: tuple[Places, ...] = ()
    criteria: tuple[Judged, ...] = ()


def jobs_now(evidence: Evidence, findings: Iterable[Finding]) -> tuple[Job, ...]:
    """What to do first, in the order in which viewers miss it: speech without captions before all else."""
    return tuple(_jobs_now(evidence, tuple(findings)))


def _jobs_now(evidence: Evidence, findings: tuple[Finding, ...]) -> Iterator[Job]:
    if any(each.task is Task.WRITE_TEXT for each in evidence.judged):
        yield Job(Task.WRITE_TEXT)
    asked = (each for each in findings if not is_accepted(each, evidence.accepted_lines))
    yield from _jobs(evidence.worklist, tuple(asked), accepted=False)
    for task, spots in evidence.to_say:
        yield Job(task, (_listed(tuple(map(_of_spot, spots))),))


def jobs_accepted(evidence: Evidence, findings: Iterable[Finding]) -> tuple[Job, ...]:
    """What would be among the jobs to do now, had no person looked at it in the editor and accepted it."""
    seen = (each for each in findings if is_accepted(each, evidence.accepted_lines))
    return tuple(_jobs(evidence.accepted, tuple(seen), accepted=True))


def is_accepted(finding: Finding, accepted_lines: Container[int | None]) -> bool:
    """Whether a person accepted what was found: on a line that is right, and shown at it in the editor."""
    return finding.line in accepted_lines and (_is_of_track(finding) or finding.rule in OF_PINS)


def places_of(jobs: Iterable[Job]) -> int:
    """How many places there are to look at for some jobs."""
    return sum(len(each.places) for job in jobs for each in job.lists)


def first_ms(job: Job) -> int | None:
    """The moment of the first of its places that has one (ms)."""
    moments = (each.start_ms for listed in job.lists for each in listed.places)
    return next((moment for moment in moments if moment is not None), None)


def _jobs(work: Worklist, findings: tuple[Finding, ...], *, accepted: bool) -> Iterator[Job]:
    suspicious = (each for each in work.differences if each.suspicion >= SUSPICIOUS)
    found = (
        (Task.ADD_MISSING, map(_of_missing, work.missing)),
        (Task.CHECK_UNHEARD, map(_of_phrase, work.unheard)),
        (Task.TELL_SCREEN, map(_of_untold, work.on_screen)),
        (Task.CHECK_WHO, map(_of_spot, work.speakers)),
        (Task.CHECK_VOICES, map(_of_voice, work.voices)),
        (Task.MARK_PARTS, map(_of_unmarked, work.unmarked)),
        (Task.CHECK_TIMES, map(_of_phrase, work.uncertain)),
        (Task.TIME_SOUNDS, map(_of_spot, work.not_shown)),
        (Task.COMPARE, (_of_difference(each) for each in suspicious if each.is_accepted == accepted)),
        (Task.FIX_TEXT, (_of_finding(each) for each in findings if _is_of_text(each))),
    )
    for task, places in found:
        if listed := tuple(places):
            yield Job(task, (_listed(listed),))
    if by_rule := broken_rules(findings, Severity.ERROR):
        yield Job(Task.FIX_CAPTIONS, by_rule)


def jobs_to_judge(evidence: Evidence) -> tuple[Job, ...]:
    """What the law asks for and no computer can judge, each with the criteria that it decides."""
    asked = [each for each in evidence.of(Verdict.JUDGE) if each.is_required and each.task not in NOW]
    tasks = dict.fromkeys(each.task for each in asked if each.task)
    return tuple(Job(task, (), tuple(each for each in asked if each.task is task)) for task in tasks)


def waiting_for_now(evidence: Evidence) -> tuple[Judged, ...]:
    """The criteria that are decided by what is to be done first."""
    return tuple(
        each
        for each in evidence.judged
        if each.is_required and (each.task in NOW or each.verdict is Verdict.NOT_MET)
    )


def differences(evidence: Evidence) -> tuple[Place, ...]:
    """Where other words were heard than stand in the text, the most suspicious first."""
    return tuple(map(_of_difference, evidence.worklist.differences))


def broken_rules(findings: Iterable[Finding], *severities: Severity) -> tuple[Places, ...]:
    """The rules for captions that are broken this badly, the most broken first, with the captions."""

    def rank(finding: Finding) -> tuple[int, str]:
        return severities.index(finding.severity), finding.rule

    of_tracks = (each for each in findings if _is_of_track(each) and each.severity in severities)
    by_rule = [tuple(each) for _, each in groupby(sorted(of_tracks, key=rank), key=rank)]
    by_rule.sort(key=lambda each: (severities.index(each[0].severity), -len(each)))
    return tuple(_of_rule(each) for each in by_rule)


def _of_rule(broken: tuple[Finding, ...]) -> Places:
    name, severity = name_of_rule(broken[0].rule), say(f"check.severities.{broken[0].severity.value}")
    title = say("report.rule", name=name, severity=severity, count=len(broken))
    return Places(tuple(map(_of_finding, broken)), title)


def _listed(places: tuple[Place, ...]) -> Places:
    return Places(places, say("report.places", count=len(places)))


def _is_of_track(finding: Finding) -> bool:
    return finding.message.key.startswith("check.")


def _is_of_text(finding: Finding) -> bool:
    return not _is_of_track(finding) and finding.rule not in OF_SPEAKERS


def _of_missing(missing: MissingSpeech) -> Place:
    notes = [say("report.seconds", seconds=(missing.end_ms - missing.start_ms) / 1000)]
    if missing.speaker:
        notes.append(say("report.guess", speaker=missing.speaker))
    return Place(missing.after_line, missing.start_ms, "", missing.heard, tuple(notes), is_after=True)


def _of_untold(text: UntoldText) -> Place:
    notes = (say("report.told_in_part"),) if text.is_told_in_part else ()
    return Place(text.after_line, text.start_ms, text.text, notes=notes, is_after=True)


def _of_difference(difference: Difference) -> Place:
    return Place(difference.line, difference.start_ms, difference.written, difference.heard)


def _of_phrase(phrase: UncertainPhrase) -> Place:
    return Place(phrase.line, phrase.start_ms, phrase.text)


def _of_unmarked(part: UnmarkedPart) -> Place:
    notes = (say("report.in_language", language=named_language(part.language)),)
    return Place(part.line, part.start_ms, part.text, notes=notes, language=part.language)


def _of_voice(doubt: DoubtfulVoice) -> Place:
    return Place(doubt.line, doubt.start_ms, doubt.text, notes=(_why_voice(doubt),))


def _why_voice(doubt: DoubtfulVoice) -> Message:
    speaker, other, lines = doubt.speaker, doubt.sounds_like or "", doubt.lines
    match doubt.kind:
        case VoiceDoubt.OTHER:
            return say("report.voice.other", other=other, speaker=speaker, percent=doubt.percent or 0)
        case VoiceDoubt.ONE:
            return say("report.voice.one", speaker=speaker, other=other)
        case VoiceDoubt.TWO:
            return say("report.voice.two", speaker=speaker, lines=ranges(lines).replace(",", ", "))
        case VoiceDoubt.EXCHANGED:
            return say("report.voice.exchanged", speaker=speaker, other=other, first=lines[0], last=lines[-1])
        case VoiceDoubt.THROUGHOUT:
            return say("report.voice.throughout", speaker=speaker, other=other, said=doubt.said)


def _of_spot(spot: Spot) -> Place:
    notes = () if spot.told_ms is None else (say("report.told_at", at=format_clock(spot.told_ms)),)
    return Place(spot.line, spot.start_ms, spot.text, notes=notes)


def _of_finding(finding: Finding) -> Place:
    notes = (finding.message, finding.suggestion) if finding.suggestion else (finding.message,)
    return Place(finding.line, finding.span.start_ms if finding.span else None, notes=notes)
