"""A file of an archive written whole or not at all, whenever its process is killed."""

from __future__ import annotations

from pathlib import Path

from woordbeeld.atomic import atomic_file
from woordbeeld.writing.disk import refusals_told, write_durably


def write_whole(path: Path, text: str) -> None:
    """Write a text, unless it stands there already; one process at a time writes the same file.

    Raises:
        EnvironmentProblemError: it cannot be written.
    """
    data = text.encode()
    with refusals_told(path):
        if path.is_file() and path.read_bytes() == data:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        with atomic_file(path) as new:
            write_durably(new, data)
