"""Ctrl-C at a terminal: once lets what runs come to its end, twice stops at once; the next run goes on."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from threading import Event, Thread, main_thread

import psutil
import pytest
from tests.archive.conftest import FEW, Made
from tests.archive.running import run, videos

from woordbeeld.archive import clusters
from woordbeeld.cli.exit_codes import INTERRUPTED

pytestmark = pytest.mark.whisper


class Terminal:
    """The command at a terminal of its own, as wide as it needs."""

    def __init__(self, *arguments: str) -> None:
        self._ours, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "woordbeeld", "archive", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "TERM": "xterm", "COLUMNS": "200"},
            start_new_session=True,
        )
        os.close(theirs)
        self.shown = ""

    def read_until(self, is_seen: Callable[[str], bool]) -> None:
        """Take in what is shown until it is seen, or nothing more comes."""
        while not is_seen(self.shown):
            try:
                part = os.read(self._ours, 4096)
            except OSError:  # the program is gone
                return
            self.shown += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", part.decode("utf-8", "replace"))

    def press(self) -> None:
        """Ctrl-C, which the terminal gives to all processes that belong to it."""
        os.killpg(self.process.pid, signal.SIGINT)

    def end(self) -> int:
        self.read_until(lambda _: False)
        os.close(self._ours)
        return self.process.wait()


def is_busy(shown: str) -> bool:
    return bool(re.search(rf"[1-{FEW - 2}] of {FEW} done, 1 running", shown))


def test_once_and_again(few: Made) -> None:
    site = few.site
    arguments = (str(few.source), "--out", str(site), "--workers", "1", "--no-screen")
    first = Terminal(*arguments)
    first.read_until(is_busy)
    first.press()
    assert first.end() == INTERRUPTED
    assert "No more videos are begun" in first.shown
    assert "are left; run it again" in first.shown
    made = len(list((site / "videos").iterdir()))
    assert 1 <= made < FEW

    second = Terminal(*arguments)
    second.read_until(lambda shown: "1 running" in shown)
    others = psutil.Process(second.process.pid).children(recursive=True)
    second.press()
    second.read_until(lambda shown: "No more videos are begun" in shown)
    time.sleep(0.2)
    second.press()
    assert second.end() == INTERRUPTED
    assert "stopped" in second.shown
    _, alive = psutil.wait_procs(others, timeout=30)
    assert alive == []

    code, _, err = run(few.source, site, "--workers", "1")
    assert code == 0, err
    assert videos(site) == few.contents


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="no signals are held back here")
@pytest.mark.parametrize("is_main", [True, False])
def test_ctrl_c_while_workers_are_started_ends_them_too(
    monkeypatch: pytest.MonkeyPatch, *, is_main: bool
) -> None:
    """The system gives the signal to any thread that does not hold it back."""
    told: list[str] = []
    over = Event()
    other = Thread(target=over.wait, daemon=True)
    other.start()

    @contextmanager
    def cluster() -> Iterator[str]:
        told.append("started")
        try:
            yield "a cluster"
        finally:
            told.append("ended")

    def start(_where: clusters.OwnMachine) -> AbstractContextManager[str]:
        signal.pthread_kill((main_thread() if is_main else other).ident or 0, signal.SIGINT)
        time.sleep(0.3)
        return cluster()

    monkeypatch.setattr(clusters, "_own_cluster", start)
    with pytest.raises(KeyboardInterrupt), clusters.connected(clusters.OwnMachine(1, 0)):
        told.append("at work")
    over.set()
    assert told == ["started", "ended"]
