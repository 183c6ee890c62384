"""The wheel has all that the program needs: installed in a clean environment, it does its work there."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import venv
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from sysconfig import get_path

import pytest
import requests
from tests.window.served import TIMEOUT_S

from supply.lockfile import LOCKS

ROOT = LOCKS.parents[1]
PACKAGE = ROOT / "tools/woordbeeld"
HANDBOOK = ROOT / "tools/docs/handleiding"
CAPTIONS = "1\n00:00:01,000 --> 00:00:02,500\nGoedemorgen allemaal.\n"
TAKEN_FROM = "import woordbeeld; print(woordbeeld.__file__)"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built offline by what the lock has for that."""
    folder = tmp_path_factory.mktemp("dist")
    build = ("-m", "hatchling", "build", "--target", "wheel", "--directory", folder)
    output(sys.executable, *build, cwd=ROOT)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """The programs of an environment that has the wheel, and other packages of ours but not the checkout."""
    place = tmp_path_factory.mktemp("clean") / "venv"
    venv.create(place)
    programs = place / ("Scripts" if os.name == "nt" else "bin")
    pip = ("-m", "pip", "--python", programs / "python")
    output(sys.executable, *pip, "install", "--quiet", "--no-index", "--no-deps", "--no-compile", wheel)
    where = "import sysconfig; print(sysconfig.get_path('purelib'))"
    packages = Path(output(programs / "python", "-c", where).strip())
    # Behind its own packages come those of this environment, whose own .pth files are not heeded so.
    (packages / "others.pth").write_text(f"{get_path('purelib')}\n", encoding="utf-8")
    return programs


def environment() -> dict[str, str]:
    """As users have it, who set no path of Python."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def output(*command: object, cwd: Path | None = None) -> str:
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_all_that_stands_beside_the_code_is_in_it(clean: Path, tmp_path: Path) -> None:
    inside = Path(output(clean / "python", "-c", TAKEN_FROM, cwd=tmp_path).strip()).parent
    assert clean.parent in inside.parents
    sources = (path for path in PACKAGE.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    wanted = {path.relative_to(PACKAGE): path for path in sources}
    wanted |= {Path("handleiding") / path.name: path for path in HANDBOOK.iterdir()}
    assert len(wanted) > 300
    lacking = [name for name, path in wanted.items() if path.read_bytes() != _bytes(inside / name)]
    assert lacking == []


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def test_the_command_tells_its_version_and_works(clean: Path, tmp_path: Path) -> None:
    program = clean / "woordbeeld"
    assert output(program, "--version", cwd=tmp_path) == f"woordbeeld, version {version('woordbeeld')}\n"
    (tmp_path / "talk.srt").write_text(CAPTIONS, encoding="utf-8")
    checked = output(program, "check", "talk.srt", "--profile", "kids", "--format", "json", cwd=tmp_path)
    assert [each["file"] for each in json.loads(checked)["files"]] == ["talk.srt"]
    output(program, "convert", "talk.srt", "talk.vtt", cwd=tmp_path)
    assert "Goedemorgen" in (tmp_path / "talk.vtt").read_text(encoding="utf-8")
    (tmp_path / "talk.txt").write_text("ANNA DE WIT: Hallo.\n(Ze lacht.)\nBERT: Ja.\n", encoding="utf-8")
    assert "Bert" in output(program, "--ui", "nl", "speakers", "list", "talk.txt", cwd=tmp_path)


@pytest.fixture
def window(clean: Path, tmp_path: Path) -> Iterator[requests.Session]:
    """A client of the window, started as users do."""
    command = [str(clean / "woordbeeld"), "start", "--no-browser", "--folder", str(tmp_path)]
    with subprocess.Popen(
        command, env=environment(), cwd=tmp_path, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout
        address = program.stdout.readline().strip()
        with requests.Session() as client:
            client.get(address, timeout=TIMEOUT_S)
            client.headers["Accept-Language"] = "nl"
            client.headers["Origin"] = address.partition("/?")[0]
            yield client
        program.send_signal(signal.SIGINT)
    assert program.returncode == 0


def test_the_window_opens_with_its_pages_words_and_handbook(window: requests.Session) -> None:
    told = {
        "/": "Uw video's",
        "/new": "Nieuwe video",
        "/static/base.css": "--paper",
        "/static/window.js": "export",
        "/help": "Beginnen",
        "/help/publiceren": "YouTube",
    }
    place = window.headers["Origin"]
    for address, text in told.items():
        answer = window.get(f"{place}{address}", timeout=TIMEOUT_S)
        assert answer.status_code == 200
        assert text in answer.text.replace("&#39;", "'")
    assert window.get(f"{place}/help/beginnen.png", timeout=TIMEOUT_S).content.startswith(b"\x89PNG")
