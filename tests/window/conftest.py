"""What is given to the window: a video of which the sound is heard once, and its text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.window import material

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
