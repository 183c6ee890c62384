"""What made a WebVTT file, its speakers read as that maker tells them, and rolling captions made plain."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from woordbeeld.checking.fixes import fix
from woordbeeld.formats.caption_file import open_captions
from woordbeeld.formats.document import Document, Flavour
from woordbeeld.formats.rolling import plain
from woordbeeld.timing import Span, format_timestamp
from woordbeeld.tracks.checks import check
from woordbeeld.tracks.model import Track
from woordbeeld.tracks.profile import NL_WEB

CASES = Path(__file__).parents[1] / "cases" / "captions"


def case(name: str) -> Document:
    return open_captions((CASES / name).read_bytes(), name).document


def document(text: str, name: str = "x.nl.vtt") -> Document:
    return open_captions(text.encode(), name).document


def texts(found: Track) -> list[str]:
    return ["\n".join(cue.shown) for cue in found.cues]


def findings(found: Document) -> list[str]:
    """What is told of a file: its faults, and what breaks a rule that no fault explains."""
    broken = [each.rule for each in check(found.track, NL_WEB) if each.rule not in found.explained]
    return [fault.cause for fault in found.faults] + broken


# -- Teams


def test_teams_names_speakers_by_voices_and_each_is_one() -> None:
    found = case("vtt-teams.nl.vtt")
    assert found.flavour is Flavour.TEAMS
    voices = [each.voice for cue in found.track.cues for each in cue.utterances]
    assert voices == ["Jan de Vries", "Jan de Vries", "Bakker, Piet (Gemeente)", "Jan de Vries"]


# -- Zoom

ZOOM = """\
WEBVTT

1
00:00:03.010 --> 00:00:05.480
Jan de Vries: Goedemorgen allemaal.

2
00:00:05.900 --> 00:00:08.000
iPhone van Piet: Hoor je mij?

3
00:00:08.500 --> 00:00:10.000
Het punt is: we beginnen.

4
00:00:10.500 --> 00:00:12.000
iPhone van Piet: Ja.

5
00:00:12.500 --> 00:00:15.000
Fatima El Idrissi: Om 10:30 uur, toch?
"""


def test_zoom_begins_what_is_said_with_the_name_of_who_says_it() -> None:
    found = document(ZOOM)
    assert found.flavour is Flavour.ZOOM
    said = [each for cue in found.track.cues for each in cue.utterances]
    assert [(each.voice, " ".join(each.lines)) for each in said] == [
        ("Jan de Vries", "Goedemorgen allemaal."),
        ("iPhone van Piet", "Hoor je mij?"),
        ("iPhone van Piet", "Het punt is: we beginnen."),
        ("iPhone van Piet", "Ja."),
        ("Fatima El Idrissi", "Om 10:30 uur, toch?"),
    ]


@pytest.mark.parametrize(
    "other",
    [
        ZOOM.replace("WEBVTT\n", "WEBVTT\nKind: captions\n"),
        ZOOM.replace("\n3\n", "\nderde\n"),
        ZOOM.replace("WEBVTT\n", "WEBVTT\n\nNOTE van ons\n"),
        ZOOM.replace("Jan de Vries: ", "").replace("iPhone van Piet: ", "", 1),
    ],
    ids=["a header", "a name of a cue", "a comment", "few names"],
)
def test_what_zoom_does_not_make_is_not_read_as_its(other: str) -> None:
    found = document(other)
    assert found.flavour is None
    assert "Fatima El Idrissi" not in {each.voice for cue in found.track.cues for each in cue.utterances}


# -- rolling captions


PLAIN = ["welkom bij deze uitleg", "over de nieuwe regels", "van de gemeente"]
LINES = [*PLAIN, "waar u woont"]


def rolled(lines: list[str], name: str, *, shown: int = 2, hold: bool = False, late_ms: int = 0) -> str:
    """Lines as rolling captions, so many shown at once, each for three seconds (and how long it overlaps)."""
    blocks = []
    for at in range(len(lines)):
        start_ms = 5000 + at * 3000
        text = "\n".join(lines[max(0, at - shown + 1) : at + 1])
        blocks.append((start_ms + 10 * hold * (at > 0), start_ms + 3000 + late_ms, text))
        if hold:
            kept = "\n".join(lines[max(0, at - shown + 2) : at + 1])
            blocks.append((start_ms + 3000, start_ms + 3010, f"{kept}\n "))
    return in_file(blocks, name)


def in_file(blocks: list[tuple[int, int, str]], name: str) -> str:
    vtt = name.endswith(".vtt")
    found = "WEBVTT\nLanguage: nl\n\n" if vtt else ""
    for number, (start_ms, end_ms, text) in enumerate(blocks, 1):
        times = f"{format_timestamp(start_ms)} --> {format_timestamp(end_ms)}"
        found += f"{times}\n{text}\n\n" if vtt else f"{number}\n{times.replace('.', ',')}\n{text}\n\n"
    return found


def test_youtube_is_one_finding_that_says_what_it_is() -> None:
    found = case("vtt-youtube.nl.vtt")
    assert found.flavour is Flavour.YOUTUBE
    assert findings(found) == ["rolling"]
    (fault,) = found.faults
    assert "4 cues repeat the line before" in str(fault.what)


def test_youtube_becomes_plain_cues_with_each_word_once() -> None:
    made = plain(case("vtt-youtube.nl.vtt"))
    assert [(cue.span, text) for cue, text in zip(made.track.cues, texts(made.track), strict=True)] == [
        (Span(5000, 8000), PLAIN[0]),
        (Span(8010, 11_000), PLAIN[1]),
        (Span(11_010, 14_000), PLAIN[2]),
    ]
    assert made.source == (
        "WEBVTT\nKind: captions\nLanguage: nl\n\n"
        "00:00:05.000 --> 00:00:08.000\nwelkom bij deze uitleg\n\n"
        "00:00:08.010 --> 00:00:11.000\nover de nieuwe regels\n\n"
        "00:00:11.010 --> 00:00:14.000\nvan de gemeente\n"
    )


def test_fix_makes_plain_cues() -> None:
    fixed = fix(case("vtt-youtube.nl.vtt"), NL_WEB)
    assert [text.replace("\n", " ") for text in texts(fixed.document.track)] == PLAIN
    assert findings(fixed.document) == []
    assert "rolling captions became plain cues, each word once" in list(map(str, fixed.done))


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("blank", [" ", ""], ids=["a space in blank lines", "nothing in blank lines"])
def test_blank_lines_and_line_ends_of_any_kind(blank: str, line_end: str) -> None:
    source = case("vtt-youtube.nl.vtt").source.replace("\n \n", f"\n{blank}\n").replace("\n", line_end)
    found = document(source)
    assert "rolling" in findings(found)
    fixed = fix(found, NL_WEB).document
    assert [text.replace("\n", " ") for text in texts(fixed.track)] == PLAIN
    assert findings(fixed) == []


@pytest.mark.parametrize("name", ["x.nl.vtt", "x.nl.srt"])
@pytest.mark.parametrize(
    "form",
    [
        {},
        {"shown": 3},
        {"hold": True},
        {"hold": True, "shown": 3},
        {"late_ms": 2000},
    ],
    ids=["two lines", "three lines", "with cues of 10 ms", "three lines with cues of 10 ms", "overlapping"],
)  # fmt: skip
def test_rolling_without_times_of_words(name: str, form: dict[str, Any]) -> None:
    found = document(rolled(LINES, name, **form), name)
    assert findings(found)[0] == "rolling"
    assert not set(findings(found)) & {"overlap", "gap", "short", "empty-line-in-cue"}
    made = plain(found)
    assert texts(made.track) == LINES
    starts = [cue.span.start_ms for cue in made.track.cues]
    assert [start_ms // 1000 for start_ms in starts] == [5, 8, 11, 14]
    assert all(
        cue.span.end_ms <= start_ms for cue, start_ms in zip(made.track.cues, starts[1:], strict=False)
    )
    assert "rolling" not in findings(made)


def test_numbers_go_on_counting() -> None:
    made = plain(document(rolled(LINES, "x.srt", hold=True), "x.srt"))
    numbers = [
        piece.parts.number.of(made.source) for piece in made.pieces if piece.parts and piece.parts.number
    ]
    assert numbers == ["1", "2", "3", "4"]


def test_lines_that_were_joined_are_told_by_their_words() -> None:
    blocks = [
        (1000 + at * 2000, 3000 + at * 2000, " ".join(LINES[max(0, at - 1) : at + 1]))
        for at in range(len(LINES))
    ]
    assert texts(plain(document(in_file(blocks, "x.vtt"))).track) == LINES


def test_a_word_said_twice_stays_twice() -> None:
    lines = ["ja ja", "ja ja", "nee", "ja ja"]
    assert texts(plain(document(rolled(lines, "x.vtt", hold=True))).track) == lines


def test_the_first_word_of_a_cue_has_its_own_time() -> None:
    rolling = case("vtt-youtube.nl.vtt").source.replace(
        "\nover<00:00:08.400>", "\n<00:00:08.200><c>over</c><00:00:08.400>"
    )
    assert plain(document(rolling)).track.cues[1].span == Span(8200, 11_000)


def test_notes_music_comments_and_styles_stay() -> None:
    rolling = """\
WEBVTT
Kind: captions
Language: nl

NOTE automatisch gemaakt

00:00:01.000 --> 00:00:04.000 align:start position:0%
[Muziek]

00:00:04.000 --> 00:00:07.000 align:start position:0%
[Muziek]
<v Jan>♪ <i>wij</i><00:00:04.500><c> gaan</c><00:00:05.000><c.colorE5E5E5> naar</c> ♪</v>

00:00:07.000 --> 00:00:07.010 align:start position:0%
♪ wij gaan naar ♪

00:00:07.010 --> 00:00:09.000 align:start position:0%
♪ wij gaan naar ♪
<c.yellow>huis&nbsp;toe</c> [&nbsp;__&nbsp;]
"""
    made = plain(document(rolling))
    assert (
        made.source
        == """\
WEBVTT
Kind: captions
Language: nl

NOTE automatisch gemaakt

00:00:01.000 --> 00:00:04.000
[Muziek]

00:00:04.000 --> 00:00:07.000
<v Jan>♪ <i>wij</i> gaan naar ♪</v>

00:00:07.010 --> 00:00:09.000
<c.yellow>huis&nbsp;toe</c> [&nbsp;__&nbsp;]
"""
    )


def in_turn(*said: str, apart_ms: int = 0) -> list[tuple[int, int, str]]:
    starts = range(1000, 1000 + len(said) * (2000 + apart_ms), 2000 + apart_ms)
    return [(start_ms, start_ms + 2000, text) for start_ms, text in zip(starts, said, strict=True)]


@pytest.mark.parametrize(
    "blocks",
    [
        in_turn("ja", "ja", "ja"),
        in_turn("[muziek]", "[muziek]\nDat is zo.", "Echt.", "Niet."),
        in_turn("een\ntwee", "twee\ndrie", "drie\nvier", "vier\nvijf", apart_ms=2000),
        in_turn("een twee", "drie vier", "vijf zes", "zeven acht"),
    ],
    ids=["a word repeated", "a sound that stays", "apart in time", "plain"],
)  # fmt: skip
def test_what_does_not_roll_is_left(blocks: list[tuple[int, int, str]]) -> None:
    found = document(in_file(blocks, "x.nl.vtt"))
    assert "rolling" not in findings(found)
    assert (
        " ".join(texts(fix(found, NL_WEB).document.track)).split()
        == " ".join(text for *_, text in blocks).split()
    )


SOME_WORDS = ["ja", "nee", "de", "het", "en", "wij", "♪", "[muziek]"]
LINE = st.lists(st.sampled_from(SOME_WORDS), min_size=1, max_size=5).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(LINE, min_size=4, max_size=9, unique=True),
    st.sampled_from(["x.nl.vtt", "x.nl.srt"]),
    st.integers(2, 3),
    st.booleans(),
)  # fmt: skip
def test_whatever_rolls_is_said_once(lines: list[str], name: str, shown: int, hold: bool) -> None:  # noqa: FBT001
    # Where a line begins with the whole line before it, nobody can tell what is said anew.
    assume(not any(other.startswith(one) for one, other in pairwise(lines)))
    found = document(rolled(lines, name, shown=shown, hold=hold), name)
    assert "rolling" in findings(found)
    made = plain(found)
    assert " ".join(texts(made.track)).split() == " ".join(lines).split()


@settings(max_examples=80, deadline=None)
@given(st.text("ja \n<>c/0:5.&;", max_size=60), st.integers(0, 400), st.integers(0, 60))
def test_no_damage_makes_it_fail(text: str, at: int, gone: int) -> None:
    source = (CASES / "vtt-youtube.nl.vtt").read_text()
    damaged = "WEBVTT\n" + source[7:at] + text + source[max(at, 7) + gone :]
    found = document(damaged)
    assert found.source == damaged
    plain(found)
    fix(found, NL_WEB)
