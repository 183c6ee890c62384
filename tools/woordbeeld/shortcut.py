"""A shortcut that opens the window, for people without a terminal: a file as each system has it."""

from __future__ import annotations

import plistlib
import stat
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path, PurePath
from typing import Final

from woordbeeld.errors import BadInputError
from woordbeeld.words import LANGUAGES, OTHERWISE, say, told
from woordbeeld.writing import refuse_existing, write_file

NAME: Final = "Woordbeeld"
_EXECUTABLE: Final = stat.S_IRWXU | stat.S_IRGRP | stat.S_IXGRP | stat.S_IROTH | stat.S_IXOTH
_ICON: Final = "web/templates/icon.svg"
_START: Final = ("-P", "-m", "woordbeeld", "start")  # -P: no module of the folder it is started in
_ESCAPES: Final = str.maketrans({"\\": r"\\", "\n": r"\n", "\t": r"\t", "\r": r"\r"})  # of a desktop entry
Files = Mapping[str, str]  # what is written, by its path within a folder


@dataclass(frozen=True, slots=True)
class System:
    """How a system has shortcuts: in which folder, below the user's own, and as which files.

    `make` takes the Python that runs the program; the files that `runs` names are made executable.
    """

    folder: str
    make: Callable[[PurePath], Files]
    runs: tuple[str, ...] = ()


def _linux(python: PurePath) -> Files:
    """A desktop entry (freedesktop.org, Desktop Entry Specification 1.5)."""
    about = say("command.shortcut_about")
    entry = {
        "Type": "Application",
        "Version": "1.0",  # all that is used here is of it, and older desktops know no later one
        "Name": NAME,
        "Comment": told(about, OTHERWISE),
        **{f"Comment[{code}]": told(about, code) for code in LANGUAGES if code != OTHERWISE},
        "Exec": " ".join(_quoted(each) for each in (str(python), *_START)),
        "Icon": str(files("woordbeeld") / _ICON),
        "Terminal": "false",
        "Categories": "AudioVideo;",
    }
    lines = "".join(f"{key}={value.translate(_ESCAPES)}\n" for key, value in entry.items())
    return {"woordbeeld.desktop": f"[Desktop Entry]\n{lines}"}


def _quoted(argument: str) -> str:
    r"""An argument of Exec, which has quotes and escapes of its own.

    >>> print(_quoted('/home/a b/$x%/python'))
    "/home/a b/\$x%%/python"
    """
    quoted = "".join(f"\\{char}" if char in '"`$\\' else char for char in argument)
    return f'"{quoted}"'.replace("%", "%%")


def _windows(python: PurePath) -> Files:
    """A batch file; pythonw needs no window of its own."""
    quiet = python.with_name(python.name.replace("python.exe", "pythonw.exe"))
    command = str(quiet).replace("%", "%%")
    lines = ("@echo off", "chcp 65001 > nul", f'start "" "{command}" {" ".join(_START)}')
    return {f"{NAME}.cmd": "".join(f"{line}\r\n" for line in lines)}


def _macos(python: PurePath) -> Files:
    """An application (Apple, Bundle Programming Guide): what it is, and the script that it runs."""
    about = {
        "CFBundleName": NAME,
        "CFBundleIdentifier": "nl.woordbeeld.start",
        "CFBundleExecutable": "start",
        "CFBundlePackageType": "APPL",
        "LSUIElement": True,
    }
    quoted = "'" + str(python).replace("'", "'\\''") + "'"
    contents = f"{NAME}.app/Contents"
    return {
        f"{contents}/Info.plist": plistlib.dumps(about).decode(),
        f"{contents}/MacOS/start": f"#!/bin/sh\nexec {quoted} {' '.join(_START)}\n",
    }


SYSTEMS: Final[Mapping[str, System]] = {
    "linux": System(".local/share/applications", _linux),
    "win32": System("Desktop", _windows),
    "darwin": System("Applications", _macos, (f"{NAME}.app/Contents/MacOS/start",)),
}


def write_shortcut(folder: Path | None = None, *, overwrite: bool = False) -> Path:
    """Write the shortcut of this system, in a folder or where the system looks for it; tells where it is.

    Raises:
        BadInputError: this system has no shortcuts that are known here, or there is such a file.
        EnvironmentProblemError: it cannot be written.
    """
    system = SYSTEMS.get(sys.platform)
    if system is None:
        raise BadInputError(say("error.shortcut.system"), remedy=say("error.shortcut.start"))
    place = folder or Path.home() / system.folder
    made = system.make(Path(sys.executable))
    for name in made:
        refuse_existing(place / name, overwrite=overwrite)
    for name, content in made.items():
        write_file(place / name, content)
    for name in system.runs:
        (place / name).chmod(_EXECUTABLE)
    return place / next(iter(made)).partition("/")[0]
