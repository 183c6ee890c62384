"""What is said in each video, in small files: search shows its results from them, and speakers' pages too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from woordbeeld.archive.site.model import Kind, Moment, Video

FILE_BYTES: Final = 64_000  # about; the next moments stand in a file of their own
CALLED: Final = "woordbeeldPart"  # the function of our script to which such a file gives what it has


def part(key: str, *values: object) -> str:
    r"""A file that a page from a disk can load too, where a browser reads scripts alone.

    It has nothing but data: JSON as an array, which JavaScript reads the same.

    >>> part("said/talk.0", ["Ton"])
    'woordbeeldPart("said/talk.0",["Ton"])\n'
    """
    told = ",".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in (key, *values))
    return f"{CALLED}({_safe(told)})\n"


def _safe(text: str) -> str:
    """Line ends that older browsers do not take in a string."""
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def values_of(text: str) -> Any:
    """What stands in such a file, after its key."""
    told = text.removeprefix(f"{CALLED}(").removesuffix(")\n")
    return json.loads(f"[{told}]")[1:]


def said_files(video: Video, moments: Sequence[Moment]) -> Iterator[tuple[int, str]]:
    """The files of a video, each with the number of its first moment."""
    numbers = {speaker: number for number, speaker in enumerate(video.speakers)}
    rows: list[list[object]] = []
    first = size = 0
    for at, moment in enumerate(moments):
        length = len(moment.text.encode("utf-8", "replace")) + len("[12345678,-1,],")
        if rows and size + length > FILE_BYTES:
            yield first, _file(video, first, rows)
            rows, first, size = [], at, 0
        rows.append(_row(moment, numbers))
        size += length
    if rows:
        yield first, _file(video, first, rows)


def key_of(name: str, first: int) -> str:
    return f"said/{name}.{first}"


def _file(video: Video, first: int, rows: Sequence[list[object]]) -> str:
    return part(key_of(video.name, first), list(video.speakers), rows)


def _row(moment: Moment, numbers: dict[str, int]) -> list[object]:
    """A moment that has no time has its line, below zero."""
    at = moment.start_ms if moment.start_ms is not None else -moment.line
    who = moment.kind.value if moment.speaker is None else numbers[moment.speaker]
    return [at, who, moment.text, *([moment.language] if moment.language else [])]


def moments_in(files: Iterable[str]) -> Iterator[Moment]:
    """The moments in the files of a video again; those with a time lack their line."""
    for text in files:
        speakers, rows = values_of(text)
        for at, who, words, *language in rows:
            yield Moment(
                None if at < 0 else at,
                -at if at < 0 else 0,
                words,
                Kind.SPEECH if who >= 0 else Kind(who),
                speakers[who] if who >= 0 else None,
                language[0] if language else None,
            )
