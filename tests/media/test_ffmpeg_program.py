"""ffmpeg comes from the system or from the wheel, and its absence is one clear error."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import imageio_ffmpeg
import pytest

from woordbeeld.errors import BadInputError, MissingPartError
from woordbeeld.media.ffmpeg_program import find_ffmpeg, last_message
from woordbeeld.media.samples import decode
from woordbeeld.media.shots import shot_changes


@pytest.fixture
def no_system_ffmpeg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))


def test_the_systems_ffmpeg_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "ffmpeg"
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_ffmpeg() == str(program)


def test_the_wheels_ffmpeg_alone_is_enough(
    no_system_ffmpeg: None, tmp_path: Path, ffmpeg: Callable[..., None]
) -> None:
    path = tmp_path / "film.mp4"
    ffmpeg("-f", "lavfi", "-i", "testsrc=duration=1", "-f", "lavfi", "-i", "sine=duration=1", path)
    media, samples = decode(path)
    assert find_ffmpeg() == imageio_ffmpeg.get_ffmpeg_exe()
    assert (media.duration_ms, media.has_video) == (pytest.approx(1000, abs=50), True)
    assert len(samples) // 16 == pytest.approx(1000, abs=50)
    assert shot_changes(path) == ()


def test_the_wheels_ffmpeg_says_what_is_wrong_with_a_broken_video(
    no_system_ffmpeg: None, tmp_path: Path, ffmpeg: Callable[..., None]
) -> None:
    path = tmp_path / "film.mp4"
    ffmpeg("-f", "lavfi", "-i", "sine=duration=3", "-c:a", "aac", path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(BadInputError, match="moov atom not found") as caught:
        decode(path)
    assert str(tmp_path) not in str(caught.value)


def test_no_ffmpeg_at_all_is_a_missing_part(
    no_system_ffmpeg: None, monkeypatch: pytest.MonkeyPatch, film: Path
) -> None:
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    with pytest.raises(MissingPartError, match="ffmpeg is not on this machine; install it: ") as caught:
        decode(film)
    assert caught.value.exit_code == 4


@pytest.mark.parametrize(
    ("stderr", "told"),
    [
        (b"", "no message"),
        (b"file:a b.mp4: Is a directory\n", "Is a directory"),
        (b"[in#0 @ 0x1] [dec:aac @ 0x2] bad frame\n\n", "bad frame"),
        (b"one\ntwo\nthree\nError opening input file file:a b.mp4.\n", "two, three"),
        (b"\xff\n", "\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_of_ffmpegs_messages_the_last_telling_ones_are_kept(stderr: bytes, told: str) -> None:
    assert last_message(stderr, Path("a b.mp4")) == told
