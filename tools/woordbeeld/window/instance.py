"""The one window of a folder: whoever starts it again is led to the one that is open already."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from time import monotonic, sleep
from typing import Final

from filelock import FileLock, Timeout

from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.kept import journals
from woordbeeld.web.guard import HOST
from woordbeeld.words import say

ASK: Final = "/another"  # where an address is asked for
_PATIENCE_S: Final = 5
_OPENING_S: Final = 20  # in which a slow machine opens a window
_ASK_AGAIN_S: Final = 0.2
_PRIVATE: Final = 0o600  # the key lets in whoever has it
_MOST_BYTES: Final = 1000


def address_of_open(folder: Path) -> str | None:
    """A fresh address of the window that is open for a folder, if there is one."""
    try:
        told = json.loads(_file(folder).read_text(encoding="utf-8"))
        port, key = int(told["port"]), str(told["key"])
        own = f"http://{HOST}:{port}"
        asked = urllib.request.Request(
            f"http://{HOST}:{port}{ASK}", data=key.encode(), headers={"Origin": own}, method="POST"
        )
        with _opener().open(asked, timeout=_PATIENCE_S) as answer:
            address = str(json.loads(answer.read(_MOST_BYTES))["address"])
    except (OSError, HTTPException, ValueError, KeyError, TypeError):
        return None
    # After a window was killed another program may have its port, and answer whatever it likes.
    return address if address.startswith(f"{own}/?token=") else None


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Whether no other window is open for a folder, or just being opened; none can be while this lasts."""
    path = _file(folder).with_suffix(".lock")
    lock = FileLock(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(blocking=False)
    except Timeout:
        yield False
        return
    except OSError:  # no room to know it by; another window would find this one busy with its files
        yield True
        return
    try:
        yield True
    finally:
        lock.release()


def wait_for_open(folder: Path) -> str:
    """An address of the window of a folder that somebody is just opening.

    Raises:
        EnvironmentProblemError: it does not answer.
    """
    ends = monotonic() + _OPENING_S
    while monotonic() < ends:
        if address := address_of_open(folder):
            return address
        sleep(_ASK_AGAIN_S)
    raise EnvironmentProblemError(
        say("error.project.no_answer"), where=str(folder), remedy=say("error.project.end_it")
    )


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
