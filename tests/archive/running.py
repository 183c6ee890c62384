"""`woordbeeld archive` as a user runs it, a program of its own; and what it leaves behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

Contents = dict[str, bytes]
WITHOUT_SCREEN = "--no-screen"
NOT_COMPARED = (".archive", "log")  # times and paths of this very run
PATIENCE_S = 300


def started(source: Path, site: Path, *options: str) -> subprocess.Popen[str]:
    """The command at work."""
    command = [sys.executable, "-m", "woordbeeld", "archive", str(source), "--out", str(site)]
    return subprocess.Popen(
        [*command, WITHOUT_SCREEN, *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Its exit code and what it told, once it is done."""
    out, err = process.communicate(timeout=PATIENCE_S)
    return process.returncode, out, err


def run(source: Path, site: Path, *options: str) -> tuple[int, str, str]:
    return ended(started(source, site, *options))


def contents(site: Path) -> Contents:
    """All that a site holds, by paths in it."""
    return {
        str(path.relative_to(site)): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and path.relative_to(site).parts[0] not in NOT_COMPARED
    }


def videos(site: Path) -> Contents:
    """The bundles that a site holds."""
    return {path: data for path, data in contents(site).items() if path.startswith("videos/")}
