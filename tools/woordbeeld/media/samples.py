"""Opening a media file: what is in it, and its sound as samples."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from woordbeeld.errors import BadInputError
from woordbeeld.inputs import check_media
from woordbeeld.media.ffmpeg_program import in_player_time, open_input, run_ffmpeg
from woordbeeld.media.model import Media
from woordbeeld.timing import parse_timestamp

SAMPLE_RATE = 16_000  # Hz; what Whisper and silero-vad were trained on
SAMPLES_PER_MS = SAMPLE_RATE // 1000
SILENCE_PEAK = 1e-4  # of full scale (-80 dB): nothing a microphone records stays below it
TRUNCATED_MS = 1000  # sound that ends this much before the container says, with read errors, is cut off

Samples = npt.NDArray[np.float32]

# At the start of a line: titles and comments, which stand behind their names, may say the same.
_STREAM = re.compile(r"^ *Stream #0:\d+.*?: (Audio|Video): (.*)", re.MULTILINE)
_DURATION = re.compile(r"^ *Duration: (\d+:\d\d:\d\d)\.(\d\d)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Probe:
    """What the container says; `duration_ms` is None where it says nothing.

    `codecs` are those of sound and picture, as ffmpeg names them.
    """

    has_audio: bool
    has_video: bool
    duration_ms: int | None
    codecs: frozenset[str]


def probe(path: Path) -> Probe:
    """The streams and the duration that ffmpeg finds in a file; a cover picture is no video.

    Raises:
        BadInputError: no such file, no regular one, an empty one, or nothing that ffmpeg reads.
    """
    check_media(path)
    nothing = open_input(path).output("pipe:", format="ffmetadata", map_metadata="-1")
    _, messages = run_ffmpeg(nothing.global_args("-hide_banner", "-nostdin"), path)
    streams = _STREAM.findall(messages.partition("Output #0")[0])
    duration = _DURATION.search(messages)
    return Probe(
        has_audio=any(kind == "Audio" for kind, _ in streams),
        has_video=any(kind == "Video" and "attached pic" not in about for kind, about in streams),
        duration_ms=parse_timestamp(f"{duration[1]}.{duration[2]}0") if duration else None,
        codecs=frozenset(re.split(r"[ ,]", about)[0] for _, about in streams if "attached pic" not in about),
    )


def decode(path: Path) -> tuple[Media, Samples]:
    """The media file and its first audio track: float32, (n,), mono 16 kHz, [-1, 1].

    Sample 0 is the moment 0 of a player: a track that starts later begins with silence.

    Raises:
        BadInputError: nothing that ffmpeg reads, no audio track, silence only, or a truncated file.
    """
    found = probe(path)
    if not found.has_audio:
        raise BadInputError(
            "there is no audio track in it", where=path.name, remedy="use a version of the video with sound"
        )
    source = open_input(path)
    sound = source["a:0"].output(
        "pipe:", format="f32le", ac=1, ar=SAMPLE_RATE, af="aresample=async=1:first_pts=0"
    )
    raw, complaints = run_ffmpeg(in_player_time(source, sound).global_args("-v", "error", "-nostdin"), path)
    samples = np.frombuffer(raw, np.float32)
    duration_ms = len(samples) // SAMPLES_PER_MS
    if complaints and found.duration_ms and duration_ms < found.duration_ms - TRUNCATED_MS:
        raise BadInputError(
            f"it is truncated: only {duration_ms // 1000} of {found.duration_ms // 1000} s can be read",
            where=path.name,
            remedy="copy or download it again",
        )
    if duration_ms == 0 or float(np.abs(samples).max()) < SILENCE_PEAK:
        raise BadInputError(
            "there is only silence in its audio track", where=path.name, remedy="use a version with sound"
        )
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return Media(path.name, sha256, max(duration_ms, found.duration_ms or 0), found.has_video), samples
