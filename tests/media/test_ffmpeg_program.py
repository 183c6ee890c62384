"""ffmpeg is the wheel's, unless another is named; its absence is one clear error."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import imageio_ffmpeg
import pytest

from woordbeeld.errors import BadInputError, EnvironmentProblemError
from woordbeeld.media.ffmpeg_program import SETTING, find_ffmpeg, last_message
from woordbeeld.media.samples import decode


@pytest.fixture
def not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(SETTING, raising=False)


def test_the_wheels_ffmpeg_is_used_whatever_else_there_is(
    not_set: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "ffmpeg"
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("IMAGEIO_FFMPEG_EXE", str(program))
    found = find_ffmpeg()
    assert Path(found.path).parent == Path(imageio_ffmpeg.__file__).parent / "binaries"
    assert found.version[0].isalnum()
    assert found.whence == "imageio-ffmpeg"


def test_the_ffmpeg_that_is_named_wins(each_ffmpeg: str) -> None:
    found = find_ffmpeg()
    assert (
        (found.whence, found.path) == (SETTING, each_ffmpeg)
        if each_ffmpeg
        else ("imageio-ffmpeg", found.path)
    )


@pytest.mark.parametrize("content", [None, "#!/bin/sh\nexit 1\n", "#!/bin/sh\necho hello\n", "no program"])
def test_what_is_named_must_be_an_ffmpeg_that_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, film: Path, content: str | None
) -> None:
    program = tmp_path / "ffmpeg"
    if content is not None:
        program.write_text(content, encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv(SETTING, str(program))
    with pytest.raises(
        EnvironmentProblemError, match=f"{program}: {SETTING} names no ffmpeg that runs; set "
    ) as caught:
        decode(film)
    assert caught.value.exit_code == 4


def test_a_wheel_without_a_program_for_this_machine_says_what_to_do(
    not_set: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, film: Path
) -> None:
    monkeypatch.setattr("woordbeeld.media.ffmpeg_program.resources.files", lambda _: tmp_path)
    with pytest.raises(EnvironmentProblemError, match=f"no ffmpeg that runs on this machine; set {SETTING} "):
        decode(film)


def test_a_broken_video_gets_ffmpegs_own_message(tmp_path: Path, ffmpeg: Callable[..., None]) -> None:
    path = tmp_path / "film.mp4"
    ffmpeg("-f", "lavfi", "-i", "sine=duration=3", "-c:a", "aac", path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(BadInputError, match="moov atom not found") as caught:
        decode(path)
    assert str(tmp_path) not in str(caught.value)


def test_no_ffmpeg_at_all_is_a_missing_part(
    not_set: None, monkeypatch: pytest.MonkeyPatch, film: Path
) -> None:
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)
    with pytest.raises(
        EnvironmentProblemError, match="ffmpeg is not on this machine; install it: "
    ) as caught:
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
