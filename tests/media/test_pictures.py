"""The picture at each moment, as a player shows it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from woordbeeld.errors import BadInputError
from woordbeeld.media.pictures import picture_of, pictures

RED, BLUE = (0, 2)
COLOURS = "color=red:d=1.2:r=25:s=320x180[a];color=blue:d=1.3:r=25:s=320x180[b];[a][b]concat=n=2"


def colours(path: Path) -> list[tuple[int, int]]:
    """The moments of the pictures, and which of red, green and blue each is."""
    return [(each.at_ms, int(each.pixels.mean(axis=(0, 1)).argmax())) for each in pictures(path, 500)]


def test_each_picture_is_what_is_shown_at_its_moment(tmp_path: Path, ffmpeg: Callable[..., None]) -> None:
    path = tmp_path / "colours.mp4"
    ffmpeg("-filter_complex", COLOURS, path)
    assert colours(path)[:5] == [(0, RED), (500, RED), (1000, RED), (1500, BLUE), (2000, BLUE)]


def test_a_picture_that_starts_late_keeps_its_moments_in_the_player(
    tmp_path: Path, ffmpeg: Callable[..., None]
) -> None:
    ffmpeg("-filter_complex", COLOURS, tmp_path / "colours.mp4")
    late = ["-itsoffset", "1", "-i", tmp_path / "colours.mp4"]
    ffmpeg("-f", "lavfi", "-i", "sine=duration=4", *late, "-c:a", "aac", tmp_path / "late.mkv")
    assert dict(colours(tmp_path / "late.mkv"))[2000] == RED
    assert dict(colours(tmp_path / "late.mkv"))[2500] == BLUE


@pytest.mark.parametrize(
    ("size", "shown"), [("320x180", (180, 320)), ("1920x1080", (720, 1280)), ("1080x1920", (1280, 720))]
)
def test_large_pictures_are_made_smaller_and_small_ones_stay(
    tmp_path: Path, ffmpeg: Callable[..., None], size: str, shown: tuple[int, int]
) -> None:
    path = tmp_path / "colour.mp4"
    ffmpeg("-f", "lavfi", "-i", f"color=red:d=0.4:s={size}", path)
    assert {each.pixels.shape[:2] for each in pictures(path, 500)} == {shown}


def test_pixels_that_are_not_square_are_made_so(tmp_path: Path, ffmpeg: Callable[..., None]) -> None:
    path = tmp_path / "wide.mp4"
    ffmpeg("-f", "lavfi", "-i", "color=red:d=0.4:s=360x288", "-vf", "setsar=16/9", path)
    assert next(pictures(path, 500)).pixels.shape[:2] == (288, 640)


def test_who_reads_no_further_stops_ffmpeg(film: Path) -> None:
    found = pictures(film, 500)
    assert next(found).at_ms == 0
    found.close()  # type: ignore[attr-defined]


def test_sound_has_no_picture(tmp_path: Path, ffmpeg: Callable[..., None]) -> None:
    path = tmp_path / "talk.wav"
    ffmpeg("-f", "lavfi", "-i", "sine=duration=1", path)
    with pytest.raises(BadInputError, match=r"talk\.wav: has no picture; give the video itself"):
        picture_of(path)
