"""Killed at any moment and started again: all is there and goes on, and nothing half is taken for whole."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any
from zipfile import ZipFile

import pytest
import requests
from tests.window import material
from tests.window.conftest import Given
from tests.window.program import Client, Program, started
from tests.window.waiting import until

from woordbeeld.window.project import Listening, Looked, read_project
from woordbeeld.writing import open_bundle

pytestmark = pytest.mark.whisper
SCENE = {"rows": [5], "kind": "scene"}
NAME = {"rows": [8], "scope": "all", "speaker": material.LATISHA}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, symposium: Given) -> Path:
    """A folder with one video of which all is made."""
    folder = tmp_path_factory.mktemp("made") / "videos"
    with started(folder) as program:
        page = program.client
        name = page.new("Praatje", symposium.video, symposium.document)
        page.done(page.post(f"/videos/{name}/accept"))
        until(lambda: is_made(page, name), 300)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "videos"))


def is_made(page: Client, name: str = "praatje") -> bool:
    progress = page.progress(name)
    assert not progress["trouble"]
    return progress["made"] is True and progress["state"] == "idle"


@contextmanager
def killed_after(folder: Path) -> Iterator[Client]:
    """A page of a window that is killed at the end; all that it started ends with it."""
    with started(folder) as program:
        yield program.client
        program.kill()
        until(lambda: not at_work(program))


def at_work(program: Program) -> list[str]:
    """The processes that do something in the folder of a window."""
    found = []
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = each.read_bytes().decode("utf-8", "replace").replace("\0", " ")
        except OSError:  # it has ended
            continue
        if str(program.folder) in command:
            found.append(command)
    return found


def test_while_a_file_is_handed_over(tmp_path: Path, symposium: Given) -> None:
    folder = tmp_path / "videos"
    whole = symposium.video.read_bytes()
    given = folder / "praatje/given"
    with started(folder) as program:
        page = program.client
        page.done(page.post("/videos", title="Praatje", language="nl"))
        with begun_to_send(page, "/videos/praatje/given/video?name=film.mp4", whole):
            until(lambda: any(each.is_file() and each.stat().st_size for each in given.rglob("*")))
            program.kill()
    assert not (given / "film.mp4").exists()
    with started(folder) as program:
        page = program.client
        assert "De video ontbreekt nog" in page.get("/?lang=nl").text
        page.done(page.put("/videos/praatje/given/video?name=ander.mp4", whole))
    assert [each.name for each in given.iterdir()] == ["ander.mp4"]


def begun_to_send(page: Client, address: str, data: bytes) -> socket.socket:
    """Most of a file; the rest never comes."""
    host, port = page.base.removeprefix("http://").split(":")
    cookies = "; ".join(f"{name}={value}" for name, value in page.session.cookies.items())
    head = (
        f"PUT {address} HTTP/1.1\r\nHost: {host}:{port}\r\nOrigin: {page.base}\r\nCookie: {cookies}\r\n"
        f"Content-Type: application/octet-stream\r\nContent-Length: {len(data) * 3}\r\n\r\n"
    )
    line = socket.create_connection((host, int(port)))
    line.sendall(head.encode() + data + data)
    return line


def test_while_a_text_is_looked_at_and_the_sound_is_listened_to(tmp_path: Path, symposium: Given) -> None:
    folder = tmp_path / "videos"
    with killed_after(folder) as page:
        page.new("Praatje", symposium.video, symposium.document)
    with killed_after(folder) as page:
        for correction in (SCENE, NAME):
            page.done(page.post("/videos/praatje/rows", **correction))
        until(lambda: page.progress("praatje")["state"] == "busy")
    with killed_after(folder) as page:
        found = read_project(folder / "praatje")
        assert [each.rows for each in found.corrections] == [(5,), (8, 10)]
        assert (found.looked, found.listening) == (Looked.NOT_YET, Listening.WANTED)
        page.done(page.post("/videos/praatje/accept"))
    with started(folder) as program:
        page = program.client
        until(lambda: is_made(page), 300)
    text = (folder / "praatje/transcript.txt").read_text(encoding="utf-8")
    assert f"({material.SCENE})" in text
    assert material.MISSPELT.upper() not in text
    open_bundle(folder / "praatje/praatje").refuse_if_not_whole()


@pytest.mark.parametrize("stage", [1, 4])
def test_while_it_is_made_anew(folder: Path, stage: int) -> None:
    bundle = folder / "praatje/praatje"
    before = (bundle / "index.html").read_text(encoding="utf-8")
    with killed_after(folder) as page:
        page.done(page.post("/videos/praatje/settings", title="Anders", profile="nl-web"))
        until(lambda: is_past(page.progress("praatje"), stage))
    open_bundle(bundle).refuse_if_not_whole()
    after = (bundle / "index.html").read_text(encoding="utf-8")
    assert after == before or "Anders</h1>" in after
    with started(folder) as program:
        page = program.client
        until(lambda: is_made(page), 120)
    open_bundle(bundle).refuse_if_not_whole()
    assert "Anders</h1>" in (bundle / "index.html").read_text(encoding="utf-8")


def is_past(progress: dict[str, Any], stage: int) -> bool:
    return len(progress["stages"]) > stage or progress["state"] == "idle"


def test_while_labels_are_corrected_and_not_saved(folder: Path) -> None:
    transcript = folder / "praatje/transcript.txt"
    saved = transcript.read_bytes()
    with killed_after(folder) as page:
        editor = Editor(page)
        for text, name in material.WRONG.items():
            editor.give(text, name)
    assert transcript.read_bytes() == saved
    with started(folder) as program:
        editor = Editor(program.client)
        assert {text: editor.speaker_of(text) for text in material.WRONG} == material.WRONG
        editor.save()
        assert editor.speaker_of(material.LINES[0][0]) == material.STEF
    assert transcript.read_bytes() != saved


class Editor:
    """A page of the editor without a browser."""

    def __init__(self, page: Client) -> None:
        self._page = page
        opened = page.get("/videos/praatje/correct/")
        opened.raise_for_status()
        self._base = opened.url.removeprefix(page.base)

    def _seen(self) -> dict[str, Any]:
        return self._page.done(self._page.get(f"{self._base}changes?since=-1"))

    def _row(self, text: str) -> dict[str, Any]:
        (found,) = (row for row in self._seen()["rows"] if row["text"] == text)
        row: dict[str, Any] = found
        return row

    def speaker_of(self, text: str) -> str:
        return str(self._row(text)["speaker"])

    def give(self, text: str, name: str) -> None:
        version = self._seen()["version"]
        edit = {"kind": "set-speaker", "ids": [self._row(text)["id"]], "speaker": name}
        self._page.done(self._page.post(f"{self._base}edit", edit=edit, version=version))

    def save(self) -> None:
        self._page.done(self._page.post(f"{self._base}save", version=self._seen()["version"]))


@pytest.mark.parametrize("wait_ms", [0, 50])
def test_while_it_is_packed(folder: Path, wait_ms: int) -> None:
    zipped = folder / "praatje/praatje.zip"
    with killed_after(folder) as page:
        asking = Thread(target=ask_in_vain, args=(page,))
        asking.start()
        sleep(wait_ms / 1000)
    asking.join()
    if zipped.exists():
        with ZipFile(zipped) as found:
            assert found.testzip() is None
    with started(folder) as program:
        page = program.client
        page.done(page.post("/videos/praatje/pack"))
    assert not list((folder / "praatje").glob(".*.partial"))
    with ZipFile(zipped) as found:
        assert found.testzip() is None
        assert "praatje/index.html" in found.namelist()


def ask_in_vain(page: Client) -> None:
    try:
        page.post("/videos/praatje/pack")
    except requests.ConnectionError:
        return
