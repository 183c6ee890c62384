"""The table of what failed: which video, at which stage, what is wrong, and what to do next."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from woordbeeld.archive.record import Failure, in_all
from woordbeeld.archive.videos import Unusable, Video
from woordbeeld.showing import in_one_line
from woordbeeld.words import say, told

_COLUMNS: Final = ("video", "stage", "what", "next")
_FORMULA: Final = ("=", "+", "-", "@", "\t")  # what a spreadsheet works out instead of showing it
_BOM: Final = "\ufeff"  # by which spreadsheets know UTF-8


@dataclass(frozen=True, slots=True)
class Failed:
    """A video that failed, as the source names it."""

    name: str
    source: str
    failure: Failure


def failed(video: Video, failure: Failure) -> Failed:
    """A video that failed, with the line of the source that tells of it, where that has lines."""
    if not video.where:
        return Failed(video.name, video.source, failure)
    whats = {
        code: told(say("error.archive.in_row", where=video.where, what=what), code)
        for code, what in failure.what.items()
    }
    return Failed(video.name, video.source, replace(failure, what=whats))


def unusable(each: Unusable) -> Failed:
    """What a source names that is no video."""
    stage = in_all(say("stage.listing"))
    return Failed("", each.name, Failure(stage, in_all(each.what), in_all(each.remedy)))


def render_failures(failures: Iterable[Failed], language: str) -> str:
    """The table as CSV, in the order of names; only a first row where nothing failed."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(told(say(f"archive.columns.{name}"), language) for name in _COLUMNS)
    for each in sorted(failures, key=lambda each: (each.name, each.source)):
        failure = each.failure
        texts = (each.source, failure.stage[language], failure.what[language], failure.remedy[language])
        rows.writerow(map(_harmless, texts))
    return _BOM + out.getvalue()


def _harmless(text: str) -> str:
    """A text of one line that no spreadsheet takes for a formula."""
    line = in_one_line(text)
    return f"'{line}" if line.startswith(_FORMULA) else line
