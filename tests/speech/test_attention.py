"""From attention to times: what stands out is found, and every word has its share."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.speech.attention import FAINTEST, STRONGEST, clear_weights, whole_attention, word_edges
from woordbeeld.speech.model import Attention


def attention(tokens: tuple[int, ...], frames: int, *spans: tuple[int, int]) -> Attention:
    """Attention of each token to the frames of its span."""
    weights = np.zeros((sum(tokens), frames), np.float32)
    for token, (first, end) in enumerate(spans):
        weights[token, first:end] = 3.0
    return Attention(weights, tokens, (0.5,) * len(tokens))


def test_a_moment_that_all_heads_attend_to_stands_out() -> None:
    rng = np.random.default_rng(1)
    scores = rng.normal(0, 0.1, (4, 10, 100)).astype(np.float32)
    for token in range(10):
        scores[:, token, token * 10 : token * 10 + 10] += 5.0
    weights = clear_weights(scores)
    assert weights.shape == (10, 100)
    assert weights.min() >= FAINTEST
    assert weights.max() <= STRONGEST
    assert [int(row.argmax()) // 10 for row in weights] == list(range(10))


def test_a_single_frame_that_stands_out_is_smoothed_away() -> None:
    scores = np.zeros((1, 3, 50), np.float32)
    scores[0, 1, 20] = 9.0
    assert abs(float(clear_weights(scores)[1, 20] - clear_weights(scores)[1, 40])) < 0.01


def test_an_outlier_of_two_frames_is_smoothed_away_and_one_of_three_is_not() -> None:
    for long, stands_out in ((2, False), (3, True)):
        scores = np.zeros((1, 3, 40), np.float32)
        scores[0, 1, 20 : 20 + long] = 5.0
        assert bool(clear_weights(scores)[1].max() > 1) is stands_out


def test_words_begin_where_the_attention_to_their_first_token_begins() -> None:
    found = attention((1, 2, 1), 40, (0, 10), (10, 15), (15, 30), (30, 40))
    assert word_edges(found) == [0, 10, 30, 40]


@given(st.lists(st.integers(1, 4), min_size=1, max_size=10), st.integers(1, 60), st.integers(0, 2**31))
def test_edges_rise_and_cover_all_frames(tokens: list[int], frames: int, seed: int) -> None:
    weights = np.random.default_rng(seed).normal(0, 1, (sum(tokens), frames)).astype(np.float32)
    edges = word_edges(Attention(weights, tuple(tokens), (0.5,) * len(tokens)))
    assert (edges[0], edges[-1], len(edges)) == (0, frames, len(tokens) + 1)
    assert all(one <= other for one, other in pairwise(edges))
    if sum(tokens) <= frames:
        assert all(other - one >= count for (one, other), count in zip(pairwise(edges), tokens, strict=True))


@given(st.integers(1, 4), st.integers(4, 8), st.integers(0, 2**31))
def test_no_other_way_to_share_the_frames_weighs_more(tokens: int, frames: int, seed: int) -> None:
    weights = np.random.default_rng(seed).uniform(-1, 4, (tokens, frames)).astype(np.float32)

    def weight(ways: list[int]) -> float:
        return sum(
            float(weights[token, first:end].sum()) for token, (first, end) in enumerate(pairwise(ways))
        )

    edges = word_edges(Attention(weights, (1,) * tokens, (0.5,) * tokens))
    every = ([0, *inner, frames] for inner in combinations(range(1, frames), tokens - 1))
    assert weight(edges) == pytest.approx(max(map(weight, every)), abs=1e-4)


def test_fewer_frames_than_tokens_are_shared_evenly() -> None:
    assert word_edges(attention((2, 4, 2), 4)) == [0, 1, 3, 4]


def test_no_words_have_no_edges_but_the_end() -> None:
    assert word_edges(Attention(np.zeros((0, 10), np.float32), (), ())) == [0]


def test_a_word_without_room_has_one_token_without_attention() -> None:
    whole = whole_attention(np.ones((3, 8), np.float32), np.array([0.2, 0.4, 0.9], np.float32), [2, 2, 3])
    assert whole.tokens == (2, 1, 1)
    assert whole.confidences == pytest.approx((0.3, 0.9, 0.0))
    assert whole.weights.shape == (4, 8)
    assert not whole.weights[3].any()
