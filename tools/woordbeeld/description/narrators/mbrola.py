"""MBROLA's Dutch voices, which espeak-ng lets speak: a draft too, though clearer.

Their licence forbids selling them, and what it means for a film that is published is for its publisher to
judge: they are nowhere a dependency, and only used where somebody installed and chose them.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from woordbeeld.description.narrators import espeak
from woordbeeld.description.narrators.narrator import NarratorKind
from woordbeeld.description.narrators.programs import WORDS_A_MINUTE
from woordbeeld.errors import EnvironmentProblemError, WrongUseError
from woordbeeld.media.samples import Samples
from woordbeeld.words import say

NAME: Final = "mbrola"
PROGRAM: Final = "mbrola"
LANGUAGE: Final = "nl"
VOICES: Final = ("nl2", "nl3")  # a man's and a woman's; nl1 is not among Debian's
# Where espeak-ng looks for a voice of that name.
_PLACES: Final = ("/usr/share/mbrola/{0}", "/usr/share/mbrola/{0}/{0}", "/usr/share/mbrola/voices/{0}")


class MbrolaNarrator:
    """A Dutch voice of MBROLA."""

    kind = NarratorKind.DRAFT

    def __init__(self, voice: str) -> None:
        if voice not in VOICES:
            raise WrongUseError(
                say("error.narrators.no_mbrola", name=voice),
                remedy=say("error.narrators.one_of", names=", ".join(f"{NAME}:{each}" for each in VOICES)),
            )
        self._voice = voice
        self._version = espeak.version()
        if not shutil.which(PROGRAM):
            raise EnvironmentProblemError(
                say("error.narrators.missing", program=PROGRAM),
                remedy=say("error.narrators.install_mbrola", package=f"mbrola-{voice}"),
            )

    @property
    def name(self) -> str:
        return f"MBROLA {self._voice}"

    @property
    def identity(self) -> str:
        return f"mbrola {self._voice} espeak-ng {self._version} {WORDS_A_MINUTE}"

    def say(self, text: str, language: str, speed: float = 1.0) -> Samples | None:
        if language.partition("-")[0].lower() != LANGUAGE:
            raise EnvironmentProblemError(
                say("error.narrators.no_language", name=self.name, language=language),
                remedy=say("error.narrators.use_another"),
            )
        return espeak.speak(f"mb-{self._voice}", text, speed)


def mbrola_voices() -> tuple[str, ...]:
    """What `--voice` takes of it on this machine."""
    if not (shutil.which(PROGRAM) and shutil.which(espeak.PROGRAM)):
        return ()
    return tuple(f"{NAME}:{voice}" for voice in VOICES if _is_here(voice))


def mbrola_narrator(chosen: str) -> MbrolaNarrator:
    """`mbrola` or `mbrola:VOICE`."""
    return MbrolaNarrator(chosen.partition(":")[2] or VOICES[0])


def _is_here(voice: str) -> bool:
    return any(Path(place.format(voice)).is_file() for place in _PLACES)
