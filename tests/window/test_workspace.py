"""Projects in their folders: what was chosen is kept, and what is damaged is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.errors import BadInputError
from woordbeeld.intake.correcting import Correction, RowKind
from woordbeeld.window.project import FILE, Listening, Looked, Project, Task, read_project, write_project
from woordbeeld.window.receiving import safe_name
from woordbeeld.window.workspace import Workspace

ALL: dict[str, Any] = {
    "video": "given/film.mp4",
    "document": "/elders/praatje.docx",
    "looked": Looked.SKIPPED,
    "corrections": (
        Correction((1, 2), RowKind.SCENE),
        Correction((3,), speaker="Anna"),
        Correction((4,), is_said=True),
    ),
    "read": "abc",
    "accepted": "ghi",
    "listening": Listening.WANTED,
    "burning": (Task.BURN_WIDE, Task.BURN_UPRIGHT),
    "trouble": {"nl": "vol", "en": "full"},
    "introduction": "Een symposium.",
    "profile": "bbc",
    "labels": "dash",
    "published": "def",
}


def test_all_that_was_chosen_is_there_again(tmp_path: Path) -> None:
    project = replace(Project(tmp_path, "Één titel", "fy"), **ALL)
    write_project(project)
    assert read_project(tmp_path) == project


def test_each_video_has_a_folder_of_its_own(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "nieuw")
    names = [workspace.new(title, "nl").name for title in ("Praatje!", "praatje", "…", "Praatje")]
    assert names == ["praatje", "praatje-2", "video", "praatje-3"]
    assert sorted(each.name for each in workspace.projects() if isinstance(each, Project)) == sorted(names)


def test_changes_from_many_threads_all_stay(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    name = workspace.new("Praatje", "nl").name
    fields = {key: value for key, value in ALL.items() if isinstance(value, str)}
    threads = [Thread(target=workspace.change, args=(name,), kwargs={key: fields[key]}) for key in fields]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = workspace.project(name)
    assert {key: getattr(found, key) for key in fields} == fields


@pytest.mark.parametrize("name", ["", ".", "..", "../geheim", "a/b", "Praatje", "x" * 200, "weg"])
def test_a_name_leads_to_no_other_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "geheim").mkdir()
    write_project(Project(tmp_path / "geheim", "Geheim"))
    workspace = Workspace(tmp_path / "videos")
    workspace.new("Praatje", "nl")
    with pytest.raises(BadInputError):
        workspace.project(name)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"title": "x", "looked": "maybe"}', '{"version": 1}', "[" * 5000]
)
def test_a_damaged_project_is_told_beside_the_others(tmp_path: Path, text: str) -> None:
    workspace = Workspace(tmp_path)
    workspace.new("Goed", "nl")
    (workspace.new("Kapot", "nl").folder / FILE).write_text(text, encoding="utf-8")
    good, damaged = workspace.projects()
    assert isinstance(good, Project)
    assert isinstance(damaged, BadInputError)
    assert "kapot" in str(damaged)


@given(st.text(max_size=200))
def test_a_name_of_a_file_is_safe_on_any_disk(name: str) -> None:
    safe = safe_name(name)
    assert safe == Path(safe).name
    assert safe not in ("", ".", "..")
    assert not set(safe) & set('<>:"/\\|?*\0\n')
    assert len(safe.encode()) <= 200
