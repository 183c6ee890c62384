"""The match of written and heard words: what is alike is paired, in order, each word at most once."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise, product
from tracemalloc import get_traced_memory, start, stop

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from woordbeeld.alignment import match
from woordbeeld.alignment.match import (
    GAP_OPENING,
    GAP_PER_LETTER,
    Costs,
    Pairs,
    _openings,
    _pair_words,
    key,
    match_words,
)

TEXTS = st.lists(
    st.sampled_from("de het een rapport Inspectie dank, wel. ja mbo – 2018".split()), max_size=20
)

FEW = st.lists(st.sampled_from("de het een rapport inspectie mbo".split()), min_size=1, max_size=4)


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


@given(TEXTS, TEXTS)
def test_two_texts_of_one_length_leave_as_many_words_over_on_either_side(
    written: list[str], heard: list[str]
) -> None:
    size = max(1, min(len(written), len(heard)))
    one, other = ([key(word) for word in (*text, "een")[:size]] for text in (written, heard))
    anywhere = _openings([True] * (size - 1))
    unpaired = _pair_words(one, other, anywhere).count(None)
    assert unpaired == _pair_words(other, one, anywhere).count(None)


def cost(written: Sequence[str], heard: Sequence[str], pairs: Pairs, openings: Costs) -> float:
    """What an edit costs that makes these pairs."""
    ends = (-1, -1), (len(written), len(heard))
    made = [ends[0], *((row, at) for row, at in enumerate(pairs) if at is not None), ends[1]]
    total = sum(
        (1 - Levenshtein.normalized_similarity(written[row], heard[at]))
        * (len(written[row]) + len(heard[at]) + 2)
        / 2
        for row, at in made[1:-1]
    )
    for (row, at), (next_row, next_at) in pairwise(made):
        ours, theirs = written[row + 1 : next_row], heard[at + 1 : next_at]
        total += GAP_PER_LETTER * sum(len(word) + 1 for word in [*ours, *theirs])
        extra = min(float(openings[row + 1]), float(openings[next_row])) if theirs else 0.0
        total += extra + (GAP_OPENING if ours else 0.0)
    return total


@settings(max_examples=50, deadline=None)
@given(FEW, FEW, st.lists(st.booleans(), min_size=3, max_size=3))
def test_no_other_pairs_of_words_would_cost_less(
    written: list[str], heard: list[str], between_phrases: list[bool]
) -> None:
    openings = _openings(between_phrases[: len(written) - 1])
    choices: list[Pairs] = []
    for size in range(min(len(written), len(heard)) + 1):
        for rows, places in product(
            combinations(range(len(written)), size), combinations(range(len(heard)), size)
        ):
            chosen = dict(zip(rows, places, strict=True))
            choices.append([chosen.get(row) for row in range(len(written))])
    least = min(cost(written, heard, choice, openings) for choice in choices)
    found = _pair_words(written, heard, openings)
    assert cost(written, heard, found, openings) == pytest.approx(least, abs=1e-3)


@pytest.mark.parametrize(
    ("heard", "pairs"),
    [("nou de zee ja de zee", ((4,), (5,))), ("de zee ja de zee nou", ((0,), (1,)))],
)
def test_words_heard_extra_stay_together(heard: str, pairs: tuple[tuple[int, ...], ...]) -> None:
    assert match_words(["de", "zee"], heard.split()) == pairs


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


def test_what_is_heard_extra_is_rather_said_between_two_phrases_than_amid_one() -> None:
    amid, before = "nou ja zeg ja dat is waar".split(), "nou ja dat is waar".split()
    assert match_words(before, amid, [0, 2]) == ((0,), (1,), (4,), (5,), (6,))
    assert match_words(before, amid, [0, 1]) == ((0,), (3,), (4,), (5,), (6,))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Böger", "boger"), ("DESIRÉE", "Desiree"), ("gezegd.", "gezegd"), ("’t", "'t")],
)
def test_case_marks_and_diacritics_do_not_make_a_difference(one: str, other: str) -> None:
    assert key(one) == key(other)


@given(TEXTS, TEXTS, st.integers(1, 4))
def test_the_pairs_are_the_same_however_many_rows_are_kept_at_once(
    written: list[str], heard: list[str], rows: int
) -> None:
    at_once = match_words(written, heard)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(match, "ROWS_AT_ONCE", rows)
        assert match_words(written, heard) == at_once


def test_a_text_twice_as_long_takes_twice_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(match, "ROWS_AT_ONCE", 32)
    chance = np.random.default_rng(1)
    words = ["".join(chance.choice(list("abcdefgh"), 5)) for _ in range(50)]
    peaks = []
    for count in (400, 800):
        text = chance.choice(words, count).tolist()
        heard = [word if at % 8 else words[0] for at, word in enumerate(text)]
        start()
        match_words(text, heard)
        peaks.append(get_traced_memory()[1])
        stop()
    assert peaks[1] < 3 * peaks[0]  # in proportion to the square it would be four times as much
