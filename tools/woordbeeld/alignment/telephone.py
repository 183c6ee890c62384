"""Whether a voice was recorded through a telephone, which lets 300 to 3400 Hz through (ITU-T G.712)."""

from __future__ import annotations

import numpy as np

from woordbeeld.media.samples import SAMPLE_RATE, SAMPLES_PER_MS, Samples
from woordbeeld.speech.model import FRAME_MS, Odds

PLAIN_VOICE = 2.0  # log-odds above which a frame is voice
MOST_FRAMES = 1000  # more would tell no more
WINDOW = 512  # samples, 32 ms
LOW_HZ = (80, 260)  # in which most of the power of a voice lies
MIDDLE_HZ = (300, 3000)
NARROW_DB = -10  # of the low sound beside the middle; whole voices have +11 or more, by telephone -31 or less


def is_narrow(samples: Samples, voice: Odds) -> bool:
    """Whether the low sound of voices is missing; `voice` are log-odds of it, one for each 20 ms."""
    plain = np.flatnonzero(voice > PLAIN_VOICE)
    starts = plain[:: -(-len(plain) // MOST_FRAMES) or 1] * FRAME_MS * SAMPLES_PER_MS
    windows = [samples[at : at + WINDOW] for at in starts if at + WINDOW <= len(samples)]
    if not windows:
        return False
    powers = np.abs(np.fft.rfft(np.stack(windows) * np.hanning(WINDOW))) ** 2
    pitch = np.fft.rfftfreq(WINDOW, 1 / SAMPLE_RATE)
    low, middle = (
        powers[:, (pitch >= lowest) & (pitch < highest)].mean(1) for lowest, highest in (LOW_HZ, MIDDLE_HZ)
    )
    return bool(np.median(low * 10 ** (-NARROW_DB / 10) - middle) < 0)
