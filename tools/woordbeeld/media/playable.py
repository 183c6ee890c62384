"""What browsers play: the file itself where they can, else made anew; and the sound of a video alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import ffmpeg

from woordbeeld.cache import FileCache
from woordbeeld.media.containers import IN_TIME, PLAYER_PIXELS, in_player_time, open_input
from woordbeeld.media.encoding import ENCODABLE, PICTURE, SAME_BYTES, SOUND
from woordbeeld.media.ffmpeg_program import patience_s, run_ffmpeg
from woordbeeld.media.model import Media
from woordbeeld.media.probing import Probe, probe
from woordbeeld.media.unchanged import made_of, refuse_changed

VERSION: Final = 3  # raised when the same file would be made otherwise
# What all of Chrome, Firefox and Safari play (https://developer.mozilla.org/en-US/docs/Web/Media/Guides/Formats).
_PLAYED: Final = {
    (".mp4", "mov"): frozenset({"h264", "aac", "mp3"}),
    (".m4a", "mov"): frozenset({"aac"}),
    (".mp3", "mp3"): frozenset({"mp3"}),
    (".wav", "wav"): frozenset({"pcm_s16le", "pcm_u8"}),
}
# Of H.264 they play 8 bits a colour, and a quarter of the colours: no 4:2:2, no 4:4:4, no 10 bits.
_PLAYED_FORMATS: Final = frozenset({"yuv420p", "yuvj420p"})
_SMALLER: Final = f"min(1,sqrt({PLAYER_PIXELS}/(iw*ih)))"
_PICTURE: Final = {
    "vf": f"scale='trunc(iw*{_SMALLER}/2)*2':'trunc(ih*{_SMALLER}/2)*2'",  # H.264 in yuv420p has even sides
    **PICTURE,
}


def playable(path: Path, media: Media, cache: Path) -> Path:
    """The file itself, or an MP4 (H.264, AAC) made of it once, where not all browsers play the file.

    A picture larger than they play is made smaller.

    Raises:
        BadInputError: ffmpeg cannot read it, or it is not that file any more.
        EnvironmentProblemError: the cache cannot be written.
    """
    found = probe(path)
    if is_played(path, found):
        refuse_changed(path, media.sha256)
        return path
    if not media.has_video:
        return _made(path, cache, media, "m4a", lambda out: _write_sound(path, media, out))
    return _made(path, cache, media, "mp4", lambda out: _write_film(path, media, found, out))


def is_played(path: Path, found: Probe) -> bool:
    """Whether all browsers play a file as it is, of which this was found."""
    played = _PLAYED.get((path.suffix.lower(), found.container), frozenset())
    return found.codecs <= played and _is_picture_played(found)


def _is_picture_played(found: Probe) -> bool:
    return found.pixel_formats <= _PLAYED_FORMATS and found.pixels <= PLAYER_PIXELS


def sound_alone(path: Path, media: Media, cache: Path) -> Path:
    """The sound of a video as M4A (AAC), made once; its moment 0 is that of the video.

    Raises:
        BadInputError: ffmpeg cannot read it, or it is not that file any more.
        EnvironmentProblemError: the cache cannot be written.
    """
    return _made(path, cache, media, "m4a", lambda out: _write_sound(path, media, out))


def published_sound(path: Path, media: Media, cache: Path) -> Path:
    """What is published of a file without a picture: what is played, or M4A made of WAV.

    Browsers play WAV too, but it takes visitors ten times as long to get.

    Raises:
        BadInputError: ffmpeg cannot read it, or it is not that file any more.
        EnvironmentProblemError: the cache cannot be written.
    """
    played = playable(path, media, cache)
    return sound_alone(path, media, cache) if played.suffix.lower() == ".wav" else played


def _write_film(path: Path, media: Media, found: Probe, out: Path) -> None:
    as_it_is = "h264" in found.codecs and _is_picture_played(found)
    source = open_input(path, found.pixels)
    film = ffmpeg.output(
        source["V:0"],
        source["a:0"],  # as `decode` hears it
        f"file:{out}",
        format="mp4",
        af=ENCODABLE,
        **({"vcodec": "copy"} if as_it_is else _PICTURE),
        **SOUND,
        **SAME_BYTES,
    )
    run_ffmpeg(film, path, limit_s=patience_s(path, media.duration_ms))


def _write_sound(path: Path, media: Media, out: Path) -> None:
    source = open_input(path)
    sound = source["a:0"].output(
        f"file:{out}", format="mp4", af=f"{IN_TIME},{ENCODABLE}", **SOUND, **SAME_BYTES
    )
    run_ffmpeg(in_player_time(source, sound), path, limit_s=patience_s(path, media.duration_ms))


def _made(path: Path, cache: Path, media: Media, ending: str, write: Callable[[Path], None]) -> Path:
    def write_unchanged(out: Path) -> None:
        made_of(path, media, lambda: write(out))

    return FileCache(cache / "media").get(f"{media.sha256}-{VERSION}", ending, write_unchanged)
