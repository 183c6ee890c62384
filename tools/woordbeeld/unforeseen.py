"""What nobody foresaw, written down for those who can fix it: the traceback, the versions, the command."""

from __future__ import annotations

import logging
import os
import platform
import re
import shlex
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from secrets import token_hex
from typing import Final

import platformdirs

from woordbeeld.showing import in_one_line
from woordbeeld.words import Message, reason_of, say

_LOG: Final = logging.getLogger(__name__)
MOST_CHARS: Final = 200  # of a message that a library made, in our sentence
_PRIVATE: Final = 0o600  # the command names files, and those may name people
_PACKAGE: Final = re.compile(r"[\w.-]+")


def tell_unforeseen(error: Exception, arguments: Sequence[str]) -> Message:
    """One sentence on an error, with the log file that has the rest; without a log file, all of it."""
    kind, said = type(error).__name__, in_one_line(str(error))
    brief = f"{said[:MOST_CHARS]}…" if len(said) > MOST_CHARS else said
    what = say("error.system.unforeseen", what=f"{kind}: {brief}" if brief else kind)
    log = _log(error, arguments)
    try:
        path = _write(log)
    except OSError as refused:
        remedy = say("error.system.no_log", why=reason_of(refused), log=log)
        return say("error.without_place", what=what, remedy=remedy)
    remedy = say("error.system.report", log=in_one_line(str(path)))
    return say("error.without_place", what=what, remedy=remedy)


class Reporter:
    """Tells what nobody foresaw in work that is tried again and again; each error is written down once."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self._arguments = arguments
        self._told: dict[str, Message] = {}

    def tell(self, error: Exception) -> Message:
        """See `tell_unforeseen`."""
        origin = "".join(traceback.format_exception(error))
        if origin not in self._told:
            _LOG.error("nobody foresaw this:", exc_info=error)
            self._told[origin] = tell_unforeseen(error, self._arguments)
        return self._told[origin]


def logs_folder() -> Path:
    """Where the logs of what nobody foresaw are kept."""
    kept = os.environ.get("WOORDBEELD_LOGS")
    return Path(kept) if kept else platformdirs.user_log_path("woordbeeld", appauthor=False)


def _log(error: Exception, arguments: Sequence[str]) -> str:
    told = "".join(traceback.format_exception(error))
    return f"woordbeeld {shlex.join(arguments)}\n\n{told}\n{_versions()}"


def _versions() -> str:
    """Of this program, of Python and the machine, and of what the program stands on."""
    about = [f"Python {sys.version}", platform.platform()]
    try:
        about.append(f"woordbeeld {metadata.version('woordbeeld')}")
        needed = metadata.requires("woordbeeld") or []
    except metadata.PackageNotFoundError:  # run from its source
        needed = []
    for name in (found[0] for requirement in needed if (found := _PACKAGE.match(requirement))):
        try:
            about.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            about.append(f"{name} (not installed)")
    return "\n".join(about) + "\n"


def _write(log: str) -> Path:
    """A new file that only its owner may read."""
    folder = logs_folder()
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{datetime.now(UTC):%Y-%m-%d-%H%M%S}-{token_hex(4)}.log"
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    with os.fdopen(file, "w", encoding="utf-8", errors="backslashreplace") as opened:
        opened.write(log)
    return path
