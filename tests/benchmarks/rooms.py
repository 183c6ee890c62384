"""How speech sounds where it is recorded badly: at the back of a hall, and by telephone."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

RATE: Final = 16_000  # Hz
HALL_S: Final = 0.9  # until an echo is 60 dB below the voice
MURMUR_DB: Final = -18  # beside the voice
PHONE_HZ: Final = (300, 3400)
MU_LAW: Final = 255

Samples = npt.NDArray[np.float32]


def in_a_hall(samples: Samples, murmur: Samples | None, rng: np.random.Generator) -> Samples:
    """As a microphone at the back of a hall hears it: an echo as loud as the voice itself, and a murmur."""
    at = np.arange(int(HALL_S * RATE))
    echo = rng.normal(0, 1, len(at)) * 10 ** (-3 * at / len(at))
    echo[: RATE // 100] = 0
    echo /= np.sqrt(np.square(echo).sum())
    size = 1 << (len(samples) + len(echo)).bit_length()
    wet = np.fft.irfft(np.fft.rfft(samples, size) * np.fft.rfft(echo, size), size)[: len(samples)]
    if murmur is not None:
        wet = wet + murmur * (_level(samples) / _level(murmur) * 10 ** (MURMUR_DB / 20))
    return (0.5 * (samples + wet)).astype(np.float32)


def _level(samples: Samples) -> float:
    return float(np.sqrt(np.square(samples).mean()))


def by_phone(samples: Samples) -> Samples:
    """The band of a telephone, in the 256 steps of the mu-law."""
    band = np.clip(_within(samples, *PHONE_HZ), -1, 1)
    steps = np.round(np.log1p(MU_LAW * np.abs(band)) / np.log1p(MU_LAW) * 127) / 127
    found: Samples = (np.sign(band) * np.expm1(steps * np.log1p(MU_LAW)) / MU_LAW).astype(np.float32)
    return found


def above(samples: Samples, low_hz: int) -> Samples:
    """The sound without what is lower."""
    return _within(samples, low_hz, RATE).astype(np.float32)


def _within(samples: Samples, low_hz: int, high_hz: int) -> npt.NDArray[np.float64]:
    spectrum, hz = np.fft.rfft(samples), np.fft.rfftfreq(len(samples), 1 / RATE)
    spectrum[(hz < low_hz) | (hz > high_hz)] = 0
    return np.fft.irfft(spectrum, len(samples))
