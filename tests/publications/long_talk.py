"""A long talk made up by rule, with the times of its lines, for what must stay fluent."""

from __future__ import annotations

from itertools import pairwise

from woordbeeld.alignment.model import AlignedLine, AlignedWord, Alignment, Match, PlacedEvent, Placement
from woordbeeld.media.model import Media
from woordbeeld.timing import Span
from woordbeeld.transcript.model import SpokenLine
from woordbeeld.transcript.reader import read

LINES_A_TURN = 12
TURNS_A_SCENE = 5
_SAID = "Dat is regel {number} van een lang gesprek over onderwijs in het hele land."


def long_talk(lines: int, line_ms: int) -> Alignment:
    """Two speakers in turn, `lines` lines of `line_ms` each, now and then a scene."""
    text = []
    for number in range(lines):
        turn, within = divmod(number, LINES_A_TURN)
        if not within and turn % TURNS_A_SCENE == 0:
            text.append(f"\n(Iemand wijst naar bladzijde {turn}.)\n\n")
        label = f"{'TON HEERTS' if turn % 2 else 'STEF BÖGER'}: " if not within else ""
        text.append(f"{label}{_SAID.format(number=number)}\n")
    transcript = read("".join(text))
    timed = tuple(
        _line(line, number * line_ms, line_ms) for number, line in enumerate(transcript.spoken_lines)
    )
    starts = [(line.source.line, line.words[0].span) for line in timed]
    events = tuple(
        PlacedEvent(scene, next(span for at, span in starts if span and at > scene.line), Placement.PAUSE)
        for scene in transcript.scenes
    )
    media = Media("gesprek.mp4", "cd" * 32, lines * line_ms, has_video=True)
    return Alignment(media, transcript, timed, events, (), "nl", "base")


def _line(source: SpokenLine, start_ms: int, length_ms: int) -> AlignedLine:
    count = len(source.words)
    edges = [start_ms + (length_ms - 100) * at // count for at in range(count + 1)]
    spans = (Span(*edge) for edge in pairwise(edges))
    words = zip(source.words, spans, strict=True)
    return AlignedLine(source, tuple(AlignedWord(text, span, Match.SAME, 0.95) for text, span in words))
