"""A track with styles, colours and places, as each text format has it; `UPDATE_GOLDEN=1` writes it anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.formats.documents import causes, document

from woordbeeld.formats.table import FORMATS, CaptionFormat, Writing
from woordbeeld.timing import Span
from woordbeeld.tracks.model import (
    Align,
    Colour,
    Cue,
    ScreenPosition,
    Style,
    StyledRun,
    Track,
    TrackKind,
    Utterance,
    Vertical,
)

GOLDEN = Path(__file__).parents[1] / "golden" / "captions"
RUNS = (
    StyledRun(0, 0, 3, Style(italic=True)),
    StyledRun(0, 8, 12, Style(bold=True, colour="#ffff00")),
    StyledRun(1, 4, 9, Style(underline=True, italic=True)),
)
SPOKEN = (
    ((Utterance(("Goedemorgen & welkom.",), "Ton", "TON: "),), ScreenPosition()),
    (
        (Utterance(("Ga je mee?",), None, "", Colour.YELLOW), Utterance(("Nee.",), None, "-", Colour.CYAN)),
        ScreenPosition(Vertical.TOP),
    ),
    ((Utterance(("Het was heel mooi,", "dat zeker."), runs=RUNS),), ScreenPosition()),
    ((Utterance(("[bord: Stadhuis]",)),), ScreenPosition(Vertical.MIDDLE, Align.LEFT)),
    (
        (Utterance(("Wat een dag.",), "Voice-over", off_screen=True),),
        ScreenPosition(Vertical.BOTTOM, Align.RIGHT),
    ),
)
TRACK = Track(
    TrackKind.CAPTIONS,
    "nl",
    tuple(
        Cue(Span(at * 3000, at * 3000 + 2500), spoken, (at,), placement)
        for at, (spoken, placement) in enumerate(SPOKEN, 1)
    ),
)
TEXT_FORMATS = [each for each in FORMATS if not each.binary]


@pytest.mark.parametrize("form", TEXT_FORMATS, ids=lambda form: form.name)
def test_a_track_is_written_as_it_was(form: CaptionFormat) -> None:
    file = GOLDEN / f"styled.nl{form.endings[0]}"
    text = form.write(TRACK, Writing("Praatje"))
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", TEXT_FORMATS, ids=lambda form: form.name)
def test_what_is_written_is_read_back_with_its_looks(form: CaptionFormat) -> None:
    found = document(form.write(TRACK, Writing("Praatje")), f"x.nl{form.endings[0]}")
    assert causes(found) == []
    assert [cue.placement.vertical for cue in found.track.cues] == [
        cue.placement.vertical for cue in TRACK.cues
    ]
    assert [each.colour for each in found.track.cues[1].utterances] == [Colour.YELLOW, Colour.CYAN]
    assert found.track.cues[2].utterances[0].runs == RUNS
    assert found.track.cues[4].utterances[0].off_screen
