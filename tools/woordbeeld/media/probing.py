"""What is in a media file, by what its container says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from woordbeeld.inputs import check_media
from woordbeeld.media.containers import open_input, playlist_refusal
from woordbeeld.media.ffmpeg_program import run_ffmpeg
from woordbeeld.timing import parse_timestamp

PROBE_S: Final = 120  # in which ffmpeg tells what is in a file, also on a slow disk

# At the start of a line: titles and comments, which stand behind their names, may say the same.
_CONTAINER = re.compile(r"^Input #0, (\w+)", re.MULTILINE)
_STREAM = re.compile(r"^ *Stream #0:\d+.*?: (Audio|Video): (.*)", re.MULTILINE)
_DURATION = re.compile(r"^ *Duration: (\d+:\d\d:\d\d)\.(\d\d)", re.MULTILINE)
_GUESSED = re.compile(r"^\[[^]]*\] Estimating duration from bitrate", re.MULTILINE)
_NAMES_ANOTHER = re.compile(r"^\[[^]]*\] Skipped opening external track", re.MULTILINE)
_FRAME_RATE = re.compile(r", (\d+(?:\.\d+)?) fps\b")
_MONO = re.compile(r", (mono|1 channels)\b")
_SIZE = re.compile(r", (\d+)x(\d+)\b")
_PIXEL_FORMAT = re.compile(r", (\w+)(?:\([^)]*\))?, \d+x\d+\b")


@dataclass(frozen=True, slots=True)
class Probe:
    """What the container says; `duration_ms` is None where it says nothing, and where ffmpeg only guesses.

    `is_mono` says that its first sound has one channel.
    `container` is ffmpeg's first name for its kind, `codecs` are those of sound and picture as ffmpeg names
    them, `pixels` those of the largest picture. `frames_per_second` is None without a picture that tells it.
    `pixel_formats` are those of the pictures as ffmpeg names them, "" of one that does not tell it.
    """

    container: str
    has_audio: bool
    has_video: bool
    duration_ms: int | None
    codecs: frozenset[str]
    pixels: int
    frames_per_second: float | None = None
    is_mono: bool = False
    pixel_formats: frozenset[str] = frozenset()


def probe(path: Path) -> Probe:
    """The streams and the duration that ffmpeg finds in a file; a cover picture is no video.

    Raises:
        BadInputError: no such file, no regular one, an empty one, nothing that ffmpeg reads, or a file that
            names other media.
    """
    check_media(path)
    nothing = open_input(path).output("pipe:", format="ffmetadata", map_metadata="-1")
    _, messages = run_ffmpeg(nothing, path, log="info", limit_s=PROBE_S)
    if _NAMES_ANOTHER.search(messages):
        raise playlist_refusal(path)
    return read_probe(messages)


def read_probe(messages: str) -> Probe:
    """What ffmpeg's messages about its input say."""
    container, duration = _CONTAINER.search(messages), _DURATION.search(messages)
    found = [
        (kind, about)
        for kind, about in _STREAM.findall(messages.partition("Output #0")[0])
        if "attached pic" not in about
    ]
    sounds = [about for kind, about in found if kind == "Audio"]
    pictures = [about for kind, about in found if kind == "Video"]
    rates = (_FRAME_RATE.search(about) for about in pictures)
    sizes = (_SIZE.search(about) for about in pictures)
    formats = (_PIXEL_FORMAT.search(about) for about in pictures)
    return Probe(
        container=container[1] if container else "",
        has_audio=any(kind == "Audio" for kind, _ in found),
        has_video=bool(pictures),
        duration_ms=parse_timestamp(f"{duration[1]}.{duration[2]}0")
        if duration and not _GUESSED.search(messages)
        else None,
        codecs=frozenset(re.split(r"[ ,]", about)[0] for _, about in found),
        pixels=max((int(size[1]) * int(size[2]) for size in sizes if size), default=0),
        is_mono=any(_MONO.search(about) for about in sounds[:1]),
        frames_per_second=next((float(rate[1]) for rate in rates if rate and float(rate[1]) > 0), None),
        pixel_formats=frozenset(each[1] if each else "" for each in formats),
    )
