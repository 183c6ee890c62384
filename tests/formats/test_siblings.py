"""The same fault in another format: times as hands write them, glued cues, tags of another format, places."""

from __future__ import annotations

import io

import pysubs2
import pytest
import webvtt
from tests.formats.documents import causes, document, texts

from woordbeeld.checking.fixes import fix
from woordbeeld.formats.document import Document
from woordbeeld.tracks.checks import check
from woordbeeld.tracks.profile import NL_WEB

VTT = (
    "WEBVTT\nLanguage: nl\n\n00:00:01.000 --> 00:00:03.000\nEen.\n\n{}\nTwee.\n\n"
    "00:00:07.000 --> 00:00:09.000\nDrie.\n"
)
SRT = "1\n00:00:01,000 --> 00:00:03,000\nEen.\n\n{}\nTwee.\n\n3\n00:00:07,000 --> 00:00:09,000\nDrie.\n"
TTML = """\
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:tts="http://www.w3.org/ns/ttml#styling" xml:lang="nl"><head>
<layout><region xml:id="boven" tts:origin="10% 5%" tts:extent="80% 15%"/></layout></head><body><div>
{}
</div></body></tt>
"""


def fixed(found: Document) -> str:
    return fix(found, NL_WEB).document.source


def in_webvtt(source: str) -> list[str]:
    return [each.text for each in webvtt.from_buffer(io.StringIO(source)).captions]


def in_subrip(source: str) -> list[str]:
    return [each.plaintext for each in pysubs2.SSAFile.from_string(source, "srt")]


@pytest.mark.parametrize(
    ("times", "cause"),
    [
        ("00: 00: 04.000 --> 00: 00: 06.000", "times"),
        ("00:00:04.000 > 00:00:06.000", "times"),
        ("00:00:04.000 —> 00:00:06.000", "times"),
        ("00:00:04.000 -> 00:00:06.000", "times"),
        ("00:00:04.0000 --> 00:00:06.0000", "times"),
        ("0:0:4.0 --> 0:0:6.0", "times"),
        ("2\n00:00:04.000 → 00:00:06.000", "times"),
        ("00:00:04,000 --> 00:00:06,000", "comma-in-times"),
    ],
)
def test_times_of_webvtt_whose_meaning_is_certain_are_repaired(times: str, cause: str) -> None:
    found = document(VTT.format(times))
    assert cause in dict(causes(found))
    assert "Een.\n" not in "".join(text for text in texts(found) if "Twee" in text)
    assert in_webvtt(fixed(found)) == ["Een.", "Twee.", "Drie."]


@pytest.mark.parametrize(
    "number", ["9 ", "2 ", "11\t", "14: ", "2  "], ids=["nine", "two", "tab", "colon", "spaces"]
)
@pytest.mark.parametrize(("name", "form"), [("x.nl.vtt", VTT), ("x.nl.srt", SRT)], ids=["WebVTT", "SubRip"])
def test_a_number_before_the_times_gets_a_line_of_its_own_and_no_hours(
    name: str, form: str, number: str
) -> None:
    point = "." if name.endswith("vtt") else ","
    times = f"00:00:04{point}000 --> 00:00:06{point}000"
    found = document(form.format(number + times), name)
    assert causes(found) == [("number-glued", 7 if form is VTT else 5)]
    again = document(fixed(found), name)
    assert [(cue.text, cue.span.start_ms) for cue in again.track.cues] == [
        ("Een.", 1000),
        ("Twee.", 4000),
        ("Drie.", 7000),
    ]
    assert causes(again) == []


def test_a_number_before_times_without_hours_makes_none() -> None:
    found = document(VTT.format("9 00:04.000 --> 00:06.000"))
    assert "\n9\n00:00:04.000 --> 00:00:06.000\n" in fixed(found)


def test_a_number_glued_to_a_time_of_webvtt_is_no_hundreds_of_hours() -> None:
    glued = document(VTT.format("2\n00:00:04.000 --> 00:00:06.000").replace("\n00:00:07", "\n300:00:07"))
    assert causes(glued) == [("number-glued", 11)]
    assert "\n3\n00:00:07.000 --> " in fixed(glued)


@pytest.mark.parametrize("arrow", ["-", " - ", " – ", " -- ", " => ", " ~ ", " ... ", " tot "])
@pytest.mark.parametrize("number", ["", "2\n"], ids=["alone", "numbered"])
def test_whole_times_of_subrip_with_another_arrow_are_a_cue_and_an_error(number: str, arrow: str) -> None:
    found = document(SRT.format(f"{number}00:00:04,000{arrow}00:00:06,000"), "x.nl.srt")
    assert ("arrow", 6 if number else 5) in causes(found)
    assert texts(found) == ["Een.", "Twee.", "Drie."]
    assert in_subrip(fixed(found)) == ["Een.", "Twee.", "Drie."]


@pytest.mark.parametrize("arrow", [" - ", " – ", "--"])
def test_whole_times_of_webvtt_with_another_arrow_are_told_and_repaired(arrow: str) -> None:
    found = document(VTT.format(f"00:00:04.000{arrow}00:00:06.000"))
    assert causes(found) == [("times", 7)]
    assert in_webvtt(fixed(found)) == ["Een.", "Twee.", "Drie."]


def test_a_time_of_the_day_in_words_is_no_line_of_times() -> None:
    found = document(SRT.format("2\n00:00:04,000 --> 00:00:06,000\n09:30 - 10:15"), "x.nl.srt")
    assert texts(found)[1] == "09:30 - 10:15\nTwee."


@pytest.mark.parametrize(
    ("name", "form", "times"),
    [
        ("x.nl.srt", SRT, "2\n00:00:03,5x0 --> 00:00:06,000"),
        ("x.nl.vtt", VTT, "00:61:04.000 --> 00:62:06.000"),
    ],
)
def test_no_caption_is_lengthened_over_one_whose_times_are_not_known(
    name: str, form: str, times: str
) -> None:
    long = "Een tekst die langer moet staan dan hij staat, zo lang is hij."
    found = document(form.format(times).replace("Een.", long), name)
    assert fixed(found).count("00:00:03") == found.source.count("00:00:03") > 0


@pytest.mark.parametrize("times", ["00:61:04.000 --> 00:62:06.000", "00:00:0x.000 --> 00:00:06.000"])
def test_times_that_nobody_knows_are_told_and_left(times: str) -> None:
    found = document(VTT.format(times))
    assert [cause for cause, _ in causes(found)] in (["times"], ["arrow-in-text"])
    assert fixed(found) == found.source


def test_a_missing_empty_line_in_webvtt_is_put_there_before_the_number() -> None:
    glued = VTT.format("2\n00:00:04.000 --> 00:00:06.000").replace("\n\n2\n", "\n2\n")
    found = document(glued)
    assert causes(found) == [("no-empty-line", 6)]
    assert in_webvtt(fixed(found)) == ["Een.", "Twee.", "Drie."]
    assert "\n\n2\n00:00:04.000" in fixed(found)
    without_number = document(VTT.format("00:00:04.000 --> 00:00:06.000").replace("Een.\n\n", "Een.\n"))
    assert causes(without_number) == [("no-empty-line", 6)]
    assert fixed(without_number) == VTT.format("00:00:04.000 --> 00:00:06.000")


def test_an_empty_line_after_the_times_of_subrip_is_taken_out() -> None:
    found = document(SRT.format("2\n00:00:04,000 --> 00:00:06,000\n"), "x.nl.srt")
    assert causes(found) == [("empty-line-after-times", 6)]
    assert fixed(found) == SRT.format("2\n00:00:04,000 --> 00:00:06,000")


def test_a_break_of_html_in_webvtt_becomes_one_and_glues_no_words() -> None:
    found = document(VTT.format("00:00:04.000 --> 00:00:06.000").replace("Twee.", "Twee<br>drie<br/>vier."))
    assert [cause for cause, _ in causes(found)] == ["tag br", "tag br"]
    assert "Twee drie vier." in fixed(found)
    assert "Tweedrie" not in "".join(in_webvtt(fixed(found)))


AT_ONCE = {
    "x.nl.vtt": VTT.format("00:00:02.000 --> 00:00:03.000 {}"),
    "x.nl.srt": SRT.format("2\n00:00:02,000 --> 00:00:03,000"),
    "x.nl.ttml": TTML.format('<p begin="1s" end="3s">Een.</p><p {} begin="2s" end="3s">Twee.</p>'),
}


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("x.nl.vtt", "line:0"),
        ("x.nl.vtt", "line:10%,start"),
        ("x.nl.vtt", "align:left"),
        ("x.nl.vtt", "position:90%"),
        ("x.nl.srt", "{\\an8}"),
        ("x.nl.ttml", 'region="boven"'),
    ],
)
def test_two_captions_at_once_in_two_places_are_no_overlap(name: str, place: str) -> None:
    text = AT_ONCE[name]
    text = text.replace("Twee.", f"{place}Twee.") if name.endswith("srt") else text.replace("{}", place)
    found = document(text, name)
    assert "overlap" not in {each.rule for each in check(found.track, NL_WEB)}
    assert fixed(found) == found.source
    same = document(text.replace(place, ""), name)
    assert "overlap" in {each.rule for each in check(same.track, NL_WEB)}


@pytest.mark.parametrize(
    ("name", "place"),
    [("x.nl.vtt", " line:0"), ("x.nl.srt", "{\\an8}"), ("x.nl.ttml", 'region="boven"')],
)
def test_no_caption_is_lengthened_over_the_next_that_stands_elsewhere(name: str, place: str) -> None:
    long = "Een tekst die langer moet staan dan hij staat."
    text = (
        AT_ONCE[name]
        .replace(":02", ":04")
        .replace(":03", ":02")
        .replace("04.000 --> 00:00:02", "04.000 --> 00:00:05")
    )
    text = text.replace("04,000 --> 00:00:02", "04,000 --> 00:00:05").replace("Een.", long)
    text = text.replace('end="3s">Een', 'end="2s">Een').replace('begin="2s" end="3s"', 'begin="4s" end="5s"')
    text = (
        text.replace("Twee.", f"{place}Twee.")
        if name.endswith("srt")
        else text.replace(" {}", f" {place.strip()}")
    )
    found = document(text.replace("00:00:04", "00:00:03").replace('begin="4s"', 'begin="3s"'), name)
    first, second, *_ = document(fixed(found), name).track.cues
    assert found.track.cues[0].placement != found.track.cues[1].placement
    assert 2000 < first.span.end_ms <= second.span.start_ms == 3000


PARTS = {
    "x.nl.vtt": VTT.replace("{}", "00:00:04.000 --> 00:00:06.500"),
    "x.nl.srt": SRT.replace("{}", "2\n00:00:04,000 --> 00:00:06,500"),
    "x.nl.ttml": TTML.replace("{}", '<p begin="4s" end="6.5s">Twee.</p>'),
}
LONG = "Wij zagen {}daar{} vandaag nog een echt prachtig gebouw."


@pytest.mark.parametrize(
    ("name", "opening", "closing"),
    [
        ("x.nl.vtt", "<i>", "</i>"),
        ("x.nl.vtt", "<c.geel>", "</c>"),
        ("x.nl.vtt", "<00:00:05.000>", ""),
        ("x.nl.vtt", "<ruby>", "<rt>x</rt></ruby>"),
        ("x.nl.srt", '<font color="#ffff00">', "</font>"),
        ("x.nl.srt", "{\\i1}", "{\\i0}"),
        ("x.nl.ttml", '<span tts:fontStyle="italic">', "</span>"),
        ("x.nl.ttml", '<span tts:color="#ffff00"><span tts:fontWeight="bold">', "</span></span>"),
        ("x.nl.ttml", "<!-- let op -->", ""),
        ("x.nl.ttml", "<span tts:ruby='container'><span tts:ruby='base'>", "</span></span>"),
    ],
)
def test_markup_of_a_part_stays_around_that_part_where_lines_change(
    name: str, opening: str, closing: str
) -> None:
    text = PARTS[name].replace("Twee.", LONG.format(opening, closing))
    after = fixed(document(text, name))
    assert after != text
    assert f"{opening}daar{closing}" in after
    assert len(after.replace("<br/>", " ").replace("\n", " ").split()) == len(text.replace("\n", " ").split())
