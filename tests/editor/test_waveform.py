"""The sound as it is drawn."""

from __future__ import annotations

import numpy as np

from woordbeeld.editor.waveform import PEAK_MS, peaks
from woordbeeld.media.samples import SAMPLES_PER_MS

STEP = PEAK_MS * SAMPLES_PER_MS


def test_every_ten_milliseconds_have_their_loudest_sample_whatever_its_sign() -> None:
    sound = np.zeros(3 * STEP, np.float32)
    sound[5], sound[STEP + 7], sound[3 * STEP - 1] = 0.1, -0.4, 0.2
    assert list(peaks(sound)) == [64, 255, 128]


def test_silence_and_less_than_a_step_are_drawn_flat() -> None:
    assert list(peaks(np.zeros(2 * STEP + 9, np.float32))) == [0, 0]
    assert peaks(np.zeros(9, np.float32)) == b""
