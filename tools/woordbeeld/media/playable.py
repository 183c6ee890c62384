"""What browsers play: the file itself where they can, else made anew; and the sound of a video alone."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from woordbeeld.atomic import atomic_file
from woordbeeld.cache import REMEDY
from woordbeeld.errors import MissingPartError
from woordbeeld.media.ffmpeg_program import in_player_time, open_input, run_ffmpeg
from woordbeeld.media.model import Media
from woordbeeld.media.samples import probe

VERSION: Final = 1  # raised when the same file would be made otherwise
# What all of Chrome, Firefox and Safari play (https://developer.mozilla.org/en-US/docs/Web/Media/Guides/Formats).
_PLAYED: Final = {
    ".mp4": frozenset({"h264", "aac", "mp3"}),
    ".m4a": frozenset({"aac"}),
    ".mp3": frozenset({"mp3"}),
    ".wav": frozenset({"pcm_s16le", "pcm_u8"}),
}
ENDINGS: Final = tuple(_PLAYED)  # of the files that are made here, or played as they are
_SOUND: Final = {"acodec": "aac", "audio_bitrate": "64k"}
_PICTURE: Final = {
    "vf": "scale=trunc(iw/2)*2:trunc(ih/2)*2",  # H.264 in yuv420p has even sides
    "vcodec": "libx264",
    "crf": 21,
    "preset": "veryfast",
    "pix_fmt": "yuv420p",
}
_SAME_BYTES: Final = {
    "map_metadata": -1,
    "fflags": "+bitexact",
    "flags": "+bitexact",
    "movflags": "+faststart",
}


def playable(path: Path, media: Media, cache: Path) -> Path:
    """The file itself, or an MP4 (H.264, AAC) made of it once, where not all browsers play the file.

    Raises:
        BadInputError: ffmpeg cannot read it.
        MissingPartError: the cache cannot be written.
    """
    found = probe(path)
    if found.codecs <= _PLAYED.get(path.suffix.lower(), frozenset()):
        return path
    source = open_input(path)
    if not media.has_video:
        return _made(cache, media, "m4a", lambda out: _write_sound(path, source, out))
    picture = {"vcodec": "copy"} if "h264" in found.codecs else _PICTURE
    return _made(
        cache,
        media,
        "mp4",
        lambda out: _write(
            path, source.output(f"file:{out}", format="mp4", **picture, **_SOUND, **_SAME_BYTES)
        ),
    )


def sound_alone(path: Path, media: Media, cache: Path) -> Path:
    """The sound of a video as M4A (AAC), made once; its moment 0 is that of the video.

    Raises:
        BadInputError: ffmpeg cannot read it.
        MissingPartError: the cache cannot be written.
    """
    return _made(cache, media, "m4a", lambda out: _write_sound(path, open_input(path), out))


def _write_sound(path: Path, source: Any, out: Path) -> None:
    sound = source["a:0"].output(
        f"file:{out}", format="mp4", af="aresample=async=1:first_pts=0", **_SOUND, **_SAME_BYTES
    )
    _write(path, in_player_time(source, sound))


def _write(path: Path, output: Any) -> None:
    run_ffmpeg(output.overwrite_output().global_args("-v", "error", "-nostdin"), path)


def _made(cache: Path, media: Media, ending: str, write: Callable[[Path], None]) -> Path:
    file = cache / "media" / f"{media.sha256}-{VERSION}.{ending}"
    if not file.exists():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with atomic_file(file) as new:
                write(new)
        except OSError as error:
            raise MissingPartError(
                f"the cache cannot be written ({os.strerror(error.errno or 0)})",
                where=str(cache),
                remedy=REMEDY,
            ) from error
    return file
