"""All kinds of sources: a new one is a module of its own, and its row here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from woordbeeld.archive.sources.feed import is_feed, videos_of_feed
from woordbeeld.archive.sources.folder import videos_in
from woordbeeld.archive.sources.manifest import videos_of_lines, videos_of_table
from woordbeeld.archive.videos import Remark, Unusable, Video, is_address, named, without_twins
from woordbeeld.errors import BadInputError
from woordbeeld.inputs import NoSuchFileError
from woordbeeld.words import say


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A kind of source: by what it is known, and how its videos are read."""

    name: str
    is_it: Callable[[Path], bool]
    videos: Callable[[Path, Video], Iterable[Video | Unusable | Remark]]


def _ends_in(*endings: str) -> Callable[[Path], bool]:
    return lambda path: path.suffix.lower() in endings


SOURCES: Final = (
    SourceKind("folder", Path.is_dir, videos_in),
    SourceKind("table", _ends_in(".csv", ".tsv"), videos_of_table),
    SourceKind("lines of JSON", _ends_in(".jsonl", ".ndjson"), videos_of_lines),
    SourceKind("feed", is_feed, videos_of_feed),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """What a source holds: its videos, each with a name of its own, what is none, and what to know of it."""

    videos: tuple[Video, ...]
    unusable: tuple[Unusable, ...] = ()
    remarks: tuple[Remark, ...] = ()


def listed(source: Path, usual: Video, has: Callable[[Video], bool] = lambda _: False) -> Listed:
    """All videos of a source; what it says nothing of is as `usual`, and one that `has` its name keeps it.

    Raises:
        BadInputError: it is no source, or has no videos.
    """
    if not source.exists():
        raise NoSuchFileError(say("error.no_file"), where=str(source), remedy=say("error.check_name"))
    kind = next((each for each in SOURCES if each.is_it(source)), None)
    if kind is None:
        raise BadInputError(
            say("error.archive.no_source"), where=source.name, remedy=say("error.archive.give_source")
        )
    found = list(kind.videos(source, usual))
    remarks = tuple(each for each in found if isinstance(each, Remark))
    if len(found) == len(remarks):
        raise BadInputError(
            say("error.archive.no_videos"), where=str(source), remedy=say("error.archive.give_source")
        )
    videos = [replace(each, size=_size(each.media)) for each in found if isinstance(each, Video)]
    unusable = tuple(each for each in found if isinstance(each, Unusable))
    return Listed(named(without_twins(videos), has), unusable, remarks)


def _size(media: str) -> int:
    """How large a file is in bytes; 0 where that is not to be seen from here."""
    try:
        return 0 if is_address(media) else Path(media).stat().st_size
    except OSError:
        return 0
