"""Chapters: one for each turn, named after who speaks and how the turn begins."""

from __future__ import annotations

import textwrap
from itertools import groupby, pairwise

from woordbeeld.alignment.model import AlignedLine, Alignment
from woordbeeld.timing import Span
from woordbeeld.tracks.model import Cue, Track, TrackKind, Utterance

MAX_TITLE_CHARS = 60  # fits the chapter menu of common players


def chapters(alignment: Alignment) -> Track:
    """One chapter for each turn, from its first word to that of the next; together they cover the media.

    A turn without any time starts where the words before it end.
    """
    grouped = groupby(alignment.lines, key=lambda line: line.source.turn)
    turns = [tuple(lines) for _, lines in grouped]
    starts = _starts(turns)
    edges = [*starts, max(alignment.media.duration_ms, starts[-1] + 1)] if starts else []
    cues = (
        Cue(Span(start_ms, end_ms), (Utterance((title(turn[0]),)),), (turn[0].source.line,))
        for turn, (start_ms, end_ms) in zip(turns, pairwise(edges), strict=True)
    )
    return Track(TrackKind.CHAPTERS, alignment.language, tuple(cues))


def title(line: AlignedLine) -> str:
    """Who speaks and the first words, cut between words to `MAX_TITLE_CHARS`, without a final full stop."""
    name = f"{line.source.speaker.name}: " if line.source.speaker else ""
    whole = " ".join((name + line.source.said).split()).removesuffix(".")
    short = textwrap.shorten(whole, MAX_TITLE_CHARS, placeholder="…", break_on_hyphens=False)
    return short if short != "…" else whole[: MAX_TITLE_CHARS - 1] + "…"


def _starts(turns: list[tuple[AlignedLine, ...]]) -> list[int]:
    """When each turn starts; the first at 0, and each later than the one before."""
    found: list[int] = []
    spoken_ms = 0
    for turn in turns:
        spans = [line.span for line in turn if line.span]
        start_ms = spans[0].start_ms if spans else spoken_ms
        found.append(max(start_ms, found[-1] + 1) if found else 0)
        spoken_ms = spans[-1].end_ms if spans else spoken_ms
    return found
