"""Files that take their place whole or not at all, whoever else writes the same one meanwhile."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ENDING = ".partial"
_TOKEN_BYTES = 8
_MOST_NAME_CHARS = 40  # of the name: with all else it stays far below the 255 bytes of file systems
_HASH_CHARS = 8  # of a name that is cut, so that no two names begin alike


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


def temporary_beside(path: Path, ending: str = ENDING) -> Path:
    """A hidden name beside `path` that nobody else uses; nothing is made there."""
    return path.with_name(f"{_beginning(path.name)}{secrets.token_hex(_TOKEN_BYTES)}{ending}")


def leftovers(path: Path, ending: str = ENDING) -> list[Path]:
    """What stands beside `path` under its temporary names.

    Killed runs left it, where nobody else can be writing `path` now.
    """
    name = re.compile(rf"{re.escape(_beginning(path.name))}[0-9a-f]{{{2 * _TOKEN_BYTES}}}{re.escape(ending)}")
    try:
        return sorted(beside for beside in path.parent.iterdir() if name.fullmatch(beside.name))
    except OSError:  # no such folder, or one that may not be looked into
        return []


def _beginning(name: str) -> str:
    """How all temporary names of one name begin, and of no other name.

    >>> _beginning("talk.txt")
    '.talk.txt.'
    >>> _beginning("x" * 200)
    '.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx~aa20c23e.'
    """
    if len(name) <= _MOST_NAME_CHARS:
        return f".{name}."
    digest = hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()
    return f".{name[:_MOST_NAME_CHARS]}~{digest[:_HASH_CHARS]}."
