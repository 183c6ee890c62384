"""What a voice sounds like is learnt from the moments at which it is plain, and told at all others."""

from __future__ import annotations

import numpy as np
import pytest

from woordbeeld.speech.voice_odds import learn_voice, plain_moments


def test_what_sets_voice_apart_is_learnt_and_told_of_other_moments() -> None:
    rng = np.random.default_rng(1)
    direction = rng.normal(0, 1, 32)
    voiced = rng.random(2000) < 0.5
    features = rng.normal(0, 1, (2000, 32)) + np.outer(np.where(voiced, 0.5, -0.5), direction)
    judgement = learn_voice(features[:1000].astype(np.float32), voiced[:1000])
    told = judgement.odds(features[1000:].astype(np.float32))
    assert told.shape == (1000,)
    assert np.mean((told > 0) == voiced[1000:]) > 0.95


def test_features_of_any_size_and_mean_are_weighed_alike() -> None:
    rng = np.random.default_rng(1)
    voiced = rng.random(500) < 0.5
    features = (rng.normal(0, 1, (500, 4)) + np.where(voiced, 2.0, -2.0)[:, np.newaxis]).astype(np.float32)
    other = features * np.array([1, 1000, 0.001, 1], np.float32) + np.array([5, 0, 0, -20], np.float32)
    told = learn_voice(features, voiced).odds(features)
    assert learn_voice(other, voiced).odds(other) == pytest.approx(told, abs=0.05)


def test_only_moments_without_doubt_are_learnt_from() -> None:
    rough = [np.array([5.0] * 60 + [1.0] * 30, np.float32), np.array([-5.0] * 70 + [-2.0] * 5, np.float32)]
    chosen = plain_moments(rough)
    assert chosen is not None
    assert [at.tolist() for at in chosen] == [list(range(60)), list(range(70))]


@pytest.mark.parametrize("odds", [[5.0] * 200, [-5.0] * 200, [5.0] * 200 + [-5.0] * 10, [0.0] * 200, []])
def test_with_too_little_of_either_nothing_is_learnt(odds: list[float]) -> None:
    assert plain_moments([np.array(odds, np.float32)]) is None


def test_of_much_that_is_plain_a_part_is_enough() -> None:
    chosen = plain_moments([np.full(30_000, 5.0, np.float32), np.full(30_000, -5.0, np.float32)])
    assert chosen is not None
    assert sum(map(len, chosen)) <= 10_000


def test_a_second_of_each_is_enough_in_whatever_chunk_and_a_frame_less_is_not() -> None:
    second = np.array([3.0] * 25 + [-3.0] * 25, np.float32)
    assert plain_moments([second, second]) is not None
    assert plain_moments([second, second[:-1]]) is None


def test_without_any_chunk_nothing_is_learnt() -> None:
    assert plain_moments([]) is None


def test_features_that_tell_nothing_leave_the_odds_of_what_was_learnt_from() -> None:
    features = np.random.default_rng(1).normal(0, 1, (4000, 2)).astype(np.float32)
    told = learn_voice(features, np.arange(4000) % 4 == 0).odds(features)
    assert told.mean() == pytest.approx(np.log(1 / 3), abs=0.1)


def test_voice_that_is_perfectly_plain_is_not_sure_without_end() -> None:
    voiced = np.arange(200) % 2 == 0
    sounds = np.where(voiced, 1, -1)[:, np.newaxis].astype(np.float32)
    told = learn_voice(sounds, voiced).odds(sounds[:2])
    assert 2 < told[0] < 5
    assert told[1] == pytest.approx(-told[0], abs=0.01)
