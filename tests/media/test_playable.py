"""What browsers do not play is made anew once; the sound alone keeps the time of the video."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from woordbeeld.media.playable import playable, sound_alone
from woordbeeld.media.probing import probe
from woordbeeld.media.samples import decode

PICTURE = ("-f", "lavfi", "-i", "testsrc=duration=3:size=160x120:rate=25")
TONE = ("-f", "lavfi", "-i", "sine=frequency=440:duration=3")
H264 = ("-c:v", "libx264", "-pix_fmt", "yuv420p")

Ffmpeg = Callable[..., None]


def first_sound_ms(path: Path) -> float:
    _, samples = decode(path)
    return float(np.argmax(np.abs(samples) > 0.01)) / 16


@pytest.mark.parametrize(
    ("name", "arguments", "becomes"),
    [
        ("film.mp4", [*PICTURE, *TONE, *H264, "-c:a", "aac"], None),
        ("talk.mp3", [*TONE], None),
        ("talk.wav", [*TONE], None),
        ("film.mkv", [*PICTURE, *TONE, *H264, "-c:a", "aac"], ".mp4"),
        ("old.avi", [*PICTURE, *TONE, "-c:v", "mpeg4", "-c:a", "mp3"], ".mp4"),
        ("odd size.mov", [*PICTURE, *TONE, "-vf", "crop=159:119", "-c:v", "mjpeg"], ".mp4"),
        ("talk.flac", [*TONE], ".m4a"),
        ("talk.ogg", [*TONE, "-c:a", "libvorbis"], ".m4a"),
    ],
)
def test_a_file_is_played_as_it_is_where_all_browsers_can_else_it_is_made_so(
    tmp_path: Path, ffmpeg: Ffmpeg, name: str, arguments: list[str], becomes: str | None
) -> None:
    path = tmp_path / name
    ffmpeg(*arguments, path)
    media, _ = decode(path)
    made = playable(path, media, tmp_path / "cache")
    assert (made.suffix if made != path else None) == becomes
    found = probe(made)
    assert found.has_video == media.has_video
    assert found.codecs <= {"h264", "aac", "mp3", "pcm_s16le"}
    assert found.duration_ms == pytest.approx(media.duration_ms, abs=150)


def test_the_sound_alone_begins_at_the_moment_0_of_the_video(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    film = tmp_path / "late.mp4"
    late = ("-itsoffset", "1", *TONE)
    ffmpeg(*PICTURE, *late, *H264, "-map", "0:v", "-map", "1:a", "-c:a", "aac", film)
    media, _ = decode(film)
    sound = sound_alone(film, media, tmp_path / "cache")
    assert not probe(sound).has_video
    assert first_sound_ms(sound) == pytest.approx(first_sound_ms(film), abs=60)


def test_what_was_made_is_made_once_and_the_same_each_time(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    film = tmp_path / "film.mkv"
    ffmpeg(*PICTURE, *TONE, "-c:v", "mpeg4", "-c:a", "mp3", film)
    media, _ = decode(film)
    made = playable(film, media, tmp_path / "one")
    written = made.stat().st_mtime_ns
    assert playable(film, media, tmp_path / "one").stat().st_mtime_ns == written
    assert playable(film, media, tmp_path / "two").read_bytes() == made.read_bytes()
