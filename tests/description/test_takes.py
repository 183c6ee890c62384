"""A recording is cut to its voice, at one level, without a click; what is no voice is told."""

from __future__ import annotations

import numpy as np
import pytest
from tests.description.sounds import likeness, room, voice

from woordbeeld.description.takes import AFTER_MS, BEFORE_MS, PEAK, Flaw, made_ready


def test_silence_at_both_ends_is_cut_and_no_more() -> None:
    said = voice(1200)
    take = made_ready(np.concatenate((room(900), said, room(1500))))
    assert take.flaw is None
    assert 1200 + BEFORE_MS <= take.length_ms <= 1200 + BEFORE_MS + AFTER_MS + 30
    assert likeness(take.samples, said) > 0.99


def test_a_silence_within_stays() -> None:
    take = made_ready(np.concatenate((voice(600), room(1000), voice(600, seed=1))))
    assert take.length_ms == pytest.approx(2200, abs=200)


@pytest.mark.parametrize("level", [0.02, 0.2, 0.6])
def test_soft_and_loud_voices_have_one_level_and_never_clip(level: float) -> None:
    quiet = room(800, level=0.0001)
    levels = [made_ready(np.concatenate((quiet, voice(1500, level=each), quiet))) for each in (0.1, level)]
    rms = [np.sqrt(np.mean(np.square(take.samples))) for take in levels]
    assert rms[1] == pytest.approx(rms[0], rel=0.05)
    assert all(np.abs(take.samples).max() <= PEAK + 1e-6 for take in levels)


def test_both_ends_begin_at_nothing() -> None:
    take = made_ready(voice(1500))
    assert take.samples[0] == 0
    assert abs(take.samples[-1]) < 1e-3
    assert np.abs(np.diff(take.samples[:48])).max() < 0.01


@pytest.mark.parametrize("heard", [np.zeros(0, np.float32), np.zeros(48_000, np.float32), room(2000)])
def test_a_microphone_that_hears_nothing_is_told(heard: np.ndarray) -> None:
    assert made_ready(heard).flaw is Flaw.NOTHING_HEARD


def test_a_click_is_no_voice() -> None:
    sound = room(2000, level=0.0005)
    sound[48_000:48_200] = 0.9
    assert made_ready(sound).flaw is Flaw.NOTHING_HEARD


def test_a_recording_that_crackles_is_told() -> None:
    assert made_ready(np.clip(voice(1500, level=3.0), -1, 1)).flaw is Flaw.TOO_LOUD
