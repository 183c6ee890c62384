"""A video renamed, removed, and put back: whatever the window is doing with it ends first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from woordbeeld.editor.from_journals import is_open
from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.window.editors import Editors
from woordbeeld.window.project import Project
from woordbeeld.window.queue import WorkQueue
from woordbeeld.window.workspace import Workspace, can_move
from woordbeeld.words import say
from woordbeeld.writing import locked

_PATIENCE_S: Final = 2.0  # for a program that writes its bundle


class Tidying:
    """What is done with a video as a whole; every method may be called from any thread."""

    def __init__(self, workspace: Workspace, queue: WorkQueue, editors: Editors) -> None:
        self._workspace = workspace
        self._queue = queue
        self._editors = editors

    def rename(self, name: str, title: str) -> Project:
        """Another title, also on the page that is published of it (see `Workspace.rename`).

        Raises:
            WoordbeeldError: it cannot be done.
        """
        before = self._workspace.project(name)
        if title == before.title:
            return before
        if can_move(before):
            with self._dropped(before):
                renamed = self._workspace.rename(name, title)
            self._queue.take_up(renamed)
            return renamed
        renamed = self._workspace.rename(name, title)
        if renamed.is_made:
            self._editors.close(name)  # it goes on, with the new title
            self._queue.remake(name)
        return renamed

    def remove(self, name: str) -> None:
        """Move a video to the trash (see `Workspace.remove`).

        Raises:
            WoordbeeldError: it cannot be done, or another program is at it; nothing of it was moved.
        """
        project = self._workspace.project(name)
        with self._dropped(project):
            self._editors.close(name)
            if is_open(project.transcript):
                what, remedy = say("error.project.open_elsewhere"), say("error.project.close_it")
                raise EnvironmentProblemError(what, where=project.title, remedy=remedy)
            with locked(project.bundle, patience_s=_PATIENCE_S):
                self._workspace.remove(name)

    def put_back(self, name: str) -> Project:
        """Have a video again that was removed; what was wanted of it goes on.

        Raises:
            WoordbeeldError: it cannot be done.
        """
        project = self._workspace.put_back(name)
        self._queue.take_up(project)
        return project

    @contextmanager
    def _dropped(self, project: Project) -> Iterator[None]:
        """Nothing is done for a video any more; where what follows cannot be done, that goes on."""
        self._queue.drop(project.name)
        try:
            yield
        except BaseException:
            self._queue.take_up(project)
            raise
