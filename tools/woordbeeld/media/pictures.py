"""The picture of a film, some times a second, one after another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

import numpy as np
import numpy.typing as npt

from woordbeeld.cache import file_sha256
from woordbeeld.errors import BadInputError
from woordbeeld.media.containers import in_player_time, open_input
from woordbeeld.media.ffmpeg_program import ffmpeg_output, patience_s
from woordbeeld.media.model import Media
from woordbeeld.media.probing import probe
from woordbeeld.words import say

MOST_LINES: Final = 720  # of a picture's shorter side: what is readable at all is readable there

Pixels = npt.NDArray[np.uint8]

_SHORT: Final = f"min({MOST_LINES},min(iw*sar,ih))/min(iw*sar,ih)"  # by how much it is made smaller


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """What is seen at a moment: uint8, (height, width, 3), red, green and blue, of square pixels."""

    at_ms: int
    pixels: Pixels


def pictures(path: Path, every_ms: int) -> Iterator[Picture]:
    """What a player shows at 0 ms and each so many milliseconds after it, made smaller where it is large.

    No more than one stands in memory at a time.

    Raises:
        BadInputError: ffmpeg cannot decode the picture.
    """
    found = probe(path)
    source = open_input(path, found.pixels)
    shown = (
        source["V:0"]
        .filter("fps", fps=f"1000/{every_ms}", start_time=0, round="up")
        .filter("scale", f"trunc(iw*sar*{_SHORT}/2)*2", f"trunc(ih*{_SHORT}/2)*2", flags="bicubic+bitexact")
        .output("pipe:", format="image2pipe", vcodec="ppm", pix_fmt="rgb24")
    )
    with ffmpeg_output(
        in_player_time(source, shown, "-", "null"), path, limit_s=patience_s(path, found.duration_ms or 0)
    ) as out:
        number = 0
        while (pixels := _next_ppm(out)) is not None:
            yield Picture(number * every_ms, pixels)
            number += 1


def picture_of(path: Path) -> Media:
    """A film of which nothing but the picture is asked; its length is what its container says.

    Raises:
        BadInputError: ffmpeg cannot read it, or there is no picture in it.
    """
    found = probe(path)
    if not found.has_video:
        raise BadInputError(
            say("error.media_file.no_picture"),
            where=path.name,
            remedy=say("error.media_file.use_with_picture"),
        )
    return Media(path.name, file_sha256(path), found.duration_ms or 0, has_video=True)


def _next_ppm(out: IO[bytes]) -> Pixels | None:
    """The next picture as ffmpeg writes it (Netpbm's P6), None behind the last."""
    if not out.readline():
        return None
    width, height = map(int, out.readline().split())
    out.readline()  # the largest value, 255
    data = out.read(width * height * 3)
    return np.frombuffer(data, np.uint8).reshape(height, width, 3)
