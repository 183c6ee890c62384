"""What is in the cache folder, how large it may become, and what goes first when it is too large.

Files of other names than ours are never touched, nor what a link in the folder leads to.
"""

from __future__ import annotations

import math
import os
import re
import secrets
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from woordbeeld.errors import EnvironmentProblemError, WrongUseError
from woordbeeld.words import Message, say

MB: Final = 1_000_000  # bytes
GB: Final = 1000 * MB
DEFAULT_LIMIT_GB: Final = 20  # about twenty hours of films that browsers cannot play as they are
LIMIT_VARIABLE: Final = "WOORDBEELD_CACHE_GB"
SECOND_NS: Final = 1_000_000_000
STALE_NS: Final = 24 * 3600 * SECOND_NS  # after a day nobody writes to a temporary file any more
CLOCK_NS: Final = 2 * SECOND_NS  # file systems keep times to so much, at the coarsest (FAT)


class CacheKind(Enum):
    """What a file in the cache is; weights are large, used by all videos, and perhaps hard to get again."""

    RESULT = "results"
    MEDIA = "media"
    WEIGHTS = "weights"


@dataclass(frozen=True, slots=True)
class CachedFile:
    """A file of ours; `kind` is None for one that a run has not finished writing."""

    path: Path
    kind: CacheKind | None
    size_bytes: int
    used_ns: int  # last written or read, since 1970


@dataclass(frozen=True, slots=True)
class _Place:
    """Folders of the cache, and the names that files of ours have there."""

    kind: CacheKind
    folders: str
    names: re.Pattern[str]
    unfinished: re.Pattern[str]


_RANDOM = r"(~[0-9a-f]{8})?(\.[0-9a-f]{16})?\.partial"  # as `atomic.temporary_beside` names them
_WEIGHTS = r"((tiny|base|small|medium)(\.en)?|large-v\d(-turbo)?|base-[0-9a-f]{12})\.pt"
_PLACES: Final = (
    _Place(
        CacheKind.RESULT,
        "results/[0-9a-f][0-9a-f]",
        re.compile(r"[0-9a-f]{64}\.json"),
        re.compile(r"\.[0-9a-f]{40}[0-9a-f]*(\.json)?" + _RANDOM),
    ),
    _Place(
        CacheKind.MEDIA,
        "media",
        re.compile(r"[0-9a-f]{64}-\d+(-[0-9a-f]{64})?\.(m4a|mp4|pcm|vtt|srt|html)"),
        re.compile(r"\.[0-9a-f]{40}[0-9a-f]*(-\d+)?(\.m4a|\.mp4|\.pcm|\.vtt|\.srt|\.html)?" + _RANDOM),
    ),
    _Place(CacheKind.WEIGHTS, "models", re.compile(_WEIGHTS), re.compile(r"\." + _WEIGHTS + _RANDOM)),
)
_RUN: Final = re.compile(r"\.run-(\d+)-[0-9a-f]{16}\.lock")


def limit_bytes() -> int:
    """How large the cache may become, which the user can set.

    Raises:
        WrongUseError: it was set to what is no size.
    """
    given = os.environ.get(LIMIT_VARIABLE) or str(DEFAULT_LIMIT_GB)
    try:
        gigabytes = float(given)
    except ValueError:
        gigabytes = math.nan
    if not 0 <= gigabytes < math.inf:
        raise WrongUseError(
            say("error.cache.limit", variable=LIMIT_VARIABLE, given=given),
            remedy=say("error.cache.set_limit", example=DEFAULT_LIMIT_GB),
        )
    return int(gigabytes * GB)


def files_in(folder: Path) -> tuple[CachedFile, ...]:
    """Every file of ours in a cache folder."""
    return tuple(
        found
        for place in _PLACES
        for each in _folders(folder, place.folders)
        for found in _files_of(each, place)
    )


def _folders(folder: Path, pattern: str) -> Iterator[Path]:
    first, _, second = pattern.partition("/")
    parent = folder / first
    if parent.is_symlink():
        return
    if not second:
        yield parent
        return
    yield from (each for each in sorted(parent.glob(second)) if not each.is_symlink())


def _files_of(folder: Path, place: _Place) -> Iterator[CachedFile]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        is_whole = place.names.fullmatch(entry.name)
        if not (is_whole or place.unfinished.fullmatch(entry.name)):
            continue
        with suppress(OSError):
            if entry.is_file(follow_symlinks=False):
                stat = entry.stat(follow_symlinks=False)
                used_ns = max(stat.st_atime_ns, stat.st_mtime_ns)
                yield CachedFile(Path(entry.path), place.kind if is_whole else None, stat.st_size, used_ns)


@contextmanager
def run_within(folder: Path, limit: int) -> Iterator[None]:
    """While a run goes on nobody removes what it uses; after it the cache is brought down to its limit."""
    began_ns = time.time_ns()
    lock = FileLock(folder / f".run-{began_ns}-{secrets.token_hex(8)}.lock")
    with suppress(OSError, NotImplementedError):  # who uses the cache tells that it cannot be written
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    try:
        yield
    finally:
        prune(folder, limit, began_ns)
        lock.release()
        with suppress(OSError):
            Path(lock.lock_file).unlink(missing_ok=True)


def prune(folder: Path, limit: int, now_ns: int) -> None:
    """Remove what was used longest ago until the cache is no larger than `limit` bytes, weights last.

    What was used since `now_ns`, or since a run began that still goes on, stays.
    """
    spared_ns = min([now_ns, *_begun_ns(folder)]) - CLOCK_NS
    found = files_in(folder)
    for file in found:
        if file.kind is None and file.used_ns < min(spared_ns, now_ns - STALE_NS):
            _remove(file)
    kept = [file for file in found if file.kind]
    too_much = sum(file.size_bytes for file in kept) - limit
    for file in sorted(kept, key=lambda file: (file.kind is CacheKind.WEIGHTS, file.used_ns)):
        if too_much <= 0 or file.used_ns >= spared_ns:
            continue
        if _remove(file):
            too_much -= file.size_bytes


def described(folder: Path) -> tuple[Message, ...]:
    """Where the cache is, what of each kind is in it, and how large it may become, a line each."""
    found = files_in(folder)
    of_kind = {kind: [file for file in found if file.kind is kind] for kind in CacheKind}
    rows = [
        say(
            "cache.row",
            kind=say(f"cache.kinds.{kind.value}"),
            files=say("count.files", count=len(files)),
            size=_size(files),
        )
        for kind, files in of_kind.items()
    ]
    most = limit_bytes() / GB
    together = say("cache.together", size=_size(found), most=most, variable=LIMIT_VARIABLE)
    return (say("cache.folder", folder=str(folder)), *rows, together)


def cleared(folder: Path) -> tuple[Message, ...]:
    """Remove all but what a run uses that still goes on, and say in words what was freed.

    Raises:
        EnvironmentProblemError: a file cannot be removed.
    """
    spared_ns = min(_begun_ns(folder), default=math.inf) - CLOCK_NS
    found = files_in(folder)
    gone = [file for file in found if file.used_ns < spared_ns and _remove(file)]
    for pattern in (*(place.folders for place in _PLACES), CacheKind.RESULT.value):
        for each in _folders(folder, pattern):
            with suppress(OSError):  # something of another's is in it
                each.rmdir()
    stay = [file for file in found if file not in gone]
    if any(file.used_ns < spared_ns for file in stay):
        raise EnvironmentProblemError(
            say("error.cache.not_removed", count=len(stay), all=len(found)),
            where=str(folder),
            remedy=say("error.cache.whose_files"),
        )
    freed = say("cache.freed", size=_size(gone), folder=str(folder))
    return (say("cache.stay", freed=freed, count=len(stay)) if stay else freed,)


def _size(files: Sequence[CachedFile]) -> Message:
    return say("cache.size", mb=sum(file.size_bytes for file in files) / MB)


def _remove(file: CachedFile) -> bool:
    """Whether a file is gone; one that was used since it was looked at stays."""
    with suppress(OSError):
        stat = file.path.lstat()
        if max(stat.st_atime_ns, stat.st_mtime_ns) <= file.used_ns:
            file.path.unlink()
            return True
    return False


def _begun_ns(folder: Path) -> list[int]:
    """When each of the runs began that still go on; what runs left that were killed is removed."""
    begun: list[int] = []
    try:
        names = [entry.name for entry in os.scandir(folder) if _RUN.fullmatch(entry.name)]
    except OSError:
        return begun
    for name in names:
        lock = FileLock(folder / name)
        try:
            with lock.acquire(timeout=0):
                (folder / name).unlink(missing_ok=True)
        except (Timeout, RuntimeError):  # RuntimeError: it is a lock of this very process
            began = _RUN.fullmatch(name)
            begun += [int(began[1])] if began else []
        except OSError:
            continue
    return begun
