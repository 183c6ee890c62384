"""A description mixed into a film: turned down in time, never pumping, without a click."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.description.mixing import (
    DUCK_DB,
    PlacedSound,
    Still,
    down_spans,
    ducking,
    faded,
    mixed,
    standing_still,
)
from woordbeeld.media.limiting import limited, true_peak
from woordbeeld.media.piping import BLOCK_S, Stereo
from woordbeeld.timing import Span

RATE = 48_000
MS = 48


def steady(seconds: float, level: float = 0.5) -> Stereo:
    return np.full((round(seconds * RATE), 2), level, np.float32)


def blocks(sound: Stereo, size: int) -> list[Stereo]:
    return [sound[at : at + size].copy() for at in range(0, len(sound), size)]


def placed(start_ms: int, length_ms: int, level: float = 0.0) -> PlacedSound:
    said = np.full(length_ms * MS, level, np.float32)
    return PlacedSound(start_ms * MS, len(said), lambda: said)


def test_the_film_is_down_before_something_is_said_and_comes_back_after() -> None:
    envelope = ducking(down_spans([Span(1000, 2000)], []))
    gains_db = 20 * np.log10(envelope.gains(0, 4 * RATE))
    assert gains_db[: 750 * MS].max() == gains_db[2250 * MS + 1 :].max() == 0
    assert gains_db[1000 * MS : 2000 * MS] == pytest.approx(DUCK_DB, abs=0.01)
    assert gains_db[875 * MS] == pytest.approx(DUCK_DB / 2, abs=0.01)
    assert gains_db[2125 * MS] == pytest.approx(DUCK_DB / 2, abs=0.01)


def test_it_stays_down_between_passages_close_together_unless_somebody_speaks_there() -> None:
    near, voice = [Span(1000, 2000), Span(3200, 4000)], [Span(2300, 2900)]
    assert down_spans(near, []) == (Span(1000, 4000),)
    assert down_spans(near, voice) == tuple(near)
    assert down_spans([Span(1000, 2000), Span(2400, 3000)], voice) == (Span(1000, 3000),)
    assert down_spans([Span(1000, 2000), Span(3600, 4000)], []) == (Span(1000, 2000), Span(3600, 4000))


def test_where_two_ramps_meet_neither_jumps() -> None:
    gains = ducking((Span(1000, 2000), Span(2300, 3000))).gains(0, 4 * RATE)
    assert np.abs(np.diff(20 * np.log10(gains))).max() < 0.01
    assert gains.max() == 1


@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(20, 900)), max_size=5), st.integers(700, 50_000))
def test_blocks_make_no_difference(said: list[tuple[int, int]], size: int) -> None:
    sounds = [placed(start, length, 0.2) for start, length in said]
    envelope = ducking(down_spans([sound.span for sound in sounds], []))
    film = steady(1)
    whole = np.concatenate(list(mixed([film.copy()], sounds, envelope)))
    parts = np.concatenate(list(mixed(blocks(film, size), sounds, envelope)))
    assert np.array_equal(whole, parts)
    assert len(whole) == max([len(film), *(sound.end for sound in sounds)])


def test_what_outlasts_the_film_comes_in_blocks_as_the_film_does() -> None:
    sounds = [placed(at * 1000, 900, 0.2) for at in range(2 * BLOCK_S + 3)]
    after = list(mixed([steady(1)], sounds, ducking(())))
    assert [len(block) for block in after[1:3]] == [BLOCK_S * RATE] * 2
    assert max(len(block) for block in mixed((), sounds, ducking(()))) == BLOCK_S * RATE
    whole = np.concatenate(list(mixed([steady(2 * BLOCK_S + 3, 0.0)], sounds, ducking(()))))
    assert np.array_equal(np.concatenate(list(mixed((), sounds, ducking(())))), whole[: sounds[-1].end])
    for still in (Still(500, 25_000), Still(1000, 25_000)):
        stood = list(standing_still([steady(1)], [still]))
        assert max(map(len, stood)) == BLOCK_S * RATE
        assert sum(map(len, stood)) == 26 * RATE


def test_what_is_said_begins_and_ends_without_a_click() -> None:
    found = faded(np.full(4800, 0.8, np.float32))
    assert found[0] == found[-1] == 0
    assert np.abs(np.diff(found)).max() < 0.01
    assert found[1000:-1000] == pytest.approx(0.8)
    assert len(faded(np.ones(3, np.float32))) == 3


def test_the_film_is_silent_where_it_stands_still_and_goes_on_where_it_was() -> None:
    film = np.repeat(np.linspace(0.2, 0.6, 4 * RATE, dtype=np.float32)[:, np.newaxis], 2, axis=1)
    stills = (Still(1000, 500), Still(1000, 100), Still(3500, 250), Still(4000, 300))
    for size in (len(film), 7001):
        found = np.concatenate(list(standing_still(blocks(film, size), stills)))
        assert len(found) == len(film) + 1150 * MS
        assert not found[1000 * MS : 1600 * MS].any()
        assert np.array_equal(found[: 900 * MS], film[: 900 * MS])
        assert np.array_equal(found[1700 * MS : 4000 * MS], film[1100 * MS : 3400 * MS])
        assert np.abs(np.diff(found, axis=0)).max() < 0.001


def test_no_true_peak_is_above_the_ceiling_and_what_is_below_stays_as_it_is() -> None:
    noise = np.random.default_rng(2018).normal(size=(RATE * 3, 2)).astype(np.float32) * 0.05
    loud = noise.copy()
    loud[RATE : RATE + 2000] *= 30
    found = np.concatenate(list(limited(blocks(loud, 10_007), -1.0)))
    assert len(found) == len(loud)
    assert true_peak(found) <= 10 ** (-1 / 20) * 1.001
    assert true_peak(loud) > 2
    quiet = slice(0, RATE - 100 * MS)
    assert found[quiet] == pytest.approx(noise[quiet], rel=1e-5)


def test_a_peak_between_the_samples_counts() -> None:
    samples = np.sin(np.pi / 2 * np.arange(RATE) + np.pi / 4).astype(np.float32)
    tone = np.stack((samples, samples), axis=1)
    assert np.abs(tone).max() == pytest.approx(0.707, abs=0.001)
    assert true_peak(tone) == pytest.approx(1.0, abs=0.02)
    found = np.concatenate(list(limited([tone], -3.0)))
    assert true_peak(found) <= 10 ** (-3 / 20) * 1.001


def test_blocks_make_no_difference_to_the_limiter() -> None:
    loud = np.random.default_rng(1).normal(size=(RATE + 17, 2)).astype(np.float32)
    whole = np.concatenate(list(limited([loud], -1.0)))
    for size in (480, 4801, 30_000):
        assert np.array_equal(whole, np.concatenate(list(limited(blocks(loud, size), -1.0))))


def test_of_no_sound_there_is_none() -> None:
    assert list(limited([], -1.0)) == []
    assert true_peak(np.zeros((0, 2), np.float32)) == 0
    assert list(mixed([], [], ducking(()))) == []
