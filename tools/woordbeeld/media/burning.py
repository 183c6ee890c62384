"""Captions burnt into the picture, which libass draws: for where viewers cannot switch captions on."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Final

import ffmpeg

from woordbeeld.errors import BadInputError, EnvironmentProblemError
from woordbeeld.media.completeness import last_moment_ms
from woordbeeld.media.containers import open_input
from woordbeeld.media.encoding import ENCODABLE, PICTURE, SAME_BYTES, SOUND
from woordbeeld.media.ffmpeg_program import SETTING, has_filter, patience_s, run_ffmpeg, run_ffmpeg_long
from woordbeeld.media.framing import Framing
from woordbeeld.media.probing import PROBE_S, Probe, probe
from woordbeeld.words import say

# A plain name in a folder where ffmpeg runs: the names of files need no escaping in a filter then.
CAPTIONS: Final = "captions.ass"
_BLUR_SHARE: Final = 8  # the bars are blurred in a picture so many times smaller
_BLUR_PX: Final = 6  # of that small picture
_SQUARE_PIXELS: Final = "max(2\\,iw*sar):ih"
_DIMENSIONS = re.compile(r"^#dimensions 0: (\d+)x(\d+)", re.MULTILINE)
_NO_LETTER = re.compile(r"failed to find any fallback with glyph 0x([0-9A-Fa-f]+)")


class Bars(Enum):
    """What stands around a picture that does not fill its frame."""

    PLAIN = "plain"  # black
    BLURRED = "blurred"


@dataclass(frozen=True, slots=True)
class Picture:
    """A video with a picture, and the size at which it is shown (pixels): turned, and with square ones."""

    path: Path
    found: Probe
    width: int
    height: int


def picture_of(path: Path) -> Picture:
    """The picture of a video.

    Raises:
        BadInputError: it cannot be read, or there is no picture in it.
    """
    found = probe(path)
    if not found.has_video:
        raise BadInputError(
            say("error.burning.no_picture"), where=path.name, remedy=say("error.burning.give_video")
        )
    source = open_input(path, found.pixels)
    first = ffmpeg.output(
        source["V:0"], "pipe:", format="framecrc", vf=f"scale={_SQUARE_PIXELS}", **{"frames:v": 1}
    )
    told, _ = run_ffmpeg(first, path, limit_s=PROBE_S)
    size = _DIMENSIONS.search(told.decode("utf-8", "replace"))
    if not size:
        raise BadInputError(
            say("error.burning.undecoded"), where=path.name, remedy=say("error.burning.another_video")
        )
    return Picture(path, found, int(size[1]), int(size[2]))


def refuse_without_letters(letters: str, script: str, captions: str) -> None:
    """Refuse, before the long work, captions with letters that no font on this machine has.

    `script` is a text of all these letters, `captions` the name of the file that they are in.

    Raises:
        EnvironmentProblemError: this ffmpeg draws no captions, or there are no such fonts.
    """
    if not has_filter("ass"):
        raise EnvironmentProblemError(
            say("error.burning.no_libass"), remedy=say("error.burning.use_libass", setting=SETTING)
        )
    with _folder(script) as folder:
        black = ffmpeg.input("color=size=64x64:duration=0.04", format="lavfi")
        drawn = black.filter("ass", CAPTIONS).output("pipe:", format="null")
        _, told = run_ffmpeg(drawn, Path(captions), limit_s=PROBE_S, log="warning", folder=folder)
    missing = {int(found, 16) for found in _NO_LETTER.findall(told)}
    if missing - set(map(ord, letters)):  # not even a font to look in
        raise EnvironmentProblemError(say("error.burning.no_fonts"), remedy=say("error.burning.install_font"))
    if missing:
        raise EnvironmentProblemError(
            say("error.burning.no_letters", letters=" ".join(map(chr, sorted(missing)))),
            where=captions,
            remedy=say("error.burning.install_letters"),
        )


def burn(
    picture: Picture,
    captions: str,
    framing: Framing,
    out: Path,
    *,
    bars: Bars,
    progress: Callable[[float], None],
) -> None:
    """Write a video with captions in its picture as an MP4 (H.264, AAC).

    `captions` is what libass draws, of the size of the frame.

    Raises:
        BadInputError: ffmpeg cannot read the video.
    """
    path, found = picture.path, picture.found
    source = open_input(path.resolve(), found.pixels)
    shown = _in_frame(source["V:0"], framing, bars).filter("ass", CAPTIONS)
    streams = [shown, source["a:0"]] if found.has_audio else [shown]
    sound = {"af": ENCODABLE, **SOUND} if found.has_audio else {}
    film = ffmpeg.output(*streams, f"file:{out.resolve()}", format="mp4", **PICTURE, **sound, **SAME_BYTES)
    with _folder(captions) as folder:
        run_ffmpeg_long(
            film,
            path,
            limit_s=patience_s(path, found.duration_ms or 0),
            duration_ms=found.duration_ms or 0,
            progress=progress,
            folder=folder,
        )


def last_frame_ms(path: Path) -> int:
    """When the last frame of a film is shown.

    Raises:
        BadInputError: ffmpeg cannot read it.
    """
    film = ffmpeg.input(f"file:{path.resolve()}")
    listed = ffmpeg.output(film["v:0"], "pipe:", format="framecrc", vcodec="copy")
    packets, _ = run_ffmpeg(listed, path, limit_s=patience_s(path, 0))
    return last_moment_ms(packets.decode().splitlines())


def _in_frame(picture: Any, framing: Framing, bars: Bars) -> Any:
    shape = framing.shape
    if framing.fills or bars is Bars.PLAIN:
        shown = picture.filter("scale", framing.width, framing.height).filter("setsar", 1)
        return shown.filter("pad", shape.width, shape.height, framing.left, framing.top, "black")
    parts = picture.filter_multi_output("split")
    shown = parts[0].filter("scale", framing.width, framing.height).filter("setsar", 1)
    small = (shape.width // _BLUR_SHARE, shape.height // _BLUR_SHARE)
    behind = (
        parts[1]
        .filter("scale", *small, force_original_aspect_ratio="increase")
        .filter("crop", *small)
        .filter("gblur", _BLUR_PX)
        .filter("scale", shape.width, shape.height)
        .filter("setsar", 1)
    )
    return ffmpeg.overlay(behind, shown, x=framing.left, y=framing.top)


@contextmanager
def _folder(captions: str) -> Iterator[Path]:
    """A folder with the captions under their plain name."""
    with tempfile.TemporaryDirectory(prefix="woordbeeld-") as name:
        folder = Path(name)
        (folder / CAPTIONS).write_text(captions, "utf-8", newline="\n")
        yield folder
