"""The one window of a folder: whoever starts it again is led to the one that is open already."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from woordbeeld.kept import journals
from woordbeeld.web.guard import HOST

ASK: Final = "/another"  # where an address is asked for
_PATIENCE_S: Final = 5
_PRIVATE: Final = 0o600  # the key lets in whoever has it
_MOST_BYTES: Final = 1000


def address_of_open(folder: Path) -> str | None:
    """A fresh address of the window that is open for a folder, if there is one."""
    try:
        told = json.loads(_file(folder).read_text(encoding="utf-8"))
        asked = urllib.request.Request(
            f"http://{HOST}:{int(told['port'])}{ASK}",
            data=str(told["key"]).encode(),
            headers={"Origin": f"http://{HOST}:{int(told['port'])}"},
            method="POST",
        )
        with _opener().open(asked, timeout=_PATIENCE_S) as answer:
            address: Any = json.loads(answer.read(_MOST_BYTES))["address"]
            return str(address)
    except (OSError, ValueError, KeyError, TypeError):
        return None


@contextmanager
def noted(folder: Path, port: int) -> Iterator[str]:
    """Keep, for who starts it again, at which port the window of a folder is open, and the key to it."""
    path, key = _file(folder), secrets.token_urlsafe(32)
    with suppress(OSError):  # without it another window opens, which harms nothing
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE), "w") as file:
            json.dump({"port": port, "key": key}, file)
    try:
        yield key
    finally:
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _file(folder: Path) -> Path:
    digest = hashlib.sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()
    return journals() / "windows" / f"{digest[:16]}.json"


def _opener() -> urllib.request.OpenerDirector:
    """What asks this machine itself, whatever proxy is set."""
    return urllib.request.build_opener(urllib.request.ProxyHandler({}))
