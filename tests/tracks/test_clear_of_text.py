"""A caption that would cover text in the picture stands above in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from woordbeeld.alignment.model import Alignment
from woordbeeld.alignment.seen_texts import seen_texts
from woordbeeld.formats.webvtt.writer import render_webvtt
from woordbeeld.screen.model import Box, OnScreenText, TextKind
from woordbeeld.timing import Span
from woordbeeld.tracks.captions import captions
from woordbeeld.tracks.clear_of_text import moved_up
from woordbeeld.tracks.model import Vertical
from woordbeeld.tracks.profile import NL_WEB

LOWER_THIRD = Box(0.05, 0.75, 0.45, 0.15)
TEXT = "JAN: Dank u wel voor deze mooie vraag.\n\nEVA: Graag gedaan hoor, tot ziens.\n"

Align = Callable[..., Alignment]


def shown(box: Box, start_ms: int, end_ms: int, kind: TextKind = TextKind.SHOWN) -> OnScreenText:
    return OnScreenText(("Trudy Vos", "voorzitter"), Span(start_ms, end_ms), box, 0.99, kind)


def placed(align: Align, *texts: OnScreenText) -> list[Vertical]:
    alignment = align(TEXT, (1000, 4000), (10_000, 13_000))
    alignment = replace(alignment, screen=seen_texts(alignment, texts))
    track = captions(alignment, NL_WEB)
    assert moved_up(track) == render_webvtt(track).count("line:0")
    return [cue.placement.vertical for cue in track.cues]


def test_only_those_that_would_cover_it_are_moved(align: Align) -> None:
    assert placed(align, shown(LOWER_THIRD, 500, 5000)) == [Vertical.TOP, Vertical.BOTTOM]
    assert placed(align) == [Vertical.BOTTOM, Vertical.BOTTOM]


@pytest.mark.parametrize(
    "text",
    [
        shown(LOWER_THIRD, 5000, 9000),  # shown between them
        shown(LOWER_THIRD, 3800, 5000),  # for a glimpse
        shown(Box(0.1, 0.4, 0.5, 0.2), 500, 5000),  # amid the picture
        shown(Box(0.0, 0.85, 0.12, 0.1), 500, 5000),  # beside the caption
        shown(Box(0.4, 0.85, 0.2, 0.1), 0, 60_000, TextKind.LOGO),
    ],
)
def test_what_covers_nothing_stays(align: Align, text: OnScreenText) -> None:
    assert placed(align, text) == [Vertical.BOTTOM, Vertical.BOTTOM]


def test_where_there_is_text_above_too_it_stays(align: Align) -> None:
    above = shown(Box(0.2, 0.02, 0.6, 0.12), 500, 5000)
    assert placed(align, shown(LOWER_THIRD, 500, 5000), above) == [Vertical.BOTTOM, Vertical.BOTTOM]
