"""ffmpeg with sound in or out through a pipe, in blocks: no film is too long for memory."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import ffmpeg
import numpy as np
import numpy.typing as npt

from woordbeeld.media.containers import IN_TIME, in_player_time, open_input
from woordbeeld.media.ffmpeg_program import ffmpeg_input, ffmpeg_output, patience_s
from woordbeeld.media.probing import probe

MIX_RATE: Final = 48_000  # samples a second; that of video
BLOCK_S: Final = 10
_FRAME_BYTES: Final = 8  # two channels of float32

Stereo = npt.NDArray[np.float32]  # (n, 2), [-1, 1]


def stereo_blocks(path: Path, duration_ms: int) -> Iterator[Stereo]:
    """The first track of sound in blocks of `BLOCK_S` at `MIX_RATE`, from the player's moment 0 on.

    A sound with one channel is the same in both; more than two are mixed.

    Raises:
        BadInputError: ffmpeg cannot read it.
    """
    source = open_input(path)
    filters = f"{IN_TIME}{as_stereo(path)}"
    sound = source["a:0"].output("pipe:", format="f32le", ac=2, ar=MIX_RATE, af=filters)
    limit_s = patience_s(path, duration_ms)
    with ffmpeg_output(in_player_time(source, sound), path, limit_s=limit_s) as out:
        while raw := out.read(BLOCK_S * MIX_RATE * _FRAME_BYTES):
            yield np.frombuffer(raw[: len(raw) // _FRAME_BYTES * _FRAME_BYTES], np.float32).reshape(-1, 2)


def as_stereo(path: Path) -> str:
    """A filter behind others that plays one channel as loudly as players do: ffmpeg would make it quieter.

    Raises:
        BadInputError: ffmpeg cannot read it.
    """
    return ",pan=stereo|c0=c0|c1=c0" if probe(path).is_mono else ""


def stereo_input(rate: int = MIX_RATE) -> Any:
    """What `feed` gives to ffmpeg."""
    return ffmpeg.input("pipe:", format="f32le", ac=2, ar=rate)


def feed(stream: Any, blocks: Iterable[Stereo], path: Path, duration_ms: int) -> bytes:
    """What ffmpeg tells on its standard output while it is fed with blocks; `path` is named where it fails.

    Raises:
        BadInputError: ffmpeg refused it.
        OSError: there is no room for what it writes.
    """
    with tempfile.TemporaryFile() as told:
        with ffmpeg_input(stream, path, limit_s=patience_s(path, duration_ms), told=told) as given:
            for block in blocks:
                given.write(np.ascontiguousarray(block, np.float32).data)
        told.seek(0)
        return told.read()
