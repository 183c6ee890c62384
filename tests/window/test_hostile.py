"""What nobody should do, or what goes wrong around the window: it is told, and harms no other video."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import requests
from tests.publications.on_disk import write_made
from tests.window.served import TIMEOUT_S, Served, served

from woordbeeld.window.project import FILE, Looked, Project

pytestmark = pytest.mark.usefixtures("unheard")
TEXT = "ANNA DE WIT: Hallo allemaal.\nMooi.\n\n(Ze lacht.)\n\nWie weet.\nBERT: Ja.\n"
GETS = (
    *("", "new", "original", "read", "listen", "correct/", "progress", "publish", "zip", "burning", "manage"),
    *("fragment?level=2", "burnt/wide", "correct/1/", "correct/1/changes?since=-1"),
)
POSTS: dict[str, dict[str, Any]] = {
    "given/video": {"path": "/weg.mp4"},
    "given/document": {"path": "/weg.txt"},
    "rows": {"rows": [0], "kind": "scene"},
    "rows/undo": {},
    "accept": {},
    "start": {},
    "stop": {},
    "settings": {"title": "Anders", "profile": "nl-web"},
    "pack": {},
    "published": {},
    "burn/wide": {},
    "reopen": {},
    "rename": {"title": "Nog anders"},
}


@pytest.fixture
def logs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where what nobody foresaw is written down: nothing, in all of this."""
    folder = tmp_path / "logs"
    monkeypatch.setenv("WOORDBEELD_LOGS", str(folder))
    yield folder
    assert not list(folder.glob("*"))


@pytest.fixture
def window(logs: Path, tmp_path: Path, film: Path) -> Iterator[Served]:
    """A video whose text is still to be looked at; nothing is listened to."""
    with served(tmp_path / "videos") as made:
        project = made.workspace.new("Praatje", "nl")
        (project.folder / "praatje.txt").write_text(TEXT, encoding="utf-8")
        made.workspace.change("praatje", video=str(film), document="praatje.txt")
        yield made


@pytest.fixture
def page(window: Served) -> requests.Session:
    return window.client()


def asked(window: Served, page: requests.Session, name: str) -> Iterator[tuple[str, requests.Response]]:
    """All that can be asked of a video."""
    base = f"{window.address}/videos/{name}"
    for path in GETS:
        yield path, page.get(f"{base}/{path}", headers={"Accept": "text/html"}, timeout=TIMEOUT_S)
    for path, body in POSTS.items():
        yield path, page.post(f"{base}/{path}", json=body, timeout=TIMEOUT_S)
    for kind in ("video", "document"):
        address = f"{base}/given/{kind}?name=x.txt"
        yield kind, page.put(address, data=b"ANNA: Hallo.\n", timeout=TIMEOUT_S)


# -- names, and files that are not what they are given as -------------------------------------------------


@pytest.mark.parametrize(
    "name", ["../../kwaad.txt", "..%2F..%2Fkwaad.txt", "..\\..\\kwaad.txt", "/kwaad.txt"]
)
def test_a_name_leads_out_of_no_folder(window: Served, page: requests.Session, name: str) -> None:
    address = f"{window.address}/videos/praatje/given/document"
    page.put(address, params={"name": name}, data=TEXT.encode(), timeout=TIMEOUT_S).raise_for_status()
    project = window.workspace.project("praatje")
    assert project.document_path
    assert project.document_path.resolve().parent == project.folder / "given"
    assert not list(window.workspace.path.parent.glob("kwaad*"))


@pytest.mark.parametrize(
    "path",
    ["..%2F..%2Fproject.json", "%2e%2e%2fproject.json", "..%5C..%5Cproject.json", "%2Fetc%2Fpasswd", "%00"],
)
def test_no_address_of_a_preview_leads_out_of_its_bundle(
    window: Served, page: requests.Session, clip: Path, path: str
) -> None:
    write_made(window.workspace.project("praatje").bundle, clip)
    preview = page.get(f"{window.address}/videos/praatje/publish", timeout=TIMEOUT_S).text
    start = preview.index("/preview/")
    secret = preview[start : preview.index("report.html", start)]
    assert page.get(f"{window.address}{secret}index.html", timeout=TIMEOUT_S).ok
    found = page.get(f"{window.address}{secret}{path}", timeout=TIMEOUT_S)
    assert found.status_code == HTTPStatus.NOT_FOUND


@pytest.fixture(params=["a text as a video", "a bomb as a text", "a video as a text"])
def wrong(request: pytest.FixtureRequest, tmp_path: Path, film: Path) -> tuple[str, bytes]:
    """As what a file is given, and what it holds."""
    if request.param == "a text as a video":
        return "video", b"ANNA: Hallo.\n" * 1000
    return "document", film.read_bytes() if request.param == "a video as a text" else bomb(tmp_path)


def test_what_is_refused_is_told_and_leaves_nothing(
    window: Served, page: requests.Session, wrong: tuple[str, bytes]
) -> None:
    kind, given = wrong
    before = window.workspace.project("praatje")
    address = f"{window.address}/videos/praatje/given/{kind}"
    found = page.put(address, params={"name": "gegeven.docx"}, data=given, timeout=TIMEOUT_S)
    assert found.status_code == HTTPStatus.CONFLICT
    assert "gegeven.docx" in found.json()["message"]
    assert window.workspace.project("praatje") == before
    assert not list((before.folder / "given").iterdir())


def bomb(folder: Path) -> bytes:
    """A Word file of a few kilobytes that would fill the memory."""
    path = folder / "bom.docx"
    with ZipFile(path, "w", ZIP_DEFLATED) as zipped, zipped.open("word/document.xml", "w") as document:
        for _ in range(300):
            document.write(b" " * (1 << 20))
    return path.read_bytes()


# -- what is taken away, or damaged, meanwhile ------------------------------------------------------------


def test_a_folder_that_is_taken_away_while_it_is_open_is_told(
    window: Served, page: requests.Session, clip: Path
) -> None:
    project = window.workspace.change("praatje", looked=Looked.SEEN)
    project.transcript.write_text(TEXT, encoding="utf-8")
    write_made(project.bundle, clip)
    page.get(f"{window.address}/videos/praatje/correct/", timeout=TIMEOUT_S).raise_for_status()
    window.workspace.new("Blijft", "nl")
    shutil.rmtree(project.folder)
    for path, found in asked(window, page, "praatje"):
        assert HTTPStatus.BAD_REQUEST <= found.status_code < HTTPStatus.INTERNAL_SERVER_ERROR, path
        assert "praatje" in found.text or found.status_code != HTTPStatus.CONFLICT, path
    assert not project.folder.exists()
    assert "Blijft" in page.get(window.address, timeout=TIMEOUT_S).text


GOOD: dict[str, Any] = {"title": "Praatje", "document": "praatje.txt"}
DAMAGED = {
    "no JSON": "{",
    "a lone surrogate": '{"title": "\\ud800"}',
    "a NUL": json.dumps(GOOD | {"video": "a\0b"}),
    "no such profile": json.dumps(GOOD | {"profile": "../../x"}),
    "no such language": json.dumps(GOOD | {"language": "zz"}),
    "no such labels": json.dumps(GOOD | {"labels": "x"}),
    "a list for a text": json.dumps(GOOD | {"document": ["x"]}),
    "a number for corrections": json.dumps(GOOD | {"corrections": 1}),
    "a row below none": json.dumps(GOOD | {"corrections": [{"rows": [-1], "kind": "scene"}]}),
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_project_harms_no_other(
    window: Served, page: requests.Session, clip: Path, text: str
) -> None:
    project = window.workspace.project("praatje")
    write_made(project.bundle, clip)
    project.transcript.write_text(TEXT, encoding="utf-8")
    window.workspace.new("Blijft", "nl")
    (project.folder / FILE).write_text(text, encoding="utf-8")
    for path, found in asked(window, page, "praatje"):
        assert found.status_code != HTTPStatus.INTERNAL_SERVER_ERROR, path
    home = page.get(window.address, timeout=TIMEOUT_S)
    assert home.ok
    assert "Blijft" in home.text


@pytest.mark.parametrize("text", ["\ud800", "a\0b", 5, ["x"], None])
def test_no_text_that_cannot_be_kept_is_taken(window: Served, page: requests.Session, text: object) -> None:
    asked: dict[str, dict[str, Any]] = {
        "videos": {"title": text},
        "videos/praatje/settings": {"title": text},
        "videos/praatje/given/video": {"path": text},
    }
    for path, body in asked.items():
        found = page.post(f"{window.address}/{path}", json=body, timeout=TIMEOUT_S)
        assert found.status_code == HTTPStatus.BAD_REQUEST, path
    speaker: dict[str, Any] = {"rows": [0], "speaker": text}
    page.post(f"{window.address}/videos/praatje/rows", json=speaker, timeout=TIMEOUT_S)
    assert page.get(f"{window.address}/videos/praatje/read", timeout=TIMEOUT_S).ok


# -- a full disk ------------------------------------------------------------------------------------------


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB."""
    folder = tmp_path / "klein"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("only an administrator may make a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_is_told_and_nothing_is_lost(logs: Path, small_disk: Path, film: Path) -> None:
    with served(small_disk / "videos") as window:
        page = window.client()
        name = window.workspace.new("Praatje", "nl").name
        address = f"{window.address}/videos/{name}"
        put = f"{address}/given/document?name=praatje.txt"
        page.put(put, data=TEXT.encode(), timeout=TIMEOUT_S).raise_for_status()
        found = page.put(f"{address}/given/video?name=film.mp4", data=film.read_bytes(), timeout=TIMEOUT_S)
        assert found.status_code == HTTPStatus.INSUFFICIENT_STORAGE
        assert "film.mp4" in found.json()["message"]
        assert [each.name for each in (small_disk / "videos/praatje/given").iterdir()] == ["praatje.txt"]
        before = window.workspace.project(name)
        (small_disk / "vol").write_bytes(bytes(shutil.disk_usage(small_disk).free))
        for path, body in POSTS.items():
            answer = page.post(f"{address}/{path}", json=body, timeout=TIMEOUT_S)
            assert answer.status_code != HTTPStatus.INTERNAL_SERVER_ERROR, path
        assert window.workspace.project(name) == before
        (small_disk / "vol").unlink()
        row: dict[str, Any] = {"rows": [0], "kind": "scene"}
        page.post(f"{address}/rows", json=row, timeout=TIMEOUT_S).raise_for_status()


# -- many at once -----------------------------------------------------------------------------------------


def test_corrections_of_two_pages_at_once_all_stay(window: Served) -> None:
    pages = [window.client(), window.client()]
    rows = [0, 1, 2, 3, 4] * 4

    def correct(number: int) -> int:
        body: dict[str, Any] = {"rows": [rows[number]], "kind": "left-out"}
        address = f"{window.address}/videos/praatje/rows"
        return pages[number % 2].post(address, json=body, timeout=TIMEOUT_S).status_code

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(correct, range(len(rows)))) == {HTTPStatus.OK}
    found = window.workspace.project("praatje").corrections
    assert sorted(each.rows[0] for each in found) == sorted(rows)


@pytest.mark.parametrize("path", POSTS)
def test_what_is_asked_twice_at_once_is_done(
    window: Served, page: requests.Session, clip: Path, path: str
) -> None:
    write_made(window.workspace.project("praatje").bundle, clip)

    def ask(_: int) -> int:
        address = f"{window.address}/videos/praatje/{path}"
        return page.post(address, json=POSTS[path], timeout=TIMEOUT_S).status_code

    with ThreadPoolExecutor(2) as pool:
        for status in pool.map(ask, range(2)):
            assert status < HTTPStatus.INTERNAL_SERVER_ERROR
    page.post(f"{window.address}/videos/praatje/stop", json={}, timeout=TIMEOUT_S)
    assert isinstance(window.workspace.project("praatje"), Project)


# -- strangers --------------------------------------------------------------------------------------------


STRANGERS: dict[str, dict[str, str]] = {
    "another site": {"Origin": "https://kwaad.example"},
    "a site that hides": {"Origin": "null"},
    "another name for us": {"Host": "kwaad.example"},
    "a page beside ours": {"Sec-Fetch-Site": "cross-site"},
}


@pytest.mark.parametrize("headers", STRANGERS.values(), ids=STRANGERS)
def test_a_stranger_changes_nothing(window: Served, page: requests.Session, headers: dict[str, str]) -> None:
    before = window.workspace.project("praatje")
    page.headers.update(headers)
    for path in ("videos", "quit", *(f"videos/praatje/{each}" for each in POSTS)):
        found = page.post(f"{window.address}/{path}", json={"title": "Kwaad"}, timeout=TIMEOUT_S)
        assert found.status_code in (HTTPStatus.FORBIDDEN, HTTPStatus.MISDIRECTED_REQUEST), path
    put = f"{window.address}/videos/praatje/given/document?name=kwaad.txt"
    assert not page.put(put, data=TEXT.encode(), timeout=TIMEOUT_S).ok
    assert window.workspace.project("praatje") == before
    assert [each.name for each in window.workspace.projects() if isinstance(each, Project)] == ["praatje"]


def test_a_form_of_our_own_kind_is_needed(window: Served, page: requests.Session) -> None:
    for path in POSTS:
        found = page.post(f"{window.address}/videos/praatje/{path}", data={"title": "x"}, timeout=TIMEOUT_S)
        assert found.status_code == HTTPStatus.UNSUPPORTED_MEDIA_TYPE, path


def test_a_preview_needs_its_secret(window: Served, page: requests.Session, clip: Path) -> None:
    write_made(window.workspace.project("praatje").bundle, clip)
    address = f"{window.address}/preview/geraden/praatje/index.html"
    assert page.get(address, timeout=TIMEOUT_S).status_code == HTTPStatus.NOT_FOUND
    assert requests.get(address, timeout=TIMEOUT_S).status_code == HTTPStatus.FORBIDDEN
