"""Piper, with a voice of the user's: a file that ends in .onnx, and its settings beside it.

Piper is under the GPL, so it runs as a program of its own, as ffmpeg does.
"""

from __future__ import annotations

import json
import sys
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from woordbeeld.cache import file_sha256
from woordbeeld.description.narrators.narrator import NarratorKind
from woordbeeld.description.narrators.programs import plain, run_program, spoken
from woordbeeld.errors import BadInputError, EnvironmentProblemError
from woordbeeld.media.samples import Samples
from woordbeeld.words import reason_of, say

ENDING: Final = ".onnx"
PACKAGE: Final = "piper-tts"
# Its network draws at random how a voice varies: from the same seed, the same sound each time.
_RUN: Final = """
import runpy
import sys

import onnxruntime

onnxruntime.set_seed(2018)
sys.argv[0] = "piper"
runpy.run_module("piper", run_name="__main__")
"""


class PiperNarrator:
    """A voice in a file, which says `length_scale` times as long what it says at its usual pace."""

    kind = NarratorKind.COMPUTER

    def __init__(self, file: Path) -> None:
        self._file = file.resolve()
        self._settings = self._file.with_name(f"{self._file.name}.json")
        if not self._file.is_file():
            raise BadInputError(say("error.no_file"), where=str(file), remedy=say("error.check_name"))
        self._length_scale = self._read_settings()
        try:
            self._version = version(PACKAGE)
        except PackageNotFoundError as error:
            raise EnvironmentProblemError(
                say("error.narrators.no_piper"), remedy=say("error.narrators.install_piper")
            ) from error

    @property
    def name(self) -> str:
        return f"Piper {self._file.stem}"

    @cached_property
    def identity(self) -> str:
        return f"piper {self._version} {file_sha256(self._file)} {file_sha256(self._settings)}"

    def say(self, text: str, language: str, speed: float = 1.0) -> Samples | None:
        _ = language  # a voice has one, which its user knows

        def write(file: Path) -> None:
            given = file.with_suffix(".txt")
            given.write_text(plain(text), "utf-8")
            voice = ("-m", str(self._file), "-c", str(self._settings))
            pace = ("--length-scale", f"{self._length_scale / speed:.4f}")
            run_program(
                [sys.executable, "-c", _RUN, *voice, *pace, "-i", str(given), "-f", str(file)],
                environment={"PYTHONUTF8": "1"},
            )

        return spoken(PACKAGE, write)

    def _read_settings(self) -> float:
        try:
            told = json.loads(self._settings.read_text("utf-8"))
            return float(told.get("inference", {}).get("length_scale", 1.0))
        except OSError as error:
            raise BadInputError(
                say("error.narrators.no_settings", name=self._settings.name, why=reason_of(error)),
                where=str(self._file),
                remedy=say("error.narrators.get_settings"),
            ) from error
        except (ValueError, AttributeError, TypeError) as error:
            raise BadInputError(
                say("error.narrators.bad_settings"),
                where=str(self._settings),
                remedy=say("error.narrators.get_settings"),
            ) from error


def is_piper_voice(chosen: str) -> bool:
    """Whether `--voice` names a file of a voice."""
    return chosen.lower().endswith(ENDING)


def piper_narrator(chosen: str) -> PiperNarrator:
    """The voice in a file."""
    return PiperNarrator(Path(chosen).expanduser())


def piper_voices() -> tuple[str, ...]:
    """What `--voice` takes of it: the user knows where such files stand, and the program does not look."""
    return ()
