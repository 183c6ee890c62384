"""Files that a page hands over, written to the folder as they come in, never held in memory."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable
from enum import Enum
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Final

import anyio
from anyio import to_thread

from woordbeeld.atomic import leftovers, temporary_beside
from woordbeeld.errors import BadInputError, WrongUseError
from woordbeeld.inputs import refuse_unreadable_name
from woordbeeld.intake.opening import open_transcript
from woordbeeld.media.samples import probe_audible
from woordbeeld.window import reviewing
from woordbeeld.window.project import GIVEN, Looked, Project
from woordbeeld.window.workspace import Workspace
from woordbeeld.words import say
from woordbeeld.writing.disk import refusals_told

_MOST_NAME_BYTES: Final = 200  # of the 255 that disks hold
_MOST_ENDING_BYTES: Final = 20
_AT_ONCE_BYTES: Final = 1 << 20  # written at once
_INCOMING: Final = "incoming"  # a folder for each file that comes in, beside those that are there


class Given(Enum):
    """What a file is for; the name is that of the field of a project."""

    VIDEO = "video"
    DOCUMENT = "document"


async def receive(
    folder: Path, name: str, parts: AsyncIterator[bytes], check: Callable[[Path], object]
) -> Path:
    """A file of a project takes its place once it is whole, and nothing raises that `check` finds.

    Another of the same name that was given is replaced; one that is refused leaves that as it was.

    Raises:
        EnvironmentProblemError: it cannot be written, such as where the disk is full.
    """
    path = folder / GIVEN / safe_name(name)
    apart = temporary_beside(folder / GIVEN / _INCOMING)  # its name is told as it is while it is checked
    try:
        with refusals_told(path):
            apart.mkdir(parents=True)
            await _write(apart / path.name, parts)
        await to_thread.run_sync(check, apart / path.name)
        with refusals_told(path):
            (apart / path.name).replace(path)
    finally:
        shutil.rmtree(apart, ignore_errors=True)
    return path


async def _write(path: Path, parts: AsyncIterator[bytes]) -> None:
    async with await anyio.open_file(path, "wb") as file:
        held = bytearray()
        async for part in parts:
            held += part
            if len(held) >= _AT_ONCE_BYTES:
                await file.write(bytes(held))
                held.clear()
        await file.write(bytes(held))


def clear_incoming(workspace: Workspace) -> None:
    """Take away what came in when the program was killed. Nobody may be handing over files now."""
    for project in workspace.projects():
        if isinstance(project, Project):
            for left in leftovers(project.folder / GIVEN / _INCOMING):
                shutil.rmtree(left, ignore_errors=True)


def safe_name(name: str) -> str:
    r"""The name of a file without its folder, and without what not all disks can hold.

    >>> safe_name("C:\\films\\Mijn film?.mp4"), safe_name("../..")
    ('Mijn film_.mp4', 'file')
    """
    last = PurePosixPath(PureWindowsPath(name).name).name
    plain = "".join("_" if char in '<>:"|?*' or not char.isprintable() else char for char in last).strip(" .")
    stem, ending = Path(plain).stem, _cut(Path(plain).suffix, _MOST_ENDING_BYTES)
    safe = _cut(stem, _MOST_NAME_BYTES - len(ending.encode())) + ending
    return safe.strip(" .") or "file"


def _cut(text: str, most_bytes: int) -> str:
    return text.encode()[:most_bytes].decode("utf-8", "ignore")


def use(workspace: Workspace, name: str, given: Given, path: Path) -> Project:
    """Work with a file where it stands, once it was admitted (see `admit`).

    Raises:
        BadInputError: that is no place of a file.
    """
    if not path.is_absolute():
        raise BadInputError(
            say("error.project.no_whole_path"), where=str(path), remedy=say("error.project.whole_path")
        )
    project = workspace.project(name)
    own = path.relative_to(project.folder).as_posix() if path.is_relative_to(project.folder) else str(path)
    return workspace.change(name, **{given.value: own})


def admit(workspace: Workspace, name: str, given: Given, path: Path) -> None:
    """Refuse what cannot be used as it is given; how another text is read is looked at anew.

    Raises:
        BadInputError: it is not what it is given as, or cannot be read.
        WrongUseError: the text before was corrected, which another one would lose.
    """
    check(workspace.project(name), given, path)
    if given is Given.DOCUMENT:
        reviewing.reopen(workspace, name)


def check(project: Project, given: Given, path: Path) -> None:
    """Refuse what cannot be used as it is given.

    Raises:
        BadInputError: it is not what it is given as, or cannot be read.
        WrongUseError: the text before was corrected, which another one would lose.
    """
    is_gone_on_with = given is Given.DOCUMENT and project.looked is not Looked.NOT_YET
    if is_gone_on_with and not reviewing.is_uncorrected(project):
        raise WrongUseError(say("error.project.corrected"), remedy=say("error.project.new_for_other_text"))
    refuse_unreadable_name(path)
    if given is Given.VIDEO:
        probe_audible(path)
    else:
        open_transcript(path)
