"""A track with styles, colours and places, as each text format has it; `UPDATE_GOLDEN=1` writes it anew."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from tests.formats.documents import causes, document, texts

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


@dataclass(frozen=True, slots=True)
class Look:
    """A part of how captions look: what of a cue it is, and the cue without it."""

    of: Callable[[Cue], object]
    without: Callable[[Cue], Cue]

    def is_held_by(self, form: CaptionFormat) -> bool:
        """Whether a format loses no more by it, as it says itself."""
        plain = replace(TRACK, cues=tuple(map(self.without, TRACK.cues)))
        return set(form.cannot_hold(TRACK)) == set(form.cannot_hold(plain))


def _each(cue: Cue, **changes: Any) -> Cue:
    return replace(cue, utterances=tuple(replace(each, **changes) for each in cue.utterances))


LOOKS = {
    "times": Look(
        lambda cue: cue.span,
        lambda cue: replace(cue, span=Span(cue.span.start_ms, cue.span.start_ms + 2000)),
    ),
    "row": Look(
        lambda cue: cue.placement.vertical,
        lambda cue: replace(cue, placement=replace(cue.placement, vertical=Vertical.BOTTOM)),
    ),
    "column": Look(
        lambda cue: cue.placement.align,
        lambda cue: replace(cue, placement=replace(cue.placement, align=Align.CENTRE)),
    ),
    "colours": Look(
        lambda cue: [each.colour for each in cue.utterances], lambda cue: _each(cue, colour=None)
    ),
    "styles": Look(  # of what neither its colour nor its voice shows in another style
        lambda cue: [each.runs for each in cue.utterances if not (each.colour or each.off_screen)],
        lambda cue: _each(cue, runs=()),
    ),
    "off screen": Look(
        lambda cue: [each.off_screen for each in cue.utterances], lambda cue: _each(cue, off_screen=False)
    ),
}


@pytest.mark.parametrize("form", TEXT_FORMATS, ids=lambda form: form.name)
def test_a_track_is_written_as_it_was(form: CaptionFormat) -> None:
    file = GOLDEN / f"styled.nl{form.endings[0]}"
    text = form.write(TRACK, Writing("Praatje"))
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("form", TEXT_FORMATS, ids=lambda form: form.name)
def test_what_is_written_is_read_back(form: CaptionFormat) -> None:
    found = document(form.write(TRACK, Writing("Praatje")), f"x.nl{form.endings[0]}")
    assert causes(found) == []
    assert texts(found) == ["\n".join(cue.shown) for cue in TRACK.cues]


@pytest.mark.parametrize(
    ("form", "look"),
    [(form, name) for form in TEXT_FORMATS for name, look in LOOKS.items() if look.is_held_by(form)],
    ids=lambda each: each if isinstance(each, str) else each.name,
)
def test_what_a_format_holds_is_read_back(form: CaptionFormat, look: str) -> None:
    found = document(form.write(TRACK, Writing("Praatje")), f"x.nl{form.endings[0]}")
    assert list(map(LOOKS[look].of, found.track.cues)) == list(map(LOOKS[look].of, TRACK.cues))
