"""Voices that were never there: tones that sound and are silent as words are."""

from __future__ import annotations

import numpy as np

from woordbeeld.media.samples import Samples
from woordbeeld.media.takes import TAKE_RATE


def voice(length_ms: int, seed: int = 0, level: float = 0.2) -> Samples:
    """So much of something like a voice: a tone that wavers as syllables do."""
    time = np.arange(TAKE_RATE * length_ms // 1000) / TAKE_RATE
    pitch = 140 + 17 * seed
    syllables = 0.6 + 0.4 * np.sin(2 * np.pi * (3 + seed % 3) * time + seed)
    sound = (
        level * syllables * (np.sin(2 * np.pi * pitch * time) + 0.3 * np.sin(2 * np.pi * 3.1 * pitch * time))
    )
    return np.clip(sound, -1, 1).astype(np.float32)


def room(length_ms: int, level: float = 0.001) -> Samples:
    """So much of a room in which nobody speaks."""
    noise = np.random.default_rng(1).standard_normal(TAKE_RATE * length_ms // 1000)
    return (level * noise).astype(np.float32)


def likeness(one: Samples, other: Samples) -> float:
    """The correlation of two sounds where they are most alike."""
    size = 1 << (len(one) + len(other)).bit_length()
    product = np.fft.irfft(np.fft.rfft(one, size) * np.conj(np.fft.rfft(other, size)), size)
    return float(np.abs(product).max() / (np.linalg.norm(one) * np.linalg.norm(other)))


def found_in(part: Samples, whole: Samples) -> float:
    """The correlation of a sound with the piece of a longer one that is most like it."""
    size = 1 << (len(part) + len(whole)).bit_length()
    products = np.fft.irfft(np.fft.rfft(whole, size) * np.conj(np.fft.rfft(part, size)), size)
    energy = np.concatenate(([0.0], np.cumsum(np.square(whole, dtype=np.float64))))
    pieces = np.sqrt(np.maximum(energy[len(part) :] - energy[: -len(part)], 1e-9))
    lags = len(whole) - len(part) + 1
    return float((products[:lags] / pieces).max() / np.linalg.norm(part))
