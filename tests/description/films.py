"""Films written by hand: what is said and seen when."""

from __future__ import annotations

from collections.abc import Sequence

from woordbeeld.alignment.model import AlignedLine, AlignedWord, Alignment, Match, PlacedEvent, Placement
from woordbeeld.media.model import Media
from woordbeeld.timing import Span, shares
from woordbeeld.transcript.model import SceneDescription, Sound, SpokenLine
from woordbeeld.transcript.pins import in_order
from woordbeeld.transcript.reader import read

Times = tuple[int, int]


def film(
    text: str,
    *times: Times,
    until_ms: int = 60_000,
    shots: Sequence[int] = (),
    noises: Sequence[Times] = (),
    voice: Sequence[Times] | None = None,
    placement: Placement = Placement.PAUSE,
) -> Alignment:
    """The alignment of a text, with the time of each line, scene and sound; voice is where lines are."""
    transcript = read(text)
    spans = [Span(*each) for each in times]
    items = list(zip(in_order(transcript), spans, strict=True))
    lines = tuple(_line(item, span) for item, span in items if isinstance(item, SpokenLine))
    events = tuple(
        PlacedEvent(item, span, placement)
        for item, span in items
        if isinstance(item, SceneDescription | Sound)
    )
    spoken = tuple(Span(*each) for each in voice) if voice is not None else tuple(_spans(lines))
    return Alignment(
        Media("film.mp4", "0" * 64, until_ms, has_video=True),
        transcript,
        lines,
        events,
        (),
        "nl",
        "base",
        tuple(shots),
        voice=spoken,
        noises=tuple(Span(*each) for each in noises),
    )


def _line(line: SpokenLine, span: Span) -> AlignedLine:
    words = zip(line.words, shares(span, [1] * len(line.words)), strict=True)
    return AlignedLine(line, tuple(AlignedWord(text, at, Match.SAME, 1.0) for text, at in words))


def _spans(lines: Sequence[AlignedLine]) -> Sequence[Span]:
    return [line.span for line in lines if line.span]
