"""What browsers do not play is made anew once; the sound alone keeps the time of the video."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from woordbeeld.media.containers import PLAYER_PIXELS, open_input
from woordbeeld.media.playable import playable, published_sound, sound_alone
from woordbeeld.media.probing import probe
from woordbeeld.media.samples import decode
from woordbeeld.media.shots import shot_changes

PICTURE = ("-f", "lavfi", "-i", "testsrc=duration=3:size=160x120:rate=25")
TONE = ("-f", "lavfi", "-i", "sine=frequency=440:duration=3")
H264 = ("-c:v", "libx264", "-pix_fmt", "yuv420p")
FINER = ("-c:v", "libx264", "-pix_fmt", "yuv444p")
DEEPER = ("-c:v", "libx264", "-pix_fmt", "yuv420p10le")

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
        ("all colours.mp4", [*PICTURE, *TONE, *FINER, "-c:a", "aac"], ".mp4"),
        ("all colours.mkv", [*PICTURE, *TONE, *FINER, "-c:a", "aac"], ".mp4"),
        ("ten bits.mov", [*PICTURE, *TONE, *DEEPER, "-c:a", "aac"], ".mp4"),
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
    assert found.pixel_formats <= {"yuv420p", "yuvj420p"}
    assert found.duration_ms == pytest.approx(media.duration_ms, abs=150)


@pytest.mark.parametrize(
    ("name", "codec", "ending"),
    [("talk.wav", "aac", ".m4a"), ("talk.flac", "aac", ".m4a"), ("talk.mp3", "mp3", ".mp3")],
)
def test_sound_is_published_small(tmp_path: Path, ffmpeg: Ffmpeg, name: str, codec: str, ending: str) -> None:
    path = tmp_path / name
    ffmpeg(*TONE, path)
    media, _ = decode(path)
    made = published_sound(path, media, tmp_path / "cache")
    assert probe(made).codecs == {codec}
    assert made.suffix == ending
    assert made.stat().st_size < 60_000


def test_the_sound_alone_begins_at_the_moment_0_of_the_video(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    film = tmp_path / "late.mp4"
    late = ("-itsoffset", "1", *TONE)
    ffmpeg(*PICTURE, *late, *H264, "-map", "0:v", "-map", "1:a", "-c:a", "aac", film)
    media, _ = decode(film)
    sound = sound_alone(film, media, tmp_path / "cache")
    assert not probe(sound).has_video
    assert first_sound_ms(sound) == pytest.approx(first_sound_ms(film), abs=60)


def test_what_goes_by_a_name_that_browsers_know_is_made_anew_where_it_is_something_else(
    tmp_path: Path, odd: dict[str, Path]
) -> None:
    for name in ("matroska.mp4", "mp3 by another name.wav"):
        media, _ = decode(odd[name])
        made = playable(odd[name], media, tmp_path / "cache")
        assert made != odd[name]
        assert probe(made).container == "mov"


def test_sound_in_channels_without_a_known_place_is_made_too(tmp_path: Path, odd: dict[str, Path]) -> None:
    media, _ = decode(odd["talk.tta"])
    assert probe(playable(odd["talk.tta"], media, tmp_path)).codecs == {"aac"}


def test_the_first_audio_track_is_played_as_it_is_heard(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    film = tmp_path / "two.mkv"
    louder = ("-f", "lavfi", "-i", "sine=frequency=880:duration=3,pan=stereo|c0=c0|c1=c0")
    ffmpeg(*PICTURE, *TONE, *louder, "-map", "0", "-map", "1", "-map", "2", *H264, "-c:a", "aac", film)
    media, heard = decode(film)
    _, played = decode(playable(film, media, tmp_path / "cache"))
    loudest_hz = [int(np.argmax(np.abs(np.fft.rfft(each[16_000:32_000])))) for each in (heard, played)]
    assert loudest_hz == pytest.approx([440, 440], abs=1)


def test_a_picture_larger_than_browsers_play_is_made_smaller(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    film = tmp_path / "large.mp4"
    picture = ("-f", "lavfi", "-i", "color=navy:size=2560x5120:rate=2:duration=1")
    ffmpeg(*picture, *TONE, *H264, "-preset", "ultrafast", "-c:a", "aac", film)
    media, _ = decode(film)
    assert shot_changes(film) == ()
    made = probe(playable(film, media, tmp_path / "cache"))
    assert probe(film).pixels == 2560 * 5120
    assert PLAYER_PIXELS * 0.98 < made.pixels <= PLAYER_PIXELS


def test_a_large_picture_is_not_decoded_many_at_once() -> None:
    def options(pixels: int) -> list[str]:
        arguments: list[str] = open_input(Path("film.mp4"), pixels).output("-").get_args()
        return arguments

    assert "-threads" in options(PLAYER_PIXELS + 1)
    assert "-threads" not in options(PLAYER_PIXELS)


def test_the_bytes_that_are_made_do_not_depend_on_the_processors(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    film = tmp_path / "film.avi"
    ffmpeg("-f", "lavfi", "-i", "testsrc=duration=1:size=640x480:rate=25", *TONE, "-c:v", "mpeg4", film)
    media, _ = decode(film)
    all_processors = os.sched_getaffinity(0)
    many = playable(film, media, tmp_path / "many").read_bytes()
    os.sched_setaffinity(0, {min(all_processors)})
    try:
        assert playable(film, media, tmp_path / "one").read_bytes() == many
    finally:
        os.sched_setaffinity(0, all_processors)


def test_what_was_made_is_made_once_and_the_same_each_time(tmp_path: Path, ffmpeg: Ffmpeg) -> None:
    film = tmp_path / "film.mkv"
    ffmpeg(*PICTURE, *TONE, "-c:v", "mpeg4", "-c:a", "mp3", film)
    media, _ = decode(film)
    made = playable(film, media, tmp_path / "one")
    written = made.stat().st_mtime_ns
    assert playable(film, media, tmp_path / "one").stat().st_mtime_ns == written
    assert playable(film, media, tmp_path / "two").read_bytes() == made.read_bytes()
