"""How loud the sound is over time, small enough to draw an hour of it."""

from __future__ import annotations

from typing import Final

import numpy as np

from woordbeeld.media.samples import SAMPLES_PER_MS, Samples

PEAK_MS: Final = 10  # an hour is 360 kB
_LOUDEST: Final = 255


def peaks(samples: Samples) -> bytes:
    """For each 10 ms the largest sample, one byte each: 0 is silence, 255 the loudest of the recording.

    `samples` are float32, (n,), mono 16 kHz, [-1, 1].
    """
    step = PEAK_MS * SAMPLES_PER_MS
    whole = np.abs(samples[: len(samples) // step * step]).reshape(-1, step).max(axis=1, initial=0.0)
    most = float(whole.max(initial=0.0)) or 1.0
    scaled: bytes = np.rint(whole / most * _LOUDEST).astype(np.uint8).tobytes()
    return scaled
