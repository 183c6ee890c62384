"""What is given to the window: a video of which the sound is heard once, and its text."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.window import material

from woordbeeld import processes
from woordbeeld.window import editors, queue
from woordbeeld.window.queue import Job, WorkQueue
from woordbeeld.window.workspace import Workspace

pytest.register_assert_rewrite("tests.window.published")


@dataclass(frozen=True)
class Given:
    """A video and its text, as somebody has them in a folder."""

    video: Path
    document: Path


@pytest.fixture(scope="session")
def symposium(tmp_path_factory: pytest.TempPathFactory, film: Path, ffmpeg: Callable[..., None]) -> Given:
    """37 s of the film, and a Word file."""
    folder = tmp_path_factory.mktemp("symposium")
    return Given(
        material.write_video(folder / "symposium-mbo.mp4", film, ffmpeg),
        material.write_word(folder / "symposium-mbo.docx"),
    )


@pytest.fixture
def unheard(monkeypatch: pytest.MonkeyPatch) -> None:
    """No video is listened to: what should do so waits until it is stopped."""

    def process(_: Path, __: Job) -> subprocess.Popen[str]:
        return processes.begin([sys.executable, "-c", "import sys; sys.stdin.read()"])

    monkeypatch.setattr(queue, "_process", process)
    monkeypatch.setattr(editors, "prepare", lambda *_: None)


@pytest.fixture(name="queue")
def running_queue(workspace: Workspace) -> Iterator[WorkQueue]:
    made = WorkQueue(workspace)
    made.start()
    yield made
    made.end()
