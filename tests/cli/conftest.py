"""What the tests of the commands share: a short piece of the film, and ways to run the program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from woordbeeld.cli import main

SEED = Path(__file__).parents[2] / "transcripts/symposium-entreeopleidingen.txt"
LINES = 8  # of the seed: two speakers, a scene and applause
CUT_S = 26.2  # where in the film they have been said

Sources = tuple[Path, Path]
Run = Callable[..., Result]
Start = Callable[..., subprocess.Popen[str]]
Contents = Callable[[Path], dict[str, bytes | None]]


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory, film: Path, ffmpeg: Callable[..., None]) -> Sources:
    """A video and its transcript."""
    video = tmp_path_factory.mktemp("video") / "talk.mp4"
    ffmpeg("-t", CUT_S, "-i", film, "-c", "copy", video)
    transcript = tmp_path_factory.mktemp("transcript") / "talk.txt"
    lines = SEED.read_text(encoding="utf-8").splitlines(keepends=True)
    transcript.write_text("".join(lines[:LINES]), encoding="utf-8")
    return video, transcript


@pytest.fixture(scope="session")
def made(
    sources: Sources, tmp_path_factory: pytest.TempPathFactory, run: Run, contents: Contents
) -> dict[str, bytes | None]:
    """The bundle of these sources, made by one undisturbed run."""
    out = tmp_path_factory.mktemp("made") / "bundle"
    result = run("make", *sources, "--out", out)
    assert result.exit_code == 0, result.stderr
    return contents(out)


@pytest.fixture(scope="session")
def run() -> Run:
    """Run a command in this process."""
    return lambda *arguments: CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="session")
def start() -> Start:
    """Start a command as a process of its own, in a folder, with variables in its environment."""

    def process(
        *arguments: object, cwd: Path | None = None, stdin: int | None = None, **environment: object
    ) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "woordbeeld", *map(str, arguments)],
            cwd=cwd,
            stdin=stdin,
            env={**os.environ, **{name: str(value) for name, value in environment.items()}},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            # As at a terminal, also where these tests run in the background, with Ctrl-C ignored.
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - no threads here
        )

    return process


@pytest.fixture(scope="session")
def contents() -> Contents:
    """Every file below a folder with its bytes, every folder with None; hidden ones too."""

    def found(folder: Path) -> dict[str, bytes | None]:
        return {
            str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
            for path in sorted(folder.rglob("*"))
        }

    return found


@pytest.fixture(scope="session")
def refused(run: Run, contents: Contents) -> Callable[..., tuple[int, str]]:
    """The exit code and the one sentence of a run that fails, and changes nothing in the folder given."""

    def code_and_sentence(folder: Path, *arguments: object) -> tuple[int, str]:
        before = contents(folder)
        result = run(*arguments)
        assert contents(folder) == before
        assert isinstance(result.exception, SystemExit), result.exc_info
        assert result.stdout == ""
        told = [line for line in result.stderr.splitlines() if not line.endswith(" …")]
        assert len(told) == 1
        return result.exit_code, told[0].removeprefix("woordbeeld: ")

    return code_and_sentence


@pytest.fixture
def start_afresh(start: Start, tmp_path: Path) -> Start:
    """As `start`, with an empty cache."""
    return partial(start, WOORDBEELD_CACHE=tmp_path / "cache")
