"""The match of written and heard words: what is alike is paired, in order, each word at most once."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.alignment.match import key, match_words

TEXTS = st.lists(
    st.sampled_from("de het een rapport Inspectie dank, wel. ja mbo – 2018".split()), max_size=20
)


@given(TEXTS, TEXTS)
def test_pairs_rise_and_no_word_is_used_twice(written: list[str], heard: list[str]) -> None:
    pairs = match_words(written, heard)
    used = [at for at in pairs if at is not None]
    assert len(pairs) == len(written)
    assert all(before < after for before, after in pairwise(used))
    assert all(0 <= at < len(heard) for at in used)


@given(TEXTS)
def test_a_text_heard_as_written_is_paired_word_for_word(text: list[str]) -> None:
    assert match_words(text, text) == tuple(range(len(text)))


@given(TEXTS, TEXTS)
def test_two_texts_of_one_length_leave_as_many_words_over_on_either_side(
    written: list[str], heard: list[str]
) -> None:
    size = min(len(written), len(heard))
    unpaired = match_words(written[:size], heard[:size]).count(None)
    assert unpaired == size - sum(at is not None for at in match_words(heard[:size], written[:size]))


@pytest.mark.parametrize(
    ("written", "heard", "pairs"),
    [
        ("dank je wel", "dank wel", (0, None, 1)),
        ("dank wel", "dank u wel", (0, 2)),
        ("een bijzondere opleiding", "een bijzonder opleidingen", (0, 1, 2)),
        ("zeer divers", "", (None, None)),
        ("", "zeer divers", ()),
        ("Hé, waar blijven ze?", "he waar blijven ze", (0, 1, 2, 3)),
        ("ja nee ja nee ja", "nee ja nee ja", (None, 0, 1, 2, 3)),
    ],
)
def test_words_find_what_is_most_like_them(written: str, heard: str, pairs: tuple[int | None, ...]) -> None:
    assert match_words(written.split(), heard.split()) == pairs


@pytest.mark.parametrize(
    ("one", "other"),
    [("Böger", "boger"), ("DESIRÉE", "Desiree"), ("gezegd.", "gezegd"), ("’t", "'t")],
)
def test_case_marks_and_diacritics_do_not_make_a_difference(one: str, other: str) -> None:
    assert key(one) == key(other)
