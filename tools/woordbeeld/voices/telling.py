"""What the voices tell of the labels of a transcript, for people and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from textwrap import shorten
from typing import Any

from woordbeeld.alignment.model import AlignedLine, Alignment
from woordbeeld.alignment.names_on_screen import names_on_screen
from woordbeeld.timing import Span, format_clock
from woordbeeld.transcript.naming import Named
from woordbeeld.transcript.one_person import ShortLabel
from woordbeeld.voices.audit import LEAST_LINES, Abstention, Audit, Change, Judged, Unjudged, Verdict
from woordbeeld.voices.evidence import Evidence, evidence
from woordbeeld.words import Message, Value, say
from woordbeeld.words.commands import ranges

VERSION = 1
MOST_PERCENT = 99  # a voice alone makes nothing certain
MOST_SHOWN = 50  # characters of a line, by which it is found

ABSTENTIONS = {
    Abstention.ONE_SPEAKER: say("voices.one_speaker", least=LEAST_LINES),
    Abstention.ALIKE: say("voices.alike"),
}


def told_audit(found: Audit, alignment: Alignment, transcript: str) -> tuple[Message, ...]:
    """A line for each doubt in the order of the text, then what can be done, then how the rest was judged."""
    told = evidence(alignment.transcript, found)
    by_text = tuple(_by_text(told, transcript))
    if found.abstains:
        return (ABSTENTIONS[found.abstains], *by_text)
    return (*_doubts(found, told, alignment, transcript), *by_text, *_counts(found))


def _doubts(found: Audit, told: Evidence, alignment: Alignment, transcript: str) -> Iterator[Message]:
    """Of lines and parts of them; a line that sounds like the other one of an exchange is told with that."""
    lines = {line.source.line: line for line in alignment.lines}
    for change in _changed(found):
        yield _of_change(change, lines[change.line])
    exchanged = set(_exchanged_lines(found, told))
    parted = {each.line for each in _changed(found)}
    alone = [each for each in found.doubts if each.line not in parted | exchanged]
    for each in alone:
        line = lines[each.line]
        yield say(
            "voices.doubt",
            line=each.line,
            time=format_clock(line.span.start_ms) if line.span else "-",
            other=each.sounds_like or "",
            speaker=each.speaker or "",
            percent=percent(each.probability),
            text=_shown(line.source.text),
        )
    for two in (each for each in found.two_voices if not each.kept):
        yield say("voices.two_voices", speaker=two.speaker, lines=ranges(two.lines), transcript=transcript)
    for one, other in found.one_voice:
        yield say("voices.one_voice", one=one, other=other, transcript=transcript)
    if alone:
        first = alone[0]
        yield say("voices.correct", transcript=transcript, line=first.line, other=first.sounds_like or "")


def _changed(found: Audit) -> list[Change]:
    return [each for each in found.changes if not each.is_kept]


def _exchanged_lines(found: Audit, told: Evidence) -> Iterator[int]:
    """The lines that sound like the other one of two labels, where these are exchanged."""
    for pair in told.exchanged:
        names = {pair.one, pair.other}
        for each in found.doubts:
            if pair.first <= each.line <= pair.last and {each.speaker, each.sounds_like} == names:
                yield each.line


def _of_change(change: Change, line: AlignedLine) -> Message:
    """Up to the end of the line its first words are enough to find it."""
    words = change.text.split()
    is_rest = change.word + len(words) == len(line.words)
    return say(
        "voices.change" if is_rest else "voices.change_within",
        line=change.line,
        time=format_clock(change.start_ms) if change.start_ms is not None else "-",
        text=_shown(change.text) if is_rest else change.text,
        other=change.sounds_like,
        speaker=change.speaker,
        percent=percent(change.probability),
    )


def _shown(text: str) -> str:
    """So much of a text as is enough to find it by."""
    return shorten(text, MOST_SHOWN, placeholder=" …")


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
            yield say("voices.exchanged", first=pair.first, last=pair.last, transcript=transcript, **names)
        for each in pair.evidence:
            yield say("voices.exchanged_throughout", transcript=transcript, **names, **_of_named(each))
    for each in told.contradicted:
        yield say(f"voices.named.{each.ground.value}", **_of_named(each))
    for person in told.one_person:
        if person.is_settled:
            yield ShortLabel(person.label, person.of, person.line).message
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
    parted = {each.line for each in _changed(found)}
    verdicts = Counter(each.verdict for each in found.lines if each.line not in parted)
    yield say("voices.agree", count=verdicts[Verdict.AGREES])
    yield say("voices.other", count=verdicts[Verdict.OTHER])
    if parted:
        yield say("voices.parted", count=len(parted))
    if verdicts[Verdict.KEPT]:
        yield say("voices.kept", count=verdicts[Verdict.KEPT])
    reasons = Counter(each.why for each in found.lines if each.line not in parted)
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
        "two_voices": [
            {"speaker": each.speaker, "lines": each.lines} for each in found.two_voices if not each.kept
        ],
        "changes": [_change_row(each) for each in found.changes if not each.is_kept],
        **_text_rows(evidence(alignment.transcript, found)),
        "on_screen": [
            {
                "line": each.source.line,
                "speaker": each.speaker,
                "shown": each.shown.name,
                "function": each.shown.function,
            }
            for each in names_on_screen(alignment)
        ],
    }
    return json.dumps(about, ensure_ascii=False, indent=1) + "\n"


def _change_row(change: Change) -> dict[str, Any]:
    row = {**asdict(change), "probability": round(change.probability, 3)}
    del row["is_kept"]  # of those that are told
    return row


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
