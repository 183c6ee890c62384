"""Processes that end with all that they started themselves, such as ffmpeg."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

_HAS_GROUPS: Final = hasattr(os, "killpg")


def begin(command: Sequence[str], environment: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """A process of ours, which reads when its standard input ends and tells on standard output.

    What it is to know of its environment beside all that we know is given.
    """
    apart: dict[str, Any] = {"start_new_session": True}  # Ctrl-C in the terminal is for us to hear
    if not _HAS_GROUPS:
        apart = {"creationflags": getattr(subprocess, "CREATE_NO_WINDOW", 0)}
    return subprocess.Popen(  # noqa: S603 - our own program
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, **(environment or {})},
        **apart,
    )


def end(process: subprocess.Popen[str]) -> None:
    """End a process that was begun so, and all that it started."""
    if process.poll() is None:
        _end(process.pid)
        process.kill()


def end_oneself() -> None:
    """End this process, which was begun so, and all that it started."""
    _end(os.getpid())
    os._exit(1)


def _end(process_id: int) -> None:
    if _HAS_GROUPS:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process_id, signal.SIGKILL)
    else:
        command = ["taskkill", "/F", "/T", "/PID", str(process_id)]
        subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - Windows' own
