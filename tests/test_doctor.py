"""The doctor says what is there, what is missing, and how to get it."""

from __future__ import annotations

import re
import shutil
import sys
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from woordbeeld.cli import main
from woordbeeld.doctor import examine


def doctor() -> Result:
    return CliRunner().invoke(main, ["doctor"])


def told(result: Result, part: str) -> str:
    (line,) = [line for line in result.stdout.splitlines() if f" {part}: " in line]
    return line


def test_where_everything_is_there_the_exit_code_is_0() -> None:
    result = doctor()
    assert result.exit_code == 0
    assert all(line.startswith("ok ") for line in result.stdout.splitlines())
    assert told(result, "Python").endswith(f": {sys.version.split()[0]}")
    assert told(result, "openai-whisper").endswith(f": {version('openai-whisper')}")


def test_without_ffmpeg_the_exit_code_is_4_and_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    result = doctor()
    assert result.exit_code == 4
    expected = "MISSING ffmpeg: ffmpeg is not on this machine; install it: pip install imageio-ffmpeg"
    assert told(result, "ffmpeg") == expected
    assert told(result, "Python").startswith("ok ")


def test_it_tells_which_ffmpeg_is_used_and_whence(monkeypatch: pytest.MonkeyPatch) -> None:
    assert re.search(r"ffmpeg: \S+, from imageio-ffmpeg \(/.+\)$", told(doctor(), "ffmpeg"))
    system = shutil.which("ffmpeg")
    assert system
    monkeypatch.setenv("WOORDBEELD_FFMPEG", system)
    line = told(doctor(), "ffmpeg")
    assert re.search(rf"ffmpeg: \S+, from WOORDBEELD_FFMPEG \({re.escape(system)}\)$", line)


def test_an_ffmpeg_that_does_not_run_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WOORDBEELD_FFMPEG", "/no/ffmpeg")
    result = doctor()
    assert result.exit_code == 4
    expected = (
        "MISSING ffmpeg: /no/ffmpeg: WOORDBEELD_FFMPEG names no ffmpeg that runs; set it to the path of"
    )
    assert told(result, "ffmpeg").startswith(expected)


def test_without_weights_it_says_how_to_get_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WOORDBEELD_CACHE", str(tmp_path))
    monkeypatch.setattr("woordbeeld.speech.weights.PACKAGED_HALVES", (("not_installed", "part"),))
    result = doctor()
    assert result.exit_code == 4
    assert told(result, "Whisper weights").startswith("MISSING Whisper weights: not on this machine; pip ")


def test_a_cache_that_is_no_folder_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("WOORDBEELD_CACHE", str(tmp_path / "file"))
    result = doctor()
    assert result.exit_code == 4
    assert told(result, "Cache").startswith(f"MISSING Cache: {tmp_path / 'file'} cannot be written; ")


def test_a_disk_that_is_nearly_full_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = SimpleNamespace(free=12_000_000)
    monkeypatch.setattr("woordbeeld.doctor.shutil.disk_usage", lambda _: usage)
    monkeypatch.setenv("WOORDBEELD_CACHE", str(tmp_path))
    assert told(doctor(), "Cache").startswith(
        f"MISSING Cache: {tmp_path} (0.0 of at most 20 GB used, 0.0 GB free); make room"
    )


def test_a_size_of_the_cache_that_is_none_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WOORDBEELD_CACHE_GB", "much")
    expected = "MISSING Cache: WOORDBEELD_CACHE_GB is 'much', which is no number of gigabytes; set it to "
    assert told(doctor(), "Cache").startswith(expected)


def test_damaged_weights_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WOORDBEELD_CACHE", str(tmp_path))
    monkeypatch.setattr("woordbeeld.speech.weights.PACKAGED_HALVES", (("not_installed", "part"),))
    (tmp_path / "models").mkdir()
    (tmp_path / "models/base.pt").write_bytes(b"half of it")
    expected = f"MISSING Whisper weights: base in {tmp_path / 'models/base.pt'} is damaged; the next run "
    assert told(doctor(), "Whisper weights").startswith(expected)


def test_the_doctor_changes_nothing(tmp_path: Path) -> None:
    examine(tmp_path / "cache")
    assert not list(tmp_path.iterdir())
