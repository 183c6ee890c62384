"""What was worked out before, kept by content and behind a checksum: the same is never worked out twice."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import time
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from woordbeeld.atomic import atomic_file, temporary_beside
from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.words import reason_of, say

_LOG = logging.getLogger(__name__)
_ANY_SHA256 = "[0-9a-f]" * 64  # as a pattern of file names
REMEDY = say("error.cache.make_room")


def content_key(*parts: object) -> str:
    """The SHA-256 of everything that a result depends on: bytes as they are, the rest as JSON.

    Names of files may hold what is no text.
    """
    digest = hashlib.sha256()
    for part in parts:
        data = (
            part
            if isinstance(part, bytes | memoryview)
            else json.dumps(part, ensure_ascii=False).encode(errors="surrogatepass")
        )
        digest.update(f"{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()


def file_sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def mark_used(path: Path) -> None:
    """Set the time of last access, which some disks do not keep themselves; what was used last goes last."""
    with suppress(OSError):
        os.utime(path, ns=(time.time_ns(), path.stat().st_mtime_ns))


def not_writable(error: OSError, folder: Path) -> EnvironmentProblemError:
    what = say("error.cache.unwritable", why=reason_of(error))
    return EnvironmentProblemError(what, where=str(folder), remedy=REMEDY)


class ContentCache:
    """A folder with one small JSON file a result, below a line with the checksum of its key and text.

    A file whose checksum is another counts as absent, and so do those of versions that wrote none.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str, make: Callable[[], Any]) -> Any:
        """The result kept under `key`, as JSON gives it back; where there is none `make` makes it.

        Raises:
            EnvironmentProblemError: the folder cannot be written.
        """
        found = self.find(key)
        _LOG.debug("%s the result %s", "makes" if found is None else "takes", self._file(key))
        return self.keep(key, make()) if found is None else found

    def find(self, key: str) -> Any:
        """The result kept under `key`; None where there is none."""
        file = self._file(key)
        try:
            checksum, _, text = file.read_bytes().partition(b"\n")
        except OSError:
            return None
        if checksum != _checksum(key, text):
            return None
        mark_used(file)
        return json.loads(text)

    def keep(self, key: str, result: Any) -> Any:
        """Keep a result from this moment on, and give it as JSON would give it back.

        Raises:
            EnvironmentProblemError: the folder cannot be written.
        """
        text, file = json.dumps(result, ensure_ascii=False).encode(), self._file(key)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with atomic_file(file) as new:
                new.write_bytes(_checksum(key, text) + b"\n" + text)
        except OSError as error:
            raise not_writable(error, self.folder) from error
        return json.loads(text)

    def _file(self, key: str) -> Path:
        return self.folder / "results" / key[:2] / f"{key}.json"


def _checksum(key: str, text: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\n" + text).hexdigest().encode()


class FileCache:
    """A folder of large files, each named after its key and the checksum of its content: `KEY-SHA256.ENDING`.

    A file that is not what its name says counts as absent and is removed; each is read for that once a
    process. What stood in the folder under a name without a checksum is left alone.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str, ending: str, write: Callable[[Path], None]) -> Path:
        """The file kept under `key` (letters, digits and hyphens), else one that `write` writes whole.

        Raises:
            EnvironmentProblemError: the folder cannot be written.
        """
        try:
            return self._find(key, ending) or self._make(key, ending, write)
        except OSError as error:
            raise not_writable(error, self.folder.parent) from error

    def _find(self, key: str, ending: str) -> Path | None:
        for file in sorted(self.folder.glob(f"{key}-{_ANY_SHA256}.{ending}")):
            if _is_whole(file):
                mark_used(file)
                return file
            file.unlink(missing_ok=True)
        return None

    def _make(self, key: str, ending: str, write: Callable[[Path], None]) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        new = temporary_beside(self.folder / f"{key}.{ending}")
        try:
            write(new)
            return new.replace(self.folder / f"{key}-{file_sha256(new)}.{ending}")
        finally:
            new.unlink(missing_ok=True)


def _is_whole(file: Path) -> bool:
    try:
        stat = file.stat()
        sha256 = _sha256_once(file, stat.st_size, stat.st_mtime_ns, stat.st_ino)
    except OSError:
        return False
    return file.stem.endswith(f"-{sha256}")


@lru_cache(maxsize=256)
def _sha256_once(file: Path, _size: int, _mtime_ns: int, _inode: int) -> str:
    return file_sha256(file)
