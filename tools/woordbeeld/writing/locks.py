"""One at a time: who writes a file or a bundle holds its lock, and others are told who, and since when."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from woordbeeld import kept
from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.words import Message, reason_of, say

PATIENCE_S: Final = 10.0  # for who writes for a moment: the other is ready before a person wonders
LONG_WORK_PATIENCE_S: Final = 2.0  # for who works for minutes: told before that begins


class Busy(Enum):
    """What is busy with a file or a bundle, as others are told."""

    MAKE = "make"
    EDIT = "edit"
    RUN = "run"  # whatever else


@contextmanager
def locked(target: Path, busy: Busy = Busy.RUN, patience_s: float = PATIENCE_S) -> Iterator[None]:
    """Nobody else of this program writes `target` meanwhile, by whatever links they come to it.

    The lock stands outside the user's folders, is free when its process ends in any way, and whoever holds it
    may ask for it again.

    Raises:
        EnvironmentProblemError: somebody else is busy with it still after so many seconds.
    """
    file = _lock_file(target)
    about = file.with_suffix(".busy")
    lock = FileLock(file, is_singleton=True)
    again = lock.is_locked
    try:
        lock.acquire(timeout=patience_s)
    except Timeout:
        raise EnvironmentProblemError(
            _told(about), where=str(target), remedy=say("error.writing.wait")
        ) from None
    except OSError as error:
        raise _refused(error) from error
    try:
        if not again:
            with suppress(OSError):  # a full disk keeps only the explanation away
                about.write_text(f"{busy.value} {datetime.now().astimezone().isoformat()}", "utf-8")
        yield
    finally:
        if not again:
            with suppress(OSError):
                about.unlink()
        lock.release()


def _lock_file(target: Path) -> Path:
    """The lock of a target, the same for all names of it; also where large and small letters are one."""
    one_name = unicodedata.normalize("NFC", str(target.resolve())).casefold()
    key = hashlib.sha256(one_name.encode("utf-8", "surrogateescape")).hexdigest()
    folder = kept.locks()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(error) from error
    return folder / f"{key[:32]}.lock"


def _refused(error: OSError) -> EnvironmentProblemError:
    return EnvironmentProblemError(
        say("error.writing.folder_unwritable", why=reason_of(error)),
        where=str(kept.journals()),
        remedy=say("error.writing.journals"),
    )


def _told(about: Path) -> Message:
    """Who is busy since when, as far as that is known."""
    try:
        what, since = about.read_text("utf-8").split()
        at, now = datetime.fromisoformat(since), datetime.now().astimezone()
    except (OSError, ValueError):
        return say("error.writing.busy")
    clock = f"{at:%H:%M}" if at.date() == now.date() else f"{at:%Y-%m-%d %H:%M}"
    return say("error.writing.busy_since", what=what, clock=clock)
