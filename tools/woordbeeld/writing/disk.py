"""What the disk does for files and folders: kept there for certain, and its refusals as errors of ours."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from woordbeeld.atomic import temporary_beside
from woordbeeld.errors import BadInputError, EnvironmentProblemError
from woordbeeld.inputs import other_than_file
from woordbeeld.words import reason_of, say


@contextmanager
def refusals_told(path: Path) -> Iterator[None]:
    """What the disk refuses becomes one sentence about `path`."""
    try:
        yield
    except OSError as error:
        raise EnvironmentProblemError(
            say("error.writing.unwritable", why=reason_of(error)),
            where=str(path),
            remedy=say("error.writing.make_room"),
        ) from error


def write_durably(path: Path, data: bytes) -> None:
    """A new file that a power cut does not empty."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_file(path: Path) -> None:
    """Let the disk keep the bytes of a file from this moment on."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(path: Path) -> None:
    """Let the disk keep the names in a folder from this moment on, where it can be asked to."""
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def refuse_other_than_file(path: Path) -> None:
    """Refuse a folder, a device or a pipe where a file is to be; a device would be replaced by it."""
    if path.exists() and (what := other_than_file(path.stat().st_mode)):
        raise BadInputError(what, where=str(path), remedy=say("error.another_place"))


def check_folder(folder: Path) -> None:
    """Refuse a folder in which nothing can be made. Permissions do not tell everything, so it is tried."""
    nearest = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not nearest.is_dir():
        raise BadInputError(say("error.writing.file"), where=str(nearest), remedy=say("error.another_place"))
    trial = temporary_beside(nearest / "woordbeeld")
    with refusals_told(folder):
        try:
            trial.mkdir()
        finally:
            with suppress(FileNotFoundError):  # whoever writes there just now may have tidied it up
                trial.rmdir()
