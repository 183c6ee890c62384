"""The voices that a system has itself: SAPI on Windows, `say` on macOS.

Linux has none that writes a file: speech-dispatcher only speaks aloud.
"""

from __future__ import annotations

import base64
import math
import platform
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from woordbeeld.description.narrators.narrator import NarratorKind
from woordbeeld.description.narrators.programs import (
    WORDS_A_MINUTE,
    plain,
    run_program,
    spoken,
    told_by,
)
from woordbeeld.errors import EnvironmentProblemError, WrongUseError
from woordbeeld.media.samples import Samples
from woordbeeld.words import say

NAME: Final = "system"
_SAY: Final = "say"
_POWERSHELL: Final = ("powershell", "-NoProfile", "-NonInteractive", "-EncodedCommand")
# Whatever it works with stands in variables of its environment: no text becomes part of a script.
_SAPI_VOICES: Final = """
[Console]::OutputEncoding = [Text.Encoding]::UTF8
Add-Type -AssemblyName System.Speech
$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
foreach ($each in $voice.GetInstalledVoices()) {
  if ($each.Enabled) { "$($each.VoiceInfo.Culture.Name)`t$($each.VoiceInfo.Name)" }
}
"""
_SAPI_SAY: Final = """
$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.Speech
$voice = New-Object System.Speech.Synthesis.SpeechSynthesizer
$voice.SelectVoice($env:WOORDBEELD_VOICE)
$voice.Rate = [int]$env:WOORDBEELD_RATE
$voice.SetOutputToWaveFile($env:WOORDBEELD_SAID)
$voice.Speak([IO.File]::ReadAllText($env:WOORDBEELD_TEXT, [Text.Encoding]::UTF8))
$voice.Dispose()
"""
_SAPI_STEPS: Final = 10  # of its rate: at the last it is three times as fast
_SAPI_FASTEST: Final = 3.0
_SAY_VOICE: Final = re.compile(r"^(.+?) +([a-z]{2,3})[_-](\w+) +#", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SystemVoice:
    """A voice as its system names it, and its language as a code: `nl-NL`."""

    name: str
    language: str


@dataclass(frozen=True, slots=True)
class System:
    """How the voices of a system are listed, and one of them writes what it says of a text to a file."""

    program: str
    voices: Callable[[], tuple[SystemVoice, ...]]
    write: Callable[[str, Path, float, Path], None]


def _sapi_voices() -> tuple[SystemVoice, ...]:
    listed = (line.split("\t") for line in told_by(*_powershell(_SAPI_VOICES)).splitlines())
    return tuple(SystemVoice(each[1].strip(), each[0].strip()) for each in listed if len(each) == 2)  # noqa: PLR2004


def _sapi_write(voice: str, text: Path, speed: float, file: Path) -> None:
    rate = round(_SAPI_STEPS * math.log(speed) / math.log(_SAPI_FASTEST))
    run_program(
        _powershell(_SAPI_SAY),
        environment={
            "WOORDBEELD_VOICE": voice,
            "WOORDBEELD_RATE": str(rate),
            "WOORDBEELD_TEXT": str(text),
            "WOORDBEELD_SAID": str(file),
        },
    )


def _powershell(script: str) -> list[str]:
    return [*_POWERSHELL, base64.b64encode(script.encode("utf-16-le")).decode("ascii")]


def _say_voices() -> tuple[SystemVoice, ...]:
    listed = _SAY_VOICE.findall(told_by(_SAY, "-v", "?"))
    return tuple(SystemVoice(name, f"{language}-{region}") for name, language, region in listed)


def _say_write(voice: str, text: Path, speed: float, file: Path) -> None:
    pace, form = str(round(WORDS_A_MINUTE * speed)), "--data-format=LEI16@44100"
    run_program([_SAY, "-v", voice, "-r", pace, "-f", str(text), "-o", str(file), form])


_SYSTEMS: Final = {
    "win32": System("PowerShell", _sapi_voices, _sapi_write),
    "darwin": System(_SAY, _say_voices, _say_write),
}


class SystemNarrator:
    """A voice of this system: the one that is named, else the first that has the language of the text."""

    kind = NarratorKind.COMPUTER

    def __init__(self, wanted: str = "") -> None:
        self._system = _system()
        self._wanted = wanted
        if wanted and wanted not in {each.name for each in self._system.voices()}:
            raise WrongUseError(
                say("error.narrators.no_voice", name=wanted),
                remedy=say("error.narrators.see_doctor"),
            )

    @property
    def name(self) -> str:
        return self._wanted or self._system.program

    @property
    def identity(self) -> str:
        found = self._wanted or ", ".join(each.name for each in self._system.voices())
        return f"{NAME} {platform.platform()} {found} {WORDS_A_MINUTE}"

    def say(self, text: str, language: str, speed: float = 1.0) -> Samples | None:
        voice = self._wanted or self._voice_for(language)

        def write(file: Path) -> None:
            given = file.with_suffix(".txt")
            given.write_text(plain(text), "utf-8")
            self._system.write(voice, given, speed, file)

        return spoken(self._system.program, write)

    def _voice_for(self, language: str) -> str:
        code = language.partition("-")[0].lower()
        for each in self._system.voices():
            if each.language.lower().startswith(code):
                return each.name
        raise EnvironmentProblemError(
            say("error.narrators.no_language", name=self._system.program, language=language),
            remedy=say("error.narrators.add_language"),
        )


def system_voices() -> tuple[str, ...]:
    """What `--voice` takes of them on this machine."""
    system = _SYSTEMS.get(sys.platform)
    return tuple(f"{NAME}:{each.name}" for each in system.voices()) if system else ()


def system_narrator(chosen: str) -> SystemNarrator:
    """`system` or `system:NAME`."""
    return SystemNarrator(chosen.partition(":")[2])


def _system() -> System:
    if system := _SYSTEMS.get(sys.platform):
        return system
    raise EnvironmentProblemError(say("error.narrators.no_system"), remedy=say("error.narrators.use_another"))
