"""Mending: faults that need no person go, no word does, and there are never more errors than before."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.tracks.test_checks import BAD, cue, track
from woordbeeld.tracks.mending import MENDABLE, mend

from woordbeeld.findings import Severity
from woordbeeld.timing import Span
from woordbeeld.tracks.checks import check, count_errors
from woordbeeld.tracks.model import DASH, Cue, Track, TrackKind, Utterance
from woordbeeld.tracks.profile import NL_WEB

WORDS = st.sampled_from(
    ["de", "man", "en", "ja.", "te", "onderwijsinspectie", "&amp;", "een", "huis,", "<b>"]
)
LINES = st.lists(st.lists(WORDS, max_size=12).map(" ".join), min_size=1, max_size=3).map(tuple)
UTTERANCES = st.builds(
    Utterance, LINES, st.sampled_from([None, "Ton"]), st.sampled_from(["", DASH, "- ", "TON: "])
)


@st.composite
def tracks(draw: st.DrawFn) -> Track:
    """Captions as bad as they come: out of order, one over the other, too long and too short."""
    made = []
    for number in range(draw(st.integers(0, 6))):
        start_ms = draw(st.integers(0, 20_000))
        spoken = tuple(draw(st.lists(UTTERANCES, min_size=1, max_size=2)))
        made.append(Cue(Span(start_ms, start_ms + draw(st.integers(1, 9000))), spoken, (number + 1,)))
    return Track(TrackKind.CAPTIONS, draw(st.sampled_from(["nl", None])), tuple(made))


def words(made: Track) -> Counter[str]:
    text = " ".join(
        word for each in made.cues for line in each.shown for word in line.split() if word != DASH
    )
    text = " ".join(word.removeprefix(DASH) for word in text.split())
    return Counter(text.replace("&amp;", "&").replace("<b>", "").split())


def errors(made: Track) -> int:
    return sum(finding.severity is Severity.ERROR for finding in check(made, NL_WEB))


@settings(max_examples=400, deadline=None)
@given(tracks())
def test_no_word_is_lost_no_error_added_and_mending_again_changes_nothing(made: Track) -> None:
    mended = mend(made, NL_WEB)
    assert words(mended.track) == words(made)
    assert errors(mended.track) == count_errors(mended.track, NL_WEB) <= errors(made)
    again = mend(mended.track, NL_WEB)
    assert again.track == mended.track
    assert again.done == ()
    assert bool(mended.done) == (mended.track != made)


@pytest.mark.parametrize("rule", sorted(MENDABLE - {"dash"}))
def test_what_can_be_mended_is(rule: str) -> None:
    made, _ = BAD[rule]
    assert rule not in {finding.rule for finding in check(mend(made, NL_WEB).track, NL_WEB)}


@pytest.mark.parametrize("dash", ["–", "-"])
@pytest.mark.parametrize("thought", ["{0} denk ik {0}", "{0}denk ik{0}"])
def test_no_line_is_made_to_begin_with_a_dash_inside_a_sentence(dash: str, thought: str) -> None:
    text = f"Wij zagen daar een prachtig gebouw {thought.format(dash)} en een park."
    mended = mend(track(cue(0, 6000, text)), NL_WEB).track
    assert [line for each in mended.cues for line in each.lines if line.startswith(dash)] == []
    assert mended.cues[0].text == text


@pytest.mark.parametrize("dash", [DASH, "- ", "– "])
def test_no_dash_is_left_alone_on_its_line(dash: str) -> None:
    text = "heeft onderwijsinspectie den en Josephine"
    mended = mend(track(cue(0, 6000, text, lead=dash)), NL_WEB).track
    assert mended.cues[0].shown[0].startswith(f"{dash}heeft")


def test_a_label_that_stands_alone_stays() -> None:
    made = track(cue(0, 1000, "", voice="Ton", lead="TON: "), cue(1080, 3000, "Dat is zo.", voice="Ton"))
    assert mend(made, NL_WEB).track == made
    assert [each.message.endswith("only the label TON:") for each in check(made, NL_WEB)] == [True]


def test_a_dash_becomes_that_of_most_others() -> None:
    spoken = [(Utterance(("Ja?",), lead=""), Utterance(("Nee.",), lead=lead)) for lead in ("-", "- ", "-")]
    made = Track(
        TrackKind.CAPTIONS,
        "nl",
        tuple(Cue(Span(at * 3000, at * 3000 + 2000), each, (1,)) for at, each in enumerate(spoken)),
    )
    assert [each.utterances[1].lead for each in mend(made, NL_WEB).track.cues] == ["-", "-", "-"]


def test_what_is_done_is_told_with_time_and_text() -> None:
    mended = mend(track(cue(83_000, 84_000, "Dit leest niemand zo snel.")), NL_WEB)
    assert mended.done == ("1:23 “Dit leest niemand zo snel.” stays 530 ms longer, to be read",)


def test_too_much_text_is_divided_over_two_cues_at_the_best_place() -> None:
    text = (
        "Wij vinden dat iedereen in dit land goed onderwijs verdient,",
        "en daarom hebben wij alle scholen bezocht.",
    )
    mended = mend(track(cue(0, 7000, *text, voice="Ton", lead="TON: ")), NL_WEB).track
    assert [each.text[-9:] for each in mended.cues] == ["verdient,", " bezocht."]
    assert [each.utterances[0].lead for each in mended.cues] == ["TON: ", ""]
    assert mended.cues[1].span.start_ms - mended.cues[0].span.end_ms == NL_WEB.min_gap_ms
    assert mended.cues[1].span.end_ms == 7000
