"""What was heard is kept as rows of plain data and comes back as it was, within the precision kept."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.speech.attention import FAINTEST, STRONGEST
from woordbeeld.speech.model import Attention, HeardWord
from woordbeeld.speech.rows import attention_of, attention_row, odds_of, odds_row, word_rows, words_of
from woordbeeld.timing import Span

WORDS = st.lists(
    st.builds(
        HeardWord,
        st.text(max_size=10),
        st.integers(0, 10**7).map(lambda at: Span(at, at + 200)),
        st.integers(0, 10_000).map(lambda part: part / 10_000),
    ),
    max_size=5,
)


@given(WORDS)
def test_words_come_back_as_they_were(words: list[HeardWord]) -> None:
    assert words_of(json.loads(json.dumps(word_rows(tuple(words))))) == tuple(words)


@given(st.lists(st.floats(-9, 9, width=32), max_size=50))
def test_odds_come_back_to_a_tenth(odds: list[float]) -> None:
    back = odds_of(json.loads(json.dumps(odds_row(np.array(odds, np.float32)))))
    assert back.dtype == np.float32
    assert back == pytest.approx(odds, abs=0.051)


@given(st.lists(st.integers(1, 3), max_size=5), st.integers(1, 40), st.integers(0, 2**31))
def test_attention_comes_back_to_a_fiftieth(tokens: list[int], frames: int, seed: int) -> None:
    weights = np.random.default_rng(seed).uniform(-1, 4, (sum(tokens), frames)).astype(np.float32)
    before = Attention(weights, tuple(tokens), (0.25,) * len(tokens))
    if not tokens:
        return
    back = attention_of(json.loads(json.dumps(attention_row(before))))
    assert (back.tokens, back.confidences) == (before.tokens, before.confidences)
    assert back.weights == pytest.approx(weights, abs=0.011)
    assert attention_row(back) == attention_row(before)


def test_the_faintest_and_the_strongest_weight_come_back_exactly() -> None:
    weights = np.array([[FAINTEST, 0.0, STRONGEST]], np.float32)
    back = attention_of(attention_row(Attention(weights, (1,), (0.5,))))
    assert back.weights.tolist() == weights.tolist()


def test_a_confidence_is_kept_to_four_digits() -> None:
    (word,) = words_of(word_rows((HeardWord("ja", Span(0, 20), 1 / 3),)))
    assert word.confidence == 0.3333
