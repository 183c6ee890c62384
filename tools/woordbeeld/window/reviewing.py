"""How the document of a video was read, and what a person says of that."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock

from woordbeeld.editor.from_journals import is_text_saved
from woordbeeld.errors import BadInputError, WrongUseError
from woordbeeld.intake.correcting import Correction, Row, corrected, rows_of, with_corrections
from woordbeeld.intake.opening import Opened, open_transcript
from woordbeeld.intake.reading import Reading
from woordbeeld.transcript.reader import read, refuse_unalignable
from woordbeeld.window.project import Looked, Project
from woordbeeld.window.workspace import Workspace
from woordbeeld.words import say
from woordbeeld.writing import Busy, backed_up, locked, write_file

_MOST_READ: int = 8  # documents that are kept in memory
_changing = Lock()  # what builds on corrections is read and kept in one go, whoever else corrects meanwhile


@dataclass(frozen=True)
class Review:
    """A document as it was read, with the corrections of that which still fit it."""

    opened: Opened
    corrections: tuple[Correction, ...]

    @cached_property
    def as_read(self) -> tuple[Row, ...]:
        return rows_of(self.opened.reading.understanding)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return corrected(self.as_read, self.corrections)

    @property
    def doubtful(self) -> int:
        """How many rows a person should look at."""
        return sum(1 for row in self.rows if row.doubt)

    @cached_property
    def reading(self) -> Reading:
        """The transcript that comes of it."""
        return with_corrections(self.opened.reading, self.corrections, self.opened.source)


def review(project: Project) -> Review:
    """How the document of a project is read.

    Raises:
        BadInputError: it has none, or it cannot be read.
    """
    if (path := project.document_path) is None:
        raise BadInputError(
            say("error.project.no_document"), where=project.name, remedy=say("error.project.see_home")
        )
    about = path.stat() if path.exists() else None
    found = _opened(path, (about.st_mtime_ns, about.st_size) if about else (0, 0))
    fits = project.read == digest(rows_of(found.reading.understanding))
    return Review(found, project.corrections if fits else ())


@lru_cache(maxsize=_MOST_READ)
def _opened(path: Path, _: tuple[int, int]) -> Opened:
    return open_transcript(path)


def digest(rows: Iterable[Row]) -> str:
    """By which it is known whether a document is read as it was when it was corrected."""
    told = hashlib.sha256()
    for row in rows:
        told.update(f"{row.kind.value}\0{row.text}\0".encode("utf-8", "replace"))
    return told.hexdigest()


def correct(workspace: Workspace, name: str, correction: Correction) -> tuple[Review, Review]:
    """A correction more, which is kept: before and after it.

    Raises:
        WrongUseError: there is no such row, or somebody has gone on with the text already.
    """
    with _changing:
        before = review(_open_project(workspace, name))
        after = Review(before.opened, (*before.corrections, correction))
        after.rows  # noqa: B018 - refuses what does not fit, before it is kept
        workspace.change(name, corrections=after.corrections, read=digest(after.as_read))
    return before, after


def undo(workspace: Workspace, name: str) -> tuple[Review, Review]:
    """The last correction taken back: before and after that.

    Raises:
        WrongUseError: somebody has gone on with the text already.
    """
    with _changing:
        before = review(_open_project(workspace, name))
        after = Review(before.opened, before.corrections[:-1])
        workspace.change(name, corrections=after.corrections, read=digest(after.as_read))
    return before, after


def accept(workspace: Workspace, name: str, looked: Looked) -> Project:
    """Write the transcript as it was read and corrected; from then on it is corrected itself.

    Raises:
        BadInputError: nobody speaks in it, so that it cannot be timed.
        WrongUseError: that was done before, or the text was corrected since it was reopened, and stays so.
    """
    with _changing:
        project = _open_project(workspace, name)
        text = review(project).reading.text
        refuse_unalignable(read(text), project.document)
        with locked(project.transcript, Busy.EDIT):
            if project.is_reopened and not is_uncorrected(project):
                workspace.change(name, looked=Looked.SEEN)
                raise _corrected()
            with _earlier_kept(project.transcript, text):
                write_file(project.transcript, text)
        return workspace.change(name, looked=looked, accepted=_digest_of(text))


def reopen(workspace: Workspace, name: str) -> Project:
    """Look again at how the document was read; until that is accepted nobody corrects the text.

    Raises:
        WrongUseError: the text was corrected since, which reading it again would lose.
    """
    with _changing:
        project = workspace.project(name)
        if project.looked is Looked.NOT_YET:
            return project
        if not is_uncorrected(project):
            raise _corrected()
        text = project.transcript.read_text(encoding="utf-8")
        return workspace.change(name, looked=Looked.NOT_YET, accepted=_digest_of(text))


def is_uncorrected(project: Project) -> bool:
    """Whether the transcript is as it was accepted, or as it would be now, and no editor holds another."""
    try:
        text = project.transcript.read_bytes().decode()
        is_ours = _digest_of(text) == project.accepted or text == review(project).reading.text
    except (OSError, ValueError, BadInputError):  # gone, or no longer as it can be read
        return False
    return is_ours and is_text_saved(project.transcript)


def _digest_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _corrected() -> WrongUseError:
    return WrongUseError(say("error.project.corrected"), remedy=say("error.project.correct_it"))


@contextmanager
def _earlier_kept(transcript: Path, text: str) -> Iterator[None]:
    """What was there before, drafted or read otherwise, stays beside the new text."""
    before = transcript.read_bytes() if transcript.exists() else None
    if before in (None, text.encode()):
        yield
        return
    with backed_up(transcript, before or b""):
        yield


def _open_project(workspace: Workspace, name: str) -> Project:
    """A project whose text nobody has gone on with: reading it again would lose what they did."""
    project = workspace.project(name)
    if project.looked is not Looked.NOT_YET:
        raise WrongUseError(say("error.project.read_already"), remedy=say("error.project.correct_it"))
    return project
