"""One small made-up talk with everything in it that a format could trip over."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from woordbeeld.alignment.model import (
    AlignedLine,
    AlignedWord,
    Alignment,
    Match,
    PlacedEvent,
    Placement,
    Unwritten,
)
from woordbeeld.media.model import Media
from woordbeeld.publications.downloads import MediaFile, PublishedMedia
from woordbeeld.timing import Span
from woordbeeld.transcript.model import SceneDescription, Sound, SpokenLine
from woordbeeld.transcript.pins import TranscriptItem
from woordbeeld.transcript.reader import read

TEXT = """\
TON HEERTS: Dank <b>allemaal</b> & welkom --> hier.
Want *iedereen* weet: A < B, en B > C.

(Een man lacht. Beeldtekst: Rapport <2018> & meer.)

APPLAUS

Nog één ding.

STEF BÖGER: <script>alert(1)</script> Nee.
1. Dat klopt niet.
"""

# The span of each spoken line, scene and sound, in order; the words of a line share it evenly.
SPANS = (
    (1_000, 4_000),
    (4_300, 7_000),
    (7_200, 9_000),
    (9_100, 10_900),
    (11_000, 12_000),
    (13_000, 15_000),
    (15_200, 16_500),
)
REPLACED = {"iedereen": "iemand"}
WORDS = sum(len(line.words) for line in read(TEXT).spoken_lines)
ESTIMATED_LINE = 11  # not heard at all
UNTIMED_WORD = "hier."
MEDIA = PublishedMedia(MediaFile("media.mp4", 123_456), MediaFile("audio.m4a", 65_432))
SOUND = PublishedMedia(MediaFile("audio.m4a", 65_432))


def _word(text: str, line: int, span: Span) -> AlignedWord:
    if text == UNTIMED_WORD:
        return AlignedWord(text, None, Match.UNHEARD, 0.0)
    if line == ESTIMATED_LINE:
        return AlignedWord(text, span, Match.UNHEARD, 0.0)
    heard = REPLACED.get(text.strip("*"))
    return AlignedWord(text, span, Match.REPLACED if heard else Match.SAME, 0.4 if heard else 0.98765, heard)


def _line(source: SpokenLine, start_ms: int, end_ms: int) -> AlignedLine:
    count = len(source.words)
    edges = [start_ms + (end_ms - start_ms) * at // count for at in range(count + 1)]
    spans = [Span(*edge) for edge in pairwise(edges)]
    return AlignedLine(
        source,
        tuple(_word(text, source.line, span) for text, span in zip(source.words, spans, strict=True)),
    )


def talk() -> Alignment:
    """The talk."""
    transcript = read(TEXT)
    placed: tuple[TranscriptItem, ...] = (*transcript.spoken_lines, *transcript.scenes, *transcript.sounds)
    spans = dict(zip(sorted(block.line for block in placed), SPANS, strict=True))
    events: tuple[SceneDescription | Sound, ...] = (*transcript.scenes, *transcript.sounds)
    return Alignment(
        media=Media("praatje.mp4", "ab" * 32, 18_000, has_video=True),
        transcript=transcript,
        lines=tuple(_line(line, *spans[line.line]) for line in transcript.spoken_lines),
        events=tuple(PlacedEvent(event, Span(*spans[event.line]), Placement.PAUSE) for event in events),
        unwritten=(Unwritten(Span(16_600, 17_900), "dank je <wel>", before=WORDS, probability=0.9),),
        language="nl",
        model="base",
    )


def sound_alone(talk: Alignment) -> Alignment:
    """The same, without a picture."""
    return replace(talk, media=replace(talk.media, has_video=False))


def undescribed(talk: Alignment) -> Alignment:
    """The same, of which nothing is told that is seen."""
    events = tuple(event for event in talk.events if not isinstance(event.source, SceneDescription))
    blocks = tuple(block for block in talk.transcript.blocks if not isinstance(block, SceneDescription))
    return replace(talk, events=events, transcript=replace(talk.transcript, blocks=blocks))
