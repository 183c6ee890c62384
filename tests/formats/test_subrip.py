"""SubRip: written as players take it, read as mildly as they do, given back with nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.formats.documents import causes, divided, document, rebroken, retimed, texts
from tests.formats.tracks import TRACKS

from woordbeeld.checking.fixes import fix
from woordbeeld.findings import Severity
from woordbeeld.formats.blocks import renumbered
from woordbeeld.formats.document import Document
from woordbeeld.formats.subrip import render_subrip
from woordbeeld.timing import Span
from woordbeeld.tracks.model import (
    DASH,
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
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.tracks.speaker_prefixes import label_of

FOREIGN = """\
\ufeff1
00:00:01,000 --> 00:00:02,500  X1:10 X2:20
{\\an8}<i>Ver weg.</i>

2
00:00:03.00 --> 00:00:04.5
TON: Ja?
- Nee &amp; ja.
00:00:05,000 -> 00:00:06,000
<font color="#FFFF00">Geel</font>

een los woord
9
00:00:08,000 --> 00:00:07,000
te laat"""


def read(text: str) -> Document:
    return document(text, "x.nl.srt")


def shown(text: str) -> list[tuple[str, ...]]:
    return [cue.shown for cue in read(text).track.cues]


def labels(cue: Cue) -> list[str | None]:
    return [label_of(part.speaker_prefix) for part in cue.utterances if label_of(part.speaker_prefix)]


def track(*spoken: Utterance) -> Track:
    return Track(TrackKind.CAPTIONS, "nl", (Cue(Span(1000, 2500), spoken, (1,)),))


def test_a_cue_has_a_number_times_with_commas_and_its_visible_lead() -> None:
    text = render_subrip(track(Utterance(("Ja?",), "Ton", "TON: "), Utterance(("Nee.",), "Stef", DASH)))
    assert text == "1\n00:00:01,000 --> 00:00:02,500\nTON: Ja?\n-Nee.\n"


def test_off_screen_voices_are_in_italics_and_colours_in_their_code() -> None:
    text = render_subrip(track(Utterance(("Ver",), "Stem", "", Colour.CYAN, off_screen=True)))
    assert '<font color="#00ffff"><i>Ver</i></font>' in text


def test_lines_end_as_asked() -> None:
    assert (
        render_subrip(track(Utterance(("Ja.",))), crlf=True)
        == "1\r\n00:00:01,000 --> 00:00:02,500\r\nJa.\r\n"
    )


@settings(max_examples=500, deadline=None)
@given(TRACKS, st.booleans())
def test_what_is_written_is_read_back_with_its_words_times_and_visible_speakers(
    made: Track,
    crlf: bool,  # noqa: FBT001
) -> None:
    found = read(render_subrip(made, crlf=crlf))
    assert causes(found) == []
    assert [cue.span for cue in found.track.cues] == [cue.span for cue in made.cues]
    for again, cue in zip(found.track.cues, made.cues, strict=True):
        assert " ".join(again.shown).split() == " ".join(cue.shown).replace("\u2060", "").split()
        assert labels(again) == labels(cue)
        assert {part.off_screen for part in again.utterances} <= {part.off_screen for part in cue.utterances}


def test_a_file_as_they_come_is_read_as_players_do() -> None:
    found = read(FOREIGN)
    assert shown(FOREIGN) == [("Ver weg.",), ("TON: Ja?", "- Nee &amp; ja."), ("Geel", "een los woord")]
    first, second, third = found.track.cues
    assert first.utterances[0].off_screen
    assert first.placement == ScreenPosition(Vertical.TOP)
    assert [part.voice for part in second.utterances] == ["TON", None]
    assert third.utterances[0].colour is Colour.YELLOW
    assert [cue.span for cue in found.track.cues] == [Span(1000, 2500), Span(3000, 4500), Span(5000, 6000)]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_pieces_of_a_file_are_the_file(newline: str) -> None:
    text = FOREIGN.replace("\n", newline)
    found = read(text)
    assert "".join(piece.range.of(text) for piece in found.pieces) == text
    assert texts(found) == texts(read(FOREIGN))


def test_what_is_no_cue_is_told() -> None:
    told = {(fault.cause, fault.line): fault.severity for fault in read(FOREIGN).faults}
    assert told["empty-line-in-cue", 11] is Severity.WARNING
    errors = (("ends-before-start", 14), ("arrow", 9), ("no-empty-line", 9), ("no-empty-line", 13))
    assert {told[each] for each in errors} == {Severity.ERROR}
    assert causes(read("zomaar tekst\n\n1\n00:00:01,000 --> 00:00:02,000\nJa.\n")) == [
        ("text-outside-cue", 1)
    ]


def test_a_changed_time_leaves_the_rest_of_the_cue() -> None:
    changed = retimed(read(FOREIGN), 0, 1000, 2600)
    assert changed.source == FOREIGN.replace("00:00:02,500", "00:00:02,600")


def test_cues_are_numbered_anew_where_one_is_cut_in_two() -> None:
    found = read("5\n00:00:01,000 --> 00:00:03,000\nJa. Nee.\n\n6\n00:00:04,000 --> 00:00:05,000\nNee.\n")
    changed = divided(found, 0, [0], (1000, 2000), (2000, 3000))
    assert changed.with_edits(renumbered(changed, 5)).source.split("\n\n") == [
        "5\n00:00:01,000 --> 00:00:02,000\nJa.",
        "6\n00:00:02,000 --> 00:00:03,000\nNee.",
        "7\n00:00:04,000 --> 00:00:05,000\nNee.\n",
    ]


FAULTY = """\
los begin

1
00:00:01,000 --> 00:00:02,000
Een.

2
00:00:05,000 --> 00:00:04,000
Fout.

3
00:00:06,000 --> 00:00:07,000
Drie."""


def test_what_is_no_cue_stays_where_another_cue_changes() -> None:
    found = read(FAULTY)
    assert retimed(found, 0, 1000, 2500).source == FAULTY.replace("00:00:02,000", "00:00:02,500")
    assert all(kept in fix(found, NL_WEB).document.source for kept in ("los begin\n\n1\n", "Fout.", "Drie."))


def test_cues_in_another_order_have_an_empty_line_between() -> None:
    found = read("1\n00:00:03,000 --> 00:00:04,000\nTwee\n2\n00:00:01,000 --> 00:00:02,000\nEen")
    assert fix(found, NL_WEB).document.source == (
        "1\n00:00:01,000 --> 00:00:02,000\nEen\n\n2\n00:00:03,000 --> 00:00:04,000\nTwee"
    )


@pytest.mark.parametrize("text", ["", "Twee"])
def test_the_mark_of_the_order_of_bytes_stays_at_the_beginning(text: str) -> None:
    found = read(f"\ufeff1\n00:00:03,000 --> 00:00:04,000\n{text}\n\n2\n00:00:01,000 --> 00:00:02,000\nEen\n")
    fixed = fix(found, NL_WEB).document.source
    assert fixed.startswith("\ufeff1\n00:00:01,000")
    assert fixed.count("\ufeff") == 1


def test_a_cue_without_text_stays_as_it_was() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\nTwee"
    found = read(text)
    assert texts(found) == ["", "Twee"]
    assert retimed(found, 0, 1000, 2500).source == text.replace("02,000", "02,500")


def test_a_cue_with_other_line_breaks_stays_where_it_was_placed() -> None:
    found = read("1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<i>Een twee</i>\n")
    assert rebroken(found, 0, 0).source.endswith("\n{\\an8}<i>Een\ntwee</i>\n")


def test_a_part_in_another_style_is_a_run() -> None:
    (cue,) = read("1\n00:00:01,000 --> 00:00:02,000\nJa <b>{\\i1}heel{\\i0}</b> mooi\n").track.cues
    (said,) = cue.utterances
    assert (said.shown, said.runs) == (
        ("Ja heel mooi",),
        (StyledRun(0, 3, 7, Style(italic=True, bold=True)),),
    )


def test_only_a_line_wholly_in_italics_is_off_screen() -> None:
    def off_screen(text: str) -> list[bool]:
        (cue,) = read(f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n").track.cues
        return [part.off_screen for part in cue.utterances]

    assert off_screen("<i>Een\ntwee</i>") == [True]
    assert off_screen(r"{\i1}Een{\i0}") == [True]
    assert off_screen("<i>Een</i> twee") == [False]
    assert off_screen("<i>TON: Een.</i>\n-Twee") == [True, False]


def test_a_switch_of_substation_alpha_ends_its_style_across_other_tags() -> None:
    text = "{\\i1}{\\i1}Ja <b>heel{\\i0} mooi</b> hoor"
    (cue,) = read(f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n").track.cues
    styles = [(run.start, run.end, run.style) for run in cue.utterances[0].runs]
    assert styles == [
        (0, 3, Style(italic=True)),
        (3, 7, Style(italic=True, bold=True)),
        (7, 12, Style(bold=True)),
    ]


@pytest.mark.parametrize(
    "times", ["00:01,000 --> 00:02,000", "00:00:01:000 --> 00:00:02:000", "0:00:01.0 -> 0:00:02.0"]
)
def test_times_are_read_in_the_ways_that_files_write_them(times: str) -> None:
    (cue,) = read(f"1\n{times}\nJa.\n").track.cues
    assert cue.span == Span(1000, 2000)


@pytest.mark.parametrize(
    "times",
    [
        "00:00:0x,000 --> 00:00:06,000",
        "00:00:04,000 -->",
        "00:00:04,000 --> 00:00:6:,00",
        "0o:00:04,0 -> 00:06,0",
    ],
)
def test_times_that_cannot_be_read_are_told_and_never_text_of_the_cue_before(times: str) -> None:
    before = "1\n00:00:01,000 --> 00:00:03,000\nEen zin die langer is dan een regel van veertig tekens.\n\n"
    after = "\n\n3\n00:00:07,000 --> 00:00:09,000\nDrie.\n"
    found = read(f"{before}2\n{times}\nTwee.{after}")
    assert texts(found) == ["Een zin die langer is dan een regel van veertig tekens.", "Drie."]
    assert causes(found) == [("times", 6)]
    assert f"\n\n2\n{times}\nTwee.\n\n3\n" in fix(found, NL_WEB).document.source


@pytest.mark.parametrize("text", ["Van A --> B.", "Om 10:30 --> dan.", "Het wordt 3 --> 4."])
def test_an_arrow_in_a_sentence_is_text(text: str) -> None:
    (cue,) = read(f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n").track.cues
    assert cue.shown == (text,)


def test_times_that_are_spoken_are_no_cue() -> None:
    (cue,) = read("1\n00:00:01,000 --> 00:00:02,000\nOpen van\n12:30 -> 13:00\n").track.cues
    assert cue.shown == ("Open van", "12:30 -> 13:00")


@pytest.mark.parametrize(
    "text",
    [
        "A < B",
        "<b>vet</b>",
        "{\\an8}boven",
        "<i>",
        "--> pijl",
        "a <font> b",
        "{x}",
        "B < C > D",
        "C:\\nieuw",
        "&amp;",
    ],
)
def test_text_that_looks_like_markup_is_shown(text: str) -> None:
    assert shown(render_subrip(track(Utterance((text,))))) == [(text,)]
