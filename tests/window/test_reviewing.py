"""How a document was read, accepted: that takes away nothing that somebody did before."""

from __future__ import annotations

from pathlib import Path

from woordbeeld.window import reviewing
from woordbeeld.window.project import Looked, Project
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
