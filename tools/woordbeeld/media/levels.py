"""How loud the sound is, every 10 ms."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from woordbeeld.media.samples import SAMPLES_PER_MS, Samples
from woordbeeld.sound_on_disk import let_go
from woordbeeld.timing import Span

LEVEL_MS = 10  # the step of all levels
AT_ONCE = 6000  # levels: of a minute; the squares of an hour would take as much memory as its sound

Levels = npt.NDArray[np.float64]


def energy_levels(samples: Samples) -> Levels:
    """The level of every 10 ms in dB of full scale, smoothed over 30 ms, (n // 160,), never below -100.

    Sound shorter than that has one level.
    """
    step = LEVEL_MS * SAMPLES_PER_MS
    if len(samples) < step:
        samples = np.pad(samples, (0, step - len(samples)))
    whole = samples[: len(samples) // step * step].reshape(-1, step)
    power = np.concatenate([_power(whole[at : at + AT_ONCE]) for at in range(0, len(whole), AT_ONCE)])
    let_go(samples)
    smooth = np.convolve(np.pad(power, 1), np.ones(3) / 3, mode="valid")
    levels: Levels = 10 * np.log10(np.maximum(smooth, 1e-10))
    return levels


def _power(sound: Samples) -> Samples:
    found: Samples = np.mean(np.square(sound), axis=1)
    return found


def around(levels: Levels, near_ms: int, pick: Callable[..., Levels]) -> Levels:
    """For each level what `pick` (`np.max`, `np.min`) finds within `near_ms` before and after it."""
    reach = near_ms // LEVEL_MS
    padded = np.pad(levels, reach, mode="edge")
    return pick(np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1), axis=-1)


def runs(steps: npt.NDArray[np.bool_]) -> tuple[Span, ...]:
    """The spans of consecutive steps that are true."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], steps.astype(np.int8), [0]))))
    return tuple(Span(int(start) * LEVEL_MS, int(end) * LEVEL_MS) for start, end in edges.reshape(-1, 2))
