"""`woordbeeld edit` as a process of its own: what it says, what it refuses, and that a kill loses nothing."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import requests
from tests.editor.client import Client

from woordbeeld.transcript.reader import read_file

Sources = tuple[Path, Path]
Start = Callable[..., subprocess.Popen[str]]
Refused = Callable[..., tuple[int, str]]

NAMES = ("Ada Bos", "Jan Smit")
ROUNDS = 5
KILL_STEP_S = 0.2

pytestmark = pytest.mark.whisper


@pytest.fixture
def talk(sources: Sources, tmp_path: Path) -> Sources:
    """A transcript of its own to work on."""
    return sources[0], Path(shutil.copy(sources[1], tmp_path))


@pytest.fixture
def editing(start: Start, talk: Sources, tmp_path: Path) -> Callable[..., Any]:
    """Start the editor; it is killed at the end, if nobody stopped it."""

    @contextmanager
    def opened(*options: object) -> Iterator[tuple[subprocess.Popen[str], Client]]:
        run = partial(start, WOORDBEELD_JOURNALS=tmp_path / "journals")
        with run("edit", *talk, "--no-browser", *options) as process:
            try:
                yield process, Client(process)
            finally:
                process.kill()

    return opened


def test_ctrl_c_tells_whether_all_is_saved_and_the_next_start_goes_on(
    editing: Callable[..., Any], talk: Sources
) -> None:
    before = talk[1].read_bytes()
    with editing() as (process, page):
        page.give(0, "Ada Bos")
        process.send_signal(signal.SIGINT)
        _, told = process.communicate()
        assert f"Not everything is saved in {talk[1]}; it is kept" in told
        assert "Traceback" not in told
        assert "Cancel" not in told
    assert process.returncode == 0
    assert talk[1].read_bytes() == before
    with editing() as (process, page):
        assert page.speakers()[0] == "Ada Bos"
        page.post("save")
        process.send_signal(signal.SIGINT)
        assert "saved" not in process.communicate()[1]
    assert read_file(talk[1]).spoken_lines[0].label


def test_a_kill_at_any_moment_loses_no_change_that_was_answered(
    editing: Callable[..., Any], talk: Sources
) -> None:
    first = read_file(talk[1]).spoken_lines[0]
    assert first.speaker
    answered = [first.speaker.name]
    for number in range(ROUNDS):
        with editing() as (process, page):
            assert page.speakers()[0] in answered[-2:]
            killer = threading.Timer(number * KILL_STEP_S, process.kill)
            killer.start()
            with suppress(requests.RequestException):
                while True:
                    answered.append(NAMES[len(answered) % 2])  # the last of all may not have been answered
                    page.give(0, answered[-1])
                    page.post("save")
            killer.join()
        line = read_file(talk[1]).spoken_lines[0]
        assert line.text == first.text
        assert line.speaker
        assert line.speaker.name in answered[-3:]


def test_a_bundle_that_is_asked_for_is_written_after_a_save(
    editing: Callable[..., Any], talk: Sources, tmp_path: Path
) -> None:
    bundle = tmp_path / "bundle"
    with editing("--bundle", bundle) as (_, page):
        page.give(0, "Ada Bos")
        page.post("save")
        while page.changes()["about"]["bundle"] != "follows":
            assert page.changes()["about"]["trouble"] == ""
        assert "ADA BOS: Welkom" in (bundle / "transcript.txt").read_text(encoding="utf-8")
        assert (bundle / "captions.nl.vtt").exists()


def test_what_cannot_be_used_is_told_before_anything_is_opened(
    refused: Refused, talk: Sources, tmp_path: Path
) -> None:
    video, transcript = talk
    nowhere = tmp_path / "nowhere.txt"
    assert refused(tmp_path, "edit", video, nowhere) == (
        3,
        "nowhere.txt: does not exist; check the name and the folder",
    )
    code, told = refused(tmp_path, "edit", transcript, transcript)
    assert (code, transcript.name in told) == (3, True)
    code, told = refused(tmp_path, "edit", video, transcript, "--bundle", transcript)
    assert (code, "talk.txt" in told) == (3, True)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, told = refused(tmp_path, "edit", video, transcript, "--port", port)
    assert code == 4
    assert f"port {port} cannot be used (" in told
    assert told.endswith("give another --port, or none")
