"""Descriptions: every scene whole and in order, never two at once."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.alignment.model import Alignment
from woordbeeld.timing import Span
from woordbeeld.tracks.descriptions import _apart, descriptions


def test_a_description_is_whole_with_its_on_screen_text_at_its_time(align: Callable[..., Alignment]) -> None:
    text = "TON: Hallo.\n\n(Een man lacht. Beeldtekst: Rapport 2018.)\n\nAPPLAUS"
    (cue,) = descriptions(align(text, (0, 1000), (1500, 4000), (4000, 5000))).cues
    assert (cue.lines, cue.span, cue.sources) == (
        ("Een man lacht. Beeldtekst: Rapport 2018.",),
        Span(1500, 4000),
        (3,),
    )


def test_a_description_does_not_say_of_itself_that_it_is_seen(align: Callable[..., Alignment]) -> None:
    (cue,) = descriptions(align("TON: Hallo.\n\n(Beeld: een plein)", (0, 1000), (1500, 4000))).cues
    assert cue.lines == ("een plein",)


def test_two_descriptions_at_one_moment_are_spoken_one_after_the_other(
    align: Callable[..., Alignment],
) -> None:
    made = descriptions(align("(Een man.)\n\nTON: Ja.\n\n(Een vrouw.)", (0, 1000), (0, 900), (0, 1000))).cues
    assert [(cue.lines[0], cue.span) for cue in made] == [
        ("Een man.", Span(0, 500)),
        ("Een vrouw.", Span(500, 1000)),
    ]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), max_size=12))
def test_spans_set_apart_keep_their_number_and_order(drawn: list[tuple[int, int]]) -> None:
    spans = sorted(Span(start, start + long) for start, long in drawn)
    apart = _apart(spans)
    assert len(apart) == len(spans)
    assert all(before.end_ms <= after.start_ms for before, after in pairwise(apart))
    if all(not before.overlaps(after) for before, after in pairwise(spans)):
        assert apart == spans
