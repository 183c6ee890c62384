"""One window for a folder, however often it is started; and no trust in what has its port after a crash."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_server
from threading import Thread

import pytest
from tests.window.waiting import until

from woordbeeld.web.opening import Shown
from woordbeeld.window.instance import _file, address_of_open, alone
from woordbeeld.window.serving import start

STARTED_AT_ONCE = 3


def test_started_twice_at_once_it_is_open_once(tmp_path: Path) -> None:
    folder = tmp_path / "videos"
    command = [sys.executable, "-m", "woordbeeld", "start", "--folder", str(folder), "--no-browser"]
    programs = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(STARTED_AT_ONCE)]
    try:
        addresses = [program.stdout.readline().strip() for program in programs if program.stdout]
        assert len({address.partition("/?")[0] for address in addresses}) == 1
        assert len(set(addresses)) == STARTED_AT_ONCE  # each lets in one browser
        until(lambda: sum(program.poll() is None for program in programs) == 1)
        assert {program.poll() for program in programs} == {None, 0}
    finally:
        for program in programs:
            program.terminate()
            program.communicate()


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"",
        b"HTTP/1.1 200 OK\r\n\r\nno JSON",
        b'HTTP/1.1 200 OK\r\n\r\n{"address": "https://kwaad.example/?token=x"}',
        b'HTTP/1.1 200 OK\r\n\r\n{"address": "http://127.0.0.1:1/?token=x"}',
    ],
)
def test_another_program_at_its_port_is_no_window(tmp_path: Path, answer: bytes) -> None:
    with answering(answer) as port:
        note = _file(tmp_path)
        note.parent.mkdir(parents=True, exist_ok=True)
        note.write_text(json.dumps({"port": port, "key": "x"}), encoding="utf-8")
        assert address_of_open(tmp_path) is None


@contextmanager
def answering(answer: bytes) -> Iterator[int]:
    """The port of a program that says this to whoever asks."""
    with create_server(("127.0.0.1", 0)) as door:

        def say() -> None:
            line, _ = door.accept()
            with line:
                line.recv(10_000)
                line.sendall(answer)

        thread = Thread(target=say)
        thread.start()
        yield door.getsockname()[1]
        thread.join()


def test_the_folder_is_free_again_when_the_window_has_ended(tmp_path: Path) -> None:
    with alone(tmp_path) as first, alone(tmp_path) as second:
        assert (first, second) == (True, False)
    with alone(tmp_path) as again:
        assert again


def test_ctrl_c_ends_it_as_soon_as_its_address_is_told(tmp_path: Path, shown_then_ctrl_c: Shown) -> None:
    start(tmp_path, shown_then_ctrl_c)
    assert address_of_open(tmp_path) is None
