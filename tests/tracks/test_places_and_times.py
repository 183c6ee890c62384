"""What the rules hold for the place of a cue, its frames, and tracks that are nobody's captions."""

from __future__ import annotations

import itertools

import pytest
from tests.tracks.test_checks import cue, hearing, track

from woordbeeld.checking.fixes import fix
from woordbeeld.formats.caption_file import open_captions
from woordbeeld.tracks.checks import check
from woordbeeld.tracks.model import Align, ScreenPosition, TrackKind, Vertical
from woordbeeld.tracks.profile import NL_WEB, at_frame_rate, find_profile


def found(source: str, name: str = "captions.nl.vtt") -> list[str]:
    document = open_captions(source.encode(), name).document
    return [finding.rule for finding in check(document.track, NL_WEB)]


def vtt(*cues: tuple[str, str]) -> str:
    return "\n\n".join(["WEBVTT", *(f"{times}\n{text}" for times, text in cues)]) + "\n"


SIGN, SPEECH = "[bord: Stadhuis Utrecht]", "Hier werkt de burgemeester."


@pytest.mark.parametrize(
    ("first", "second", "overlaps"),
    [
        ("line:0", "line:-1", False),
        ("line:-1", "line:0", False),
        ("", "line:0", False),
        ("line:5%", "", False),
        ("", "line:-1", True),  # below is where a cue stands that says nothing
        ("line:90%", "", True),
        ("", "", True),
        ("line:50%", "line:5%", False),
    ],
)
@pytest.mark.parametrize("later", [False, True])
def test_only_cues_in_one_place_overlap(first: str, second: str, *, overlaps: bool, later: bool) -> None:
    cues = [(f"00:01.000 --> 00:06.000 {first}", SIGN), (f"00:02.000 --> 00:04.000 {second}", SPEECH)]
    cues.append((f"00:0{6 if later else 4}.080 --> 00:09.000 {second}", "En hier de wethouders."))
    assert ("overlap" in found(vtt(*cues))) is overlaps


def test_three_at_once_in_three_places_are_no_overlap_in_any_order() -> None:
    places = [ScreenPosition(each, Align.CENTRE) for each in Vertical]
    for order in itertools.permutations(places):
        made = track(*(cue(1000 + at, 4000, "Dat is zo.") for at in range(3)))
        cues = tuple(
            type(each)(each.span, each.utterances, each.sources, place)
            for each, place in zip(made.cues, order, strict=True)
        )
        assert check(track(*cues), NL_WEB) == ()


@pytest.mark.parametrize(
    ("rate", "gap_ms"), [(24, 83), (23.976, 83), (25, 80), (29.97, 67), (30, 67), (50, 40)]
)
def test_two_frames_are_as_long_as_the_frame_rate_says(rate: float, gap_ms: int) -> None:
    profile = at_frame_rate(NL_WEB, rate)
    assert profile.min_gap_ms == gap_ms
    frame_ms = 1000 / rate
    for frames, told in ((0, True), (1, True), (2, False), (3, False)):
        for start_frame in range(100, 130):  # times on frames, rounded to milliseconds
            start_ms, end_ms = (round(frame * frame_ms) for frame in (start_frame + frames, start_frame))
            made = track(cue(0, end_ms, "Dat is zo."), cue(start_ms, start_ms + 2000, "Ja."))
            assert ([each.rule for each in check(made, profile)] == ["gap"]) is told


def test_twenty_frames_of_24_a_second_are_long_enough() -> None:
    made = track(cue(1000, 1000 + 832, "Ja."))
    assert [each.rule for each in check(made, NL_WEB)] == ["too-short"]
    assert [each.rule for each in check(made, at_frame_rate(NL_WEB, 24))] == ["short"]
    seven_s = track(cue(0, 7007, "Dat is zo."))
    assert check(seven_s, at_frame_rate(NL_WEB, 23.976)) == ()


def test_a_cue_that_ends_on_the_frame_of_a_cut_does_not_run_over_it() -> None:
    made = track(cue(1000, 3010, "Dat is zo."))
    heard = hearing((1000, 2900), shots=(3000,))
    assert [each.rule for each in check(made, NL_WEB, heard)] == ["across-cut"]
    assert check(made, at_frame_rate(NL_WEB, 25), heard) == ()


def test_captions_of_the_bbc_follow_each_other_without_a_gap() -> None:
    made = track(cue(0, 2000, "Dat is zo."), cue(2000, 4000, "En dit ook."))
    assert check(made, find_profile("bbc")) == ()
    assert [each.rule for each in check(made, NL_WEB)] == ["gap"]


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("captions.nl.srt", "1\n10:00:01,000 --> 10:00:03,000\nGoedemorgen allemaal.\n"),
        ("captions.nl.vtt", "WEBVTT\n\n10:00:01.000 --> 10:00:03.000\nGoedemorgen allemaal.\n"),
        (
            "captions.ttml",
            (
                '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" '
                'ttp:timeBase="smpte" ttp:frameRate="25" xml:lang="nl"><body><div>'
                '<p begin="10:00:01:00" end="10:00:03:12">Goedemorgen allemaal.</p></div></body></tt>'
            ),
        ),
    ],
)
def test_an_offset_of_hours_is_told_in_every_format(name: str, source: str) -> None:
    assert found(source, name) == ["offset"]


def test_metadata_is_left_alone_and_that_is_told_once() -> None:
    cues = [("00:00.000 --> 00:05.000", '{\n "url": "https://nl.wikipedia.org/&amp;"}')] * 3
    source = vtt(*cues).replace("WEBVTT", "WEBVTT\nKind: metadata")
    document = open_captions(source.encode(), "meta.vtt").document
    (finding,) = check(document.track, NL_WEB)
    assert (finding.rule, document.track.kind) == ("kind", TrackKind.METADATA)
    fixed = fix(document, NL_WEB)
    assert (fixed.document.source, fixed.done, fixed.left) == (source, (), ())
