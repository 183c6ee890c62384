"""A shortcut holds what its system asks for, wherever Python stands, and opens the window."""

from __future__ import annotations

import os
import plistlib
import re
import shlex
import subprocess
import sys
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest
import requests
from tests.window.waiting import until

from woordbeeld import shortcut
from woordbeeld.errors import BadInputError
from woordbeeld.shortcut import SYSTEMS, write_shortcut

START = ["-P", "-m", "woordbeeld", "start"]
FOLDERS = (
    "plain",
    "two words",
    "100% $HOME",
    "O'Brien",
    'quo"ted',
    "a`b`",
    "back\\slash",
    "Désirée",
    "li\nne",
    "é%F%u",
)
WINDOWS = (
    r"C:\Python\python.exe",
    r"C:\Program Files (x86)\a^b & c\python.exe",
    r"C:\Users\O'Brien\100%PATH%\python.exe",
    r"D:\Désirée, één; twee=drie!\venv\Scripts\python.exe",
)
VALUE_ESCAPES = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
TIMEOUT_S = 60


def on(system: str, python: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortcut, "sys", SimpleNamespace(platform=system, executable=str(python)))


def entry_of(text: str) -> dict[str, str]:
    """The keys of a desktop entry with their values (Desktop Entry Specification 1.5, sections 3 and 4)."""
    first, *lines = text.removesuffix("\n").split("\n")
    assert first == "[Desktop Entry]"
    pairs = dict(line.split("=", 1) for line in lines)
    assert len(pairs) == len(lines)
    assert all(re.fullmatch(r"[A-Za-z0-9-]+(\[\w+\])?", key) for key in pairs)
    return {
        key: re.sub(r"\\(.)", lambda found: VALUE_ESCAPES[found[1]], value) for key, value in pairs.items()
    }


def arguments_of(command: str) -> list[str]:
    """The arguments of an Exec key, each in quotes, without codes of fields (the same, section 7)."""
    quoted = re.compile(r'"((?:[^"\\`$]|\\["\\`$])*)"')
    assert re.fullmatch(rf"{quoted.pattern}(?: {quoted.pattern})*", command)
    found = [re.sub(r"\\(.)", r"\1", match[1]) for match in quoted.finditer(command)]
    assert not any(re.search(r"(?<!%)(?:%%)*%(?!%)", each) for each in found)
    return [each.replace("%%", "%") for each in found]


def command_of(line: str) -> list[str]:
    """The arguments of a line of a batch file, as cmd and then the program take it apart."""
    assert not re.search(r"(?<!%)(?:%%)*%(?!%)", line), "cmd would fill something in"
    parts = re.findall(r'"([^"]*)"|(\S+)', line.replace("%%", "%"))
    assert not any(set("&|<>^()") & set(bare) for _, bare in parts), "cmd would not take it as it stands"
    return [quoted or bare for quoted, bare in parts]


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str) -> Path:
    """A Python in an odd folder."""
    path = tmp_path / folder / "python"
    path.parent.mkdir()
    path.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_desktop_entry_names_the_program_wherever_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runner: Path
) -> None:
    on("linux", runner, monkeypatch)
    written = write_shortcut(tmp_path / "menu")
    assert written == tmp_path / "menu/woordbeeld.desktop"
    entry = entry_of(written.read_text(encoding="utf-8"))
    assert arguments_of(entry["Exec"]) == [str(runner), *START]
    assert (entry["Type"], entry["Version"]) == ("Application", "1.0")
    assert entry["Name"] == "Woordbeeld"
    assert entry["Comment"] != entry["Comment[nl]"]
    assert Path(entry["Icon"]).read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize("python", WINDOWS)
def test_the_batch_file_starts_python_without_a_window_wherever_it_stands(python: str) -> None:
    ((name, text),) = SYSTEMS["win32"].make(PureWindowsPath(python)).items()
    assert name == "Woordbeeld.cmd"
    assert text.count("\r\n") == text.count("\n")
    *before, start = text.split("\r\n")[:-1]
    assert before == ["@echo off", "chcp 65001 > nul"]
    title, rest = start.removeprefix("start ")[:2], start.removeprefix('start ""')
    assert title == '""', "without it the path would be taken for a title"
    assert command_of(rest) == [python.replace("python.exe", "pythonw.exe"), *START]


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_application_runs_the_program_wherever_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runner: Path
) -> None:
    runner.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    on("darwin", runner, monkeypatch)
    written = write_shortcut(tmp_path / "Applications")
    assert written == tmp_path / "Applications/Woordbeeld.app"
    about = plistlib.loads((written / "Contents/Info.plist").read_bytes())
    assert (about["CFBundlePackageType"], about["CFBundleName"]) == ("APPL", "Woordbeeld")
    program = written / "Contents/MacOS" / about["CFBundleExecutable"]
    done = subprocess.run([program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == START


@pytest.mark.parametrize(("system", "place"), [(name, system.folder) for name, system in SYSTEMS.items()])
def test_it_stands_where_the_system_looks_and_replaces_nothing_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, place: str
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    on(system, Path("/usr/bin/python3"), monkeypatch)
    written = write_shortcut()
    assert written.parent == tmp_path / place
    made = {path: path.read_bytes() for path in written.parent.rglob("*") if path.is_file()}
    with pytest.raises(BadInputError):
        write_shortcut()
    for path in made:
        path.write_bytes(b"other")
    assert write_shortcut(overwrite=True) == written
    assert {path: path.read_bytes() for path in made} == made


def test_a_system_without_shortcuts_is_told_how_to_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on("plan9", Path("/bin/python"), monkeypatch)
    with pytest.raises(BadInputError) as refused:
        write_shortcut(tmp_path)
    assert "woordbeeld start" in refused.value.told("en")
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def desktop(tmp_path: Path) -> dict[str, str]:
    """The environment of a desktop, whose browser writes down what it is to open.

    In the folder that programs are started in stands a module that would be in the way.
    """
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {shlex.quote(str(tmp_path / "shown"))}\n', encoding="utf-8")
    browser.chmod(0o755)
    (tmp_path / "json.py").write_text("raise SystemExit('not this one')\n", encoding="utf-8")
    return {**os.environ, "BROWSER": str(browser), "WOORDBEELD_FOLDER": str(tmp_path / "videos")}


@pytest.mark.parametrize("folder", ["100% $HOME"])
@pytest.mark.parametrize("streams", ["", " <&- >&- 2>&-"], ids=["a desktop", "without streams, as pythonw"])
def test_the_desktop_entry_opens_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runner: Path, desktop: dict[str, str], streams: str
) -> None:
    on("linux", runner, monkeypatch)
    entry = entry_of(write_shortcut(tmp_path / "menu").read_text(encoding="utf-8"))
    command = ["sh", "-c", f'exec "$@"{streams}', "sh", *arguments_of(entry["Exec"])]
    shown = tmp_path / "shown"
    with subprocess.Popen(command, cwd=tmp_path, env=desktop, stdout=subprocess.DEVNULL) as program:
        until(lambda: shown.exists() and shown.read_text(encoding="utf-8").endswith("\n"))
        page = Path(shown.read_text(encoding="utf-8").strip().removeprefix("file://"))
        (address,) = re.findall(r'href="([^"]+)"', page.read_text(encoding="utf-8"))
        place = address.partition("/?")[0]
        with requests.Session() as browser:
            browser.headers["Origin"] = place
            browser.get(address, timeout=TIMEOUT_S)
            assert "Woordbeeld" in browser.get(f"{place}/new", timeout=TIMEOUT_S).text
            browser.post(f"{place}/quit", json={}, timeout=TIMEOUT_S)
        assert program.wait(TIMEOUT_S) == 0
