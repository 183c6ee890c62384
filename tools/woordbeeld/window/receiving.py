"""Files that a page hands over, written to the folder as they come in, never held in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator
from enum import Enum
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

import anyio

from woordbeeld.atomic import leftovers, temporary_beside
from woordbeeld.errors import BadInputError
from woordbeeld.inputs import check_media, refuse_unreadable_name
from woordbeeld.intake.opening import open_transcript
from woordbeeld.window.project import GIVEN, Project
from woordbeeld.window.workspace import Workspace
from woordbeeld.words import say

_MOST_NAME_CHARS: Final = 120
_AT_ONCE_BYTES: Final = 1 << 20  # written at once


class Given(Enum):
    """What a file is for; the name is that of the field of a project."""

    VIDEO = "video"
    DOCUMENT = "document"


async def receive(folder: Path, name: str, parts: AsyncIterator[bytes]) -> Path:
    """A file of a project, whole or not at all; another of the same name that was given is replaced.

    Raises:
        OSError: it cannot be written, such as where the disk is full.
    """
    given = folder / GIVEN
    given.mkdir(exist_ok=True)
    path = given / safe_name(name)
    for left in leftovers(path):
        left.unlink(missing_ok=True)
    new = temporary_beside(path)
    try:
        async with await anyio.open_file(new, "wb") as file:
            held = bytearray()
            async for part in parts:
                held += part
                if len(held) >= _AT_ONCE_BYTES:
                    await file.write(bytes(held))
                    held.clear()
            await file.write(bytes(held))
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    return path


def safe_name(name: str) -> str:
    r"""The name of a file without its folder, and without what not all disks can hold.

    >>> safe_name("C:\\films\\Mijn film?.mp4"), safe_name("../..")
    ('Mijn film_.mp4', 'file')
    """
    last = PurePosixPath(PureWindowsPath(name).name).name
    plain = "".join("_" if char in '<>:"|?*' or not char.isprintable() else char for char in last).strip(" .")
    stem, ending = Path(plain).stem, Path(plain).suffix
    return f"{stem[: _MOST_NAME_CHARS - len(ending)]}{ending}" if plain else "file"


def use(workspace: Workspace, name: str, given: Given, path: Path) -> Project:
    """Work with a file where it stands.

    Raises:
        BadInputError: it is not what it is given as, or cannot be read.
    """
    if not path.is_absolute():
        raise BadInputError(
            say("error.project.no_whole_path"), where=str(path), remedy=say("error.project.whole_path")
        )
    project = workspace.project(name)
    refuse_unreadable_name(path)
    if given is Given.VIDEO:
        check_media(path)
    else:
        open_transcript(path)
    own = path.relative_to(project.folder).as_posix() if path.is_relative_to(project.folder) else str(path)
    return workspace.change(name, **{given.value: own})
