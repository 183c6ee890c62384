"""The commands of the guide to captions do what it says."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "tools/docs/captions.md").read_text("utf-8")
COMMANDS = [
    command.strip()
    for command in re.findall(r"^\.venv/bin/woordbeeld ([^#\n]+)", GUIDE, re.MULTILINE)
    if "--media" not in command  # which the README runs
]
SRT = "1\n00:00:01,000 --> 00:00:03,000\nDat is zo.\n\n2\n00:00:04,000 --> 00:00:06,000\nDat klopt.\n"
VTT = "WEBVTT\nLanguage: nl\n\n00:01.000 --> 00:03.000\nDat is zo.\n"
TTML = (
    '<tt xmlns="http://www.w3.org/ns/ttml" xml:lang="nl"><body><div>'
    '<p begin="10:00:01.000" end="10:00:03.000">Dat is zo.</p></div></body></tt>'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("captions.srt", "a.srt"):
        (tmp_path / name).write_text(SRT, "utf-8")
    for name in ("captions.vtt", "b.vtt", "bundle/captions.nl.vtt", "archive/1/captions.nl.vtt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(VTT, "utf-8")
    (tmp_path / "station.ttml").write_text(TTML, "utf-8")
    (tmp_path / "youtube.nl.vtt").write_bytes((ROOT / "tests/cases/captions/vtt-youtube.nl.vtt").read_bytes())
    return tmp_path


def test_there_are_commands_of_both_kinds() -> None:
    kinds = [command.split()[0] for command in COMMANDS]
    assert (kinds.count("check"), kinds.count("convert")) == (9, 5)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_of_the_guide_does_what_it_says(folder: Path, command: str) -> None:
    program = f"{shlex.quote(sys.executable)} -m woordbeeld {command}"
    done = subprocess.run(  # noqa: S602 - the guide's own commands, with their redirections
        program, cwd=folder, capture_output=True, text=True, check=False, shell=True
    )
    assert done.returncode == 0, done.stderr + done.stdout
    written = command.split()[2] if command.startswith("convert") else "fixed.srt"
    assert not command.startswith(("convert", "check -")) or (folder / written).stat().st_size
