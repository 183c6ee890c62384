"""The README tells the truth: its commands run, on the real film with the real recogniser."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\.venv/bin/woordbeeld (.+)$", README, re.MULTILINE)
TABLE = README.partition("In the folder `bundle`")[2].split("\n\n")[1]
FILES = re.findall(r"^\| `([^|]+)` \|", TABLE, re.MULTILINE)

pytestmark = pytest.mark.whisper


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a clone has it, with a page that somebody saved."""
    folder = tmp_path_factory.mktemp("clone")
    for name in ("media", "transcripts"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "transcripts/symposium-entreeopleidingen.txt", folder / "page.html")
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_readme_does_what_it_says(newcomer: Path, command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "woordbeeld", *shlex.split(command)],
        cwd=newcomer,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_bundle_holds_the_files_that_the_readme_lists(newcomer: Path) -> None:
    listed = {name for entry in FILES for name in re.findall(r"[\w.]+\.\w+", entry)}
    assert listed == {path.name for path in (newcomer / "bundle").iterdir()}


def test_the_readme_shows_commands_and_pictures_that_exist() -> None:
    assert len(COMMANDS) >= 3
    for link in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / link).exists(), link
