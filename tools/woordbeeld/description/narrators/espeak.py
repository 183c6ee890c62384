"""espeak-ng: understood with effort, so it is a draft of how a description will be."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Final

from woordbeeld.description.narrators.narrator import NarratorKind
from woordbeeld.description.narrators.programs import (
    WORDS_A_MINUTE,
    failure,
    plain,
    run_program,
    spoken,
    told_by,
)
from woordbeeld.errors import EnvironmentProblemError, WrongUseError
from woordbeeld.media.samples import Samples
from woordbeeld.words import say

PROGRAM: Final = "espeak-ng"
NAME: Final = "espeak"
_VERSION: Final = re.compile(r"\d+(\.\d+)+\S*")
_VARIANT: Final = re.compile(r"^ *\d+ +variant +.*?!v/(\S+)", re.MULTILINE)


class EspeakNarrator:
    """espeak-ng in the language of the text; `variant` is one of its own, such as `f3`."""

    kind = NarratorKind.DRAFT

    def __init__(self, variant: str = "") -> None:
        self._variant = f"+{variant}" if variant else ""
        self.version = version()
        if variant and variant not in variants():
            raise WrongUseError(
                say("error.narrators.no_variant", name=variant),
                remedy=say("error.narrators.see_variants"),
            )

    @property
    def name(self) -> str:
        return f"{PROGRAM}{self._variant}"

    @property
    def identity(self) -> str:
        return f"{PROGRAM} {self.version}{self._variant} {WORDS_A_MINUTE}"

    def say(self, text: str, language: str, speed: float = 1.0) -> Samples | None:
        code = language.partition("-")[0].lower()
        return speak(f"{code}{self._variant}", text, speed)


def version() -> str:
    """Which espeak-ng is on this machine.

    Raises:
        EnvironmentProblemError: none is, or it does not run.
    """
    if not shutil.which(PROGRAM):
        raise EnvironmentProblemError(
            say("error.narrators.missing", program=PROGRAM), remedy=say("error.narrators.install_espeak")
        )
    found = _VERSION.search(told_by(PROGRAM, "--version"))
    if not found:
        raise failure(PROGRAM, "--version")
    return found[0]


def speak(voice: str, text: str, speed: float) -> Samples | None:
    """What espeak-ng says in one of its voices.

    Raises:
        EnvironmentProblemError: it has no such voice, or fails.
    """
    pace = str(round(WORDS_A_MINUTE * speed))

    def write(file: Path) -> None:
        run_program(
            [PROGRAM, "-v", voice, "-s", pace, "-b", "1", "--stdin", "-w", str(file)], given=plain(text)
        )

    return spoken(PROGRAM, write)


def variants() -> frozenset[str]:
    """The variants of voices that espeak-ng has here."""
    return frozenset(_VARIANT.findall(told_by(PROGRAM, "--voices=variant")))


def espeak_voices() -> tuple[str, ...]:
    """What `--voice` takes of it on this machine."""
    return (NAME,) if shutil.which(PROGRAM) else ()


def espeak_narrator(chosen: str) -> EspeakNarrator:
    """`espeak` or `espeak:VARIANT`."""
    return EspeakNarrator(chosen.partition(":")[2])
