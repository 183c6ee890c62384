"""Confidence is a probability that falls with every doubt."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.alignment.confidence import confidence
from woordbeeld.alignment.model import Match


@pytest.mark.parametrize("match", Match)
def test_a_pause_before_a_word_shows_its_start(match: Match) -> None:
    assert confidence(match, 0.5, after_pause=True) > confidence(match, 0.5, after_pause=False)


@pytest.mark.parametrize("after_pause", [True, False])
def test_a_word_heard_as_written_is_surer_than_a_misheard_one_and_that_than_an_unheard_one(
    *, after_pause: bool
) -> None:
    sure = [
        confidence(match, 0.5, after_pause=after_pause)
        for match in (Match.SAME, Match.REPLACED, Match.UNHEARD)
    ]
    assert all(one > other for one, other in pairwise(sure))


def test_a_word_that_the_recogniser_finds_unlikely_is_less_sure() -> None:
    assert confidence(Match.SAME, 0.001, after_pause=True) < confidence(Match.SAME, 0.5, after_pause=True)


def test_only_what_was_heard_and_follows_a_pause_is_given_nine_tenths() -> None:
    high = {
        (match, after_pause)
        for match, after_pause in product(Match, (True, False))
        if confidence(match, 1.0, after_pause=after_pause) >= 0.9
    }
    assert high == {(Match.SAME, True), (Match.REPLACED, True)}
    assert all(
        0 <= confidence(match, chance, after_pause=after_pause) <= 1
        for match, chance, after_pause in product(Match, (0.0, 1.0), (True, False))
    )


@given(st.sampled_from(Match), st.floats(0, 1), st.floats(0, 1))
def test_confidence_is_a_probability_and_never_falls_where_doubt_does(
    match: Match, one: float, other: float
) -> None:
    unlikely, likely = sorted((one, other))
    for after_pause in (True, False):
        sure = confidence(match, likely, after_pause=after_pause)
        assert 0 <= confidence(match, unlikely, after_pause=after_pause) <= sure <= 1
    flow, pause = (confidence(match, one, after_pause=after_pause) for after_pause in (False, True))
    assert flow <= pause


@given(st.floats(0, 1), st.booleans())
def test_same_is_at_least_as_sure_as_replaced_and_that_as_unheard(
    probability: float,
    after_pause: bool,  # noqa: FBT001 - hypothesis draws it
) -> None:
    same, replaced, unheard = (
        confidence(match, probability, after_pause=after_pause)
        for match in (Match.SAME, Match.REPLACED, Match.UNHEARD)
    )
    assert same >= replaced >= unheard
