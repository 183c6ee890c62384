"""The folder of all videos that are worked on, each in a folder of its own."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import Any, Final

from woordbeeld.errors import BadInputError
from woordbeeld.window.project import FILE, Project, read_project, write_project
from woordbeeld.words import say

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

    def new(self, title: str, language: str) -> Project:
        """A new project in a folder of its own, named after its title.

        Raises:
            EnvironmentProblemError: it cannot be written.
        """
        self.path.mkdir(parents=True, exist_ok=True)
        project = Project(_new_folder(self.path, title), title, language)
        write_project(project)
        return project


def _folders(workspace: Path) -> Iterable[Path]:
    try:
        return [each for each in workspace.iterdir() if (each / FILE).is_file()]
    except OSError:
        return []


def _new_folder(workspace: Path, title: str) -> Path:
    """A folder of the first name for a title that is free."""
    names = _names(title)
    while True:
        try:
            (folder := workspace / next(names)).mkdir()
        except FileExistsError:
            continue
        return folder


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
