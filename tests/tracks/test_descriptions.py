"""Descriptions: every scene told and in order, never two at once."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.alignment.model import Alignment
from woordbeeld.description.planning import plan
from woordbeeld.timing import Span
from woordbeeld.tracks.descriptions import _apart, descriptions, room_to_speak


def test_a_description_is_said_as_an_ear_needs_it_and_where_it_was_planned(
    align: Callable[..., Alignment],
) -> None:
    text = "TON: Hallo.\n\n(Een man lacht. Beeldtekst: Rapport.)\n\nMUZIEK"
    made = align(text, (0, 1000), (1500, 8000), (4000, 5000))
    (cue,) = descriptions(made).cues
    assert (cue.lines, cue.sources) == (("Een man lacht. In beeld: Rapport.",), (3,))
    first, last = plan(made).passages
    assert cue.span == Span(first.start_ms, last.start_ms + last.length_ms)


def test_sentences_with_pauses_of_their_own_have_cues_of_their_own(align: Callable[..., Alignment]) -> None:
    text = "TON: Hallo.\n\n(Een man lacht. Stef Böger:)\n\nSTEF BÖGER: Ja."
    cues = descriptions(align(text, (0, 1000), (1000, 9000), (9000, 10_000))).cues
    assert [(cue.lines, cue.sources) for cue in cues] == [
        (("Een man lacht.",), (3,)),
        (("Stef Böger.",), (3,)),
    ]


def test_what_has_no_room_is_in_the_track_all_the_same_and_nothing_overlaps(
    align: Callable[..., Alignment],
) -> None:
    text = "(Een man.)\n\nTON: Ja.\n\n(Een vrouw.)\n\nTON: Nee."
    made = descriptions(align(text, (0, 500), (0, 30_000), (30_000, 30_100), (30_000, 60_000)))
    assert [cue.lines[0] for cue in made.cues] == ["Een man.", "Een vrouw."]
    assert all(before.span.end_ms <= after.span.start_ms for before, after in pairwise(made.cues))


def test_who_is_named_by_others_is_in_the_track_where_nothing_else_is(
    align: Callable[..., Alignment],
) -> None:
    text = "EVA: Het woord is aan Stef Böger.\n\n(Stef Böger:)\n\nSTEF BÖGER: Dank."
    (cue,) = descriptions(align(text, (0, 1000), (1000, 3000), (3000, 4000))).cues
    assert (cue.lines, cue.span) == (("Stef Böger:",), Span(1000, 3000))


def test_a_description_can_be_spoken_until_somebody_speaks_or_the_next_begins(
    align: Callable[..., Alignment],
) -> None:
    text = "TON: Hallo.\n\n(Een man lacht. Stef Böger:)\n\nSTEF BÖGER: Ja."
    made = align(text, (0, 1000), (1000, 9000), (9000, 10_000))
    cues = descriptions(made).cues
    assert room_to_speak(made, cues) == (cues[1].span.start_ms, 9000)


def test_amid_speech_there_is_no_room(align: Callable[..., Alignment]) -> None:
    made = align("TON: Hallo.\n\n(Een man.)\n\nTON: Ja.", (0, 1000), (1000, 1001), (1000, 60_000))
    assert room_to_speak(made, descriptions(made).cues) == (descriptions(made).cues[0].span.start_ms,)


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), max_size=12))
def test_spans_set_apart_keep_their_number_and_order(drawn: list[tuple[int, int]]) -> None:
    spans = sorted(Span(start, start + long) for start, long in drawn)
    apart = _apart(spans)
    assert len(apart) == len(spans)
    assert all(before.end_ms <= after.start_ms for before, after in pairwise(apart))
    if all(not before.overlaps(after) for before, after in pairwise(spans)):
        assert apart == spans


def test_marks_of_languages_are_not_read_out(align: Callable[..., Alignment]) -> None:
    text = "TON: Hallo.\n\n([en] A man walks. [/en] Beeldtekst: [en] Exit [/en])"
    made = align(text, (0, 1000), (1500, 8000))
    (cue,) = descriptions(made).cues
    assert cue.lines == ("A man walks. In beeld: Exit.",)
    assert made.transcript.scenes[0].on_screen == ("Exit",)
