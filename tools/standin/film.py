"""The film: every frame drawn, and picture and sound encoded into one small mp4."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from standin import cards
from standin.brush import HEIGHT, WIDTH
from standin.sound import PER_MS, RATE, Samples
from standin.timeline import FRAME_MS, Shot, Timeline
from woordbeeld.media.ffmpeg_program import find_ffmpeg

MOUTH_HELD_FRAMES = 2  # a mouth that changes 12 times a second looks like speech
MOUTH_OPENS = (0.02, 0.07)  # of full scale: half open from the first on, wide from the second

# One thread and no version strings: the same frames give the same bytes.
_PICTURE = (
    *("-c:v", "libx264", "-preset", "slow", "-tune", "animation", "-crf", "23", "-g", "125"),
    *("-pix_fmt", "yuv420p", "-vf", "scale=out_color_matrix=bt709:out_range=tv", "-colorspace", "bt709"),
    *("-color_primaries", "bt709", "-color_trc", "bt709", "-threads", "1", "-x264-params", "threads=1"),
)
_SOUND = ("-c:a", "aac", "-b:a", "64k", "-ac", "1")
_FILE = (
    *("-map_metadata", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"),
    *("-metadata:s:a:0", "language=nld", "-metadata:s:v:0", "language=nld", "-movflags", "+faststart"),
)


def encode(timeline: Timeline, to: Path, *, title: str, comment: str) -> None:
    """Writes the film as H.264 and AAC, 640 by 360 at 25 frames a second.

    Raises:
        EnvironmentProblemError: there is no ffmpeg.
        RuntimeError: ffmpeg failed; the error carries its messages.
    """
    with tempfile.TemporaryDirectory() as folder:
        track = Path(folder) / "sound.f32"
        track.write_bytes(timeline.samples.tobytes())
        picture = f"-f rawvideo -pix_fmt rgb24 -s {WIDTH}x{HEIGHT} -r {1000 // FRAME_MS} -i pipe:0".split()
        sound = f"-f f32le -ac 1 -ar {RATE} -i {track}".split()
        about = ("-metadata", f"title={title}", "-metadata", f"comment={comment}")
        command = [
            find_ffmpeg().path,
            "-v",
            "error",
            "-y",
            *picture,
            *sound,
            *_PICTURE,
            *_SOUND,
            *_FILE,
            *about,
            str(to),
        ]
        with subprocess.Popen(command, stdin=subprocess.PIPE) as ffmpeg:  # noqa: S603  our own arguments
            if ffmpeg.stdin is None:
                raise RuntimeError("ffmpeg takes no input")
            for frame in frames(timeline):
                ffmpeg.stdin.write(frame)
            ffmpeg.stdin.close()
        if ffmpeg.returncode:
            raise RuntimeError(f"ffmpeg stopped with code {ffmpeg.returncode}")


def frames(timeline: Timeline) -> Iterator[bytes]:
    """Every picture of the film in order, as rows of RGB."""
    mouths = _mouths(timeline.samples)
    for shot in timeline.shots:
        for at_ms in range(shot.span.start_ms, shot.span.end_ms, FRAME_MS):
            yield _picture(shot, at_ms - shot.span.start_ms, int(mouths[at_ms // FRAME_MS]))


def _picture(shot: Shot, shown_ms: int, mouth: int) -> bytes:
    if shot.card == "turn":
        return _speaker(shot.turn, shot.speaker, mouth)
    return _scene(shot.card, cards.step_of(shot.card, shown_ms))


@cache
def _speaker(turn: int, name: str, mouth: int) -> bytes:
    return bytes(cards.speaker(turn, name, mouth).tobytes())


@cache
def _scene(card: str, step: int) -> bytes:
    return bytes(cards.SCENES[card](step).tobytes())


def _mouths(samples: Samples) -> npt.NDArray[np.int64]:
    """For every frame how far a mouth is open (0 to 2), from how loud it is: int64, (frames,)."""
    size = FRAME_MS * PER_MS * MOUTH_HELD_FRAMES
    padded = np.pad(samples, (0, -len(samples) % size)).reshape(-1, size).astype(np.float64)
    loudness = np.sqrt((padded**2).mean(axis=1))
    return np.repeat(np.digitize(loudness, MOUTH_OPENS), MOUTH_HELD_FRAMES)
