"""The report and the evidence as JSON, for other programs."""

from __future__ import annotations

import json
from dataclasses import asdict

from woordbeeld.publications.evidence.jobs import (
    first_ms,
    jobs_accepted,
    jobs_now,
    jobs_to_judge,
    places_of,
)
from woordbeeld.publications.evidence.model import Evidence
from woordbeeld.publications.report import Report


def render_report_json(report: Report, evidence: Evidence) -> str:
    """The report and the evidence as JSON; a finding has its rule, severity, message, line and times.

    All times are in ms; the sentences are in the language of the report page, those of findings and places
    in English.
    """
    record = asdict(report)
    record["placements"] = dict(report.placements)
    if report.voices:
        record["voices"]["untold"] = str(report.voices.untold or "")
    if report.description:
        kind = report.description.kind
        record["description"]["kind"] = kind.value if kind else None
        record["description"]["notes"] = [str(note) for note in report.description.notes]
    if report.screen:
        record["screen"]["unread"] = str(report.screen.unread or "")
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
            "places": [asdict(spot, dict_factory=_record) for spot in each.spots],
        }
        for each in evidence.judged
    ]
    scenes = [
        {
            "line": scene.line,
            "start_ms": scene.seen.start_ms,
            "end_ms": scene.seen.end_ms,
            "told_start_ms": scene.span.start_ms,
            "told_end_ms": scene.span.end_ms,
            "text": scene.text,
            "on_screen": scene.on_screen,
            "told": scene.told.value,
            "length_ms": scene.length_ms,
            "needs_ms": scene.needs_ms,
            "speed": round(scene.speed, 3),
            "published": scene.published.value,
        }
        for scene in evidence.scenes
    ]
    return {
        "criteria": criteria,
        "scenes": scenes,
        "worklist": asdict(evidence.worklist, dict_factory=_record),
        "statement": [asdict(each) for each in evidence.statement],
    }


def _record(values: list[tuple[str, object]]) -> dict[str, object]:
    """A record of data, without the moment of what is told when it is seen."""
    return {name: value for name, value in values if (name, value) != ("told_ms", None)}
