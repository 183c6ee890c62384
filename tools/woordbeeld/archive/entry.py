"""What an archive says of a video beside its bundle: the file `entry.json` in the folder of that."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path, PureWindowsPath
from typing import Any, Final

from woordbeeld.errors import BadInputError
from woordbeeld.words import say

FILE: Final = "entry.json"
VERSION: Final = 1
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Entry:
    """A video of an archive: its name is that of its folder; its date is a day, as 2018-06-27.

    The source is where it came from: an address, or of a path only the name, for the entry is published. Of a
    draft a computer wrote the text, and nobody corrected it yet.
    """

    name: str
    title: str
    language: str
    date: str | None = None
    description: str | None = None
    source: str = ""
    is_draft: bool = False


def read_entry(path: Path) -> Entry:
    """The entry in a file.

    Raises:
        BadInputError: it is not there, damaged, or of a later version.
    """
    try:
        return _entry(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadInputError(
            say("error.archive.entry"), where=str(path), remedy=say("error.archive.make_again")
        ) from error


def _entry(record: Mapping[str, Any]) -> Entry:
    if record["version"] != VERSION:
        raise ValueError(record["version"])
    entry = Entry(
        name=_text(record["name"]),
        title=_text(record["title"]),
        language=_text(record["language"]),
        date=_text(record["date"]) if record.get("date") is not None else None,
        description=_text(record["description"]) if record.get("description") is not None else None,
        source=_text(record["source"]),
        is_draft=record.get("is_draft") is True,
    )
    if entry.date is not None and not is_day(entry.date):
        raise ValueError(entry.date)
    return entry


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    value.encode()  # refuses halves of letters
    return value


def published_source(given: str) -> str:
    r"""Where a video came from, as anybody may know: what stands around a file is its owner's business.

    >>> published_source("https://example.nl/a/talk.mp4"), published_source(r"C:\jan\talk.mp4")
    ('https://example.nl/a/talk.mp4', 'talk.mp4')
    >>> published_source("https://jan:geheim@example.nl/talk.mp4"), published_source("s3://own/talk.mp4")
    ('https://example.nl/talk.mp4', 'talk.mp4')
    """
    if not given.startswith(("http://", "https://")):
        return PureWindowsPath(given).name
    scheme, _, rest = given.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}://{host.rpartition('@')[2]}{slash}{path}"


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar.

    >>> is_day("2018-06-27"), is_day("2018-06-31"), is_day("27 juni 2018")
    (True, False, False)
    """
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def render_entry(entry: Entry) -> str:
    r"""An entry as its file has it.

    >>> render_entry(Entry("talk", "The talk", "en", source="talk.mp4")).splitlines()[1:3]
    [' "version": 1,', ' "name": "talk",']
    """
    return json.dumps({"version": VERSION, **asdict(entry)}, ensure_ascii=False, indent=1) + "\n"
