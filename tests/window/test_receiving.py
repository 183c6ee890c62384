"""Files that a page hands over: whole or not at all, and never held in memory."""

from __future__ import annotations

import asyncio
import tracemalloc
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from woordbeeld.errors import BadInputError
from woordbeeld.window.receiving import Given, receive, use
from woordbeeld.window.workspace import Workspace

PART = bytes(1 << 16)
MB = 1 << 20


async def parts(count: int) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield PART


async def broken() -> AsyncIterator[bytes]:
    yield PART
    raise ConnectionError


def test_a_file_is_written_as_it_comes_in(tmp_path: Path) -> None:
    tracemalloc.start()
    path = asyncio.run(receive(tmp_path, "film.mp4", parts(2000)))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert path == tmp_path / "given/film.mp4"
    assert path.stat().st_size == 2000 * len(PART)
    assert most < 20 * MB


def test_a_file_that_breaks_off_leaves_the_one_before_whole(tmp_path: Path) -> None:
    first = asyncio.run(receive(tmp_path, "film.mp4", parts(1)))
    with pytest.raises(ConnectionError):
        asyncio.run(receive(tmp_path, "film.mp4", broken()))
    assert first.read_bytes() == PART
    assert list(first.parent.iterdir()) == [first]


def test_what_a_killed_program_left_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / "given").mkdir()
    (tmp_path / f"given/.film.mp4.{'a' * 16}.partial").write_bytes(PART)
    path = asyncio.run(receive(tmp_path, "film.mp4", parts(1)))
    assert list(path.parent.iterdir()) == [path]


def test_a_file_is_used_where_it_stands(tmp_path: Path, film: Path) -> None:
    workspace = Workspace(tmp_path)
    name = workspace.new("Film", "nl").name
    assert use(workspace, name, Given.VIDEO, film).video_path == film
    own = workspace.project(name).folder / "given"
    own.mkdir()
    (own / "praatje.txt").write_text("ANNA: Hallo.\n", encoding="utf-8")
    assert use(workspace, name, Given.DOCUMENT, own / "praatje.txt").document == "given/praatje.txt"


def test_what_is_no_video_or_no_text_is_refused(tmp_path: Path, film: Path) -> None:
    workspace = Workspace(tmp_path)
    name = workspace.new("Film", "nl").name
    text = tmp_path / "praatje.docx"
    text.write_bytes(b"PK\3\4")
    for given, path in (
        (Given.VIDEO, text),
        (Given.DOCUMENT, film),
        (Given.VIDEO, tmp_path / "weg.mp4"),
        (Given.VIDEO, Path("film.mp4")),
    ):
        with pytest.raises(BadInputError):
            use(workspace, name, given, path)
    assert workspace.project(name).video == ""
