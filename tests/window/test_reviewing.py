"""How a document was read, accepted: that takes away nothing that somebody did before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from woordbeeld.editor.edits import Mark, Reword
from woordbeeld.editor.serving import journal_of
from woordbeeld.editor.session import Session
from woordbeeld.errors import WrongUseError
from woordbeeld.intake.correcting import Correction, RowKind
from woordbeeld.window import reviewing
from woordbeeld.window.project import Looked, Project
from woordbeeld.window.status import Step, open_steps
from woordbeeld.window.workspace import Workspace

DOCUMENT = "ANNA: Goedemorgen allemaal.\n"
DRAFT = "ANNA: Goede morgen, verbeterd en wel.\n"


def with_draft(workspace: Workspace, draft: str | None) -> Project:
    """A video that got its document when a text of what is heard in it was drafted already."""
    project = workspace.new("Praatje", "nl")
    (project.folder / "praatje.txt").write_text(DOCUMENT, encoding="utf-8")
    if draft is not None:
        project.transcript.write_text(draft, encoding="utf-8")
    return workspace.change(project.name, document="praatje.txt")


def test_a_draft_that_was_corrected_stays_beside_the_text_that_came_later(tmp_path: Path) -> None:
    project = with_draft(workspace := Workspace(tmp_path), DRAFT)
    reviewing.accept(workspace, project.name, Looked.SEEN)
    assert project.transcript.read_text(encoding="utf-8") == DOCUMENT
    (kept,) = project.folder.glob("transcript.txt.bak*")
    assert kept.read_text(encoding="utf-8") == DRAFT


def test_a_text_that_was_written_when_the_program_was_killed_is_no_draft(tmp_path: Path) -> None:
    project = with_draft(workspace := Workspace(tmp_path), DOCUMENT)
    reviewing.accept(workspace, project.name, Looked.SEEN)
    assert workspace.project(project.name).looked is Looked.SEEN
    assert not list(project.folder.glob("*.bak*"))


TWO_LINES = "ANNA: Goedemorgen allemaal.\nMooi weer.\n"
LAST = Correction((1,), RowKind.SCENE)


@pytest.fixture(autouse=True)
def no_journals(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WOORDBEELD_JOURNALS", str(tmp_path / "journals"))


@pytest.fixture
def accepted(tmp_path: Path) -> tuple[Workspace, Project]:
    """A video whose text was accepted as it was read, and of which all is made."""
    workspace = Workspace(tmp_path / "videos")
    project = workspace.new("Praatje", "nl")
    (project.folder / "praatje.txt").write_text(TWO_LINES, encoding="utf-8")
    workspace.change(project.name, document="praatje.txt", video="praatje.mp4")
    project = reviewing.accept(workspace, project.name, Looked.SEEN)
    project.bundle.mkdir()
    (project.bundle / "bundle.json").touch()
    return workspace, project


@contextmanager
def editing(project: Project) -> Iterator[Session]:
    with journal_of(project.transcript) as journal:
        yield Session(project.transcript, journal)


def text_of(project: Project) -> str:
    return project.transcript.read_text(encoding="utf-8")


def test_a_text_that_was_accepted_can_be_read_again_and_is_not_corrected_meanwhile(
    accepted: tuple[Workspace, Project],
) -> None:
    workspace, project = accepted
    with pytest.raises(WrongUseError):
        reviewing.correct(workspace, project.name, LAST)
    assert Step.CORRECT in open_steps(project)
    for kind in (RowKind.SCENE, RowKind.SPOKEN):  # twice: what was accepted is not always what was read first
        reopened = reviewing.reopen(workspace, project.name)
        assert not {Step.CORRECT, Step.PUBLISH} & set(open_steps(reopened))
        reviewing.correct(workspace, project.name, Correction((1,), kind))
        again = reviewing.accept(workspace, project.name, Looked.SEEN)
        assert Step.CORRECT in open_steps(again)
        assert ("(Mooi weer.)" in text_of(project)) == (kind is RowKind.SCENE)
    assert len(list(project.folder.glob("transcript.txt.bak*"))) == 2, "what was there before is kept"


def test_what_was_marked_in_the_editor_stays_where_the_text_is_read_again(
    accepted: tuple[Workspace, Project],
) -> None:
    workspace, project = accepted
    with editing(project) as session:
        session.edit(Mark((0,), reviewed=True), session.version)
    reviewing.reopen(workspace, project.name)
    reviewing.correct(workspace, project.name, LAST)
    reviewing.accept(workspace, project.name, Looked.SEEN)
    with editing(project) as session:
        assert session.state.text == text_of(project)
        assert [session.state.by_id[each].text for each in session.state.reviewed] == [
            "Goedemorgen allemaal."
        ]


@pytest.mark.parametrize("is_saved", [True, False])
def test_what_was_corrected_in_the_editor_is_never_read_over(
    accepted: tuple[Workspace, Project], *, is_saved: bool
) -> None:
    workspace, project = accepted
    with editing(project) as session:
        session.edit(Reword(1, "Heel mooi weer."), session.version)
        if is_saved:
            session.save()
    with pytest.raises(WrongUseError, match="corrected since"):
        reviewing.reopen(workspace, project.name)
    with editing(project) as session:
        session.undo()
        session.save()
    assert reviewing.reopen(workspace, project.name).looked is Looked.NOT_YET


@pytest.mark.parametrize("is_saved", [True, False])
def test_what_is_corrected_while_it_is_read_again_stays(
    accepted: tuple[Workspace, Project], *, is_saved: bool
) -> None:
    """As by another program: the pages of the window do not lead there meanwhile."""
    workspace, project = accepted
    reviewing.reopen(workspace, project.name)
    reviewing.correct(workspace, project.name, LAST)
    with editing(project) as session:
        session.edit(Reword(1, "Heel mooi weer."), session.version)
        if is_saved:
            session.save()
    before = text_of(project)
    with pytest.raises(WrongUseError, match="corrected since"):
        reviewing.accept(workspace, project.name, Looked.SEEN)
    assert text_of(project) == before
    assert workspace.project(project.name).looked is Looked.SEEN


def test_a_text_that_was_written_when_the_program_was_killed_is_not_taken_for_a_correction(
    accepted: tuple[Workspace, Project],
) -> None:
    workspace, project = accepted
    reviewing.reopen(workspace, project.name)
    _, after = reviewing.correct(workspace, project.name, LAST)
    project.transcript.write_text(after.reading.text, encoding="utf-8")
    assert reviewing.accept(workspace, project.name, Looked.SEEN).looked is Looked.SEEN


def test_a_video_of_an_earlier_version_can_be_read_again_too(accepted: tuple[Workspace, Project]) -> None:
    workspace, project = accepted
    workspace.change(project.name, accepted="")
    assert reviewing.reopen(workspace, project.name).is_reopened
