"""Each test of this room runs with both: the ffmpeg of the wheel, and the one that the system has."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from tests.media import odd_media

from woordbeeld.media.ffmpeg_program import SETTING, wheel_ffmpeg


@pytest.fixture(params=["of the wheel", "of the system"], autouse=True)
def each_ffmpeg(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Sets which ffmpeg is used, and tells its path; of the wheel there is nothing to set."""
    if request.param == "of the wheel":
        monkeypatch.delenv(SETTING, raising=False)
        return ""
    system = shutil.which("ffmpeg")
    assert system, "the tests need the system's own ffmpeg too: install it with its package manager"
    monkeypatch.setenv(SETTING, system)
    return system


@pytest.fixture(scope="session")
def odd(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """More than a hundred odd but valid media, the same whatever they are read with."""

    def make(*arguments: object) -> None:
        command = [wheel_ffmpeg().path, "-v", "error", "-nostdin", "-y", *map(str, arguments)]
        subprocess.run(command, check=True)

    return odd_media.make(tmp_path_factory.mktemp("odd"), make)
