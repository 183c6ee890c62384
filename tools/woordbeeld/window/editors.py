"""The editors of the videos that somebody corrects, each opened when its page first is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event, RLock, Thread
from typing import Final

from starlette.types import ASGIApp

from woordbeeld.alignment.given_times import NO_TIMES
from woordbeeld.editor.app import pages
from woordbeeld.editor.preparing import Files, Video, prepare
from woordbeeld.editor.serving import Editor, editor_of, following, journal_of
from woordbeeld.editor.session import Session
from woordbeeld.errors import BadInputError, WoordbeeldError
from woordbeeld.settings import Stage
from woordbeeld.web.steps import Steps
from woordbeeld.window.handbook import address_of
from woordbeeld.window.listening import settings_of
from woordbeeld.window.project import Project, read_project
from woordbeeld.window.status import Step, steps_of
from woordbeeld.words import Message, say

MOST_OPEN: Final = 3  # at once; each holds the sound of its video in memory
ENDS_WITHIN_S: Final = 30.0  # of a step of listening, when an editor is closed
_LEADS_TO: Final = (
    ("/", "to_videos"),
    (address_of(Step.CORRECT), "to_handbook"),
)


@dataclass(frozen=True, slots=True)
class OpenEditor:
    """An editor that is open; its number is that of no other, so that a page of an earlier one is known."""

    number: int
    editor: Editor
    app: ASGIApp
    close: Callable[[], None]


class Editors:
    """Every method may be called from any thread; the journals keep all that is done, whenever one closes."""

    def __init__(self) -> None:
        self._open: dict[str, OpenEditor] = {}  # the one that was asked for last comes last
        self._count = 0
        self._lock = RLock()

    def of(self, project: Project) -> OpenEditor:
        """The editor of a project, which is opened where it is not yet.

        Raises:
            WoordbeeldError: the video or the transcript cannot be used, or another program is correcting it.
        """
        with self._lock:
            if found := self._open.pop(project.name, None):
                self._open[project.name] = found
                return found
            while len(self._open) >= MOST_OPEN:
                self.close(next(iter(self._open)))
            self._count += 1
            opened = self._open[project.name] = _opened(project, self._count)
            return opened

    def already_open(self, name: str) -> OpenEditor | None:
        """The editor of a project, if it is open."""
        with self._lock:
            return self._open.get(name)

    def is_hearing(self, name: str) -> bool:
        """Whether the editor of a project is open, and still listens to the video."""
        found = self.already_open(name)
        return found is not None and found.editor.shared.is_hearing

    def close(self, name: str) -> None:
        """Close the editor of a project, if it is open."""
        with self._lock:
            found = self._open.pop(name, None)
        if found:
            found.close()

    def close_all(self) -> None:
        """Close all editors."""
        for name in list(self._open):
            self.close(name)


def _opened(project: Project, number: int) -> OpenEditor:
    if project.video_path is None:
        raise BadInputError(
            say("error.project.no_video"), where=project.name, remedy=say("error.project.see_home")
        )
    with ExitStack() as opening:
        files = Files(project.video_path, project.transcript, project.bundle)
        journal = opening.enter_context(journal_of(project.transcript))
        session = Session(project.transcript, journal)
        closed = Event()
        video = Video(files, settings_of(project, _until(closed)))
        editor = editor_of(session, video, _LEADS_TO, partial(_steps, project.folder))
        opening.enter_context(following(editor.updater))
        opening.enter_context(_preparing(video, session, editor, closed))
        return OpenEditor(number, editor, pages(editor.shared, editor.work), opening.pop_all().close)


def _steps(folder: Path) -> Steps:
    """The bar of steps of a project as it is now."""
    return steps_of(read_project(folder), Step.CORRECT)


class _ClosedError(BaseException):
    """The editor for which a video is listened to is closed."""


def _until(closed: Event) -> Stage:
    """Stages that end at their next step once an editor is closed."""

    @contextmanager
    def stage(_: Message) -> Iterator[Callable[[float], None]]:
        def progress(_: float) -> None:
            if closed.is_set():
                raise _ClosedError

        progress(0)
        yield progress

    return stage


@contextmanager
def _preparing(video: Video, session: Session, editor: Editor, closed: Event) -> Iterator[None]:
    """The video listened to meanwhile; that ends before the program does, which else torch would abort."""

    def work() -> None:
        with suppress(WoordbeeldError, _ClosedError):  # the page tells the first
            prepare(video, editor.shared, session.state.transcript, NO_TIMES)

    thread = Thread(target=work, name="prepare", daemon=True)
    thread.start()
    try:
        yield
    finally:
        closed.set()
        thread.join(ENDS_WITHIN_S)
