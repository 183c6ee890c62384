"""Recordings of a voice: read from any file of sound, written as WAV, and said faster."""

from __future__ import annotations

import tempfile
import wave
from io import BytesIO
from pathlib import Path
from typing import Final

import ffmpeg
import numpy as np

from woordbeeld.errors import BadInputError
from woordbeeld.media.containers import open_input
from woordbeeld.media.ffmpeg_program import patience_s, run_ffmpeg
from woordbeeld.media.samples import Samples, probe_audible
from woordbeeld.words import say

TAKE_RATE: Final = 48_000  # samples a second; that of video
MOST_TAKE_MS: Final = 300_000  # of one recording; a description of five minutes has no room in any film
_BYTES: Final = 2  # a sample
_FULL: Final = 32_767


def read_take(path: Path) -> Samples:
    """The sound of a file (float32, (n,), mono 48 kHz, [-1, 1]), whoever made it.

    Raises:
        BadInputError: it has no sound that can be read, was cut off, or lasts longer than any description.
    """
    samples = _own(path)
    return samples if samples is not None else _decoded(path)


def _own(path: Path) -> Samples | None:
    """As `wav_of` writes it; None where it is something else."""
    try:
        with wave.open(str(path), "rb") as file:
            if (file.getnchannels(), file.getsampwidth(), file.getframerate()) != (1, _BYTES, TAKE_RATE):
                return None
            count = file.getnframes()
            _refuse_long(path, count)
            data = file.readframes(count)
    except (wave.Error, EOFError, OSError, RuntimeError):  # the last for a chunk without an end
        return None
    if len(data) != count * _BYTES:
        raise BadInputError(
            say(
                "error.media_file.truncated",
                readable=len(data) // _BYTES // TAKE_RATE,
                whole=count // TAKE_RATE,
            ),
            where=path.name,
            remedy=say("error.copy_again"),
        )
    return (np.frombuffer(data, "<i2") / np.float32(_FULL)).astype(np.float32)


def _decoded(path: Path) -> Samples:
    found = probe_audible(path)
    most_s = MOST_TAKE_MS // 1000 + 1
    sound = open_input(path)["a:0"].output("pipe:", format="f32le", ac=1, ar=TAKE_RATE, t=most_s)
    raw, _ = run_ffmpeg(sound, path, limit_s=patience_s(path, found.duration_ms or MOST_TAKE_MS))
    samples = np.frombuffer(raw, np.float32)
    _refuse_long(path, len(samples))
    whole: Samples = np.clip(np.nan_to_num(samples), -1, 1).astype(np.float32)
    return whole


def _refuse_long(path: Path, count: int) -> None:
    if count > MOST_TAKE_MS * TAKE_RATE // 1000:
        raise BadInputError(
            say("error.take.too_long", minutes=MOST_TAKE_MS // 60_000),
            where=path.name,
            remedy=say("error.take.one_passage"),
        )


def wav_of(samples: Samples) -> bytes:
    """A WAV file of mono samples at 48 kHz, 16 bit; the same samples give the same bytes."""
    whole = np.round(np.clip(samples, -1, 1) * _FULL).astype("<i2")
    made = BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(_BYTES)
        file.setframerate(TAKE_RATE)
        file.writeframes(whole.tobytes())
    return made.getvalue()


def faster(samples: Samples, speed: float) -> Samples:
    """The same sound (mono 48 kHz) said so many times as fast, at the same pitch (ffmpeg's atempo)."""
    if speed == 1:
        return samples
    with tempfile.TemporaryDirectory(prefix="woordbeeld-") as folder:
        whole = Path(folder) / "take.wav"
        whole.write_bytes(wav_of(samples))
        sound = ffmpeg.input(f"file:{whole}").output(
            "pipe:", format="f32le", ac=1, ar=TAKE_RATE, af=f"atempo={speed:.4f}"
        )
        raw, _ = run_ffmpeg(sound, whole, limit_s=patience_s(whole, MOST_TAKE_MS))
    return np.clip(np.frombuffer(raw, np.float32), -1, 1)
