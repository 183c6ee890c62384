"""The one place where ffmpeg is found and run: that of the imageio-ffmpeg wheel, or the one that is set."""

from __future__ import annotations

import errno
import logging
import os
import re
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from threading import Event, Timer
from typing import IO, Any, Final, cast

import ffmpeg

from woordbeeld.errors import BadInputError, EnvironmentProblemError
from woordbeeld.media.containers import refusal
from woordbeeld.words import say

_LOG: Final = logging.getLogger(__name__)
SETTING: Final = "WOORDBEELD_FFMPEG"  # the environment variable that names another ffmpeg
START_S: Final = 60  # in which a program tells its version, also on a slow machine
SLOWEST_BYTES_A_S: Final = 100_000  # read of a file, over a poor network too
MOST_S: Final = 7 * 24 * 3600  # whatever a damaged header says of its length
SLOWEST_S_FOR_A_S: Final = 100  # to decode a second of a large picture and make it anew

_MODULE = re.compile(r"(\[[^]]*\] )+")  # which part of ffmpeg speaks, and its address
_SAYS_NOTHING = "Error opening input file"  # ffmpeg 6 and later say so after what is wrong
_MADE = re.compile(rb"out_time_us=(\d+)")
_FILTER = re.compile(r"^ [.A-Z|]{2,3} +(\w+) ", re.MULTILINE)
_VERSION = re.compile(r"ffmpeg version (\S+)")


@dataclass(frozen=True, slots=True)
class Program:
    """An ffmpeg that runs here, its version, and whence it comes."""

    path: str
    version: str
    whence: str


def find_ffmpeg() -> Program:
    """The ffmpeg that `WOORDBEELD_FFMPEG` names, else the wheel's, so that all machines make the same bytes.

    Raises:
        EnvironmentProblemError: what is named does not run, or the wheel has none for this machine.
    """
    if named := os.environ.get(SETTING):
        return _named(named)
    return wheel_ffmpeg()


def run_ffmpeg(
    stream: Any, path: Path, *, limit_s: float, log: str = "error", folder: Path | None = None
) -> tuple[bytes, str]:
    """What ffmpeg wrote to its standard output, and its messages; `path` is named where it fails.

    `log` is ffmpeg's own level of messages, `limit_s` the time that it may take, `folder` where it runs.

    Raises:
        BadInputError: ffmpeg refused the input (the error carries its last message), or took too long.
        EnvironmentProblemError: there is no ffmpeg.
        OSError: there is no room for what it writes.
    """
    command = _command(stream, log)
    try:
        done = subprocess.run(  # noqa: S603  our own
            command, capture_output=True, check=False, timeout=limit_s, cwd=folder
        )
    except subprocess.TimeoutExpired as error:
        raise _too_slow(path, limit_s) from error
    if done.returncode:
        raise _failure(path, done.stderr)
    return done.stdout, done.stderr.decode("utf-8", "replace")


def run_ffmpeg_long(
    stream: Any,
    path: Path,
    *,
    limit_s: float,
    duration_ms: int,
    progress: Callable[[float], None],
    folder: Path | None = None,
) -> None:
    """Run ffmpeg as `run_ffmpeg` does, and tell meanwhile how far it is in what it makes of `duration_ms`.

    At the end it tells 1, for ffmpeg's own last report may have no time in it. It is stopped where telling
    is, such as by Ctrl-C.

    Raises:
        BadInputError: ffmpeg refused the input, or took too long.
        EnvironmentProblemError: there is no ffmpeg.
        OSError: there is no room for what it writes.
    """
    command = _command(stream, "error", "-nostats", "-progress", "pipe:1")
    furthest = 0.0
    with _running(command, path, limit_s, folder=folder) as running:
        for line in _stream(running.stdout):
            if (made := _MADE.match(line)) and duration_ms:
                furthest = max(furthest, min(1.0, int(made[1]) / 1000 / duration_ms))
                progress(furthest)
    progress(1.0)


@contextmanager
def ffmpeg_output(stream: Any, path: Path, *, limit_s: float) -> Iterator[IO[bytes]]:
    """What ffmpeg writes to its standard output, to be read while it writes, to the end.

    It is stopped where reading is.

    Raises:
        BadInputError: ffmpeg refused the input, or took too long.
        EnvironmentProblemError: there is no ffmpeg.
    """
    with _running(_command(stream, "error"), path, limit_s) as running:
        yield _stream(running.stdout)


@contextmanager
def ffmpeg_input(stream: Any, path: Path, *, limit_s: float, told: IO[bytes]) -> Iterator[IO[bytes]]:
    """The standard input of ffmpeg, to be written to; what it tells is written to a file.

    It is stopped where writing is. Where it ends by itself, what is written to it is lost.

    Raises:
        BadInputError: ffmpeg refused what it was given, or took too long.
        EnvironmentProblemError: there is no ffmpeg.
        OSError: there is no room for what it writes.
    """
    command = _command(stream, "error")
    with _running(command, path, limit_s, stdin=subprocess.PIPE, stdout=told) as running:
        given = _stream(running.stdin)
        with suppress(BrokenPipeError):  # why it ended it tells itself
            yield given
        with suppress(BrokenPipeError):
            given.close()


@contextmanager
def _running(
    command: Sequence[str],
    path: Path,
    limit_s: float,
    *,
    folder: Path | None = None,
    stdin: int | None = None,
    stdout: int | IO[bytes] = subprocess.PIPE,
) -> Iterator[subprocess.Popen[bytes]]:
    """A program that runs meanwhile; an error where it fails or takes too long."""
    overdue = Event()
    with (
        tempfile.TemporaryFile() as messages,
        subprocess.Popen(command, stdin=stdin, stdout=stdout, stderr=messages, cwd=folder) as running,  # noqa: S603
    ):

        def stop() -> None:
            overdue.set()
            running.kill()

        timer = Timer(limit_s, stop)
        timer.start()
        try:
            yield running
        except BaseException:
            running.kill()
            raise
        finally:
            timer.cancel()
        running.wait()
        if overdue.is_set():
            raise _too_slow(path, limit_s)
        if running.returncode:
            messages.seek(0)
            raise _failure(path, messages.read())


def _stream(pipe: IO[bytes] | None) -> IO[bytes]:
    """A pipe that is there, for it was asked for."""
    return cast("IO[bytes]", pipe)


def has_filter(name: str) -> bool:
    """Whether the ffmpeg that is used has a filter.

    Raises:
        EnvironmentProblemError: there is no ffmpeg.
    """
    return name in _filters(find_ffmpeg().path)


@lru_cache
def _filters(path: str) -> frozenset[str]:
    listed = subprocess.run(  # noqa: S603  the program that was found
        [path, "-hide_banner", "-filters"], capture_output=True, check=False, timeout=START_S
    )
    return frozenset(_FILTER.findall(listed.stdout.decode("utf-8", "replace")))


def _command(stream: Any, log: str, *options: str) -> list[str]:
    # Before the input, for ffmpeg 5 does not heed what stands behind the output.
    program = [find_ffmpeg().path, "-hide_banner", "-nostdin", "-y", "-v", log, *options]
    command: list[str] = ffmpeg.compile(stream, cmd=program)
    _LOG.debug("%s", shlex.join(command))
    return command


def _failure(path: Path, stderr: bytes) -> BadInputError | OSError:
    """Why ffmpeg failed: mostly by what it read, but a disk that is full is no fault of that."""
    told = last_message(stderr, path)
    full = os.strerror(errno.ENOSPC)
    return OSError(errno.ENOSPC, full) if full in told else refusal(path, told)


def _too_slow(path: Path, limit_s: float) -> BadInputError:
    return BadInputError(
        say("error.media_file.too_slow", seconds=round(limit_s)),
        where=path.name,
        remedy=say("error.media_file.use_another"),
    )


def patience_s(path: Path, duration_ms: int) -> float:
    """How long ffmpeg may take for a file: far more than on the slowest machine, yet not for ever."""
    reading_s = path.stat().st_size / SLOWEST_BYTES_A_S
    return min(MOST_S, START_S + reading_s + duration_ms / 1000 * SLOWEST_S_FOR_A_S)


def last_message(stderr: bytes, path: Path) -> str:
    r"""The last two things that ffmpeg complained of, without the path and the addresses of its modules.

    >>> last_message(b"[mov @ 0x5] moov atom not found\nfile:a.mp4: Invalid data found\n", Path("a.mp4"))
    'moov atom not found, Invalid data found'
    """
    lines = (_MODULE.sub("", line.strip()) for line in stderr.decode("utf-8", "replace").splitlines())
    telling = [line.replace(f"file:{path}: ", "") for line in lines if line]
    return ", ".join([line for line in telling if not line.startswith(_SAYS_NOTHING)][-2:]) or "no message"


def _named(name: str) -> Program:
    path = shutil.which(name)
    version = path and _version(path)
    if not path or not version:
        raise EnvironmentProblemError(
            say("error.ffmpeg.setting", setting=SETTING),
            where=name,
            remedy=say("error.ffmpeg.set_or_unset"),
        )
    return Program(path, version, SETTING)


def wheel_ffmpeg() -> Program:
    """The ffmpeg in the imageio-ffmpeg wheel.

    Raises:
        EnvironmentProblemError: there is none, or none that runs on this machine.
    """
    # Not imageio_ffmpeg.get_ffmpeg_exe(), which prefers another ffmpeg where one is set or the wheel's fails.
    try:
        folder = Path(str(resources.files("imageio_ffmpeg"))) / "binaries"
    except ImportError as error:
        raise EnvironmentProblemError(
            say("error.ffmpeg.missing"), remedy=say("error.ffmpeg.install")
        ) from error
    for file in sorted(folder.glob("ffmpeg-*")):
        if version := _version(str(file)):
            return Program(str(file), version, "imageio-ffmpeg")
    raise EnvironmentProblemError(
        say("error.ffmpeg.broken"),
        remedy=say("error.ffmpeg.set_own", setting=SETTING),
    )


@lru_cache
def _version(path: str) -> str | None:
    """What an ffmpeg says that it is; None where the program is none, or does not run."""
    try:
        done = subprocess.run(  # noqa: S603  the program that the user named, or the wheel's
            [path, "-version"], capture_output=True, check=False, timeout=START_S
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = _VERSION.match(done.stdout.decode("utf-8", "replace"))
    return found[1] if found and not done.returncode else None
