"""How much what is said is made louder, so that it is as loud as the speech when its peaks are held too.

A limiter that keeps peaks under the ceiling of a mix takes loudness away from a voice with sharp ones; in a
film that is very loud that is heard. So it is measured as it will be limited, and raised by what is missing.
Only where that is not enough, the film is turned down to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from woordbeeld.description.mixing import PlacedSound, faded
from woordbeeld.description.narrators.narrator import NARRATION_RATE
from woordbeeld.media.limiting import limited
from woordbeeld.media.loudness import loudness_of_sounds
from woordbeeld.media.mixing import LIMIT_DB
from woordbeeld.media.samples import Samples

MOST_GAIN_DB: Final = 30.0  # a recording that is fainter is mostly noise
MOST_RAISED_DB: Final = 6.0  # into the limiter; more is heard as noise and hardly louder
NEAR_LU: Final = 0.2  # which nobody hears
HEARD_LU: Final = 0.5
_ROUNDS: Final = 4
_PUSH: Final = 1.5  # times what is missing, for the limiter takes part of it again
_QUIET: Final = 10 ** ((LIMIT_DB - 6) / 20)  # no sound with lower samples has a true peak to hold


@dataclass(frozen=True, slots=True)
class Levels:
    """The gain of each sound, and that of the whole film, less than 1 only where they cannot be as loud."""

    gains: tuple[float, ...]
    film: float = 1.0


def levels(sounds: Sequence[PlacedSound], aim_lufs: float, named: Path) -> Levels:
    """With which each sound is as loud as the speech of the film; `named` is told where measuring fails.

    Raises:
        BadInputError: ffmpeg cannot measure them.
    """
    told = loudness_of_sounds((sound.load() for sound in sounds), NARRATION_RATE, named)
    gains_db, missing = _raised(sounds, told, aim_lufs, named)
    if missing <= HEARD_LU:
        return Levels(tuple(map(factor, gains_db)))
    gains_db, _ = _raised(sounds, told, aim_lufs - missing, named)
    return Levels(tuple(map(factor, gains_db)), factor(-missing))


def _raised(
    sounds: Sequence[PlacedSound], told: Sequence[float], aim_lufs: float, named: Path
) -> tuple[list[float], float]:
    """The gain (dB) of each sound of which is told how loud it is, and what the limiter takes of one (LU)."""
    usual_db = [min(MOST_GAIN_DB, aim_lufs - lufs) for lufs in told]
    gains_db = list(usual_db)
    left = [number for number, sound in enumerate(sounds) if _is_held(sound, gains_db[number])]
    missing: dict[int, float] = {}
    for _ in range(_ROUNDS):
        if not left:
            break
        held = (_held(sounds[number].load(), gains_db[number]) for number in left)
        heard = loudness_of_sounds(held, NARRATION_RATE, named)
        missing |= {
            number: told[number] + usual_db[number] - lufs for number, lufs in zip(left, heard, strict=True)
        }
        left = [
            number
            for number in left
            if missing[number] > NEAR_LU and gains_db[number] < usual_db[number] + MOST_RAISED_DB
        ]
        for number in left:
            most_db = usual_db[number] + MOST_RAISED_DB
            gains_db[number] = min(most_db, gains_db[number] + _PUSH * missing[number])
    return gains_db, max(missing.values(), default=0.0)


def _is_held(sound: PlacedSound, gain_db: float) -> bool:
    return bool(np.abs(sound.load()).max(initial=0.0) * factor(gain_db) > _QUIET)


def _held(samples: Samples, gain_db: float) -> Samples:
    """A sound as it is heard alone in a mix."""

    def blocks() -> Iterator[Samples]:
        yield np.repeat(faded(samples)[:, np.newaxis] * np.float32(factor(gain_db)), 2, axis=1)

    return np.concatenate(list(limited(blocks(), LIMIT_DB)))[:, 0]


def factor(gain_db: float) -> float:
    """By which samples are multiplied for a gain in dB."""
    return float(10 ** (gain_db / 20))
