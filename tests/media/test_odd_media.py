"""What is odd but valid is used; what is cut off is told so; what only names other media is not opened."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from tests.media import disguises
from tests.robust import fuzz_media

from woordbeeld.errors import BadInputError, WoordbeeldError
from woordbeeld.media.model import Media
from woordbeeld.media.playable import playable
from woordbeeld.media.samples import decode
from woordbeeld.media.shots import shot_changes

Ffmpeg = Callable[..., None]


def refused(path: Path) -> str | None:
    """Why a file is refused; None where it is not."""
    try:
        decode(path)
    except WoordbeeldError as error:
        return str(error)
    return None


def test_none_of_more_than_a_hundred_odd_but_valid_media_is_refused(
    odd: dict[str, Path], each_ffmpeg: str
) -> None:
    assert len(odd) > 100
    # The system's takes long to start: it reads a share here, and all of them in the long random trials.
    share = [name for at, name in enumerate(odd) if not each_ffmpeg or "early" in name or at % 8 == 0]
    with ThreadPoolExecutor(2) as both:
        reasons = dict(zip(share, both.map(refused, [odd[name] for name in share]), strict=True))
    assert {name: reason for name, reason in reasons.items() if reason} == {}


@pytest.mark.parametrize(
    "name",
    [
        "phase inverted.wav",
        "phase inverted.mp4",
        "left only.wav",
        "right only.mp3",
        "centre only.m4a",
        "front inverted.flac",
        "low only.wav",
        "back left only.wav",
        "ten channels.wav",
    ],
)
def test_sound_that_stands_in_any_channel_is_heard(odd: dict[str, Path], name: str) -> None:
    _, samples = decode(odd[name])
    assert 0.05 < np.abs(samples).max() <= 1
    assert len(samples) / 16 == pytest.approx(3000, abs=80)


def test_channels_that_are_both_loud_do_not_exceed_full_scale(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    path = tmp_path / "loud.wav"
    ffmpeg("-f", "lavfi", "-i", "aevalsrc='0.9*sin(880*t)|0.9*sin(880*t)':duration=1", path)
    _, samples = decode(path)
    assert 0.8 < np.abs(samples).max() <= 1


def test_samples_that_are_no_numbers_become_silence(tmp_path: Path, odd: dict[str, Path]) -> None:
    path = tmp_path / "damaged.wav"
    data = bytearray(odd["f32.wav"].read_bytes())
    data[4096:8192] = b"\xff" * 4096
    path.write_bytes(data)
    media, samples = decode(path)
    _, played = decode(playable(path, media, tmp_path / "cache"))
    assert np.abs(played).max() > 0.05
    assert np.isfinite(samples).all()
    assert 0.05 < np.abs(samples).max() <= 1


@pytest.mark.parametrize(
    "name",
    [
        "index first.mp4",
        "usual.mkv",
        "usual.webm",
        "usual.avi",
        "talk.wav",
        "large.wav",
        "talk.flac",
        "talk.mp3",
        "talk.aiff",
        "talk.au",
        "talk.tta",
        "talk.wv",
    ],
)
def test_a_file_that_is_cut_in_the_middle_is_truncated(
    tmp_path: Path, odd: dict[str, Path], name: str
) -> None:
    path = tmp_path / name
    data = odd[name].read_bytes()
    path.write_bytes(data[: len(data) // 2])
    with pytest.raises(BadInputError, match=r"it is truncated: only [12] of [23] s can be read; copy or "):
        decode(path)


def test_sound_of_which_the_end_is_damaged_is_truncated(tmp_path: Path, odd: dict[str, Path]) -> None:
    path = tmp_path / "preallocated.mp4"
    data = odd["index first.mp4"].read_bytes()
    path.write_bytes(data[: len(data) // 2].ljust(len(data), b"\0"))
    with pytest.raises(BadInputError, match=r"it is truncated: only 1 of 3 s can be read; "):
        decode(path)


def test_a_gap_of_hours_takes_no_memory_for_its_silence(tmp_path: Path, odd: dict[str, Path]) -> None:
    path = tmp_path / "jump.flv"
    path.write_bytes(late_by_hours(odd["sound ends early.flv"].read_bytes()))
    with pytest.raises(BadInputError, match=r"it is truncated: only 0 of \d+ s can be read; "):
        decode(path)


def late_by_hours(data: bytes) -> bytes:
    """A Flash film of which all sound from half a second on stands four hours later."""
    changed, at = bytearray(data), 13  # behind the header
    while at < len(data):
        size, begins_ms = int.from_bytes(data[at + 1 : at + 4]), int.from_bytes(data[at + 4 : at + 7])
        if data[at] == 8 and begins_ms > 500:
            changed[at + 4 : at + 7] = (begins_ms + 4 * 3_600_000).to_bytes(4)[1:]
        at += 11 + size + 4
    return bytes(changed)


def test_a_duration_that_no_track_bears_out_is_not_believed(odd: dict[str, Path]) -> None:
    for name in ("header too long.mp4", "long subtitles.mp4", "variable without xing.mp3", "talk.aac"):
        media, _ = decode(odd[name])
        assert media.duration_ms == pytest.approx(3000, abs=100), name


def test_what_names_other_media_is_not_opened(tmp_path: Path, odd: dict[str, Path], ffmpeg: Ffmpeg) -> None:
    secret = disguises.make_secret(tmp_path, ffmpeg)
    _, samples = decode(secret)
    assert disguises.is_secret(samples)
    for name, data in disguises.all_of(secret, odd["usual.mov"]):
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(BadInputError, match="it is a playlist or a reference that names other") as caught:
            decode(path)
        assert str(caught.value).startswith(f"{name}: ")
        assert caught.value.exit_code == 3


UNKNOWN = Media("film.mp4", "0" * 64, 1000, has_video=True)


@pytest.mark.parametrize("use", [shot_changes, lambda path: playable(path, UNKNOWN, path.parent)])
def test_nothing_else_opens_what_names_other_media(
    tmp_path: Path, ffmpeg: Ffmpeg, use: Callable[[Path], object]
) -> None:
    disguises.make_secret(tmp_path, ffmpeg)
    path = tmp_path / "film.mp4"
    path.write_text("ffconcat version 1.0\nfile secret.ts\n", encoding="utf-8")
    with pytest.raises(BadInputError, match="it is a playlist or a reference that names other media"):
        use(path)


@pytest.mark.parametrize("name", ["picture.png", "captions.srt", "moving.gif"])
def test_a_picture_and_captions_are_no_video(tmp_path: Path, ffmpeg: Ffmpeg, name: str) -> None:
    path = tmp_path / name
    if name.endswith("srt"):
        path.write_text("1\n00:00:01,000 --> 00:00:02,000\nDag\n", encoding="utf-8")
    else:
        ffmpeg("-f", "lavfi", "-i", "testsrc=size=16x16:duration=0.04", path)
    with pytest.raises(BadInputError, match=f"{name}: it is not a video or sound file; use "):
        decode(path)


def test_mutilated_media_give_a_result_or_one_sentence() -> None:
    outcome = fuzz_media.run(count=8, seed=14)
    assert outcome.faults == ()
    assert 0 < outcome.used < outcome.tried == 8


def test_a_fuzz_trial_tells_a_fault(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    secret = disguises.make_secret(tmp_path, ffmpeg)
    copied = shutil.copy(secret, tmp_path / "copied.ts")
    assert "the sound of another file" in fuzz_media.told_of(Path(copied), tmp_path / "cache")
