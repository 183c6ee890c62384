"""Captions that would cover text in the picture stand above in it instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from woordbeeld.alignment.model import Alignment
from woordbeeld.screen.model import Box, OnScreenText, TextKind
from woordbeeld.timing import Span
from woordbeeld.tracks.model import Cue, ScreenPosition, Track, Vertical

# How browsers show WebVTT (https://www.w3.org/TR/webvtt1/#processing-model): letters of 5 % of the height, a
# third more for a line. The rest is ours: what players leave free at the edge, the width of a letter on 16:9.
LINE_SHARE: Final = 0.067
EDGE_SHARE: Final = 0.05
CHAR_SHARE: Final = 0.014
LEAST_COVERED: Final = 0.1  # of a text or a caption: less is an edge, for boxes are a little too large
LEAST_MS: Final = 500  # at once; a shorter glimpse is worth no jump

TOP: Final = ScreenPosition(Vertical.TOP)


def clear_of_text(track: Track, alignment: Alignment) -> Track:
    """The track, in which cues stand above where they would cover text below, and none is above."""
    texts = [each.shown for each in alignment.screen.texts] if alignment.screen else []
    shown = [each for each in texts if each.kind is not TextKind.LOGO]
    if not shown:
        return track
    return replace(track, cues=tuple(_cleared(cue, shown) for cue in track.cues))


def moved_up(track: Track) -> int:
    """How many cues stand above in the picture."""
    return sum(cue.placement.vertical is Vertical.TOP for cue in track.cues)


def _cleared(cue: Cue, texts: Sequence[OnScreenText]) -> Cue:
    at_once = [each.box for each in texts if _common_ms(cue.span, each.span) >= LEAST_MS]
    below, above = (_place(cue, vertical) for vertical in (Vertical.BOTTOM, Vertical.TOP))
    if _covers(below, at_once) and not _covers(above, at_once):
        return replace(cue, placement=TOP)
    return cue


def _common_ms(one: Span, other: Span) -> int:
    return min(one.end_ms, other.end_ms) - max(one.start_ms, other.start_ms)


def _place(cue: Cue, vertical: Vertical) -> Box:
    """Where a player shows a cue."""
    height, width = LINE_SHARE * len(cue.shown), CHAR_SHARE * max(map(len, cue.shown), default=0)
    top = EDGE_SHARE if vertical is Vertical.TOP else 1 - EDGE_SHARE - height
    return Box(0.5 - width / 2, top, width, height)


def _covers(place: Box, boxes: Iterable[Box]) -> bool:
    return any(place.overlap(each) >= LEAST_COVERED for each in boxes)
