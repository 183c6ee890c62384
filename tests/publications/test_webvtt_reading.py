"""WebVTT of anybody's making: read as browsers read it, and given back with nothing lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.publications.tracks import TRACKS, spoken_words
from tests.publications.webvtt_cases import CASES
from woordbeeld.publications.webvtt import render_webvtt
from woordbeeld.publications.webvtt_reading import read_webvtt

from woordbeeld.errors import BadInputError
from woordbeeld.timing import Span
from woordbeeld.tracks.model import Colour, Track, TrackKind

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


def texts(text: str) -> list[str]:
    return ["\n".join(cue.shown) for cue in read_webvtt(text).track.cues]


@settings(max_examples=1000, deadline=None)
@given(TRACKS)
def test_what_is_written_is_read_back_with_its_words_times_and_speakers(track: Track) -> None:
    found = read_webvtt(render_webvtt(track))
    assert found.findings == ()
    assert (found.track.kind, found.track.language) == (track.kind, track.language)
    assert [cue.span for cue in found.track.cues] == [cue.span for cue in track.cues]
    assert spoken_words(found.track) == spoken_words(track)


@settings(max_examples=200, deadline=None)
@given(TRACKS, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
def test_a_file_is_given_back_as_it_was(track: Track, newline: str, bom: bool) -> None:  # noqa: FBT001
    text = "\ufeff" * bom + render_webvtt(track).replace("\n", newline)
    found = read_webvtt(text)
    assert found.with_cues(found.track.cues) == text


@pytest.mark.parametrize("kind", CASES)
def test_a_special_file_shows_what_the_standard_says(kind: str) -> None:
    text, expected = CASES[kind]
    assert texts(text) == expected
    found = read_webvtt(text)
    assert found.with_cues(found.track.cues) == text


def test_speakers_styles_and_off_screen_voices_are_read() -> None:
    first, second, third = read_webvtt(FOREIGN).track.cues
    assert [(part.voice, part.shown) for part in first.utterances] == [("Ton Heerts", ("Super dank & zo.",))]
    assert [(part.voice, part.lead, part.lines) for part in second.utterances] == [
        ("Stef", "", ("Nee.",)),
        ("Ton", "-", ("Ja.",)),
    ]
    assert third.utterances[0].off_screen
    assert [cue.sources for cue in (first, second, third)] == [(16,), (22,), (30,)]


def test_a_colour_is_read_from_its_class() -> None:
    (cue,) = read_webvtt("WEBVTT\n\n00:00.000 --> 00:01.000\n<c.yellow.bg_black>Ja.</c>").track.cues
    assert cue.utterances[0].colour is Colour.YELLOW


def test_labels_tell_the_voices_where_no_cue_has_one() -> None:
    text = "WEBVTT\n\n00:00.000 --> 00:01.000\nTON: Ja.\n\n00:01.000 --> 00:02.000\nDat is zo."
    assert [cue.utterances[0].voice for cue in read_webvtt(text).track.cues] == ["TON", "TON"]


def test_a_cue_that_ends_before_it_starts_is_told_and_kept() -> None:
    found = read_webvtt(FOREIGN)
    (finding,) = found.findings
    assert (finding.rule, finding.line) == ("format", 27)
    assert found.with_cues(found.track.cues) == FOREIGN


def test_a_changed_time_changes_nothing_else() -> None:
    found = read_webvtt(FOREIGN)
    first, *others = found.track.cues
    later = replace(first, span=Span(1200, 2500))
    assert found.with_cues((later, *others)) == FOREIGN.replace(
        "00:01.000   -->  00", "00:00:01.200   -->  00:00"
    )


def test_a_changed_text_keeps_identifier_settings_and_line_ends() -> None:
    text = FOREIGN.replace("\n", "\r\n")
    found = read_webvtt(text)
    first, *others = found.track.cues
    said = replace(first.utterances[0], lines=("Super", "dank & zo."))
    changed = found.with_cues((replace(first, utterances=(said,)), *others))
    assert changed == text.replace("00:01.000   -->  00:02.500", "00:00:01.000   -->  00:00:02.500").replace(
        "<v.big Ton Heerts>Super <i>dank</i> &amp; zo.</v>", "<v Ton Heerts>Super\r\ndank &amp; zo.</v>"
    )


def test_a_cue_cut_in_two_has_its_identifier_once_and_one_left_out_is_gone() -> None:
    found = read_webvtt(FOREIGN)
    first, _, third = found.track.cues
    early, late = replace(first, span=Span(1000, 1500)), replace(first, span=Span(1500, 2500))
    changed = found.with_cues((early, late, third))
    assert [cue.span for cue in read_webvtt(changed).track.cues] == [early.span, late.span, third.span]
    assert changed.count("intro") == 1
    assert "Nee." not in changed
    assert all(kept in changed for kept in ("NOTE between", "NOTE at the end", "::cue(.big)", "te laat"))


def test_cues_may_change_places() -> None:
    found = read_webvtt("WEBVTT\n\n2\n00:02.000 --> 00:03.000\ntwee\n\n1\n00:01.000 --> 00:02.000\neen")
    changed = found.with_cues(tuple(reversed(found.track.cues)))
    assert texts(changed) == ["een", "twee"]
    assert [line for line in changed.splitlines() if line.isdecimal()] == ["1", "2"]


def test_kind_and_language_are_in_the_header() -> None:
    track = read_webvtt("WEBVTT\nKind: descriptions\nLanguage: nl\n\n").track
    assert (track.kind, track.language) == (TrackKind.DESCRIPTIONS, "nl")


@pytest.mark.parametrize(
    "text", ["", "WEBVT\n", "WEBVTT2\n\n00:00.000 --> 00:01.000\nx", " WEBVTT\n", "1\n00:00"]
)
def test_a_file_without_the_signature_is_refused(text: str) -> None:
    with pytest.raises(BadInputError, match="WEBVTT"):
        read_webvtt(text)
