"""A video of an archive: what was given of it, and what was chosen for it."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from enum import Enum
from pathlib import PurePosixPath
from typing import Any, Final

from woordbeeld.words import Message

_NO_NAME: Final = re.compile(r"[^a-z0-9]+")
_MOST_NAME_CHARS: Final = 80  # a folder's name, and a part of an address
_HASH_CHARS: Final = 6
_MOST_NAMES: Final = 3  # that are told of many


class Stage(Enum):
    """What can be done of a video by itself; all of them end in what `MAKE` does."""

    LISTEN = "listen"
    ALIGN = "align"
    SCREEN = "screen"
    DESCRIBE = "describe"
    PUBLISH = "publish"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What may be chosen for a video, as the options of `make` have it; an empty text is their default."""

    profile: str = "nl-web"
    labels: str = ""
    model: str = "base"
    voice: str = ""
    extended: bool = False
    screen: bool = True


@dataclass(frozen=True, slots=True)
class Video:
    """A video as a source tells of it: files by their paths, or by their addresses.

    Without a transcript a draft is made of what is heard. The language None is detected. `source` is the
    video as it was given; `where` tells people which line that is; `size` is how large it is in bytes, 0
    where that is not known.
    """

    media: str
    transcript: str | None = None
    source: str = ""
    name: str = ""
    title: str = ""
    language: str | None = "nl"
    date: str | None = None
    description: str | None = None
    chosen: Chosen = field(default_factory=Chosen)
    where: str = ""
    size: int = 0

    @property
    def given(self) -> str:
        """All that was given and chosen but the files, as text; where those stand changes nothing."""
        told = asdict(replace(self, media="", transcript=None, where="", size=0))
        return json.dumps(told, ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Unusable:
    """What a source names that is no video, with the reason and what to do."""

    name: str
    what: Message
    remedy: Message


@dataclass(frozen=True, slots=True)
class Remark:
    """What people should know of a source, though nothing fails for it."""

    what: Message


def shortly(names: Sequence[str]) -> str:
    """The first few of many names.

    >>> shortly(["a", "b", "c", "d"])
    'a, b, c, …'
    """
    return ", ".join((*names[:_MOST_NAMES], *("…" for _ in names[_MOST_NAMES:][:1])))


def video_of(record: Mapping[str, Any]) -> Video:
    """A video as JSON has it."""
    return Video(**{**record, "chosen": Chosen(**record["chosen"])})


def is_address(path: str) -> bool:
    """Whether a file is named by an address, as fsspec takes it, not by a path.

    >>> is_address("s3://archive/talk.mp4"), is_address("C:/talk.mp4")
    (True, False)
    """
    return "://" in path


def named(videos: Iterable[Video], has: Callable[[Video], bool] = lambda _: False) -> tuple[Video, ...]:
    """Each video with a name that is its own, a folder's, and the same at each run.

    One that `has` its name of an earlier run keeps it, whichever videos of that name came or went since.

    >>> found = named([Video("2018/Één praatje.mp4"), Video("a/talk.mp4"), Video("b/talk.mp4")])
    >>> [each.name for each in found]
    ['een-praatje', 'talk-4d8b57', 'talk-4eaf01']
    """
    found = [replace(each, name=as_name(each.name or _stem(each.media))) for each in videos]
    found = _told_from_others(found, has)
    for about in (_transcript, _given, _place_of_text):
        found = _apart(found, about)
    return tuple(_numbered(found))


def origin(video: Video) -> str:
    """Where it comes from, as its source tells."""
    return video.source or video.media


def _told_from_others(videos: Sequence[Video], has: Callable[[Video], bool]) -> list[Video]:
    """Those of the same name told from each other by where they come from, unless they have a name."""
    counts = Counter(each.name for each in videos)
    origins = Counter(map(origin, videos))
    found = []
    for plain in videos:
        apart = _with_mark(plain, f"{origin(plain)}\n")
        names = (plain, apart) if counts[plain.name] == 1 else (apart, plain)
        is_known = origins[origin(plain)] == 1
        found.append(next((each for each in names if is_known and has(each)), names[0]))
    return found


def _apart(videos: Sequence[Video], about: Callable[[Video], str]) -> list[Video]:
    """Those that still have the same name told from each other by what is `about` them."""
    counts = Counter(each.name for each in videos)
    return [_with_mark(each, about(each)) if counts[each.name] > 1 else each for each in videos]


def _with_mark(video: Video, about: str) -> Video:
    digest = hashlib.sha256(about.encode("utf-8", "surrogateescape")).hexdigest()
    return replace(video, name=f"{video.name}-{digest[:_HASH_CHARS]}")


def _transcript(video: Video) -> str:
    return PurePosixPath(video.transcript or "").name


def _given(video: Video) -> str:
    return video.given


def _place_of_text(video: Video) -> str:
    return video.transcript or ""


def _numbered(videos: Iterable[Video]) -> Iterator[Video]:
    """Those that nothing tells apart by a number."""
    counts: Counter[str] = Counter()
    for video in videos:
        counts[video.name] += 1
        number = counts[video.name]
        yield video if number == 1 else replace(video, name=f"{video.name}-{number}")


def as_name(text: str) -> str:
    """A text as a name that every disk and every address can hold.

    >>> as_name("Één praatje (deel 2)"), as_name("???")
    ('een-praatje-deel-2', 'video')
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return _NO_NAME.sub("-", plain).strip("-")[:_MOST_NAME_CHARS].strip("-") or "video"


def _stem(path: str) -> str:
    return PurePosixPath(path.replace("\\", "/").partition("?")[0]).stem


def without_twins(videos: Sequence[Video]) -> tuple[Video, ...]:
    """Each video once: what is given twice in the same way is one."""
    return tuple({(each.media, each.transcript, each.given): each for each in videos}.values())
