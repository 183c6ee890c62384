"""Captions from one format to another: times, words, lines, speakers, colours, styles and places stay."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree as ET

import pysubs2
import pytest
import ttconv.imsc.reader
import ttconv.srt.writer
import webvtt
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.stl_files import Gsi, at, teletext, tti
from tests.formats.tracks import TRACKS
from ttconv.stl.config import STLReaderConfiguration
from ttconv.stl.reader import to_model

from woordbeeld.errors import BadInputError, WrongUseError
from woordbeeld.formats.caption_file import CaptionFile, open_captions
from woordbeeld.formats.conversion import Wanted, converted, format_for, with_labels
from woordbeeld.formats.styled import styled_lines
from woordbeeld.formats.webvtt import render_webvtt
from woordbeeld.timing import Retiming, Span, frame_rate
from woordbeeld.tracks.model import (
    PLAIN,
    Align,
    Cue,
    ScreenPosition,
    Style,
    StyledRun,
    Track,
    TrackKind,
    Utterance,
    Vertical,
)

CASES = Path(__file__).parents[1] / "cases" / "captions"
STYLES = st.builds(
    Style,
    italic=st.booleans(),
    bold=st.booleans(),
    underline=st.booleans(),
    colour=st.sampled_from([None, "#ffff00", "#00ffff", "#ff0000", "#ff8800"]),
).filter(lambda style: style != PLAIN)
PLACES = st.builds(ScreenPosition, st.sampled_from(Vertical), st.sampled_from(Align))


@st.composite
def styled_tracks(draw: st.DrawFn) -> Track:
    """Tracks of which cues stand anywhere, and words look like anything."""
    track = draw(TRACKS)
    cues = []
    for cue in track.cues:
        spoken = [draw(_styled(each)) for each in cue.utterances]
        cues.append(replace(cue, utterances=tuple(spoken), placement=draw(PLACES)))
    return replace(track, cues=tuple(cues))


@st.composite
def _styled(draw: st.DrawFn, utterance: Utterance) -> Utterance:
    """What is said with some words in another style."""
    if draw(st.booleans()):
        return utterance
    runs = []
    for number, line in enumerate(utterance.shown):
        words = line.split(" ")
        first = draw(st.integers(0, len(words) - 1))
        last = draw(st.integers(first, len(words) - 1))
        start = len(" ".join([*words[:first], ""]))
        end = start + len(" ".join(words[first : last + 1]))
        if line[start:end].strip():
            runs.append(StyledRun(number, start, end, draw(STYLES)))
    return replace(utterance, colour=None, off_screen=False, runs=tuple(runs))


def opened(text: str, name: str) -> CaptionFile:
    return open_captions(text.encode("latin-1" if name.endswith(".stl") else "utf-8"), name)


def through(file: CaptionFile, *endings: str, wanted: Wanted | None = None) -> CaptionFile:
    """The file after its conversion from one format to the next."""
    for ending in endings:
        name = f"a.nl.{ending}"
        file = opened(converted(file, format_for(ending), wanted or Wanted(name)).text, name)
        assert not [each for each in file.findings if each.severity.value == "error"]
    return file


def spans(track: Track) -> list[Span]:
    return [cue.span for cue in track.cues]


def words(track: Track) -> list[list[str]]:
    return [" ".join(cue.shown).split() for cue in track.cues]


def lines(track: Track) -> list[list[list[str]]]:
    return [[line.split() for line in cue.shown if line.split()] for cue in track.cues]


def letters(track: Track) -> Iterator[list[tuple[str, Style]]]:
    """Every letter with the style that it has, cue by cue."""
    for cue in track.cues:
        yield [
            (letter, style)
            for each in cue.utterances
            for line in styled_lines(each)
            for text, style in line
            for letter in text
            if not letter.isspace()
        ]


def voices(track: Track) -> list[list[tuple[str | None, list[str]]]]:
    return [[(each.voice, " ".join(each.shown).split()) for each in cue.utterances] for cue in track.cues]


@settings(max_examples=60, deadline=None)
@given(styled_tracks())
def test_all_that_a_track_has_comes_back_through_ttml(made: Track) -> None:
    file = opened(render_webvtt(made), "a.nl.vtt")
    before, after = file.document.track, through(file, "ttml", "vtt").document.track
    order = sorted(before.cues, key=lambda cue: cue.span.start_ms)
    before = replace(before, cues=tuple(order))
    assert (spans(after), lines(after)) == (spans(before), lines(before))
    assert list(letters(after)) == list(letters(before))
    assert voices(after) == voices(before)
    assert [cue.placement for cue in after.cues] == [cue.placement for cue in before.cues]


@settings(max_examples=60, deadline=None)
@given(styled_tracks())
def test_all_but_voices_without_a_label_comes_back_through_subrip(made: Track) -> None:
    file = opened(render_webvtt(made), "a.nl.vtt")
    before, after = with_labels(file.document.track), through(file, "srt", "vtt").document.track
    assert (spans(after), lines(after)) == (spans(before), lines(before))
    assert list(letters(after)) == list(letters(before))
    assert [cue.placement for cue in after.cues] == [cue.placement for cue in before.cues]


@settings(max_examples=40, deadline=None)
@given(styled_tracks())
def test_words_and_lines_come_back_through_ebu_stl_at_whole_frames(made: Track) -> None:
    cues = [
        replace(cue, span=Span(number * 5000 + 13, number * 5000 + 3331))
        for number, cue in enumerate(made.cues)
    ]
    file = opened(render_webvtt(replace(made, cues=tuple(cues))), "a.nl.vtt")
    before, after = with_labels(file.document.track), through(file, "stl", "vtt").document.track
    assert [_in_stl(each) for each in words(after)] == [_in_stl(each) for each in words(before)]
    for one, other in zip(spans(before), spans(after), strict=True):
        assert abs(one.start_ms - other.start_ms) <= 20
        assert abs(one.end_ms - other.end_ms) <= 20


def _in_stl(found: list[str]) -> str:
    return " ".join(" ".join(found).replace("\u200b", "").replace("–", "-").split())


@settings(max_examples=30, deadline=None)
@given(styled_tracks())
def test_other_programs_read_the_same_words_and_times(made: Track) -> None:
    file = opened(render_webvtt(made), "a.nl.vtt")
    track = with_labels(file.document.track)
    srt = converted(file, format_for("srt"), Wanted("a.nl.srt")).text
    found = pysubs2.SSAFile.from_string(srt, "srt")
    assert [(each.start, each.end) for each in found] == [
        (each.start_ms, each.end_ms) for each in spans(track)
    ]
    back = converted(opened(srt, "a.nl.srt"), format_for("vtt"), Wanted("a.nl.vtt")).text
    theirs = webvtt.from_string(back).captions
    assert [(each.start_time.in_milliseconds(), each.end_time.in_milliseconds()) for each in theirs] == [
        (each.start_ms, each.end_ms) for each in spans(track)
    ]


# -- what is known of a file by heart


STYLED = """\
WEBVTT - Praatje
Kind: captions
Language: nl

STYLE
::cue(.luid) { font-size: 150% }

NOTE Een opmerking

intro
00:00:01.000 --> 00:00:03.000 line:0 position:20%
<v Ton Heerts>Ja, dat <i>vind</i> ik <c.luid>ook</c>.

2
00:00:04.000 --> 00:00:06.000
<v Stef Bos><c.yellow>Nee,</c> <ruby>汉<rt>han</rt></ruby> <00:00:05.000>hoor.

3
00:00:07.000 --> 00:00:09.000
<v Stef Bos>En <lang en>by the way</lang> <c.colour-ff8800>oranje</c>.

4
00:00:10.000 --> 00:00:09.000
Deze is nooit te zien.
"""


def test_what_another_format_lacks_is_told_once_with_a_count_and_a_line() -> None:
    made = converted(opened(STYLED, "praatje.vtt"), format_for("srt"), Wanted("praatje.srt"))
    assert [str(each) for each in made.lost] == [
        "comments (at line 8)",
        "styles of its own (STYLE) (at line 5)",
        "cues without times that can be used (at line 23)",
        "lines of the header (at line 1)",
        "identifiers of cues (at line 11)",
        "exact places: captions stand at the top, in the middle, or at the bottom (at line 11)",
        "ruby: what stands above or beside the text (at line 15)",
        "times of words (at line 15)",
        "classes of styles (at line 11)",
        "the language of parts of the text (at line 19)",
        "the language, which its name can tell: .nl.srt",
    ]
    assert [str(each) for each in made.notes] == [
        "a label shows who speaks where that changes, for SubRip has no voices (2 times, first at line 11)"
    ]
    assert made.loses_text
    assert made.text == (
        "1\n00:00:01,000 --> 00:00:03,000\n{\\an7}TON HEERTS: Ja, dat <i>vind</i> ik ook.\n\n"
        '2\n00:00:04,000 --> 00:00:06,000\nSTEF BOS: <font color="#ffff00">Nee,</font> 汉 hoor.\n\n'
        '3\n00:00:07,000 --> 00:00:09,000\nEn by the way <font color="#ff8800">oranje</font>.\n'
    )


def test_ttml_has_each_style_and_place_once_and_ttconv_reads_them() -> None:
    text = converted(opened(STYLED, "a.vtt"), format_for("ttml"), Wanted("a.ttml")).text
    assert text.count('<style xml:id="colour-ff8800" tts:color="#ff8800"/>') == 1
    assert text.count('<region xml:id="top"') == 1
    document = ttconv.imsc.reader.to_model(ET.ElementTree(ET.fromstring(text)))  # noqa: S314 - we wrote it
    assert document is not None
    theirs = pysubs2.SSAFile.from_string(str(ttconv.srt.writer.from_model(document)), "srt")
    assert [each.plaintext for each in theirs] == [
        "Ja, dat vind ik ook.",
        "Nee, 汉 hoor.",
        "En by the way oranje.",
    ]
    assert "{\\i1}vind{\\i0}" in theirs[0].text


def test_colours_of_teletext_stay_speakers_in_every_format() -> None:
    blocks = (
        tti(0, 1, 3, teletext(b"Hallo.", colour=b"\x03")),
        tti(1, 4, 6, teletext(b"Dag.", colour=b"\x06")),
    )
    file = open_captions(Gsi().with_blocks(*blocks), "a.stl")
    for ending in ("vtt", "ttml", "srt"):
        cues = through(file, ending).document.track.cues
        assert [cue.utterances[0].colour.code for cue in cues if cue.utterances[0].colour] == [
            "#ffff00",
            "#00ffff",
        ]


def test_open_subtitles_are_read_by_ttconv() -> None:
    text = converted(opened(STYLED, "a.vtt"), format_for("stl"), Wanted("a.stl")).text
    model = to_model(io.BytesIO(text.encode("latin-1")), STLReaderConfiguration(program_start_tc="TCP"))
    theirs = pysubs2.SSAFile.from_string(str(ttconv.srt.writer.from_model(model)), "srt")
    assert [(each.start, each.end) for each in theirs] == [(1000, 3000), (4000, 6000), (7000, 9000)]


# -- the same format: nothing but times


def test_a_file_that_keeps_its_format_keeps_every_byte() -> None:
    for path in sorted(CASES.iterdir()):
        if path.suffix != ".tsv":
            file = open_captions(path.read_bytes(), path.name)
            made = converted(file, file.format, Wanted(path.name))
            assert made.text == file.document.source, path.name


def moved(source: str, name: str, retiming: Retiming) -> str:
    file = opened(source, name)
    return converted(file, file.format, Wanted(name, retiming)).text


def test_only_times_move_those_within_cues_and_of_cues_that_are_never_shown_too() -> None:
    text = moved(STYLED, "a.vtt", Retiming(later_ms=1500))
    expected = STYLED
    for before, after in (
        ("00:00:10.000 --> 00:00:09.000", "00:00:11.500 --> 00:00:10.500"),
        ("<00:00:05.000>", "<00:00:06.500>"),
        ("07.000 --> 00:00:09.000", "08.500 --> 00:00:10.500"),
        ("04.000 --> 00:00:06.000", "05.500 --> 00:00:07.500"),
        ("01.000 --> 00:00:03.000", "02.500 --> 00:00:04.500"),
    ):
        expected = expected.replace(before, after, 1)
    assert text == expected


TTML = """\
<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="nl"><body>{}</body></tt>
"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<p begin="1s" end="3s">a</p>', '<p begin="00:00:02.500" end="00:00:04.500">a</p>'),
        ('<p begin="1s" dur="2s">a</p>', '<p begin="00:00:02.500" dur="2s">a</p>'),
        ('<p end="3s">a</p>', '<p begin="00:00:01.500" end="00:00:04.500">a</p>'),
        (
            '<div begin="1s"><p begin="1s" end="2s">a</p></div>',
            '<div begin="00:00:02.500"><p begin="1s" end="2s">a</p></div>',
        ),
        (
            '<div timeContainer="seq"><p dur="2s">a</p><p dur="3s">b</p></div>',
            '<div timeContainer="seq"><p begin="00:00:01.500" dur="2s">a</p><p dur="3s">b</p></div>',
        ),
        (
            '<p begin="1s" end="5s">a <span begin="2s">b</span></p>',
            '<p begin="00:00:02.500" end="00:00:06.500">a <span begin="2s">b</span></p>',
        ),
    ],
)
def test_times_that_count_from_another_stay_as_they_are(before: str, after: str) -> None:
    assert moved(TTML.format(f"<div>{before}</div>"), "a.ttml", Retiming(later_ms=1500)) == TTML.format(
        f"<div>{after}</div>"
    )


def test_a_stretch_reaches_times_that_count_from_another_too() -> None:
    before = '<div begin="4s"><p begin="2s" end="4s">a <span begin="1s">b</span></p></div>'
    after = moved(TTML.format(before), "a.ttml", Retiming(stretch=Fraction(2)))
    assert after == TTML.format(
        '<div begin="00:00:08.000"><p begin="00:00:04.000" end="00:00:08.000">a '
        '<span begin="00:00:02.000">b</span></p></div>'
    )


def test_time_codes_of_ebu_stl_move_comments_and_the_header_too() -> None:
    data = Gsi(start=b"10000000").with_blocks(
        tti(0, (10, 0, 1, 0), (10, 0, 3, 0), teletext(b"Ja.")),
        tti(0, (10, 0, 1, 0), (10, 0, 3, 0), b"Opmerking", comment=1),
    )
    file = open_captions(data, "a.stl")
    made = converted(file, file.format, Wanted("a.stl", Retiming(later_ms=2000))).text.encode("latin-1")
    expected = Gsi(start=b"10000000").with_blocks(
        tti(0, (10, 0, 3, 0), (10, 0, 5, 0), teletext(b"Ja.")),
        tti(0, (10, 0, 3, 0), (10, 0, 5, 0), b"Opmerking", comment=1),
    )
    assert made == expected
    assert at(1) == (0, 0, 1, 0)


@settings(max_examples=40, deadline=None)
@given(styled_tracks(), st.integers(0, 5_000_000), st.sampled_from(["vtt", "srt", "ttml"]))
def test_a_shift_and_the_shift_back_give_the_same_file(made: Track, shift_ms: int, ending: str) -> None:
    file = through(opened(render_webvtt(made), "a.nl.vtt"), ending)
    there = through(file, ending, wanted=Wanted(retiming=Retiming(later_ms=shift_ms)))
    back = through(there, ending, wanted=Wanted(retiming=Retiming(later_ms=-shift_ms)))
    assert back.document.source == file.document.source


def test_a_frame_rate_stretches_exactly_and_an_offset_is_taken_off_first() -> None:
    retiming = Retiming(36_000_000, frame_rate("25") / frame_rate("23.976"), 0)
    assert retiming.span(Span(36_000_000, 36_960_000)) == Span(0, 1_001_000)
    assert Retiming(later_ms=-1).moment(0) == 0


# -- before the start


def test_a_cue_that_would_start_before_0_starts_at_0_and_one_that_would_be_over_is_refused() -> None:
    file = opened(STYLED, "a.vtt")
    for ending in ("vtt", "ttml"):
        made = converted(file, format_for(ending), Wanted(retiming=Retiming(later_ms=-1500)))
        (note,) = map(str, made.notes)
        assert note == "would start before 0, and starts at 0 (at line 11)"
        assert spans(opened(made.text, f"a.{ending}").document.track)[0] == Span(0, 1500)
        with pytest.raises(
            BadInputError, match=r"a\.vtt: a cue would be over before .* \(first at line 11\)"
        ):
            converted(file, format_for(ending), Wanted(retiming=Retiming(later_ms=-3000)))


# -- what is asked for beside


def test_rolling_captions_become_plain_where_that_is_asked() -> None:
    file = open_captions((CASES / "vtt-youtube.nl.vtt").read_bytes(), "a.nl.vtt")
    rolling = converted(file, format_for("srt"), Wanted("a.nl.srt"))
    assert "--rolling makes them plain" in str(rolling.notes[0])
    plain = converted(file, format_for("srt"), Wanted("a.nl.srt", rolling=True))
    found = [word for cue in words(opened(plain.text, "a.nl.srt").document.track) for word in cue]
    assert len(found) < sum(map(len, words(file.document.track)))
    again = converted(opened(plain.text, "a.nl.srt"), format_for("srt"), Wanted("a.nl.srt", rolling=True))
    assert str(again.notes[0]) == "these captions do not roll, so --rolling changes nothing"


def test_a_name_tells_what_a_format_does_not() -> None:
    source = STYLED.replace("Kind: captions", "Kind: descriptions")
    named = converted(opened(source, "a.vtt"), format_for("srt"), Wanted("descriptions.nl.srt"))
    assert not any("which its name can tell" in str(each) for each in named.lost)
    other = converted(opened(source, "a.vtt"), format_for("srt"), Wanted("praatje.srt"))
    assert [str(each) for each in other.lost][-2:] == [
        "the language, which its name can tell: .nl.srt",
        "that these are descriptions, which its name can tell: descriptions.srt",
    ]


def test_lines_end_in_cr_lf_in_all_formats_of_text() -> None:
    for ending in ("vtt", "srt", "ttml"):
        text = converted(opened(STYLED, "a.vtt"), format_for(ending), Wanted(crlf=True)).text
        assert text.count("\n") == text.count("\r\n") > 0
    with pytest.raises(WrongUseError, match="--crlf is for lines, which EBU STL has none of"):
        converted(opened(STYLED, "a.vtt"), format_for("stl"), Wanted(crlf=True))


def test_a_language_is_written_where_the_format_has_a_place_for_it() -> None:
    srt = opened("1\n00:00:01,000 --> 00:00:03,000\nOké.\n", "a.srt")
    for ending, told in (("vtt", "Language: fy"), ("ttml", 'xml:lang="fy"')):
        assert told in converted(srt, format_for(ending), Wanted(language="fy")).text
    with pytest.raises(WrongUseError, match="--lang is for another format"):
        converted(srt, format_for("srt"), Wanted(language="fy"))


def test_a_language_that_is_no_code_is_left_out_and_told() -> None:
    file = opened(TTML.replace("nl", "--&gt;nl").format('<p begin="1s" end="2s">a</p>'), "a.ttml")
    made = converted(file, format_for("vtt"), Wanted())
    assert "Language" not in made.text
    assert [str(each) for each in made.notes] == ["the language '-->nl' is no code of one, and is left out"]


@pytest.mark.parametrize(
    ("name", "code"), [("purple", "#800080"), ("#F80", "#ff8800"), ("FF8800", "#ff8800"), ("#mauve", None)]
)
def test_colours_by_any_name_go_over_to_every_format(name: str, code: str | None) -> None:
    srt = f"1\n00:00:01,000 --> 00:00:03,000\n<font color={name}>Ja.</font>\n"
    for ending in ("vtt", "ttml"):
        (runs,) = [
            each.runs for each in through(opened(srt, "a.nl.srt"), ending).document.track.cues[0].utterances
        ]
        assert [run.style.colour for run in runs] == [each for each in (code,) if each]
    stl = converted(opened(srt, "a.nl.srt"), format_for("stl"), Wanted())
    assert any("the nearest" in str(each) for each in stl.lost) is (code is not None)


def test_a_label_is_shown_where_the_speaker_changes_and_styles_stay_on_their_words() -> None:
    runs = (StyledRun(0, 0, 3, Style(italic=True)), StyledRun(1, 0, 3, Style(bold=True)))
    said = [
        Utterance(("Een twee", "drie"), "Ton", runs=runs),
        Utterance(("vier",), "Ton"),
        Utterance(("[applaus]",)),
        Utterance(("vijf",), "Ton"),
        Utterance(("zes",), "Stef", "-"),
        Utterance(("zeven",), "Stef"),
    ]
    cues = tuple(Cue(Span(at, at + 1), (each,), (at,)) for at, each in enumerate(said))
    labelled = [cue.utterances[0] for cue in with_labels(Track(TrackKind.CAPTIONS, "nl", cues)).cues]
    assert [each.speaker_prefix for each in labelled] == ["TON: ", "", "", "", "-", ""]
    assert [(run.line, run.start, run.end) for run in labelled[0].runs] == [(0, 5, 8), (1, 0, 3)]
