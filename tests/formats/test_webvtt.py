"""WebVTT of anybody's making: read as browsers read it, and given back with nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from tests.formats.documents import causes, divided, document, rebroken, retimed, texts
from tests.formats.tracks import TRACKS, spoken_words
from tests.formats.webvtt_cases import CASES

from woordbeeld.errors import BadInputError
from woordbeeld.formats.document import Replacement
from woordbeeld.formats.webvtt import read, render_webvtt, to_webvtt
from woordbeeld.timing import Span
from woordbeeld.tracks.model import Align, Colour, ScreenPosition, Style, StyledRun, Track, TrackKind
from woordbeeld.words import say

FOREIGN = """\
WEBVTT - made elsewhere
X-Maker: somebody
Language: nl

STYLE
::cue(.big) { font-size: 120% }

NOTE a remark
of two lines

REGION
id:top
lines:2

intro
00:01.000   -->  00:02.500 region:top align:left
<v.big Ton Heerts>Super <i>dank</i> &amp; zo.</v>

NOTE between

2
00:00:03.000 --> 00:00:04.000
<v Stef>Nee.</v>
<v Ton>-Ja.


00:05.000 --> 00:04.000
te laat

00:06.000 --> 00:07.000
<i>Ver weg.</i>

NOTE at the end
"""


@settings(max_examples=500, deadline=None)
@given(TRACKS)
def test_what_is_written_is_read_back_with_its_words_times_and_speakers(track: Track) -> None:
    found = document(render_webvtt(track), "captions.vtt")
    assert causes(found) == []
    assert (found.track.kind, found.track.language) == (track.kind, track.language)
    assert [cue.span for cue in found.track.cues] == [cue.span for cue in track.cues]
    assert spoken_words(found.track) == spoken_words(track)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_the_pieces_of_a_file_are_the_file(newline: str, bom: str) -> None:
    text = bom + FOREIGN.replace("\n", newline)
    found = document(text)
    assert "".join(piece.range.of(text) for piece in found.pieces) == text
    assert texts(found) == ["Super dank & zo.", "Nee.\n-Ja.", "Ver weg."]


@pytest.mark.parametrize("kind", CASES)
def test_a_special_file_shows_what_the_standard_says(kind: str) -> None:
    text, expected = CASES[kind]
    found = read(text)
    assert texts(found) == expected
    assert "".join(piece.range.of(text) for piece in found.pieces) == text


def test_a_comma_for_the_point_is_a_fault_but_the_cue_is_read() -> None:
    found = read("WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nja\n")
    assert (texts(found), causes(found)) == (["ja"], [("comma-in-times", 3)])


def test_the_time_with_a_comma_is_the_one_that_is_told() -> None:
    (fault,) = read("WEBVTT\n\n00:00:01.000 --> 00:00:04,000\nja\n").faults
    assert fault.what == say("fault.comma-in-times.what", time="00:00:04,000")


def test_speakers_styles_and_off_screen_voices_are_read() -> None:
    first, second, third = document(FOREIGN).track.cues
    assert [(part.voice, part.shown) for part in first.utterances] == [("Ton Heerts", ("Super dank & zo.",))]
    assert [(part.voice, part.speaker_prefix, part.lines) for part in second.utterances] == [
        ("Stef", "", ("Nee.",)),
        ("Ton", "-", ("Ja.",)),
    ]
    assert third.utterances[0].off_screen
    assert [cue.sources for cue in (first, second, third)] == [(16,), (22,), (30,)]


def test_a_part_in_italics_and_the_place_are_kept_apart_from_the_rest() -> None:
    cue = document(FOREIGN).track.cues[0]
    big = ("big",)
    assert cue.utterances[0].runs == (
        StyledRun(0, 0, 6, Style(classes=big)),
        StyledRun(0, 6, 10, Style(italic=True, classes=big)),
        StyledRun(0, 10, 16, Style(classes=big)),
    )
    assert cue.placement == ScreenPosition(align=Align.LEFT, region="top")


def test_a_colour_is_read_from_its_class() -> None:
    (cue,) = document("WEBVTT\n\n00:00.000 --> 00:01.000\n<c.yellow.bg_black>Ja.</c>").track.cues
    assert cue.utterances[0].colour is Colour.YELLOW


def test_labels_tell_the_voices_where_no_cue_has_one() -> None:
    text = "WEBVTT\n\n00:00.000 --> 00:01.000\nTON: Ja.\n\n00:01.000 --> 00:02.000\nDat is zo."
    assert [cue.utterances[0].voice for cue in document(text).track.cues] == ["TON", "TON"]


def test_a_cue_that_ends_before_it_starts_is_told_and_kept() -> None:
    found = document(FOREIGN)
    assert causes(found) == [("ends-before-start", 27)]
    assert "te laat" in retimed(found, 2, 6000, 8000).source


def test_a_changed_time_changes_nothing_else() -> None:
    changed = retimed(document(FOREIGN), 0, 1200, 2500)
    assert changed.source == FOREIGN.replace("00:01.000   -->", "00:00:01.200   -->")


def test_other_line_breaks_keep_identifier_settings_markup_and_line_ends() -> None:
    text = FOREIGN.replace("\n", "\r\n")
    changed = rebroken(document(text), 0, 0, 2)
    assert changed.source == text.replace(
        "<v.big Ton Heerts>Super <i>dank</i> &amp; zo.", "<v.big Ton Heerts>Super\r\n<i>dank</i> &amp;\r\nzo."
    )
    assert rebroken(changed, 0).source == text


def test_a_cue_cut_in_two_has_its_identifier_once_and_its_markup_in_both() -> None:
    found = document(FOREIGN)
    changed = divided(found, 0, [1], (1000, 1500), (1580, 2500))
    assert [cue.span for cue in changed.track.cues][:2] == [Span(1000, 1500), Span(1580, 2500)]
    assert changed.source.count("intro") == 1
    assert changed.source.count("region:top align:left") == 2
    assert "<v.big Ton Heerts>Super <i>dank</i></v>\n\n" in changed.source
    assert "\n<v.big Ton Heerts>&amp; zo.</v>\n\nNOTE between" in changed.source


def test_a_cue_that_is_left_out_takes_nothing_else_with_it() -> None:
    found = document(FOREIGN)
    second = found.cue_pieces[1]
    changed = found.with_edits([Replacement(second.range.start, second.range.end, "")]).source
    assert "Nee." not in changed
    assert all(kept in changed for kept in ("NOTE between", "NOTE at the end", "::cue(.big)", "te laat"))


def test_kind_and_language_are_in_the_header() -> None:
    track = read("WEBVTT\nKind: descriptions\nLanguage: nl\n\n").track
    assert (track.kind, track.language) == (TrackKind.DESCRIPTIONS, "nl")


@pytest.mark.parametrize(
    "text", ["", "WEBVT\n", "WEBVTT2\n\n00:00.000 --> 00:01.000\nx", " WEBVTT\n", "1\n00:00"]
)
def test_a_file_without_the_signature_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="WEBVTT"):
        read(text)


def test_a_file_is_handed_over_to_webvtt_py_with_its_markup() -> None:
    found = document(FOREIGN)
    made = to_webvtt(found)
    assert [caption.raw_text for caption in made.captions] == [
        piece.parts.payload.of(FOREIGN) for piece in found.cue_pieces if piece.parts
    ]
    assert [caption.identifier for caption in made.captions] == ["intro", "2", None]
    assert str(made[0].settings) == "region:top align:left"
    again = document(str(made.content))
    assert [cue.utterances for cue in again.track.cues] == [cue.utterances for cue in found.track.cues]
    assert [cue.span for cue in again.track.cues] == [cue.span for cue in found.track.cues]
    assert all(kept in made.content for kept in ("::cue(.big)", "id:top", "NOTE between", "Language: nl"))
