"""Programs that speak: a text goes in as data, never through a shell, and a file of sound comes out."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from woordbeeld.description.narrators.narrator import NARRATION_RATE
from woordbeeld.description.narrators.silence import trimmed
from woordbeeld.errors import BadInputError, EnvironmentProblemError
from woordbeeld.media.samples import Samples
from woordbeeld.media.sound_files import read_sound
from woordbeeld.words import Message, reason_of, say

PATIENCE_S: Final = 300  # for a passage, also where a voice is large and the machine slow
WORDS_A_MINUTE: Final = 160  # at speed 1; what Netflix's Audio Description Style Guide asks of describers
_USE_ANOTHER: Final = say("error.narrators.use_another")


def run_program(
    command: Sequence[str], *, given: str = "", environment: Mapping[str, str] | None = None
) -> str:
    """What a program tells, to which a text is given on its standard input.

    Raises:
        EnvironmentProblemError: it is not on this machine, or fails.
    """
    program = Path(command[0]).name
    try:
        done = subprocess.run(  # noqa: S603  a list, so no shell sees it
            command,
            input=given.encode("utf-8", "replace"),
            capture_output=True,
            check=False,
            timeout=PATIENCE_S,
            env={**os.environ, **(environment or {})},
        )
    except FileNotFoundError as error:
        raise EnvironmentProblemError(
            say("error.narrators.missing", program=program), remedy=_USE_ANOTHER
        ) from error
    except (OSError, subprocess.TimeoutExpired) as error:
        why = reason_of(error) if isinstance(error, OSError) else str(error)
        raise failure(program, why) from error
    if done.returncode:
        raise failure(program, _last_line(done.stderr))
    return done.stdout.decode("utf-8", "replace")


def failure(program: str, why: str | Message) -> EnvironmentProblemError:
    """What is told of a voice that does not speak."""
    return EnvironmentProblemError(
        say("error.narrators.failed", program=program, why=why), remedy=_USE_ANOTHER
    )


def spoken(program: str, write: Callable[[Path], object]) -> Samples | None:
    """What a program says in the file that `write` has it write, without silence; None if that is all.

    Raises:
        EnvironmentProblemError: it fails, or what it writes is no sound.
    """
    with tempfile.TemporaryDirectory(prefix="woordbeeld-") as folder:
        file = Path(folder) / "said.wav"
        write(file)
        try:
            said = trimmed(read_sound(file, NARRATION_RATE))
        except BadInputError as error:
            raise failure(program, str(error.what)) from error
    return said if len(said) else None


def plain(text: str) -> str:
    r"""A text on one line, in which no voice finds commands: many take `[[` for the start of one.

    >>> plain("Zie [[slnc 500]]\n hier.")
    'Zie [ [slnc 500]] hier.'
    """
    return " ".join(text.replace("[[", "[ [").split())


@lru_cache
def told_by(*command: str) -> str:
    """What a program tells of itself; nothing where it is not on this machine, or fails."""
    try:
        return run_program(command)
    except EnvironmentProblemError:
        return ""


def _last_line(messages: bytes) -> str:
    lines = messages.decode("utf-8", "replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "-")
