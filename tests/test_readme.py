"""The README tells the truth: its commands run, on the real film with the real recogniser."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from woordbeeld.editor.page import KEYS
from woordbeeld.formats.caption_file import open_captions
from woordbeeld.tracks.sounds import is_sound
from woordbeeld.transcript.reader import read_file

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


@pytest.fixture(scope="module")
def bundle(newcomer: Path) -> Path:
    """What `make` made of the film, by the command of the README."""
    made = newcomer / "bundle"
    if not made.exists():
        (command,) = [command for command in COMMANDS if command.startswith("make ")]
        program = [sys.executable, "-m", "woordbeeld"]
        subprocess.run([*program, *shlex.split(command)], cwd=newcomer, capture_output=True, check=True)
    return made


@pytest.mark.parametrize("command", [command for command in COMMANDS if not command.startswith("edit ")])
def test_every_command_of_the_readme_does_what_it_says(newcomer: Path, command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "woordbeeld", *shlex.split(command)],
        cwd=newcomer,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_the_editor_of_the_readme_opens_and_stops(newcomer: Path, bundle: Path) -> None:
    (command,) = [command for command in COMMANDS if command.startswith("edit ")]
    assert f"--bundle {bundle.name}" in command
    program = [sys.executable, "-m", "woordbeeld", *shlex.split(command), "--no-browser"]
    with subprocess.Popen(program, cwd=newcomer, stdout=subprocess.PIPE, text=True) as editor:
        assert editor.stdout
        address = editor.stdout.readline().strip()
        with requests.Session() as browser:  # the address lets one in, who then has a cookie
            browser.get(address, timeout=30)
            page = browser.get(address.partition("?")[0], timeout=30)
        editor.send_signal(signal.SIGINT)
        assert "Symposium entreeopleidingen" in page.text
    assert editor.returncode == 0


def test_the_keys_of_the_readme_are_those_of_the_editor() -> None:
    table = README.partition("| to | press |")[2].partition("\n\n")[0]
    told = set(re.findall(r"`(.)`", table)) - set("190")
    assert told <= {key for _, key in KEYS}


def test_the_bundle_holds_the_files_that_the_readme_lists(bundle: Path) -> None:
    listed = {name for entry in FILES for name in re.findall(r"[\w.]+\.\w+", entry)}
    assert listed == {path.name for path in bundle.iterdir()}


def test_the_captions_of_the_film_break_no_rule_in_any_format_nor_against_its_sound(bundle: Path) -> None:
    command = ["check", "bundle", "--media", "media/symposium-entreeopleidingen.mp4", "--format", "json"]
    done = subprocess.run(
        [sys.executable, "-m", "woordbeeld", *command], cwd=bundle.parent, capture_output=True, check=False
    )
    files = json.loads(done.stdout)["files"]
    names = [
        "captions.nl.srt",
        "captions.nl.ttml",
        "captions.nl.vtt",
        "chapters.nl.vtt",
        "descriptions.nl.vtt",
    ]
    assert [file["file"] for file in files] == names
    assert [finding for file in files for finding in file["findings"]] == []


def test_the_words_of_the_transcript_are_in_the_captions_once_and_in_order(bundle: Path) -> None:
    transcript = read_file(ROOT / "transcripts/symposium-entreeopleidingen.txt")
    written = [word for line in transcript.spoken_lines for word in line.words]
    for name in ("captions.nl.vtt", "captions.nl.srt", "captions.nl.ttml"):
        track = open_captions((bundle / name).read_bytes(), name).document.track
        spoken = (each for cue in track.cues for each in cue.utterances if not is_sound(each))
        assert [word for each in spoken for line in each.lines for word in line.split()] == written


def test_the_readme_shows_commands_and_pictures_that_exist() -> None:
    assert len(COMMANDS) >= 3
    for link in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / link).exists(), link
