"""A media file is read several times in the minutes of the work, and each time it has to be the same one.

What is worked out of a file is kept by its content. If another took its place meanwhile, the captions of the
one would be published with the sound of the other, and kept for next time.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from woordbeeld.cache import file_sha256
from woordbeeld.errors import BadInputError
from woordbeeld.media.model import Media
from woordbeeld.words import say

_T = TypeVar("_T")


def sha256_now(path: Path) -> str:
    """The SHA-256 of a file as it stands there; it is read again only where it seems to be another one."""
    found = path.stat()
    return _sha256(path.absolute(), found.st_ino, found.st_size, found.st_mtime_ns)


def made_of(path: Path, media: Media, make: Callable[[], _T]) -> _T:
    """What `make` made by reading a file, if it was that media file all the while.

    Raises:
        BadInputError: it was changed or replaced.
    """
    made = make()
    refuse_changed(path, media.sha256)
    return made


def refuse_changed(path: Path, sha256: str) -> None:
    """Refuse a file that is not the one with this SHA-256.

    Raises:
        BadInputError: it was changed or replaced.
    """
    if sha256_now(path) != sha256:
        raise BadInputError(
            say("error.media_file.changed"), where=path.name, remedy=say("error.media_file.start_again")
        )


@lru_cache(maxsize=16)
def _sha256(path: Path, *_seems: int) -> str:
    return file_sha256(path)
