"""What is known of each item at a moment: its time, what was heard, and why a person should look at it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from woordbeeld.alignment.doubts import is_estimated, misheard, uncertain_phrases
from woordbeeld.alignment.model import Alignment, PlacedEvent
from woordbeeld.alignment.pinning import apply_pins
from woordbeeld.editor.state import State
from woordbeeld.editor.suggestions import suggestions
from woordbeeld.findings import Severity
from woordbeeld.publications.player import caption_parts
from woordbeeld.timing import Span
from woordbeeld.tracks.captions import captions
from woordbeeld.tracks.checks import check
from woordbeeld.tracks.descriptions import descriptions
from woordbeeld.tracks.profile import CaptionProfile
from woordbeeld.transcript.language_marks import word_places
from woordbeeld.transcript.model import SceneDescription, SpokenLine
from woordbeeld.transcript.pins import TranscriptItem

Record = dict[str, Any]

_KINDS_OF_FINDINGS: Final = {"label-like": "hint", "pin-unusable": "doubt", "pin-crowded": "doubt"}
_KINDS: Final = {SpokenLine: "spoken", SceneDescription: "scene"}


@dataclass(frozen=True, slots=True)
class Timed:
    """The time of an item whose text was this, how sure we are of it, and what was heard instead of it.

    A difference is the first and the last of its words (from 0), and what was heard there.
    """

    text: str
    span: Span | None
    confidence: float | None = None
    estimated: bool = False
    differences: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """What follows from one state: the time of each item, why people should look at it, and the captions.

    `alignment` is the one that was `found`, with the times that were set.
    """

    found: Alignment
    alignment: Alignment
    timed: Mapping[int, Timed]
    work: Mapping[int, tuple[Record, ...]]
    captions: tuple[list[object], ...]


def analyse(state: State, found: Alignment, profile: CaptionProfile) -> Analysis:
    """What follows from a state, and the alignment of its text as it was found."""
    alignment = apply_pins(found, state.as_pins)
    spoken = captions(alignment, profile)
    items: dict[TranscriptItem, int] = {block: item for item, block in state.by_id.items()}
    timed = dict(_timed(items, alignment))
    work: dict[int, list[Record]] = defaultdict(list)
    on_line = _by_line(state)
    for item, time in timed.items():
        if time.differences:
            work[item].append({"kind": "difference", "rule": "difference"})
    for source, doubt in _doubts(alignment):
        work[items[source]].append(doubt)
    for track in (spoken, descriptions(alignment)):
        for finding in check(track, profile):
            if finding.severity is not Severity.NOTE and finding.line in on_line:
                work[on_line[finding.line]].append(
                    {"kind": "rule", "rule": finding.rule, "severity": finding.severity.value}
                )
    for finding in alignment.transcript.findings:
        if finding.line in on_line and finding.rule in _KINDS_OF_FINDINGS:
            work[on_line[finding.line]].append(
                {"kind": _KINDS_OF_FINDINGS[finding.rule], "rule": finding.rule}
            )
    for each in suggestions(state.transcript):
        hint = {"kind": "hint", "rule": each.doubt.value, "names": each.names}
        work[on_line[each.line.line]].append(hint)
    told = {item: tuple(_once(records)) for item, records in work.items()}
    return Analysis(found, alignment, timed, told, tuple(caption_parts(spoken.cues)))


def rows(state: State, analysis: Analysis) -> dict[int, Record]:
    """Each item as the page shows it; what an analysis says of a text that has changed since is left out."""
    found: dict[int, Record] = {}
    turn = -1
    for item, block in state.by_id.items():
        timed = analysis.timed.get(item)
        current = timed is not None and timed.text == block.text
        pin = state.times.get(item)
        start_ms, end_ms = _times(state, item, timed)
        row: Record = {
            "id": item,
            "kind": _KINDS.get(type(block), "sound"),
            "text": block.text,
            "start": start_ms,
            "end": end_ms,
            "set": [bool(pin and pin.start_ms is not None), bool(pin and pin.end_ms is not None)],
            "confidence": timed.confidence if timed and not pin else None,
            "estimated": bool(timed and timed.estimated and not pin),
            "differences": timed.differences if timed and current else (),
            "reviewed": item in state.reviewed,
            "work": analysis.work.get(item, ()),
        }
        if isinstance(block, SpokenLine):
            row |= {
                "speaker": block.speaker.name if block.speaker else None,
                "opens": block.turn != turn,
                "marked": any(block.languages),
            }
            turn = block.turn
        found[item] = row
    return found


def _times(state: State, item: int, timed: Timed | None) -> tuple[int | None, int | None]:
    """The time of an item: what was set for it counts at once."""
    start_ms, end_ms = (timed.span.start_ms, timed.span.end_ms) if timed and timed.span else (None, None)
    if pin := state.times.get(item):
        if pin.start_ms is not None:
            start_ms = pin.start_ms + state.offset_ms
        if pin.end_ms is not None:
            end_ms = pin.end_ms + state.offset_ms
    return start_ms, end_ms


def _doubts(alignment: Alignment) -> Iterator[tuple[TranscriptItem, Record]]:
    """The uncertain times, each with the item that it begins in, and its words if it is not all of that."""
    for phrase in uncertain_phrases(alignment):
        doubt: Record = {"kind": "doubt", "rule": "unheard" if phrase.estimated else "unsure"}
        yield phrase.source, doubt if phrase.is_line else {**doubt, "said": phrase.text}
    for event in alignment.events:
        if is_estimated(event):
            yield event.source, {"kind": "doubt", "rule": "unheard"}


def _timed(items: Mapping[TranscriptItem, int], alignment: Alignment) -> Iterator[tuple[int, Timed]]:
    for line in alignment.lines:
        confidence = None if line.edited else round(line.confidence, 2)
        places = word_places(line.source)
        differences = tuple(
            (places[each.first], places[each.last], each.heard) for each in misheard(line) if places
        )
        yield (
            items[line.source],
            Timed(line.source.text, line.span, confidence, line.estimated, differences),
        )
    for event in alignment.events:
        yield items[event.source], _placed(event)


def _placed(event: PlacedEvent) -> Timed:
    return Timed(event.source.text, event.span, estimated=is_estimated(event))


def _by_line(state: State) -> dict[int | None, int]:
    """The first item that starts on each line of the file."""
    found: dict[int | None, int] = {}
    for item, block in state.by_id.items():
        found.setdefault(block.line, item)
    return found


def _once(records: list[Record]) -> Iterator[Record]:
    for at, record in enumerate(records):
        if record not in records[:at]:
            yield record
