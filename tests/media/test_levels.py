"""How loud the sound is, in steps of 10 ms."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from woordbeeld.media.levels import around, energy_levels, runs
from woordbeeld.timing import Span


def test_a_level_is_in_decibels_of_full_scale() -> None:
    loud = np.full(16_000, 1.0, np.float32)
    assert energy_levels(loud)[50] == pytest.approx(0)
    assert energy_levels(loud / np.float32(10))[50] == pytest.approx(-20, abs=0.01)
    assert energy_levels(loud * 0)[50] == -100


@pytest.mark.parametrize(("duration_ms", "steps"), [(1, 1), (10, 1), (20, 2), (35, 3), (1000, 100)])
def test_every_ten_milliseconds_has_one_level(duration_ms: int, steps: int) -> None:
    assert energy_levels(np.ones(duration_ms * 16, np.float32)).shape == (steps,)


def test_a_level_is_smoothed_over_30_ms() -> None:
    samples = np.zeros(1600, np.float32)
    samples[800:960] = 1.0
    levels = energy_levels(samples)
    assert levels[4:7] == pytest.approx(10 * np.log10([1 / 3] * 3))
    assert np.delete(levels, [4, 5, 6]) == pytest.approx(-100)


def test_around_a_moment_is_what_lies_near_it_on_both_sides() -> None:
    levels = np.array([0.0, 0.0, 5.0, 0.0, 0.0, 0.0, -7.0])
    assert around(levels, 10, np.max).tolist() == [0, 5, 5, 5, 0, 0, 0]
    assert around(levels, 20, np.min).tolist() == [0, 0, 0, 0, -7, -7, -7]


def test_runs_are_the_spans_that_are_true() -> None:
    steps = np.array([True, False, False, True, True, False])
    assert runs(steps) == (Span(0, 10), Span(30, 50))
    assert runs(np.zeros(4, np.bool_)) == ()


@given(arrays(np.bool_, st.integers(0, 60)))
def test_runs_are_apart_and_tell_every_step(steps: npt.NDArray[np.bool_]) -> None:
    found = runs(steps)
    assert all(one.end_ms < other.start_ms for one, other in pairwise(found))
    told = [any(span.start_ms <= at * 10 < span.end_ms for span in found) for at in range(len(steps))]
    assert told == steps.tolist()
