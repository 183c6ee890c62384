"""A backup of a file beside it, before it is changed, unless version control has it as it is."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Final

from woordbeeld.writing.disk import refusals_told, sync_folder

ENDING: Final = ".bak"
_PATIENCE_S: Final = 10  # for git, which may have much to look through


@contextmanager
def backed_up(path: Path, data: bytes) -> Iterator[Path]:
    """A file beside `path` with these bytes, under a name that was free; gone again if the change fails.

    Raises:
        EnvironmentProblemError: it cannot be written.
    """
    path = path.resolve()
    with refusals_told(path):
        backup = _written_beside(path, data)
    try:
        yield backup
    except BaseException:
        backup.unlink(missing_ok=True)
        raise


def _written_beside(path: Path, data: bytes) -> Path:
    for number in count():
        backup = path.with_name(f"{path.name}{ENDING}{number or ''}")
        try:
            file = backup.open("xb")
        except FileExistsError:
            continue
        try:
            with file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            shutil.copymode(path, backup)
            sync_folder(path.parent)
        except OSError:
            backup.unlink(missing_ok=True)
            raise
        return backup
    raise AssertionError("there is always a next number")


def is_in_version_control(path: Path) -> bool:
    """Whether git has the file as it is now, so that it can be had again from there.

    It is not where there is no git, or where git does not answer.
    """
    path = path.resolve()
    git = shutil.which("git")
    if git is None or not any((folder / ".git").exists() for folder in path.parents):
        return False
    # What a repository that somebody else made tells git to run is not run.
    options = ["--literal-pathspecs", "-c", "core.fsmonitor=false"]
    command = [
        git,
        *options,
        "status",
        "--porcelain",
        "--ignored",
        "--untracked-files=all",
        "--",
        path.name,
    ]
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0"}
    try:
        found = subprocess.run(  # noqa: S603 - git itself, with words of our own
            command, cwd=path.parent, env=environment, capture_output=True, check=True, timeout=_PATIENCE_S
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return not found.stdout
