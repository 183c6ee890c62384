"""What the voices tell of the labels of a transcript, for people and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from woordbeeld.alignment.model import Alignment
from woordbeeld.timing import Span, format_clock
from woordbeeld.transcript.naming import Named
from woordbeeld.voices.audit import LEAST_LINES, Abstention, Audit, Judged, Unjudged, Verdict
from woordbeeld.voices.evidence import Evidence, evidence
from woordbeeld.words import Message, Value, say

VERSION = 1
MOST_PERCENT = 99  # a voice alone makes nothing certain

ABSTENTIONS = {
    Abstention.ONE_SPEAKER: say("voices.one_speaker", least=LEAST_LINES),
    Abstention.ALIKE: say("voices.alike"),
}


def told_audit(found: Audit, alignment: Alignment, transcript: str) -> tuple[Message, ...]:
    """A line for each doubt in the order of the text, then what can be done, then how the rest was judged."""
    by_text = tuple(_by_text(evidence(alignment.transcript, found), transcript))
    if found.abstains:
        return (ABSTENTIONS[found.abstains], *by_text)
    return (*_doubts(found, alignment, transcript), *by_text, *_counts(found))


def _doubts(found: Audit, alignment: Alignment, transcript: str) -> Iterator[Message]:
    spans, parted = _spans(alignment), {each.line for each in found.changes}
    for change in found.changes:
        yield say(
            "voices.change",
            line=change.line,
            time=format_clock(change.start_ms) if change.start_ms is not None else "-",
            text=change.text,
            other=change.sounds_like,
            speaker=change.speaker,
            percent=percent(change.probability),
        )
    for each in found.doubts:
        if each.line in parted:
            continue
        span = spans[each.line]
        yield say(
            "voices.doubt",
            line=each.line,
            time=format_clock(span.start_ms) if span else "-",
            other=each.sounds_like or "",
            speaker=each.speaker or "",
            percent=percent(each.probability),
        )
    for two in found.two_voices:
        lines = ", ".join(map(str, two.lines))
        yield say("voices.two_voices", speaker=two.speaker, lines=lines, transcript=transcript)
    for one, other in found.one_voice:
        yield say("voices.one_voice", one=one, other=other, transcript=transcript)
    if found.doubts:
        first = found.doubts[0]
        yield say("voices.correct", transcript=transcript, line=first.line, other=first.sounds_like or "")


def percent(probability: float) -> int:
    """A probability as it is told.

    >>> percent(0.9994)
    99
    """
    return min(int(100 * probability), MOST_PERCENT)


def _by_text(told: Evidence, transcript: str) -> Iterator[Message]:
    for pair in told.exchanged:
        names: dict[str, Value] = {"one": pair.one, "other": pair.other}
        if not pair.is_throughout:
            yield say("voices.exchanged", first=pair.first, last=pair.last, **names)
        for each in pair.evidence:
            yield say("voices.exchanged_throughout", **names, **_of_named(each))
    for each in told.contradicted:
        yield say(f"voices.named.{each.ground.value}", **_of_named(each))
    for person in told.one_person:
        if person.is_settled:
            yield say("voices.read_as", label=person.label, of=person.of, line=person.line)
            continue
        yield say(
            f"voices.one_person.{person.likeness.value}",
            label=person.label,
            of=person.of,
            line=person.line,
            transcript=transcript,
        )


def _of_named(each: Named) -> dict[str, Value]:
    return {
        "line": each.line.line,
        "speaker": each.line.speaker.name if each.line.speaker else "",
        "named": each.speaker.name,
        "words": each.words,
        "at": each.at,
    }


def _counts(found: Audit) -> Iterator[Message]:
    verdicts = Counter(each.verdict for each in found.lines)
    yield say("voices.agree", count=verdicts[Verdict.AGREES])
    yield say("voices.other", count=verdicts[Verdict.OTHER])
    reasons = Counter(each.why for each in found.lines)
    for why in Unjudged:
        if reasons[why]:
            yield _not_judged(why, reasons[why])


def _not_judged(why: Unjudged, lines: int) -> Message:
    if why is Unjudged.FEW:
        return say("voices.few_lines", count=lines, least=LEAST_LINES)
    return say(f"voices.not_judged.{why.value}", count=lines)


def audit_as_json(found: Audit, alignment: Alignment) -> str:
    """All lines in the order of the text, with their verdicts."""
    spans = _spans(alignment)
    about = {
        "version": VERSION,
        "abstains": found.abstains.value if found.abstains else None,
        "lines": [_row(each, spans[each.line]) for each in found.lines],
        "one_voice": [list(pair) for pair in found.one_voice],
        "two_voices": [asdict(each) for each in found.two_voices],
        "changes": [{**asdict(each), "probability": round(each.probability, 3)} for each in found.changes],
        **_text_rows(evidence(alignment.transcript, found)),
    }
    return json.dumps(about, ensure_ascii=False, indent=1) + "\n"


def _text_rows(told: Evidence) -> dict[str, Any]:
    return {
        "one_person": [
            {
                "label": each.label,
                "of": each.of,
                "reason": each.likeness.value,
                "line": each.line,
                "settled": each.is_settled,
            }
            for each in told.one_person
        ],
        "exchanged": [
            {
                "labels": [pair.one, pair.other],
                "first": pair.first,
                "last": pair.last,
                "evidence": [_named_row(each) for each in pair.evidence],
            }
            for pair in told.exchanged
        ],
        "contradicted": [_named_row(each) for each in told.contradicted],
    }


def _named_row(each: Named) -> dict[str, Any]:
    return {**_of_named(each), "reason": each.ground.value}


def _row(judged: Judged, span: Span | None) -> dict[str, Any]:
    is_judged = judged.verdict is not Verdict.NOT_JUDGED
    return {
        "line": judged.line,
        "start_ms": span.start_ms if span else None,
        "end_ms": span.end_ms if span else None,
        "speaker": judged.speaker,
        "verdict": judged.verdict.value,
        "sounds_like": judged.sounds_like,
        "probability": round(judged.probability, 3) if is_judged else None,
        "reason": judged.why.value if judged.why else None,
    }


def _spans(alignment: Alignment) -> dict[int, Span | None]:
    return {line.source.line: line.span for line in alignment.lines}
