"""`woordbeeld edit` as a process of its own: what it says, what it refuses, and that a kill loses nothing."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import requests
from tests.editor.client import NOBODY_S, Client

from woordbeeld.transcript.reader import read_file

Sources = tuple[Path, Path]
Start = Callable[..., subprocess.Popen[str]]
Refused = Callable[..., tuple[int, str]]

NAMES = ("Ada Bos", "Jan Smit")
ROUNDS = 5
KILL_STEP_S = 0.2

pytestmark = pytest.mark.whisper


def until(is_so: Callable[[], bool]) -> None:
    ends = time.monotonic() + NOBODY_S
    while not is_so():
        assert time.monotonic() < ends
        time.sleep(0.05)


@pytest.fixture
def talk(sources: Sources, tmp_path: Path) -> Sources:
    """A transcript of its own to work on."""
    return sources[0], Path(shutil.copy(sources[1], tmp_path))


@pytest.fixture
def editing(start: Start, talk: Sources, tmp_path: Path) -> Callable[..., Any]:
    """Start the editor; it is killed at the end, if nobody stopped it."""

    @contextmanager
    def opened(*options: object, stdin: int | None = None) -> Iterator[tuple[subprocess.Popen[str], Client]]:
        run = partial(start, WOORDBEELD_JOURNALS=tmp_path / "journals", stdin=stdin)
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


def test_a_bundle_keeps_its_title_and_introduction_when_it_is_edited_without_them(
    editing: Callable[..., Any], tmp_path: Path
) -> None:
    bundle = tmp_path / "bundle"
    for name, options in (("Ada Bos", ("--title", "Werk", "--introduction", "Kort.")), ("Jan Smit", ())):
        with editing("--bundle", bundle, *options) as (_, page):
            page.give(0, name)
            page.post("save")
            until(lambda: page.changes()["about"]["bundle"] == "follows")
        shown = (bundle / "transcript.md").read_text(encoding="utf-8")
        assert shown.startswith("# Werk\n\nKort.\n\n")
        assert f"**{name}**" in shown


def test_a_transcript_that_was_deleted_is_opened_from_the_journal_and_saved_anew(
    editing: Callable[..., Any], talk: Sources
) -> None:
    before = talk[1].read_text(encoding="utf-8")
    with editing() as (process, page):
        page.give(0, "Ada Bos")
        talk[1].unlink()
        process.send_signal(signal.SIGINT)
        assert "Not everything is saved" in process.communicate()[1]
    with editing() as (process, page):
        assert page.speakers()[0] == "Ada Bos"
        with pytest.raises(requests.HTTPError, match="409"):
            page.post("save")
        assert not talk[1].exists()
        page.post("save", anew=True)
        process.send_signal(signal.SIGINT)
        told = process.communicate()[1]
    assert "talk.txt: does not exist any more; what was kept of the work on it is opened" in told
    assert "Not everything" not in told
    assert talk[1].read_text(encoding="utf-8").startswith("ADA BOS: Welkom")
    assert talk[1].read_text(encoding="utf-8") != before


def test_a_journal_that_was_deleted_meanwhile_is_there_again_before_the_next_answer(
    editing: Callable[..., Any], tmp_path: Path
) -> None:
    with editing() as (process, page):
        page.give(0, "Ada Bos")
        shutil.rmtree(tmp_path / "journals")
        page.say_more(0, "Echt waar.")
        process.kill()
    with editing() as (_, page):
        assert page.speakers()[0] == "Ada Bos"
        assert page.changes()["rows"][0]["text"].endswith("Echt waar.")


BROWSER = """\
#!{python}
import json, os, sys, urllib.parse
file = urllib.parse.unquote(urllib.parse.urlsplit(sys.argv[1]).path)
told = [sys.argv[1:], os.stat(file).st_mode & 0o777, os.stat(os.path.dirname(file)).st_mode & 0o777]
with open({out!r} + ".new", "w") as out:
    json.dump([*told, open(file).read(), file], out)
os.rename({out!r} + ".new", {out!r})
"""


def test_the_browser_is_given_a_page_that_nobody_else_can_read_and_no_token(
    start: Start, talk: Sources, tmp_path: Path
) -> None:
    browser, told = tmp_path / "browser", tmp_path / "told"
    browser.write_text(BROWSER.format(python=sys.executable, out=str(told)), encoding="utf-8")
    browser.chmod(0o755)
    variables = {"BROWSER": f"{browser} %s &", "WOORDBEELD_JOURNALS": tmp_path / "journals"}
    with start("edit", *talk, **variables) as process:
        try:
            assert process.stdout
            said = process.stdout.readline()
            until(told.exists)
            arguments, file_mode, folder_mode, page, file = json.loads(told.read_text(encoding="utf-8"))
            (address,) = re.findall(r'url=([^"]+)"', page)
            assert address in said
            assert not any("token" in argument or "127.0.0.1" in argument for argument in arguments)
            assert (file_mode, folder_mode) == (0o600, 0o700)
            assert requests.get(address, timeout=NOBODY_S).status_code == 200
            until(lambda: not Path(file).parent.exists())
            assert requests.get(address, timeout=NOBODY_S).status_code == 403
        finally:
            process.kill()


def test_enter_gives_an_address_for_another_browser(editing: Callable[..., Any]) -> None:
    keyboard, terminal = os.openpty()
    with editing(stdin=terminal) as (process, page):
        assert requests.get(page.address, timeout=NOBODY_S).status_code == 403
        os.write(keyboard, b"\n")
        other = process.stdout.readline().strip()
        assert other != page.address
        assert requests.get(other, timeout=NOBODY_S).status_code == 200
        assert page.speakers()
        process.send_signal(signal.SIGINT)
        _, told = process.communicate()
        assert "Press Enter for the address of another browser." in told
        assert "Traceback" not in told
        assert "Fatal" not in told
    assert process.returncode == 0
    os.close(keyboard)
    os.close(terminal)


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
