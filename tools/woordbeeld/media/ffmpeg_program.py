"""The one place where ffmpeg is found and run: the system's, else the one in the imageio-ffmpeg wheel."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import ffmpeg

from woordbeeld.errors import BadInputError, MissingPartError


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

    >>> last_message(b"[mov @ 0x5] moov atom not found\na.mp4: Invalid data found\n", Path("a.mp4"))
    'moov atom not found, Invalid data found'
    """
    lines = [line.strip() for line in stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    bare = (line.partition("] ")[2] if line.startswith("[") else line for line in lines[-2:])
    return ", ".join(line.replace(f"{path}: ", "") for line in bare) or "no message"
