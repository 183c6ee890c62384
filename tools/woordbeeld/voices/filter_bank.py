"""The sound as the networks were trained on it: the energies of bands of the mel scale, every 10 ms."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from woordbeeld.media.samples import SAMPLE_RATE, SAMPLES_PER_MS, Samples

WINDOW: Final = 25 * SAMPLES_PER_MS
STEP: Final = 10 * SAMPLES_PER_MS

_KALDI_BANDS: Final = 80
_KALDI_FFT: Final = 512
_KALDI_LOWEST_HZ: Final = 20
_PREEMPHASIS: Final = 0.97
_POVEY: Final = 0.85  # the power of Kaldi's own window
_LEAST_ENERGY: Final = float(np.finfo(np.float32).eps)
_SLANEY_BANDS: Final = 40
_SLANEY_LINEAR_HZ: Final = 1000  # the scale of Slaney's Auditory Toolbox is linear up to here
_SLANEY_STEP_HZ: Final = 200 / 3
_SLANEY_GROWTH: Final = np.log(6.4) / 27

Bands = npt.NDArray[np.float32]
_Numbers = npt.NDArray[np.float64]


def kaldi_bands(samples: Samples) -> Bands:
    """The logarithms of 80 energies less their mean over time, as Kaldi computes them: (frames, 80)."""
    frames = _frames(samples)
    frames = frames - frames.mean(axis=1, keepdims=True)
    before = np.concatenate([frames[:, :1], frames[:, :-1]], axis=1)
    power = _power((frames - _PREEMPHASIS * before) * np.hanning(WINDOW) ** _POVEY, _KALDI_FFT)
    logarithms = np.log(np.maximum(_energies(power, _kaldi_triangles()), _LEAST_ENERGY))
    found: Bands = (logarithms - logarithms.mean(axis=0)).astype(np.float32)
    return found


def slaney_bands(samples: Samples) -> Bands:
    """40 energies, as librosa computes them: (frames, 40)."""
    frames = _frames(np.pad(samples, WINDOW // 2))
    power = _power(frames * np.hanning(WINDOW + 1)[:-1], WINDOW)
    return _energies(power, _slaney_triangles()).astype(np.float32)


def _frames(samples: Samples) -> _Numbers:
    return np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::STEP].astype(np.float64)


def _power(frames: _Numbers, size: int) -> _Numbers:
    found: _Numbers = np.square(np.abs(np.fft.rfft(frames, size)))
    return found


def _energies(power: _Numbers, triangles: _Numbers) -> _Numbers:
    """Of each band in each frame, by torch: numpy's threads share work as small, and wait for each other."""
    import torch

    found: _Numbers = (torch.from_numpy(power) @ torch.from_numpy(triangles)).numpy()
    return found


@cache
def _kaldi_triangles() -> _Numbers:
    ends = _kaldi_mel([_KALDI_LOWEST_HZ, SAMPLE_RATE / 2])
    edges = np.linspace(ends[0], ends[1], _KALDI_BANDS + 2, dtype=np.float64)
    return _triangles(edges, _kaldi_mel(_bins(_KALDI_FFT)))


@cache
def _slaney_triangles() -> _Numbers:
    """Each of the same area, and even in Hz on both sides."""
    edges = _slaney_hz(np.linspace(0, _slaney_mel(SAMPLE_RATE / 2), _SLANEY_BANDS + 2))
    found: _Numbers = _triangles(edges, _bins(WINDOW)) * 2 / (edges[2:] - edges[:-2])
    return found


def _bins(size: int) -> _Numbers:
    """The frequencies of a spectrum (Hz)."""
    return np.arange(size // 2 + 1) * SAMPLE_RATE / size


def _triangles(edges: _Numbers, bins: _Numbers) -> _Numbers:
    """How much each frequency adds to each band, which rises and falls between three edges."""
    rising = (bins[:, None] - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - bins[:, None]) / (edges[2:] - edges[1:-1])
    return np.maximum(0, np.minimum(rising, falling))


def _kaldi_mel(hz: npt.ArrayLike) -> _Numbers:
    found: _Numbers = 1127 * np.log1p(np.asarray(hz) / 700)
    return found


def _slaney_mel(hz: float) -> float:
    """The mel of a frequency above the linear part."""
    linear = _SLANEY_LINEAR_HZ / _SLANEY_STEP_HZ
    return float(linear + np.log(hz / _SLANEY_LINEAR_HZ) / _SLANEY_GROWTH)


def _slaney_hz(mel: _Numbers) -> _Numbers:
    above = _SLANEY_LINEAR_HZ * np.exp((mel - _SLANEY_LINEAR_HZ / _SLANEY_STEP_HZ) * _SLANEY_GROWTH)
    below = mel * _SLANEY_STEP_HZ
    return np.where(below < _SLANEY_LINEAR_HZ, below, above)
