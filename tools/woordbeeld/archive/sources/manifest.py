"""A manifest as a source: a table (CSV) or lines of JSON, a video each."""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

from woordbeeld.archive.sources.values import day_of, language_code
from woordbeeld.archive.videos import Chosen, Remark, Unusable, Video, is_address, shortly
from woordbeeld.errors import BadInputError
from woordbeeld.inputs import InputKind, read_input
from woordbeeld.publications.titles import as_title, title_of
from woordbeeld.textfile import decode
from woordbeeld.tracks.model import LANGUAGE_CODE
from woordbeeld.words import Message, say

# What a column may be called, the first as we write it.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "video": ("video", "media", "bestand"),
    "transcript": ("transcript", "text", "tekst"),
    "title": ("title", "titel"),
    "language": ("language", "lang", "taal"),
    "date": ("date", "datum"),
    "description": ("description", "omschrijving", "beschrijving"),
    "options": ("options", "opties"),
    "name": ("name", "naam"),
}
_COLUMN_OF: Final = {called: name for name, all_called in COLUMNS.items() for called in all_called}
_SEPARATORS: Final = ",;\t"
# Empty lines, and the line by which Excel knows what separates columns.
_BEFORE: Final = re.compile(r"(?:[\s,;]*\n|sep=.\r?\n)*", re.IGNORECASE)
_MOST_FIELD_CHARS: Final = 1_000_000
_TRUE, _FALSE = frozenset({"", "yes", "ja", "true", "1"}), frozenset({"no", "nee", "false", "0"})
_YES_OR_NO: Final = frozenset(each.name for each in fields(Chosen) if each.type == "bool")
_OPTIONS: Final = tuple(each.name for each in fields(Chosen))


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why a row cannot be used, and what to do."""

    what: Message
    remedy: Message


_TOO_MANY: Final = Unfit(say("error.archive.too_many_fields"), say("error.archive.quote_fields"))


class _UnfitError(Exception):
    def __init__(self, what: Message, remedy: Message) -> None:
        super().__init__(what)
        self.why = Unfit(what, remedy)


def videos_of_table(path: Path, usual: Video) -> Iterator[Video | Unusable | Remark]:
    """Each row of a table whose first row names the columns, apart by commas, semicolons or tabs.

    Raises:
        BadInputError: it is no text, or has no column of videos.
    """
    text = _text(path)
    table = text[_BEFORE.match(text).end() :]  # type: ignore[union-attr] # it matches any text
    before, first = text.count("\n") - table.count("\n"), table.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    csv.field_size_limit(_MOST_FIELD_CHARS)
    rows = csv.reader(io.StringIO(table, newline=""), delimiter=separator)
    began = 0  # the line of a row, which goes on for more lines where a text between quotes does
    try:
        head = [called.strip() for called in next(rows, [])]
        columns = [_COLUMN_OF.get(called.lower(), "") for called in head]
        if "video" not in columns:
            what = say("error.archive.no_column", found=as_title(first)[:100])
            raise BadInputError(what, where=path.name, remedy=say("error.archive.name_columns"))
        yield from _unknown(head)
        ended = rows.line_num
        for row in rows:
            began, ended = ended + 1, rows.line_num
            given = {name: value.strip() for name, value in zip(columns, row, strict=False) if name}
            if any(map(str.strip, row[len(columns) :])):
                yield _unusable(given, path, before + began, _TOO_MANY)
            elif any(given.values()):
                yield _video(given, path, before + began, usual)
    except csv.Error as error:
        what = say("error.archive.no_table", line=before + rows.line_num, why=str(error))
        raise BadInputError(what, where=path.name, remedy=say("error.archive.save_table")) from error
    if began and _is_left_open(islice(io.StringIO(table, newline=""), began - 1, None), separator):
        what = say("error.archive.quote_left_open", line=before + began)
        raise BadInputError(what, where=path.name, remedy=say("error.archive.close_quote"))


def _is_left_open(lines: Iterable[str], separator: str) -> bool:
    """Whether the last row of a table has a quote that is never closed: it then took in all rows after it."""
    try:
        list(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def videos_of_lines(path: Path, usual: Video) -> Iterator[Video | Unusable | Remark]:
    """Each line of JSON, an object with the names of the columns.

    Raises:
        BadInputError: it is no text.
    """
    names: dict[str, None] = {}
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            given = {_COLUMN_OF.get(str(name).lower(), ""): value for name, value in record.items()}
        except (ValueError, AttributeError, RecursionError):
            yield Unusable(
                f"{path.name}:{number}", say("error.archive.no_json"), say("error.archive.write_json")
            )
            continue
        names.update(dict.fromkeys(record))
        yield _video(given, path, number, usual)
    yield from _unknown(names)


def _unknown(names: Iterable[str]) -> Iterator[Remark]:
    """The columns whose names mean nothing to us, if there are any."""
    unknown = [as_title(each) for each in names if each and each.lower() not in _COLUMN_OF]
    if unknown:
        known = ", ".join(COLUMNS)
        yield Remark(say("archive.columns_unknown", count=len(unknown), names=shortly(unknown), known=known))


def _text(path: Path) -> str:
    kind = InputKind.MANIFEST
    return decode(read_input(path, kind), path.name, remedy=kind.remedy)[0].removeprefix("\ufeff")


def _video(given: Mapping[str, Any], path: Path, number: int, usual: Video) -> Video | Unusable:
    where = f"{path.name}:{number}"
    try:
        return replace(_checked(given, path.parent.absolute(), usual), where=where)
    except _UnfitError as error:
        return _unusable(given, path, number, error.why)


def _unusable(given: Mapping[str, Any], path: Path, number: int, why: Unfit) -> Unusable:
    where = f"{path.name}:{number}"
    shown = as_title(str(given.get("video") or "")) or where
    return Unusable(shown, say("error.archive.in_row", where=where, what=why.what), why.remedy)


def _checked(given: Mapping[str, Any], folder: Path, usual: Video) -> Video:
    media, transcript = _file(given, "video", folder), _file(given, "transcript", folder)
    if not media:
        raise _UnfitError(say("error.archive.no_video"), say("error.archive.name_video"))
    language, date = _text_of(given, "language"), _text_of(given, "date")
    if language and language != "auto" and not LANGUAGE_CODE.fullmatch(language):
        raise _UnfitError(
            say("error.archive.no_language", given=as_title(language)), say("error.options.write_lang")
        )
    day, language = day_of(date), language_code(language)
    if date and not day:
        raise _UnfitError(say("error.archive.no_day", given=as_title(date)), say("error.archive.write_day"))
    return Video(
        media,
        transcript,
        source=_text_of(given, "video"),
        name=_text_of(given, "name"),
        title=as_title(_text_of(given, "title")) or title_of(Path(transcript or media)),
        language={"": usual.language, "auto": None}.get(language, language),
        date=day if date else None,
        description=_text_of(given, "description") or None,
        chosen=chosen_of(given.get("options"), usual.chosen),
    )


def _text_of(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    if value is not None and not isinstance(value, str):
        raise _UnfitError(say("error.archive.no_text", column=name), say("error.archive.write_text"))
    return (value or "").strip()


def _file(given: Mapping[str, Any], name: str, folder: Path) -> str | None:
    path = _text_of(given, name)
    return path if is_address(path) else str(folder / path) if path else None


def chosen_of(options: object, usual: Chosen) -> Chosen:
    """What was chosen for a video, as an object of JSON, or as a text such as `profile=nl-teletext extended`.

    >>> chosen_of("profile=bbc extended screen=no", Chosen())
    Chosen(profile='bbc', labels='', model='base', voice='', extended=True, screen=False)
    """
    given = options if isinstance(options, Mapping) else dict(_pairs(str(options or "")))
    found: dict[str, Any] = {}
    for name, value in given.items():
        if name not in _OPTIONS:
            known = ", ".join(_OPTIONS)
            what = say("error.archive.no_option", given=as_title(str(name)))
            raise _UnfitError(what, say("error.choose_from", known=known))
        found[name] = _yes_or_no(name, value) if name in _YES_OR_NO else str(value)
    return replace(usual, **found)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    try:
        words = shlex.split(text)
    except ValueError:
        raise _UnfitError(
            say("error.archive.no_options", given=as_title(text)), say("error.archive.write_options")
        ) from None
    for word in words:
        name, _, value = word.partition("=")
        yield name, value


def _yes_or_no(name: str, value: object) -> bool:
    text = str(value).strip().lower()
    if text not in _TRUE | _FALSE:
        what = say("error.archive.no_yes", option=name, given=as_title(text))
        raise _UnfitError(what, say("error.archive.write_yes"))
    return text in _TRUE
