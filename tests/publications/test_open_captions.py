"""What libass is told to draw: every word of the captions, escaped, in letters that fit."""

from __future__ import annotations

import re

import pytest

from woordbeeld.alignment.model import Alignment
from woordbeeld.media.framing import Shape, framed
from woordbeeld.publications.legible_captions import legible
from woordbeeld.publications.open_captions import FONT, frame_for, letters_in, render_open_captions
from woordbeeld.timing import Span
from woordbeeld.tracks.captions import captions
from woordbeeld.tracks.model import Colour, Cue, Style, StyledRun, Track, TrackKind, Utterance
from woordbeeld.tracks.profile import NL_WEB

WILD = ["{\\an8}", "c:\\new\\home", "\\N \\h", "a{b}c", "\u202eomgekeerd", "نعم", "x" * 200, "a\nb", "\x00"]


def track(*utterances: Utterance) -> Track:
    return Track(TrackKind.CAPTIONS, "nl", (Cue(Span(1234, 5678), utterances, (1,)),))


def script(made: Track, shape: Shape = Shape.WIDE) -> str:
    cues = legible(made, shape)
    return render_open_captions(cues, frame_for(cues, shape, 1280, 720))


def texts(made: str) -> list[str]:
    return [line.split(",", 9)[9] for line in made.splitlines() if line.startswith("Dialogue: ")]


def shown(text: str) -> str:
    """What libass shows of a text, by its rules: overrides go, escapes become what they stand for."""
    plain = re.sub(r"(?<!\\)\{[^}]*\}", "", text).replace(r"\N", "\n")
    return plain.replace(r"\{", "{").replace(r"\}", "}").replace("\\\u2060", "\\")


def test_every_cue_is_there_as_viewers_see_it_with_its_times(talk: Alignment) -> None:
    spoken = captions(talk, NL_WEB)
    made = script(spoken)
    assert [shown(text) for text in texts(made)] == ["\n".join(cue.shown) for cue in spoken.cues]
    assert "Dialogue: 0,0:00:09.10,0:00:10.92,Captions,,0,0,0,,[applaus]\n" in made


@pytest.mark.parametrize("text", WILD)
def test_whatever_a_text_holds_it_is_text(text: str) -> None:
    told = "".join(texts(script(track(Utterance((f"Een {text} twee",))))))
    assert "".join(shown(told).split()) == "".join(f"Een{text}twee".replace("\x00", "").split())
    assert not re.search(r"(?<!\\)\{(?!\\fs\d+\\bord\d+\})", told)


def test_styles_and_colours_are_drawn_and_taken_back() -> None:
    runs = (StyledRun(0, 0, 3, Style(italic=True)), StyledRun(0, 4, 8, Style(bold=True, underline=True)))
    (told,) = texts(
        script(
            track(
                Utterance(("Een twee drie",), runs=runs),
                Utterance(("Vier",), colour=Colour.YELLOW),
            )
        )
    )
    assert told == r"{\i1}Een{\i0} {\u1}{\b1}twee{\b0}{\u0} drie\N{\c&H00ffff&}Vier{\c}"


def test_a_caption_in_smaller_letters_has_them_for_itself_alone() -> None:
    label = Utterance(("Ja.",), speaker_prefix="DE STAATSSECRETARIS VAN ONDERWIJS: ")
    cues = (Cue(Span(0, 900), (label,), (1,)), Cue(Span(1000, 2000), (Utterance(("Nee.",)),), (2,)))
    small, usual = texts(script(Track(TrackKind.CAPTIONS, "nl", cues), Shape.SQUARE))
    assert re.fullmatch(r"\{\\fs51\\bord10\}DE STAATSSECRETARIS VAN ONDERWIJS:\\N?.*Ja\.", small)
    assert usual == "Nee."


def test_the_letters_that_fonts_must_have_are_those_that_are_seen() -> None:
    made = track(Utterance(("Ja, ja\u200d.",), speaker_prefix="ÉVA: "))
    assert letters_in(legible(made, Shape.WIDE)) == ",.:AJVajÉ"
    assert f"Style: Captions,{FONT}," in script(made)


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize(
    "size", [(1920, 1080), (320, 240), (1080, 1920), (1000, 1000), (2390, 1000), (3, 1000), (1000, 3)]
)
def test_a_picture_is_whole_in_its_frame_and_captions_are_out_of_what_apps_cover(
    shape: Shape, size: tuple[int, int]
) -> None:
    found = framed(*size, shape, captions_height=120, gap=20)
    assert 0 <= found.left <= found.left + found.width <= shape.width
    assert 0 <= found.top <= found.top + found.height <= shape.height
    assert not any(side % 2 for side in (found.left, found.top, found.width, found.height))
    assert found.fills or shape.width in (found.width, found.width + 1) or shape.height - found.height < 2
    if found.captions_top is not None:
        assert found.top + found.height < found.captions_top <= shape.height - shape.bottom_margin - 120
