"""Times that a person has set, laid over those that were found; what stands beside them gives way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from woordbeeld.alignment.model import AlignedLine, AlignedWord, Alignment, PlacedEvent, Placement
from woordbeeld.findings import Finding, Severity
from woordbeeld.timing import Span, format_clock, shares
from woordbeeld.transcript.model import SpokenLine
from woordbeeld.transcript.pins import Pin, Pins, TranscriptItem, find_pinned
from woordbeeld.words import say

OF_PINS: Final = frozenset({"pin-unusable", "pin-crowded"})  # what is found of those that have their place
SOUND_MS = 1000  # how long a sound is taken to last of which a person set one end alone


def apply_pins(alignment: Alignment, pins: Pins) -> Alignment:
    """The alignment with the times of all pins that find their place; lost pins become findings.

    The words of a pinned line share its new time as they shared the old one. A line beside it that would
    overlap it, and did not before, ends or starts where the pinned one lets it; where that leaves it no room
    it stays, and a finding says so.
    """
    placed, findings = find_pinned(alignment.transcript, pins)
    spans, hopeless = _spans(alignment, placed, pins.offset_ms)
    lines = [_pinned(line, spans.get(line.source)) for line in alignment.lines]
    lines, crowded = _made_room(alignment.lines, lines)
    events = tuple(_moved(event, spans.get(event.source)) for event in alignment.events)
    transcript = replace(
        alignment.transcript,
        findings=(*alignment.transcript.findings, *findings, *hopeless, *crowded),
    )
    return replace(alignment, transcript=transcript, lines=tuple(lines), events=events)


def _spans(
    alignment: Alignment, placed: Mapping[TranscriptItem, Pin], offset_ms: int
) -> tuple[dict[TranscriptItem, Span], tuple[Finding, ...]]:
    """The new span of each pinned line, scene and sound; what is not set stays as it was found."""
    known: dict[TranscriptItem, Span | None] = {line.source: line.span for line in alignment.lines}
    known.update({event.source: event.span for event in alignment.events})
    spans, hopeless = {}, []
    for source, pin in placed.items():
        before = known[source]
        start_ms, end_ms = (before.start_ms, before.end_ms) if before else (None, None)
        if pin.start_ms is not None:
            start_ms = pin.start_ms + offset_ms
        if pin.end_ms is not None:
            end_ms = pin.end_ms + offset_ms
        if not isinstance(source, SpokenLine):  # a sound that had no time, of which only one end is set
            start_ms = max(end_ms - SOUND_MS, 0) if start_ms is None and end_ms is not None else start_ms
            end_ms = start_ms + SOUND_MS if end_ms is None and start_ms is not None else end_ms
        if start_ms is None or end_ms is None or not 0 <= start_ms < end_ms:
            what = say("finding.pin-unusable", text=source.text)
            hopeless.append(Finding("pin-unusable", Severity.WARNING, what, source.line))
        else:
            spans[source] = Span(start_ms, end_ms)
    return spans, tuple(hopeless)


def _pinned(line: AlignedLine, span: Span | None) -> AlignedLine:
    if span is None:
        return line
    words = _stretched(line.words, span) if line.span else _shared(line.words, span)
    return replace(line, words=words, edited=True)


def _stretched(words: Sequence[AlignedWord], span: Span) -> tuple[AlignedWord, ...]:
    """The words with their times moved from the span that they had together to this one."""
    timed = [word.span for word in words if word.span]
    from_ms, length_ms = timed[0].start_ms, max(each.end_ms for each in timed) - timed[0].start_ms

    def moved(ms: int) -> int:
        return span.start_ms + round((ms - from_ms) * span.duration_ms / length_ms)

    return tuple(
        replace(word, span=_at_least_1_ms(moved(word.span.start_ms), moved(word.span.end_ms), span))
        if word.span
        else word
        for word in words
    )


def _at_least_1_ms(start_ms: int, end_ms: int, within: Span) -> Span:
    start_ms = min(max(start_ms, within.start_ms), within.end_ms - 1)
    return Span(start_ms, min(max(end_ms, start_ms + 1), within.end_ms))


def _shared(words: Sequence[AlignedWord], span: Span) -> tuple[AlignedWord, ...]:
    """Words without times in this one, each as long as its letters."""
    mine = shares(span, [len(word.text) for word in words])
    return tuple(
        replace(word, span=_at_least_1_ms(share.start_ms, share.end_ms, span))
        for word, share in zip(words, mine, strict=True)
    )


def _made_room(
    before: Sequence[AlignedLine], lines: Sequence[AlignedLine]
) -> tuple[list[AlignedLine], list[Finding]]:
    """The lines next to pinned ones without the overlap that the pins brought."""
    found, crowded = list(lines), []
    for at, line in enumerate(lines):
        if not line.edited or line.span is None:
            continue
        for beside in (at - 1, at + 1):
            if not 0 <= beside < len(found) or found[beside].edited:
                continue
            old, now = before[at].span, found[beside].span
            if now is None or not now.overlaps(line.span) or (old and now.overlaps(old)):
                continue
            room = (now.start_ms, line.span.start_ms) if beside < at else (line.span.end_ms, now.end_ms)
            if room[1] - room[0] < len(found[beside].words):
                crowded.append(_crowded(found[beside], line.span))
            else:
                found[beside] = replace(found[beside], words=_stretched(found[beside].words, Span(*room)))
    return found, crowded


def _crowded(line: AlignedLine, span: Span) -> Finding:
    moment = format_clock(span.start_ms)
    message, remedy = say("finding.pin-crowded", text=line.source.said, time=moment), say("finding.set_too")
    return Finding("pin-crowded", Severity.WARNING, message, line.source.line, line.span, remedy)


def _moved(event: PlacedEvent, span: Span | None) -> PlacedEvent:
    return replace(event, span=span, placement=Placement.EDITED) if span else event
