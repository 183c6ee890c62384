"""Runs one command and measures it."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_KIB_PER_MB = 1000 * 1000 / 1024


@dataclass(frozen=True, slots=True)
class Run:
    """What a command took: wall time, processor time, and the peak resident memory of its largest process.

    `failure` says why it did not do its work.
    """

    seconds: float
    processor_s: float
    peak_mb: float
    failure: str | None = None


def run(command: Sequence[str], log: Path, environment: Mapping[str, str], folder: Path) -> Run:
    """Run a command in a folder to its end; what it says goes to the log.

    Linux counts as peak memory of a child at least what its parent had when it started it, so the caller is
    to be small.
    """
    begin = time.monotonic()
    with log.open("wb") as file:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
    seconds = time.monotonic() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(seconds, usage.ru_utime + usage.ru_stime, _peak_mb(usage), _failure(process.returncode, log))


def _peak_mb(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / _KIB_PER_MB


def _failure(code: int, log: Path) -> str | None:
    """Why a command failed: the last thing that it said."""
    if code == 0:
        return None
    said = [line for line in log.read_text("utf-8", "replace").splitlines() if line.strip()]
    ended = f"stopped by signal {-code}" if code < 0 else f"exit code {code}"
    return f"{ended}: {said[-1].strip()}" if said else ended
