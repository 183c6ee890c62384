"""Files that a page hands over: whole or not at all, and never held in memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import AsyncIterator, Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import ClientDisconnect
from tests.window.waiting import done

from woordbeeld.errors import BadInputError, WrongUseError
from woordbeeld.window import reviewing
from woordbeeld.window.project import Looked, Project
from woordbeeld.window.receiving import Given, admit, check, clear_incoming, receive, use
from woordbeeld.window.workspace import Workspace

PART = bytes(1 << 16)
MB = 1 << 20


async def parts(count: int) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield PART


async def broken() -> AsyncIterator[bytes]:
    yield PART
    raise ClientDisconnect


async def once(data: bytes) -> AsyncIterator[bytes]:
    yield data


def received(folder: Path, name: str, coming: AsyncIterator[bytes], check: Any = lambda _: None) -> Path:
    return done(receive(folder, name, coming, check))


def test_a_file_is_written_as_it_comes_in(tmp_path: Path) -> None:
    tracemalloc.start()
    path = received(tmp_path, "film.mp4", parts(2000))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert path == tmp_path / "given/film.mp4"
    assert path.stat().st_size == 2000 * len(PART)
    assert most < 20 * MB


def test_a_file_that_breaks_off_leaves_the_one_before_whole(tmp_path: Path) -> None:
    first = received(tmp_path, "film.mp4", parts(1))
    with pytest.raises(ClientDisconnect):
        received(tmp_path, "film.mp4", broken())
    assert first.read_bytes() == PART
    assert list(first.parent.iterdir()) == [first]


def test_a_file_that_is_refused_leaves_the_one_before_whole(tmp_path: Path, film: Path) -> None:
    workspace = Workspace(tmp_path)
    project = workspace.new("Film", "nl")
    fits = partial(check, project, Given.VIDEO)

    whole = film.read_bytes()
    first = received(project.folder, "film.mp4", once(whole), fits)
    with pytest.raises(BadInputError, match=r"^film\.mp4: "):
        received(project.folder, "film.mp4", parts(3), fits)
    assert first.read_bytes() == whole
    assert list(first.parent.iterdir()) == [first]


def test_what_a_killed_program_left_is_taken_away(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path)
    given = workspace.new("Film", "nl").folder / "given"
    left = given / f".incoming.{'a' * 16}.partial"
    left.mkdir(parents=True)
    (left / "film.mp4").write_bytes(PART)
    (given / "ander.mp4").write_bytes(PART)
    clear_incoming(workspace)
    assert [each.name for each in given.iterdir()] == ["ander.mp4"]


@pytest.mark.parametrize("name", ["ẞ" * 250 + ".mp4", "字" * 120 + ".docx", "a." + "x" * 200])
def test_a_long_name_is_cut_so_that_any_disk_holds_it(tmp_path: Path, name: str) -> None:
    path = received(tmp_path, name, parts(1))
    assert path.read_bytes() == PART
    assert len(path.name.encode()) <= 200


def test_a_file_is_used_where_it_stands(tmp_path: Path, film: Path) -> None:
    workspace = Workspace(tmp_path)
    name = workspace.new("Film", "nl").name
    assert use(workspace, name, Given.VIDEO, film).video_path == film
    own = workspace.project(name).folder / "given/praatje.txt"
    assert use(workspace, name, Given.DOCUMENT, own).document == "given/praatje.txt"
    with pytest.raises(BadInputError):
        use(workspace, name, Given.VIDEO, Path("film.mp4"))
    assert workspace.project(name).video_path == film


def test_what_is_no_video_or_no_text_is_refused(
    tmp_path: Path, film: Path, ffmpeg: Callable[..., None]
) -> None:
    project = Workspace(tmp_path).new("Film", "nl")
    document, text, silent = tmp_path / "praatje.docx", tmp_path / "praatje.mp4", tmp_path / "stil.mp4"
    document.write_bytes(b"PK\3\4")
    text.write_text("ANNA: Hallo.\n" * 500, encoding="utf-8")
    ffmpeg("-f", "lavfi", "-i", "testsrc=duration=1:size=64x64:rate=5", silent)
    for given, path in (
        (Given.VIDEO, document),
        (Given.VIDEO, text),
        (Given.VIDEO, silent),
        (Given.DOCUMENT, film),
        (Given.VIDEO, tmp_path / "weg.mp4"),
    ):
        with pytest.raises(BadInputError):
            check(project, given, path)


@pytest.fixture
def accepted(tmp_path: Path) -> tuple[Workspace, Project]:
    """A video whose text was accepted as it was read."""
    workspace = Workspace(tmp_path / "videos")
    name = workspace.new("Praatje", "nl").name
    text = tmp_path / "praatje.txt"
    text.write_text("ANNA: Hallo.\n", encoding="utf-8")
    use(workspace, name, Given.DOCUMENT, text)
    return workspace, reviewing.accept(workspace, name, Looked.SEEN)


def test_another_text_is_looked_at_anew(accepted: tuple[Workspace, Project], tmp_path: Path) -> None:
    workspace, project = accepted
    other = tmp_path / "ander.txt"
    other.write_text("BERT: Dag.\n", encoding="utf-8")
    admit(workspace, project.name, Given.DOCUMENT, other)
    assert use(workspace, project.name, Given.DOCUMENT, other).looked is Looked.NOT_YET
    reviewing.accept(workspace, project.name, Looked.SEEN)
    assert project.transcript.read_text(encoding="utf-8") == "BERT: Dag.\n"


def test_another_text_of_the_same_name_is_looked_at_anew_also_in_a_video_of_an_earlier_version(
    accepted: tuple[Workspace, Project],
) -> None:
    workspace, project = accepted
    own = received(project.folder, "praatje.txt", once(b"ANNA: Hallo.\n"))
    use(workspace, project.name, Given.DOCUMENT, own)
    workspace.change(project.name, accepted="")
    fits = partial(admit, workspace, project.name, Given.DOCUMENT)
    other = received(project.folder, "praatje.txt", once(b"BERT: Dag.\n"), fits)
    use(workspace, project.name, Given.DOCUMENT, other)
    reviewing.accept(workspace, project.name, Looked.SEEN)
    assert project.transcript.read_text(encoding="utf-8") == "BERT: Dag.\n"


@pytest.mark.parametrize("is_there", [True, False])
def test_another_text_is_refused_where_the_first_was_corrected(
    accepted: tuple[Workspace, Project], tmp_path: Path, *, is_there: bool
) -> None:
    workspace, project = accepted
    project.transcript.write_text("ANNA: Hallo allemaal.\n", encoding="utf-8")
    other = tmp_path / "ander.txt"
    other.write_text("BERT: Dag.\n", encoding="utf-8")
    if not is_there:
        (tmp_path / "praatje.txt").unlink()
    with pytest.raises(WrongUseError, match="corrected since"):
        admit(workspace, project.name, Given.DOCUMENT, other)
    assert workspace.project(project.name).looked is Looked.SEEN


def test_a_text_that_is_none_leaves_the_one_before_as_it_was(
    accepted: tuple[Workspace, Project], film: Path
) -> None:
    workspace, project = accepted
    with pytest.raises(BadInputError):
        admit(workspace, project.name, Given.DOCUMENT, film)
    assert workspace.project(project.name).looked is Looked.SEEN
