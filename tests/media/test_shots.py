"""Where the picture cuts, a new shot begins."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from woordbeeld.errors import BadInputError
from woordbeeld.media.shots import shot_changes

COLOURS = "color=navy:d=1.6:r=25[a];color=orange:d=0.8:r=25[b];color=white:d=1.2:r=25[c];[a][b][c]concat=n=3"


def test_three_colours_have_two_cuts(tmp_path: Path, ffmpeg: Callable[..., None]) -> None:
    path = tmp_path / "colours.mp4"
    ffmpeg("-filter_complex", COLOURS, path)
    assert shot_changes(path) == (1600, 2400)


@pytest.mark.parametrize("name", ["late.mkv", "late.ts"])
def test_a_picture_that_starts_late_keeps_its_moments_in_the_player(
    tmp_path: Path, ffmpeg: Callable[..., None], name: str
) -> None:
    ffmpeg("-filter_complex", COLOURS, tmp_path / "colours.mp4")
    late = ["-itsoffset", "1", "-i", tmp_path / "colours.mp4"]
    ffmpeg("-f", "lavfi", "-i", "sine=duration=4", *late, "-c:a", "aac", tmp_path / name)
    assert shot_changes(tmp_path / name) == pytest.approx((2600, 3400), abs=40)


def test_a_picture_that_moves_without_a_cut_is_one_shot(tmp_path: Path, ffmpeg: Callable[..., None]) -> None:
    path = tmp_path / "moving.mp4"
    ffmpeg("-f", "lavfi", "-i", "testsrc=duration=3:size=320x240", path)
    assert shot_changes(path) == ()


def test_the_film_cuts_where_it_was_cut(film: Path, truth: dict[str, Any]) -> None:
    assert list(shot_changes(film)) == truth["shots"]


def test_a_file_without_a_picture_has_no_shots_to_find(tmp_path: Path, ffmpeg: Callable[..., None]) -> None:
    path = tmp_path / "talk.wav"
    ffmpeg("-f", "lavfi", "-i", "sine=duration=1", path)
    with pytest.raises(BadInputError, match=r"talk\.wav: ffmpeg cannot read it"):
        shot_changes(path)
