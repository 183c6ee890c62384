"""A limiter of true peaks: what lies between the samples counts too (ITU-R BS.1770-5, annex 2).

The gain at each moment follows from the peaks within `REACH_MS` of it alone. So blocks may be of any length,
the gain is down before the peak comes, and it is smooth: no peak is cut, and no tone distorted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from woordbeeld.media.piping import MIX_RATE, Stereo

STEP: Final = MIX_RATE // 1000  # samples: the gain is settled every millisecond
REACH_MS: Final = 30  # before and after a peak in which the gain goes down and comes back
_CONTEXT: Final = (2 * REACH_MS + 4) * STEP
PHASES: Final = 4  # of each sample, as BS.1770 has it for 48 kHz
_TAPS: Final = 24  # of each phase
_BEFORE: Final = _TAPS // 2 - 1  # of them, before the sample
_STEPS_AT_ONCE: Final = 500  # looked at between the samples, for the memory that takes
_SURE: Final = 0.5  # of the ceiling: no true peak is twice the samples around it in sound that is recorded


def limited(blocks: Iterable[Stereo], ceiling_db: float) -> Iterator[Stereo]:
    """The same sound, with no true peak above the ceiling (dB of full scale)."""
    ceiling = 10 ** (ceiling_db / 20)
    for around, start, length in _with_context(_in_steps(blocks)):
        if np.abs(around).max(initial=0.0) <= ceiling * _SURE:
            yield around[start : start + length]
            continue
        gains = _gains(_peaks(around, ceiling), ceiling)
        yield around[start : start + length] * gains[start : start + length, np.newaxis]


def true_peak(samples: Stereo, known: float = 0.0) -> float:
    """The largest true peak, as a factor of full scale; 0 where none can be above one that is `known`."""
    loudest = float(np.abs(samples).max(initial=0.0))
    if loudest <= known * _SURE:
        return 0.0
    whole = np.pad(samples, ((_TAPS, _TAPS + -(len(samples) + 2 * _TAPS) % STEP), (0, 0)))
    return float(_peaks(whole, max(loudest, known)).max(initial=0.0))


def _gains(peaks: npt.NDArray[np.float32], ceiling: float) -> npt.NDArray[np.float32]:
    """The gain of each sample, of peaks a millisecond."""
    needed = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
    reach = REACH_MS + 1
    lowest = _sliding(np.pad(needed, reach, constant_values=1.0), 2 * reach + 1).min(axis=1)
    window = np.hanning(2 * REACH_MS + 3)[1:-1]
    padded = np.pad(lowest, REACH_MS, mode="edge")
    smooth = np.convolve(padded, window / window.sum(), mode="valid")
    centres = (np.arange(len(peaks)) + 0.5) * STEP
    gains = np.interp(np.arange(len(peaks) * STEP), centres, smooth)
    found: npt.NDArray[np.float32] = gains.astype(np.float32)
    return found


def _peaks(samples: Stereo, least: float) -> npt.NDArray[np.float32]:
    """The largest true peak of each millisecond, of all channels; those below `least` are only near to it."""
    highest: npt.NDArray[np.float32] = np.abs(samples).max(axis=1, initial=0.0).reshape(-1, STEP).max(axis=1)
    loud = np.flatnonzero(highest > least * _SURE)
    for channel in samples.T:
        padded = np.pad(channel, (_BEFORE, _TAPS - _BEFORE - 1))
        around = _sliding(padded, STEP + _TAPS - 1)[::STEP]
        for part in np.array_split(loud, len(loud) // _STEPS_AT_ONCE + 1):
            windows = _sliding(around[part], _TAPS).reshape(-1, _TAPS)
            between = np.abs(windows @ _PHASES).max(axis=1).reshape(-1, STEP).max(axis=1, initial=0.0)
            highest[part] = np.maximum(highest[part], between)
    return highest


def _phases() -> npt.NDArray[np.float32]:
    """Filters, (taps, 3): the sound at one, two and three quarters of the way to the next sample."""
    at = np.arange(_TAPS)[:, np.newaxis] - _BEFORE - np.arange(1, PHASES) / PHASES
    taps = np.sinc(at) * np.kaiser(_TAPS, 5.0)[:, np.newaxis]
    found: npt.NDArray[np.float32] = (taps / taps.sum(axis=0)).astype(np.float32)
    return found


_PHASES: Final = _phases()


def _in_steps(blocks: Iterable[Stereo]) -> Iterator[Stereo]:
    """The same sound in blocks of whole steps, but for the last."""
    left = np.zeros((0, 2), np.float32)
    for block in blocks:
        joined = np.concatenate((left, block))
        whole = len(joined) // STEP * STEP
        if whole:
            yield joined[:whole]
        left = joined[whole:]
    if len(left):
        yield left


def _with_context(blocks: Iterable[Stereo]) -> Iterator[tuple[Stereo, int, int]]:
    """Each block with what is around it, where in that it starts, and how long it is."""
    before = np.zeros((_CONTEXT, 2), np.float32)
    pending = np.zeros((0, 2), np.float32)
    silence = np.zeros((_CONTEXT, 2), np.float32)
    for block in chain(blocks, (silence,)):
        joined = np.concatenate((pending, block))
        ready = len(joined) - _CONTEXT
        if ready <= 0:
            pending = joined
            continue
        whole = np.concatenate((before, joined))
        yield np.pad(whole, ((0, -len(whole) % STEP), (0, 0))), _CONTEXT, ready
        before, pending = whole[ready : ready + _CONTEXT], joined[ready:]


def _sliding(values: npt.NDArray[Any], width: int) -> npt.NDArray[Any]:
    return np.lib.stride_tricks.sliding_window_view(values, width, axis=-1)
