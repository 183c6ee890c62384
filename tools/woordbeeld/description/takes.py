"""A recording made ready: without silence at its ends, at one level, and whether it is fit to be heard."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from woordbeeld.description.narrators.narrator import NARRATION_RATE
from woordbeeld.errors import BadInputError
from woordbeeld.media.samples import Samples
from woordbeeld.media.takes import read_take
from woordbeeld.words import say

STEP_MS: Final = 10  # of the levels by which silence is found
ABOVE_NOISE_DB: Final = 12  # that a voice is louder than the room
BELOW_PEAK_DB: Final = 40  # softer than this under the loudest moment is breath
BEFORE_MS: Final = 60  # that are kept before the voice: the start of an s is soft
AFTER_MS: Final = 120  # and after it, in which a word dies away
FADE_MS: Final = 10  # at both ends, so that no click is heard
LEVEL_DB: Final = -20.0  # of full scale, of the voice itself (RMS); the mix sets it beside that of the film
PEAK: Final = 0.89  # of full scale (-1 dB), that no sample exceeds
LEAST_VOICE_DB: Final = -50.0  # of full scale; a microphone that is off is softer
LEAST_MS: Final = 150  # of voice; a shorter one is a click
CLIPPED: Final = 0.999  # of full scale
MOST_CLIPPED: Final = 48  # samples (1 ms) at full scale in all; more is heard as crackle
_NOISE_SHARE: Final = 10  # percent of all moments that are room alone, for who waits a little at both ends


class Flaw(Enum):
    """What is wrong with a recording."""

    NOTHING_HEARD = "nothing-heard"
    TOO_LOUD = "too-loud"  # it crackles


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """A recording made ready (float32, (n,), mono 48 kHz), and what is still wrong with it."""

    samples: Samples
    flaw: Flaw | None = None

    @property
    def length_ms(self) -> int:
        return len(self.samples) * 1000 // NARRATION_RATE


class NothingHeardError(BadInputError):
    """There is no voice in a recording."""


def take_in(path: Path) -> Take:
    """The voice in any file of sound, made ready.

    Raises:
        BadInputError: the file cannot be read, or there is no voice in it (`NothingHeardError`).
    """
    take = made_ready(read_take(path))
    if take.flaw is Flaw.NOTHING_HEARD:
        raise NothingHeardError(
            say("error.take.nothing_heard"), where=path.name, remedy=say("error.take.speak_up")
        )
    return take


def made_ready(samples: Samples) -> Take:
    """The voice in a recording alone, at the level of all others; what has no voice stays empty."""
    centred = _centred(samples)
    levels = _levels_db(centred)
    voice = _voice(levels)
    if voice is None:
        return Take(np.zeros(0, np.float32), Flaw.NOTHING_HEARD)
    first, last = voice
    step = NARRATION_RATE * STEP_MS // 1000
    start = max(0, first * step - NARRATION_RATE * BEFORE_MS // 1000)
    end = min(len(centred), (last + 1) * step + NARRATION_RATE * AFTER_MS // 1000)
    is_clipped = np.count_nonzero(np.abs(samples[start:end]) >= CLIPPED) > MOST_CLIPPED
    levelled = _levelled(centred[start:end], levels[first : last + 1])
    return Take(_faded(levelled), Flaw.TOO_LOUD if is_clipped else None)


def is_heard(samples: Samples) -> bool:
    """Whether there is a voice in a recording, so that it may be used as it is."""
    return _voice(_levels_db(_centred(samples))) is not None


def _centred(samples: Samples) -> Samples:
    return samples - np.float32(samples.mean() if len(samples) else 0)


def _levels_db(samples: Samples) -> npt.NDArray[np.float64]:
    """The level of every 10 ms in dB of full scale, (n // 480,)."""
    step = NARRATION_RATE * STEP_MS // 1000
    whole = samples[: len(samples) // step * step].reshape(-1, step)
    power = np.mean(np.square(whole, dtype=np.float64), axis=1)
    levels: npt.NDArray[np.float64] = 10 * np.log10(np.maximum(power, 1e-10))
    return levels


def _voice(levels: npt.NDArray[np.float64]) -> tuple[int, int] | None:
    """The first and the last moment of the voice; None where nothing lasts and is loud enough."""
    if not len(levels):
        return None
    loudest = levels.max()
    noise = min(np.percentile(levels, _NOISE_SHARE), loudest - 2 * ABOVE_NOISE_DB)
    found = np.flatnonzero(levels >= max(noise + ABOVE_NOISE_DB, loudest - BELOW_PEAK_DB))
    if loudest < LEAST_VOICE_DB or len(found) < LEAST_MS // STEP_MS:
        return None
    return int(found[0]), int(found[-1])


def _levelled(samples: Samples, levels: npt.NDArray[np.float64]) -> Samples:
    """At the level of a voice, by the moments that are voice; never louder than the peak may be."""
    loud = levels[levels >= levels.max() - BELOW_PEAK_DB / 2]
    rms_db = 10 * np.log10(np.mean(10 ** (loud / 10)))
    gain = min(10 ** ((LEVEL_DB - rms_db) / 20), PEAK / float(np.abs(samples).max()))
    return samples * np.float32(gain)


def _faded(samples: Samples) -> Samples:
    count = min(NARRATION_RATE * FADE_MS // 1000, len(samples) // 2)
    ramp = np.linspace(0, 1, count, endpoint=False, dtype=np.float32)
    faded = samples.copy()
    faded[:count] *= ramp
    faded[len(faded) - count :] *= ramp[::-1]
    return faded
