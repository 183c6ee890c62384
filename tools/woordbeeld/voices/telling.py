"""What the voices tell of the labels of a transcript, for people and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from woordbeeld.alignment.model import Alignment
from woordbeeld.timing import Span, format_clock
from woordbeeld.voices.audit import LEAST_LINES, Abstention, Audit, Judged, Unjudged, Verdict
from woordbeeld.words import Message, say

VERSION = 1
MOST_PERCENT = 99  # a voice alone makes nothing certain

ABSTENTIONS = {
    Abstention.ONE_SPEAKER: say("voices.one_speaker", least=LEAST_LINES),
    Abstention.ALIKE: say("voices.alike"),
}


def told_audit(found: Audit, alignment: Alignment, transcript: str) -> tuple[Message, ...]:
    """A line for each doubt in the order of the text, then what can be done, then how the rest was judged."""
    if found.abstains:
        return (ABSTENTIONS[found.abstains],)
    return (*_doubts(found, alignment, transcript), *_counts(found))


def _doubts(found: Audit, alignment: Alignment, transcript: str) -> Iterator[Message]:
    spans = _spans(alignment)
    for each in found.doubts:
        span = spans[each.line]
        yield say(
            "voices.doubt",
            line=each.line,
            time=format_clock(span.start_ms) if span else "-",
            other=each.sounds_like or "",
            speaker=each.speaker or "",
            percent=min(int(100 * each.probability), MOST_PERCENT),
        )
    for one, other in found.one_voice:
        yield say("voices.one_voice", one=one, other=other, transcript=transcript)
    if found.doubts:
        first = found.doubts[0]
        yield say("voices.correct", transcript=transcript, line=first.line, other=first.sounds_like or "")


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
    }
    return json.dumps(about, ensure_ascii=False, indent=1) + "\n"


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
