"""Any video or audio opens the same way, and what cannot be used says why."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from woordbeeld.errors import BadInputError
from woordbeeld.media.probing import probe
from woordbeeld.media.samples import _without_cancelling, decode

PICTURE = ("-f", "lavfi", "-i", "testsrc=duration=3:size=160x120:rate=25")
TONE = ("-f", "lavfi", "-i", "sine=frequency=440:duration=3")
SILENCE = ("-f", "lavfi", "-i", "anullsrc=duration=2:sample_rate=16000")
COVER = ("-f", "lavfi", "-i", "color=red:size=64x64:duration=0.04")

Ffmpeg = Callable[..., None]


def first_sound_ms(samples: np.ndarray) -> float:
    return float(np.argmax(np.abs(samples) > 0.01)) / 16


@pytest.mark.parametrize(
    ("name", "arguments", "has_video"),
    [
        ("film.mp4", [*PICTURE, *TONE, "-c:a", "aac"], True),
        ("film.mkv", [*PICTURE, *TONE, "-c:a", "libopus"], True),
        ("film.ts", [*PICTURE, *TONE, "-c:a", "aac"], True),
        ("talk.wav", [*TONE], False),
        ("talk.ogg", [*TONE, "-c:a", "libvorbis"], False),
        ("talk.mp3", [*TONE], False),
        ("six channels.wav", [*TONE, "-ac", "6"], False),
        ("telephone.wav", [*TONE, "-ar", "8000"], False),
        ("studio.flac", [*TONE, "-ar", "96000"], False),
    ],
)
def test_any_sound_becomes_mono_float32_at_16_khz(
    tmp_path: Path,
    ffmpeg: Ffmpeg,
    name: str,
    arguments: list[str],
    has_video: bool,  # noqa: FBT001 - an expected value
) -> None:
    ffmpeg(*arguments, tmp_path / name)
    media, samples = decode(tmp_path / name)
    assert (media.name, media.has_video) == (name, has_video)
    assert media.sha256 == hashlib.sha256((tmp_path / name).read_bytes()).hexdigest()
    assert samples.dtype == np.float32
    assert samples.ndim == 1
    assert len(samples) / 16 == pytest.approx(3000, abs=80)
    assert media.duration_ms == pytest.approx(3000, abs=80)
    assert 0.05 < np.abs(samples).max() <= 1
    loudest_hz = np.argmax(np.abs(np.fft.rfft(samples[16_000:32_000])))  # of one second: a bin is a hertz
    assert loudest_hz == pytest.approx(440, abs=1)


def test_the_cover_of_an_mp3_is_no_video(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    path = tmp_path / "podcast.mp3"
    with_cover = ["-map", 0, "-map", 1, "-frames:v", 1, "-c:v", "mjpeg", "-disposition:v", "attached_pic"]
    ffmpeg(*TONE, *COVER, *with_cover, path)
    assert b"APIC" in path.read_bytes()
    found = probe(path)
    assert (found.has_audio, found.has_video) == (True, False)


@pytest.mark.parametrize("name", ["late.mkv", "late.mp4", "late.ts"])
def test_sound_that_starts_late_keeps_its_moment_in_the_player(
    tmp_path: Path, ffmpeg: Ffmpeg, name: str
) -> None:
    ffmpeg(*PICTURE, "-itsoffset", "1.5", *TONE, "-c:a", "aac", tmp_path / name)
    _, samples = decode(tmp_path / name)
    assert first_sound_ms(samples) == pytest.approx(1500, abs=60)


def test_the_first_of_two_audio_tracks_is_heard(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    path = tmp_path / "two.mkv"
    ffmpeg(*SILENCE, *TONE, "-map", "1", "-map", "0", path)
    _, samples = decode(path)
    assert first_sound_ms(samples) < 50


@pytest.mark.parametrize("name", ["12:30 debat.mp4", "http:debat.mp4", "-vn.mp4", "100%d één 'debat'.mp4"])
def test_a_file_may_have_any_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ffmpeg: Ffmpeg, name: str
) -> None:
    ffmpeg(*TONE, "-c:a", "aac", tmp_path / "plain.mp4")
    (tmp_path / "plain.mp4").rename(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    media, _ = decode(Path(name))
    assert media.name == name


def test_a_title_that_looks_like_a_stream_is_only_a_title(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    path = tmp_path / "silent.mp4"
    title = "Stream #0:7: Audio: echt wel, Duration: 09:09:09.09"
    ffmpeg(*PICTURE, "-metadata", f"title={title}", path)
    found = probe(path)
    assert not found.has_audio
    assert found.duration_ms == 3000


def test_a_video_without_an_audio_track_says_so(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    path = tmp_path / "silent.mp4"
    ffmpeg(*PICTURE, path)
    with pytest.raises(BadInputError, match=r"silent\.mp4: there is no audio track in it; "):
        decode(path)


def test_digital_silence_says_so(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    path = tmp_path / "muted.wav"
    ffmpeg(*SILENCE, path)
    with pytest.raises(BadInputError, match=r"muted\.wav: there is only silence in its audio track; "):
        decode(path)


def test_a_missing_file_a_folder_and_an_empty_file_say_so(tmp_path: Path) -> None:
    (tmp_path / "empty.mp4").touch()
    with pytest.raises(BadInputError, match=r"film\.mp4: does not exist; "):
        decode(tmp_path / "film.mp4")
    with pytest.raises(BadInputError, match="is a folder, not a file; "):
        decode(tmp_path)
    with pytest.raises(BadInputError, match=r"empty\.mp4: is empty; "):
        decode(tmp_path / "empty.mp4")


def test_text_under_the_name_of_a_video_gets_ffmpegs_own_message(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_text("Dit is geen film.\n", encoding="utf-8")
    with pytest.raises(BadInputError, match=r"film\.mp4: ffmpeg cannot read it \(.*Invalid data found.*\); "):
        decode(path)


def test_a_video_that_lost_its_end_gets_ffmpegs_own_message(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    path = tmp_path / "film.mp4"
    ffmpeg(*PICTURE, *TONE, "-c:a", "aac", path)  # with its index at the end
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(BadInputError, match="ffmpeg cannot read it") as caught:
        decode(path)
    assert "moov atom not found" in str(caught.value.what)
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize("name", ["half.mp4", "half.mkv"])
def test_a_video_of_which_only_half_can_be_read_is_refused(tmp_path: Path, ffmpeg: Ffmpeg, name: str) -> None:
    path = tmp_path / name
    ffmpeg(*PICTURE, *TONE, "-c:a", "aac", "-movflags", "faststart", path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(BadInputError, match=rf"{name}: it is truncated: only \d of 3 s can be read; "):
        decode(path)


def test_the_film_has_a_picture_and_lasts_as_long_as_it_does(film: Path) -> None:
    found = probe(film)
    assert (found.has_audio, found.has_video, found.duration_ms) == (True, True, 264_000)


def test_channels_that_cancel_each_other_out_only_for_a_while_are_heard() -> None:
    second = 16_000
    tone = np.sin(np.arange(2 * second) * 0.1).astype(np.float32) * np.float32(0.5)
    mixed = np.concatenate([tone, np.zeros(2 * second, np.float32)])
    alone = np.concatenate([tone * np.float32(0.9), tone])
    heard = _without_cancelling(mixed, alone)
    assert np.array_equal(heard[: 2 * second], tone)
    assert np.array_equal(heard[2 * second :], tone)
