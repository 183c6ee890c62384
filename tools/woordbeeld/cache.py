"""What was worked out before, kept by content: the same sound is never listened to twice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from woordbeeld.atomic import atomic_file
from woordbeeld.errors import MissingPartError

REMEDY = "make room, or set WOORDBEELD_CACHE to a folder that can be written"


def content_key(*parts: object) -> str:
    """The SHA-256 of everything that a result depends on: bytes as they are, the rest as JSON.

    Names of files may hold what is no text.
    """
    digest = hashlib.sha256()
    for part in parts:
        data = (
            part
            if isinstance(part, bytes)
            else json.dumps(part, ensure_ascii=False).encode(errors="surrogatepass")
        )
        digest.update(f"{len(data)}:".encode() + data)
    return digest.hexdigest()


class ContentCache:
    """A folder with one small JSON file a result; a damaged file counts as absent."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: str, make: Callable[[], Any]) -> Any:
        """The result kept under `key`, as JSON gives it back; where there is none `make` makes it.

        Raises:
            MissingPartError: the folder cannot be written.
        """
        found = self.find(key)
        return self.keep(key, make()) if found is None else found

    def find(self, key: str) -> Any:
        """The result kept under `key`; None where there is none."""
        try:
            return json.loads(self._file(key).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None

    def keep(self, key: str, result: Any) -> Any:
        """Keep a result from this moment on, and give it as JSON would give it back.

        Raises:
            MissingPartError: the folder cannot be written.
        """
        text, file = json.dumps(result, ensure_ascii=False), self._file(key)
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with atomic_file(file) as new:
                new.write_text(text, encoding="utf-8")
        except OSError as error:
            raise MissingPartError(
                f"the cache cannot be written ({error.strerror})", where=str(self.folder), remedy=REMEDY
            ) from error
        return json.loads(text)

    def _file(self, key: str) -> Path:
        return self.folder / "results" / key[:2] / f"{key}.json"
