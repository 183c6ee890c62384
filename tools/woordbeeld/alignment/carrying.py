"""An alignment carried over to a text in which the same is said, by whomever: nothing is timed anew."""

from __future__ import annotations

from dataclasses import replace

from woordbeeld.alignment.model import Alignment
from woordbeeld.transcript.model import SpokenLine, Transcript
from woordbeeld.transcript.pins import TranscriptItem, in_order


def carried_over(alignment: Alignment, transcript: Transcript) -> Alignment | None:
    """The alignment of another text, where its lines, scenes and sounds say the same in the same order."""
    before, after = in_order(alignment.transcript), in_order(transcript)
    if list(map(_told, before)) != list(map(_told, after)):
        return None
    by_line = {line.source: line for line in alignment.lines}
    by_event = {event.source: event for event in alignment.events}
    lines, events = [], []
    for old, new in zip(before, after, strict=True):
        if isinstance(old, SpokenLine) and isinstance(new, SpokenLine):
            lines.append(replace(by_line[old], source=new))
        elif not isinstance(old, SpokenLine) and not isinstance(new, SpokenLine):
            events.append(replace(by_event[old], source=new))
    return replace(alignment, transcript=transcript, lines=tuple(lines), events=tuple(events))


def _told(item: TranscriptItem) -> tuple[object, ...]:
    """What decides about its time: in another language the same words are timed anew."""
    return (
        (type(item), item.words, item.languages) if isinstance(item, SpokenLine) else (type(item), item.text)
    )
