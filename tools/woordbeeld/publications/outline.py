"""The transcript as a reader goes through it: turns of paragraphs, and what is seen and heard between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from woordbeeld.alignment.model import AlignedLine, Alignment, PlacedEvent
from woordbeeld.transcript.descriptions import described
from woordbeeld.transcript.model import Blank, LabelLine, SceneDescription, SpokenLine, Transcript
from woordbeeld.transcript.remarks import remarks_of


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of one turn with nothing between them in the transcript, not even an empty line."""

    lines: tuple[AlignedLine, ...]


@dataclass(frozen=True, slots=True)
class TurnPart:
    """A turn: its first line in the transcript, who speaks, when it starts, and what it holds in order.

    `remark` is what the transcript says beside the name, where it does so for the first time. Of a turn that
    began on the page before it `continues`.
    """

    line: int
    speaker: str | None
    start_ms: int | None
    items: tuple[Paragraph | PlacedEvent, ...]
    remark: str = ""
    continues: bool = False


Outline = tuple[TurnPart | PlacedEvent, ...]


def outline(alignment: Alignment) -> Outline:
    """Every line, scene and sound once, in the order of the text; what is between two turns is in neither."""
    parts: list[TurnPart | PlacedEvent] = []
    turn: list[Paragraph | PlacedEvent] = []
    for item in _items(alignment):
        if isinstance(item, Paragraph) and turn and _turn_of(item) != _turn_of(turn[0]):
            parts.extend(_closed(turn))
            turn = []
        if turn or isinstance(item, Paragraph):
            turn.append(item)
        else:
            parts.append(item)
    return tuple(_with_remarks((*parts, *_closed(turn)), alignment.transcript))


def _with_remarks(
    parts: tuple[TurnPart | PlacedEvent, ...], transcript: Transcript
) -> Iterator[TurnPart | PlacedEvent]:
    remarks, told = remarks_of(transcript), set[tuple[str | None, str]]()
    for part in parts:
        if not isinstance(part, TurnPart):
            yield part
            continue
        turn = next(_turn_of(item) for item in part.items if isinstance(item, Paragraph))
        about = part.speaker, remarks.get(turn, "") if turn is not None else ""
        yield part if about in told else replace(part, remark=about[1])
        told.add(about)


def _items(alignment: Alignment) -> Iterator[Paragraph | PlacedEvent]:
    lines = {line.source: line for line in alignment.lines}
    events = {event.source: event for event in alignment.events}
    run: list[AlignedLine] = []
    for block in alignment.transcript.blocks:
        line = lines.get(block) if isinstance(block, SpokenLine) else None
        if run and (line is None or line.source.turn != run[0].source.turn):
            yield Paragraph(tuple(run))
            run = []
        if line:
            run.append(line)
        elif not isinstance(block, Blank | LabelLine | SpokenLine):
            yield events[block]
    if run:
        yield Paragraph(tuple(run))


def _turn_of(item: Paragraph | PlacedEvent) -> int | None:
    return item.lines[0].source.turn if isinstance(item, Paragraph) else None


def _closed(turn: list[Paragraph | PlacedEvent]) -> Iterator[TurnPart | PlacedEvent]:
    """The turn up to its last paragraph, then the events after it."""
    last = max((at for at, item in enumerate(turn, 1) if isinstance(item, Paragraph)), default=0)
    if last:
        lines = [line for item in turn if isinstance(item, Paragraph) for line in item.lines]
        first = lines[0].source
        start_ms = next((line.span.start_ms for line in lines if line.span), None)
        yield TurnPart(
            first.line, first.speaker.name if first.speaker else None, start_ms, tuple(turn[:last])
        )
    yield from (item for item in turn[last:] if isinstance(item, PlacedEvent))


def screen_parts(scene: SceneDescription) -> list[tuple[str, bool]]:
    """The text of a description in parts, each with whether it is text that stands on the screen.

    >>> screen_parts(SceneDescription(1, "", "Een logo. Beeldtekst: Einde.", ("Einde.",)))
    [('Een logo. Beeldtekst: ', False), ('Einde.', True)]
    """
    text = described(scene.text)
    if not scene.on_screen:
        return [(text, False)]
    longest_first = sorted(scene.on_screen, key=len, reverse=True)
    parts = re.split("(" + "|".join(map(re.escape, longest_first)) + ")", text)
    return [(part, part in scene.on_screen) for part in parts if part]
