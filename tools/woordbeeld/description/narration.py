"""Passages as sound: each is said once, and kept by what its sound depends on."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

from woordbeeld.cache import FileCache, content_key
from woordbeeld.description.model import Passage, PlannedPassage
from woordbeeld.description.narrators.narrator import NARRATION_RATE, Narrator
from woordbeeld.description.rates import estimated_ms
from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.media.samples import Samples
from woordbeeld.media.takes import faster
from woordbeeld.words import say

VERSION: Final = 1  # raised when the same voice would be kept otherwise
ENDING: Final = "pcm"  # 16-bit samples, little-endian
_BYTES: Final = 2
_TOLERATED: Final = NARRATION_RATE // 20  # samples: 50 ms more than planned stay in the air around it
_FULL_SCALE: Final = 32767


class Narration:
    """What a narrator says in a language; what was said before is not said again, whoever asks."""

    def __init__(self, narrator: Narrator, language: str, cache: Path) -> None:
        self.narrator = narrator
        self.language = language
        self._files = FileCache(cache / "media")

    def length_ms(self, passage: Passage) -> int | None:
        """How long it takes to say a passage; None where the narrator has no sound for it.

        Raises:
            EnvironmentProblemError: the voice cannot be used, or the cache not be written.
        """
        samples = self._said(passage.text, 1.0).stat().st_size // _BYTES
        return -(-samples * 1000 // NARRATION_RATE) or None

    def usual_ms(self, passage: Passage) -> int:
        """How long a passage takes, or would usually take where the narrator has no sound for it.

        Raises:
            EnvironmentProblemError: as `length_ms`.
        """
        return self.length_ms(passage) or estimated_ms(passage.text, self.language)

    def file(self, planned: PlannedPassage) -> Path:
        """Where the sound of a passage is kept, as it is planned to be said; empty where there is none.

        Raises:
            EnvironmentProblemError: as `length_ms`.
        """
        text, speed = planned.passage.text, planned.speed
        said, most = self._said(text, speed), planned.length_ms * NARRATION_RATE // 1000
        samples = said.stat().st_size // _BYTES
        if samples <= most + _TOLERATED:
            return said
        key = content_key("narration-in-time", self.narrator.identity, self.language, text, speed, most)

        def write(file: Path) -> None:
            file.write_bytes(_as_bytes(faster(sound_in(said), samples / most)[:most]))

        return self._files.get(f"{key}-{VERSION}", ENDING, write)

    def _said(self, text: str, speed: float) -> Path:
        key = content_key("narration", self.narrator.identity, self.language, text, speed)

        def write(file: Path) -> None:
            said = self.narrator.say(text, self.language, speed)
            file.write_bytes(b"" if said is None else _as_bytes(said))

        return self._files.get(f"{key}-{VERSION}", ENDING, write)


def sound_in(file: Path) -> Samples:
    """The sound of a passage that is kept: float32, (n,), mono, `NARRATION_RATE`."""
    kept = np.frombuffer(file.read_bytes(), np.dtype("<i2"))
    return kept.astype(np.float32) / np.float32(_FULL_SCALE)


def length_in(file: Path) -> int:
    """How many samples are kept of a passage."""
    return file.stat().st_size // _BYTES


def _as_bytes(said: Samples) -> bytes:
    """Samples as whole numbers of 16 bits; a voice that is too loud for these is made quieter as a whole."""
    peak = float(np.abs(said).max(initial=0.0))
    if not np.isfinite(peak):
        raise EnvironmentProblemError(
            say("error.narrators.no_numbers"), remedy=say("error.narrators.use_another")
        )
    whole = np.rint(said / max(1.0, peak) * _FULL_SCALE)
    return bytes(whole.astype("<i2").tobytes())
