"""What works for the window ends with all that it started, whether it is stopped or left alone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from tests.window.waiting import until

from woordbeeld import processes

# A process that starts another, tells its number, and ends with whoever started it.
WORKER = """
import subprocess, sys
from threading import Thread
from woordbeeld.window.worker import _end_with_parent
other = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
Thread(target=_end_with_parent, daemon=True).start()
print(other.pid, flush=True)
other.wait()
"""


@pytest.mark.parametrize("is_left_alone", [False, True])
def test_what_it_started_ends_too(*, is_left_alone: bool) -> None:
    process = processes.begin([sys.executable, "-c", WORKER])
    assert process.stdin
    assert process.stdout
    other = int(process.stdout.readline())
    assert is_at_work(other)
    if is_left_alone:
        process.stdin.close()
    else:
        processes.end(process)
    process.wait()
    until(lambda: not is_at_work(other))


def is_at_work(number: int) -> bool:
    """Whether there is such a process; one that ended, and that nobody heard of, is none."""
    try:
        state = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
