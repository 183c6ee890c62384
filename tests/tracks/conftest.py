"""Small alignments, written by hand: what was said when, in a notation that reads like the transcript."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest

from woordbeeld.alignment.model import AlignedLine, AlignedWord, Alignment, Match, PlacedEvent, Placement
from woordbeeld.media.model import Media
from woordbeeld.timing import Span
from woordbeeld.transcript.model import SceneDescription, Sound, SpokenLine
from woordbeeld.transcript.reader import read

Times = list[tuple[int, int] | None]


def _align(text: str, *times: tuple[int, int] | Times | None, until_ms: int = 60_000) -> Alignment:
    """The alignment of a transcript; `times` has an entry for each line of speech, scene and sound.

    A line of speech takes a span, which its words share evenly; or None; or a list with a time for each word.
    """
    transcript = read(text)
    given = iter(times)
    lines, events = [], []
    for block in transcript.blocks:
        if isinstance(block, SpokenLine):
            lines.append(AlignedLine(block, _words(block.words, next(given))))
        elif isinstance(block, SceneDescription | Sound):
            span = next(given)
            assert isinstance(span, tuple)
            events.append(PlacedEvent(block, Span(*span), Placement.PAUSE))
    media = Media("praatje.mp4", "0" * 64, until_ms, has_video=True)
    return Alignment(media, transcript, tuple(lines), tuple(events), (), "nl", "base")


def _words(texts: tuple[str, ...], times: tuple[int, int] | Times | None) -> tuple[AlignedWord, ...]:
    if times is None:
        times = [None] * len(texts)
    elif isinstance(times, tuple):
        start_ms, end_ms = times
        edges = [start_ms + (end_ms - start_ms) * at // len(texts) for at in range(len(texts) + 1)]
        times = list(pairwise(edges))
    return tuple(
        AlignedWord(
            text, Span(*time) if time else None, Match.SAME if time else Match.UNHEARD, float(bool(time))
        )
        for text, time in zip(texts, times, strict=True)
    )


@pytest.fixture
def align() -> Callable[..., Alignment]:
    return _align
