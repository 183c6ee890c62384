"""A small file of sound, as another program wrote it, as samples."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np

from woordbeeld.media.containers import open_input
from woordbeeld.media.ffmpeg_program import run_ffmpeg
from woordbeeld.media.samples import Samples

_LIMIT_S: Final = 120


def read_sound(path: Path, rate: int) -> Samples:
    """Its first track, channels mixed: float32, (n,), mono, `rate` samples a second.

    Raises:
        BadInputError: ffmpeg cannot read it.
    """
    sound = open_input(path)["a:0"].output("pipe:", format="f32le", ac=1, ar=rate)
    raw, _ = run_ffmpeg(sound, path, limit_s=_LIMIT_S)
    return np.frombuffer(raw, np.float32)
