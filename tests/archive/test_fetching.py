"""Files that have an address come from there, and those that do not are told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from fsspec.registry import known_implementations

from woordbeeld.archive.fetching import fetched, remote_mark
from woordbeeld.archive.videos import Video
from woordbeeld.errors import BadInputError, EnvironmentProblemError
from woordbeeld.settings import silent


class Quiet(SimpleHTTPRequestHandler):
    """Files of a folder, and nothing said about it."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
        """Nothing."""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """A server on this machine, with a video and its transcript."""
    folder = tmp_path / "served"
    folder.mkdir()
    (folder / "een praatje.mp4").write_bytes(b"video" * 1000)
    (folder / "een.txt").write_text("TON: ja\n")
    found = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{found.server_address[1]}"
    found.shutdown()
    found.server_close()


def test_files_are_fetched_and_gone_when_the_work_is_done(server: str, tmp_path: Path) -> None:
    video = Video(f"{server}/een%20praatje.mp4?v=2", f"{server}/een.txt", name="a")
    folder = tmp_path / "fetched"
    (folder / "media").mkdir(parents=True)
    (folder / "media/left by a run that was killed").touch()
    with fetched(video, folder, silent) as here:
        assert Path(here.media).name == "een praatje.mp4"
        assert Path(here.media).read_bytes() == b"video" * 1000
        assert Path(here.transcript or "").read_text() == "TON: ja\n"
        assert [path.name for path in (folder / "media").iterdir()] == ["een praatje.mp4"]
    assert not folder.exists()


def test_files_of_this_machine_stay_where_they_are(tmp_path: Path) -> None:
    video = Video("/videos/a.mp4", "/videos/a.txt")
    with fetched(video, tmp_path / "fetched", silent) as here:
        assert here == video


def test_a_file_that_is_not_there_is_the_fault_of_the_video(server: str, tmp_path: Path) -> None:
    video = Video(f"{server}/none.mp4")
    with pytest.raises(BadInputError, match=r"none\.mp4: does not exist"), fetched(video, tmp_path, silent):
        pass


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("http://127.0.0.1:1/a.mp4", r"cannot be fetched \(Client.*; see that the address and the network"),
        ("ftp://127.0.0.1:1/a.mp4", "cannot be fetched .*; see that the address and the network"),
        ("nosuchkind://a/b.mp4", "cannot be fetched .*; give an address such as https://"),
        ("lacking://a/b.mp4", r"cannot be fetched .*give me the package\); install that package"),
    ],
)
def test_a_place_that_cannot_be_reached_is_that_of_the_machine(
    address: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking = {"class": "no_such_package.Files", "err": "give me the package"}
    monkeypatch.setitem(known_implementations, "lacking", lacking)
    with (
        pytest.raises(EnvironmentProblemError, match=told),
        fetched(Video(address), tmp_path, silent),
    ):
        pass


def test_a_server_tells_whether_a_file_changed(server: str, tmp_path: Path) -> None:
    video = Video(f"{server}/een%20praatje.mp4", "/here/een.txt")
    before = remote_mark(video)
    assert before
    assert before == remote_mark(video)
    (tmp_path / "served/een praatje.mp4").write_bytes(b"other")
    assert remote_mark(video) not in (before, "")


def test_what_has_no_address_or_no_server_has_no_mark() -> None:
    assert remote_mark(Video("/here/een.mp4")) == remote_mark(Video("http://127.0.0.1:1/a.mp4")) == ""
