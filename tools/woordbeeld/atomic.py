"""Files that take their place whole or not at all, whoever else writes the same one meanwhile."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ENDING = ".partial"
_MOST_NAME_CHARS = 40  # of the name: with all else it stays far below the 255 bytes of file systems


@contextmanager
def atomic_file(path: Path) -> Iterator[Path]:
    """The path of a new file beside `path` to write to, of a name that nobody else uses.

    It takes its place when all is written, and is gone when not.
    """
    new = temporary_beside(path)
    try:
        yield new
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def temporary_beside(path: Path) -> Path:
    """A hidden name beside `path` that nobody else uses; nothing is made there."""
    return path.with_name(f".{path.name[:_MOST_NAME_CHARS]}.{secrets.token_hex(8)}{ENDING}")
