"""Silence at the ends of what is said."""

from __future__ import annotations

from typing import Final

import numpy as np

from woordbeeld.description.narrators.narrator import NARRATION_RATE
from woordbeeld.media.samples import Samples

STEP: Final = NARRATION_RATE // 100  # samples: the level is looked at every 10 ms
BELOW_PEAK_DB: Final = 45  # the faintest end of a word (an f, a breathed h) is louder than that
KEPT: Final = NARRATION_RATE // 50  # samples before and after: 20 ms, in which a plosive begins
INAUDIBLE: Final = 1e-4  # of full scale


def trimmed(samples: Samples) -> Samples:
    """Sound (float32, (n,), mono, `NARRATION_RATE`) without silence at its ends; empty if all is silent."""
    levels = _levels(samples)
    if not len(levels) or levels.max() < INAUDIBLE:
        return samples[:0]
    loud = np.flatnonzero(levels > levels.max() * 10 ** (-BELOW_PEAK_DB / 20))
    start, end = int(loud[0]) * STEP - KEPT, (int(loud[-1]) + 1) * STEP + KEPT
    return samples[max(0, start) : end]


def _levels(samples: Samples) -> Samples:
    padded = np.pad(samples, (0, -len(samples) % STEP)).reshape(-1, STEP)
    levels: Samples = np.sqrt(np.mean(np.square(padded), axis=1))
    return levels
