"""Shot changes: where the picture cuts."""

from __future__ import annotations

import re
from pathlib import Path

from woordbeeld.media.containers import in_player_time, open_input
from woordbeeld.media.ffmpeg_program import run_ffmpeg
from woordbeeld.media.probing import probe

SCENE_SCORE = 10  # of 100; the default of ffmpeg's scdet filter
SHOT_WIDTH = 320  # pixels; a cut shows as well in a small picture

_CUT = re.compile(r"lavfi\.scd\.time=([\d.]+)")


def shot_changes(path: Path) -> tuple[int, ...]:
    """The moments (ms) at which ffmpeg's scene change detection sees a new shot begin.

    Raises:
        BadInputError: ffmpeg cannot decode the picture.
    """
    source = open_input(path, probe(path).pixels)
    picture = (
        source["V:0"]
        .filter("scale", SHOT_WIDTH, -2)
        .filter("scdet", threshold=SCENE_SCORE)
        .filter("metadata", "print", key="lavfi.scd.time", file="-")
        .output("pipe:", format="null")
    )
    out, _ = run_ffmpeg(in_player_time(source, picture), path)
    return tuple(round(float(time) * 1000) for time in _CUT.findall(out.decode()))
