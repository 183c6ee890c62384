"""A table of all videos and how they stand with the law, as CSV: for a register, and for a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any, Final

from woordbeeld.archive.entry import published_source
from woordbeeld.archive.site.model import Archive, Video
from woordbeeld.publications.evidence.model import Verdict
from woordbeeld.timing import format_clock
from woordbeeld.words import language_of_words, told, words_in

_BYTE_ORDER_MARK: Final = "\ufeff"  # without it Excel takes UTF-8 for something else
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")  # https://owasp.org/www-community/attacks/CSV_Injection
COLUMNS: Final = (
    *("title", "date", "duration", "language", "page", "state"),
    *("not_met", "to_judge", "accepted", "met", "to_do", "source"),
)


def render_register(archive: Archive) -> str:
    """A row a video under one of titles; what parts the columns is what spreadsheets of the language expect.

    Criteria stand in it by their numbers. A text that a spreadsheet would work out gets a quote before it.
    """
    language = language_of_words(archive.language)
    words = words_in(language, "site")
    delimiter = ";" if words_in(language, "numbers")["decimal_mark"] == "," else ","
    file = StringIO()
    writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([words["register"][column] for column in COLUMNS])
    for video in archive.videos:
        writer.writerow(map(_inert, _cells(video, archive.address or "", words, language)))
    return _BYTE_ORDER_MARK + file.getvalue()


def _cells(video: Video, address: str, words: Mapping[str, Any], language: str) -> Iterator[str]:
    yield video.entry.title
    yield video.entry.date or ""
    yield format_clock(video.duration_ms)
    yield video.entry.language
    yield address + video.address
    yield words["states"][video.state.value]
    for verdict in (Verdict.NOT_MET, Verdict.JUDGE, Verdict.ACCEPTED, Verdict.MET):
        yield " ".join(video.criteria(verdict))
    yield "; ".join(f"{told(work.task.name_told, language)} ({work.places})" for work in video.now)
    yield published_source(video.entry.source)


def _inert(text: str) -> str:
    """A text that no spreadsheet works out.

    >>> _inert("=1+1"), _inert("Debat")
    ("'=1+1", 'Debat')
    """
    return f"'{text}" if text.startswith(_FORMULA) else text
