"""The folder of all videos that are worked on, each in a folder of its own."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any, Final

from woordbeeld.editor.journal import Journal
from woordbeeld.errors import BadInputError
from woordbeeld.kept import journals
from woordbeeld.window.project import FILE, TRANSCRIPT, Project, read_project, write_project
from woordbeeld.words import say
from woordbeeld.writing.disk import refusals_told

_TRASH: Final = "Prullenbak"  # in the folder of all videos; no project has such a name
_MOST_NAME_CHARS: Final = 60
_NO_WORD: Final = re.compile(r"[^a-z0-9]+")
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")


def usual_workspace() -> Path:
    """Where videos are worked on, where nothing else is chosen."""
    chosen = os.environ.get("WOORDBEELD_FOLDER")
    return Path(chosen) if chosen else Path.home() / "Woordbeeld"


class Workspace:
    """The projects of a folder; every method may be called from any thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = Lock()

    def projects(self) -> Iterator[Project | BadInputError]:
        """All projects, by their names; in place of a damaged one what is wrong with it."""
        for folder in sorted(_folders(self.path)):
            try:
                yield read_project(folder)
            except BadInputError as error:
                yield error

    def has(self, name: str) -> bool:
        """Whether there is a project of this name, damaged or not."""
        return bool(_NAME.fullmatch(name)) and (self.path / name / FILE).is_file()

    def project(self, name: str) -> Project:
        """The project of this name.

        Raises:
            BadInputError: there is none, or it is damaged.
        """
        if not self.has(name):
            raise BadInputError(
                say("error.project.unknown"), where=name, remedy=say("error.project.see_home")
            )
        return read_project(self.path / name)

    def change(self, name: str, **fields: Any) -> Project:
        """A project with other fields, which is kept.

        Raises:
            BadInputError: there is no such project, or it is damaged.
            EnvironmentProblemError: it cannot be written.
        """
        with self._lock:
            project = replace(self.project(name), **fields)
            write_project(project)
        return project

    def new(self, title: str, language: str, speakers: str = "") -> Project:
        """A new project in a folder of its own, named after its title.

        Raises:
            EnvironmentProblemError: it cannot be written.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        project = Project(_new_folder(self.path, title), title, language, speakers=speakers)
        write_project(project)
        return project

    def rename(self, name: str, title: str) -> Project:
        """Another title; the folder is named after it too, as long as nothing in it knows its own place.

        Raises:
            BadInputError: there is no such project, or it is damaged.
            EnvironmentProblemError: it cannot be written.
        """
        with self._lock:
            project = replace(self.project(name), title=title)
            write_project(project)
            folder = next(_free_folders(self.path, title, own=name))
            if folder == project.folder or not can_move(project):
                return project
            with refusals_told(folder):
                project.folder.rename(folder)
            return replace(project, folder=folder)

    @property
    def trash(self) -> Path:
        """Where projects are that were removed, each in its folder as it was."""
        return self.path / _TRASH

    def removed(self) -> Iterator[Project]:
        """The projects that were removed and can be put back, by their names."""
        for folder in sorted(_folders(self.trash)):
            with suppress(BadInputError):
                if _NAME.fullmatch(folder.name):
                    yield read_project(folder)

    def remove(self, name: str) -> None:
        """Move a project to the trash with all that is in its folder, in one step; nothing is deleted.

        Raises:
            BadInputError: there is no such project, or one of its name is in the trash.
            EnvironmentProblemError: the disk refuses it.
        """
        with self._lock:
            _move(self.project(name).folder, self.trash / name)

    def put_back(self, name: str) -> Project:
        """Have a project again that was removed, as it was.

        Raises:
            BadInputError: it is not in the trash, or something has its name by now.
            EnvironmentProblemError: the disk refuses it.
        """
        with self._lock:
            if not any(each.name == name for each in self.removed()):
                raise BadInputError(
                    say("error.project.unknown"), where=name, remedy=say("error.project.see_home")
                )
            _move(self.trash / name, self.path / name)
            return self.project(name)


def can_move(project: Project) -> bool:
    """Whether nothing was made that depends on where it stands.

    A journal knows its transcript by its place, and a bundle has the name of the folder around it.
    """
    return not (project.transcript.exists() or project.bundle.exists())


def _move(folder: Path, to: Path) -> None:
    if os.path.lexists(to):
        raise BadInputError(
            say("error.project.name_taken"), where=str(to), remedy=say("error.project.rename_folder")
        )
    with refusals_told(folder):
        to.parent.mkdir(exist_ok=True)
        folder.rename(to)


def _folders(workspace: Path) -> Iterable[Path]:
    try:
        return [each for each in workspace.iterdir() if (each / FILE).is_file()]
    except OSError:
        return []


def _new_folder(workspace: Path, title: str) -> Path:
    """A folder of the first name for a title that is free."""
    for folder in _free_folders(workspace, title):
        with suppress(FileExistsError):
            folder.mkdir()
            return folder
    raise AssertionError("there is always a next name")


def _free_folders(workspace: Path, title: str, own: str = "") -> Iterator[Path]:
    """Where a project of a title may stand, the best first, its `own` folder among them.

    Not where one stood that can be put back, nor where the journal of an earlier one would be taken for its
    own.
    """
    for name in _names(title):
        folder = workspace / name
        is_taken = os.path.lexists(folder) or os.path.lexists(workspace / _TRASH / name)
        if name == own or not (is_taken or Journal.is_kept(folder / TRANSCRIPT, journals())):
            yield folder


def _names(title: str) -> Iterator[str]:
    r"""Names of folders for a title, the best first.

    >>> names = _names("Symposium: één dag!")
    >>> next(names), next(names)
    ('symposium-een-dag', 'symposium-een-dag-2')
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = _NO_WORD.sub("-", plain).strip("-")[:_MOST_NAME_CHARS].strip("-") or "video"
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1
