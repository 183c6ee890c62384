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
    used = [at for pair in pairs for at in pair]
    assert len(pairs) == len(written)
    assert all(before < after for before, after in pairwise(used))
    assert all(0 <= at < len(heard) for at in used)


@given(TEXTS)
def test_a_text_heard_as_written_is_paired_word_for_word(text: list[str]) -> None:
    words = [word for word in text if key(word)]
    assert match_words(words, words) == tuple((at,) for at in range(len(words)))


@pytest.mark.parametrize(
    ("written", "heard", "pairs"),
    [
        ("dank je wel", "dank wel", ((0,), (), (1,))),
        ("dank wel", "dank u wel", ((0,), (2,))),
        ("een bijzondere opleiding", "een bijzonder opleidingen", ((0,), (1,), (2,))),
        ("zeer divers", "", ((), ())),
        ("", "zeer divers", ()),
        ("Hé, waar blijven ze?", "he waar blijven ze", ((0,), (1,), (2,), (3,))),
        ("ja nee ja nee ja", "nee ja nee ja", ((), (0,), (1,), (2,), (3,))),
        ("het bewustzijn groeit", "het bewust zijn groeit", ((0,), (1, 2), (3,))),
        ("in die zee anemonen", "in die zeeanemonen", ((0,), (1,), (), (2,))),
    ],
)
def test_words_find_what_is_most_like_them(
    written: str, heard: str, pairs: tuple[tuple[int, ...], ...]
) -> None:
    assert match_words(written.split(), heard.split()) == pairs


def test_what_is_heard_extra_is_rather_said_between_two_lines_than_amid_one() -> None:
    amid, before = "nou ja zeg ja dat is waar".split(), "nou ja dat is waar".split()
    assert match_words(before, amid, [0, 2]) == ((0,), (1,), (4,), (5,), (6,))
    assert match_words(before, amid, [0, 1]) == ((0,), (3,), (4,), (5,), (6,))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Böger", "boger"), ("DESIRÉE", "Desiree"), ("gezegd.", "gezegd"), ("’t", "'t")],
)
def test_case_marks_and_diacritics_do_not_make_a_difference(one: str, other: str) -> None:
    assert key(one) == key(other)
