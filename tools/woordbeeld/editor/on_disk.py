"""What stands on disk at a place: nothing, or something that may have changed."""

from __future__ import annotations

import stat
from pathlib import Path


def is_missing(path: Path) -> bool:
    """Whether there is nothing at a path: no file, a link to nothing, or a file without a byte."""
    try:
        about = path.stat()
        return stat.S_ISREG(about.st_mode) and about.st_size == 0
    except FileNotFoundError:
        return True
    except OSError:  # it is there, but cannot be looked at
        return False


def stamp_of(path: Path) -> object:
    """Another one where the file is another, or was written; None without a file."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_mtime_ns, about.st_size, about.st_ino
