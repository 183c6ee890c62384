"""An archive of short videos, cut from the film at some of its lines; some videos are broken.

Several have the same sound with another speaker, so that not all must be listened to.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

LONGEST_MS = 3000
SOUNDS = 4
AROUND_MS = 200
HALF = 2

Ffmpeg = Callable[..., None]


def short_lines(truth: dict[str, Any]) -> list[dict[str, Any]]:
    """Lines of the film that are soon said."""
    return [line for line in truth["lines"] if line["end_ms"] - line["start_ms"] < LONGEST_MS][:SOUNDS]


def cut(ffmpeg: Ffmpeg, film: Path, line: dict[str, Any], video: Path) -> None:
    """A small video of a line."""
    start_ms, end_ms = line["start_ms"] - AROUND_MS, line["end_ms"] + AROUND_MS
    part = ("-ss", f"{start_ms}ms", "-to", f"{end_ms}ms", "-i", film)
    ffmpeg(*part, "-vf", "scale=160:90,fps=10", "-ac", 1, "-preset", "ultrafast", video)


def archive_of(ffmpeg: Ffmpeg, film: Path, truth: dict[str, Any], folder: Path, whole: int) -> Path:
    """So many whole videos in a folder, and three that are broken, each in its way."""
    folder.mkdir(parents=True)
    lines = short_lines(truth)
    for number in range(whole):
        line, video = lines[number % SOUNDS], folder / f"praatje-{number:02}.mp4"
        if number < SOUNDS:
            cut(ffmpeg, film, line, video)
        else:
            shutil.copy(folder / f"praatje-{number % SOUNDS:02}.mp4", video)
        text = f"SPREKER {chr(ord('A') + number)}: {line['text']}\n"
        video.with_suffix(".txt").write_text(text, encoding="utf-8")
    first = folder / "praatje-00.mp4"
    data, said = first.read_bytes(), first.with_suffix(".txt").read_bytes()
    (folder / "stuk.mp4").write_bytes(data[: len(data) // HALF])
    (folder / "stuk.txt").write_bytes(said)
    ffmpeg("-i", first, "-an", "-c:v", "copy", folder / "stil.mp4")
    (folder / "stil.txt").write_bytes(said)
    (folder / "leeg.mp4").write_bytes(data)
    (folder / "leeg.txt").write_bytes(b"")
    return folder
