"""The one place where ffmpeg is found and run: the system's, else the one in the imageio-ffmpeg wheel."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import ffmpeg

from woordbeeld.errors import BadInputError, MissingPartError

_MODULE = re.compile(r"(\[[^]]*\] )+")  # which part of ffmpeg speaks, and its address
_SAYS_NOTHING = "Error opening input file"  # ffmpeg 6 and later say so after what is wrong


def find_ffmpeg() -> str:
    """The path of an ffmpeg that runs here.

    Raises:
        MissingPartError: there is none.
    """
    if system := shutil.which("ffmpeg"):
        return system
    try:
        import imageio_ffmpeg

        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except (ImportError, RuntimeError) as error:
        raise MissingPartError(
            "ffmpeg is not on this machine", remedy="install it: pip install imageio-ffmpeg"
        ) from error


def open_input(path: Path) -> Any:
    """A stream that reads a file, also one whose name ffmpeg would take for an address: `12:30.mp4`."""
    return ffmpeg.input(f"file:{path}")


def in_player_time(source: Any, output: Any) -> Any:
    """An output whose moment 0 is the player's: ffmpeg counts from the first of the streams that it reads."""
    return ffmpeg.merge_outputs(output, source.output("-", codec="copy", format="null"))


def run_ffmpeg(stream: Any, path: Path) -> tuple[bytes, str]:
    """What ffmpeg wrote to its standard output, and its messages; `path` is named where it fails.

    Raises:
        BadInputError: ffmpeg refused the input; the error carries ffmpeg's own last message.
        MissingPartError: there is no ffmpeg.
    """
    try:
        out, messages = ffmpeg.run(stream, cmd=find_ffmpeg(), capture_stdout=True, capture_stderr=True)
    except ffmpeg.Error as error:
        raise BadInputError(
            f"ffmpeg cannot read it ({last_message(error.stderr, path)})",
            where=path.name,
            remedy="use a video or audio file that plays in a media player",
        ) from error
    return out, messages.decode("utf-8", "replace")


def last_message(stderr: bytes, path: Path) -> str:
    r"""The last two things that ffmpeg complained of, without the path and the addresses of its modules.

    >>> last_message(b"[mov @ 0x5] moov atom not found\nfile:a.mp4: Invalid data found\n", Path("a.mp4"))
    'moov atom not found, Invalid data found'
    """
    lines = (_MODULE.sub("", line.strip()) for line in stderr.decode("utf-8", "replace").splitlines())
    telling = [line.replace(f"file:{path}: ", "") for line in lines if line]
    return ", ".join([line for line in telling if not line.startswith(_SAYS_NOTHING)][-2:]) or "no message"
