"""All voices of a computer that say descriptions: a new one is a module of its own, and its row here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from woordbeeld.description.narrators.espeak import NAME as ESPEAK
from woordbeeld.description.narrators.espeak import espeak_narrator, espeak_voices
from woordbeeld.description.narrators.mbrola import NAME as MBROLA
from woordbeeld.description.narrators.mbrola import mbrola_narrator, mbrola_voices
from woordbeeld.description.narrators.narrator import Narrator
from woordbeeld.description.narrators.piper import is_piper_voice, piper_narrator, piper_voices
from woordbeeld.description.narrators.system import NAME as SYSTEM
from woordbeeld.description.narrators.system import system_narrator, system_voices
from woordbeeld.errors import WrongUseError
from woordbeeld.words import say


@dataclass(frozen=True, slots=True)
class NarratorFamily:
    """Voices of one maker: which words after `--voice` name them, how one is made, which are on this machine.

    `name` is how its words begin, before a colon; `says` what stands in the help of `--voice`.
    """

    name: str
    says: str
    has: Callable[[str], bool]
    make: Callable[[str], Narrator]
    here: Callable[[], tuple[str, ...]]


def _named(name: str) -> Callable[[str], bool]:
    return lambda chosen: chosen.partition(":")[0].lower() == name


# A file goes first: its path may begin in any way.
NARRATORS: Final = (
    NarratorFamily("piper", "FILE.onnx", is_piper_voice, piper_narrator, piper_voices),
    NarratorFamily(ESPEAK, f"{ESPEAK}[:VARIANT]", _named(ESPEAK), espeak_narrator, espeak_voices),
    NarratorFamily(MBROLA, f"{MBROLA}[:nl3]", _named(MBROLA), mbrola_narrator, mbrola_voices),
    NarratorFamily(SYSTEM, f"{SYSTEM}[:NAME]", _named(SYSTEM), system_narrator, system_voices),
)


def narrator_named(chosen: str) -> Narrator:
    """The voice that the words after `--voice` name.

    Raises:
        WrongUseError: they name none.
        BadInputError: it is a file that is not there, or not whole.
        EnvironmentProblemError: it is not on this machine.
    """
    for family in NARRATORS:
        if family.has(chosen):
            return family.make(chosen)
    raise WrongUseError(
        say("error.narrators.unknown", name=chosen),
        remedy=say("error.narrators.one_of", names=", ".join(family.says for family in NARRATORS)),
    )


def voices_here() -> tuple[str, ...]:
    """What `--voice` takes on this machine, besides files of voices and recordings."""
    return tuple(voice for family in NARRATORS for voice in family.here())
