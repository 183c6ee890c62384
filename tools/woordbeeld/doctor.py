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
from woordbeeld.description.narrators.table import voices_here
from woordbeeld.errors import WoordbeeldError
from woordbeeld.kept import JOURNAL_DAYS, journals
from woordbeeld.media.ffmpeg_program import find_ffmpeg
from woordbeeld.speech.weights import available_weights
from woordbeeld.words import Message, say

MIN_FREE_BYTES = 500_000_000  # room for a day's results and media


@dataclass(frozen=True, slots=True)
class PartFound:
    """One part: whether it is there, what was found, and what to do where it is not."""

    part: Message
    present: bool
    found: Message
    remedy: Message | None = None

    @property
    def message(self) -> Message:
        """All of it on one line."""
        if self.present or self.remedy is None:
            return say("doctor.present", part=self.part, found=self.found)
        return say("doctor.missing", part=self.part, found=self.found, remedy=self.remedy)


def examine(cache: Path) -> tuple[PartFound, ...]:
    """Look at every part; nothing is installed, downloaded or changed."""
    return tuple(look(cache) for look in _LOOKS)


def _python(_: Path) -> PartFound:
    return PartFound(_named("Python"), present=True, found=_named(sys.version.split()[0]))


def _ffmpeg(_: Path) -> PartFound:
    try:
        program = find_ffmpeg()
    except WoordbeeldError as error:
        found = say("doctor.at", where=error.where, what=error.what) if error.where else error.what
        return PartFound(_named("ffmpeg"), present=False, found=found, remedy=error.remedy)
    found = say("doctor.ffmpeg", version=program.version, whence=program.whence, path=program.path)
    return PartFound(_named("ffmpeg"), present=True, found=found)


def _package(name: str) -> Callable[[Path], PartFound]:
    def look(_: Path) -> PartFound:
        try:
            return PartFound(_named(name), present=True, found=_named(version(name)))
        except PackageNotFoundError:
            found, remedy = say("doctor.not_installed"), say("doctor.install", package=name)
            return PartFound(_named(name), present=False, found=found, remedy=remedy)

    return look


def _weights(cache: Path) -> PartFound:
    part = say("doctor.weights")
    try:
        found = available_weights(cache)
    except WoordbeeldError as error:
        return PartFound(part, present=False, found=error.what, remedy=error.remedy)
    return PartFound(part, found is not None, found or say("doctor.no_weights"), say("doctor.get_weights"))


def _cache(cache: Path) -> PartFound:
    part = say("doctor.cache")
    nearest = next(folder for folder in (cache, *cache.absolute().parents) if folder.exists())
    if not (nearest.is_dir() and os.access(nearest, os.W_OK)):
        found = say("doctor.unwritable", folder=str(cache))
        return PartFound(part, present=False, found=found, remedy=REMEDY)
    try:
        limit = limit_bytes()
    except WoordbeeldError as error:
        return PartFound(part, present=False, found=error.what, remedy=error.remedy)
    used, free = sum(file.size_bytes for file in files_in(cache)), shutil.disk_usage(nearest).free
    found = say("doctor.used", folder=str(cache), used=used / GB, most=limit / GB, free=free / GB)
    return PartFound(part, free > MIN_FREE_BYTES, found, say("doctor.make_room"))


def _narrators(_: Path) -> PartFound:
    found = voices_here()
    told = _named(", ".join(found)) if found else say("doctor.no_narrators")
    return PartFound(say("doctor.narrators"), present=True, found=told)


def _named(name: str) -> Message:
    """A name or a version, which is the same in every language."""
    return say("doctor.named", part=name)


def _journals(_: Path) -> PartFound:
    folder = journals()
    files = [file for file in folder.glob("*.jsonl") if file.is_file()] if folder.is_dir() else []
    size = sum(file.stat().st_size for file in files) / MB
    found = say("doctor.kept", folder=str(folder), journals=len(files), mb=size, days=JOURNAL_DAYS)
    return PartFound(say("doctor.journals"), present=True, found=found)


_LOOKS: tuple[Callable[[Path], PartFound], ...] = (
    _python,
    _ffmpeg,
    _package("openai-whisper"),
    _package("torch"),
    _package("silero-vad"),
    _weights,
    _narrators,
    _cache,
    _journals,
)
