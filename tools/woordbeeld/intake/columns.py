"""What each column of a table tells: by its heading, or else by what stands in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Final

from woordbeeld.intake.document import Paragraph
from woordbeeld.intake.names import LIKELY, POSSIBLE, name_in
from woordbeeld.intake.times import without_time
from woordbeeld.intake.visual import looks_seen
from woordbeeld.intake.word_lists import HEARD, SEEN, SHOWN_TEXT, WHEN, WHO
from woordbeeld.textfile import WHITE
from woordbeeld.transcript.asides import aside_of

_JOINED: Final = re.compile(r"\s*(?:/|&|\+|,|\s(?:en|and|und|et)\s)\s*")  # `Gesproken tekst / geluid`
_LABEL: Final = re.compile(r"([^:]{1,60}?)\s*:\s")
_LABELLED_SHARE: Final = 0.25  # of the cells of a column with what is said
_NAMES_SHARE: Final = 0.7  # of the cells of a column with who speaks
_SEEN_MORE: Final = 0.5  # than the other columns, for a column of descriptions


class Column(Enum):
    """What a column tells."""

    SEEN = "what is seen"
    SHOWN = "text in the picture"
    HEARD = "what is heard"
    WHO = "who speaks"
    WHEN = "when"


Key = tuple[int, int]  # a table, and a column of it

_BY_HEADING: Final = (
    (SHOWN_TEXT, Column.SHOWN),
    (SEEN, Column.SEEN),
    (WHO, Column.WHO),
    (WHEN, Column.WHEN),
    (HEARD, Column.HEARD),
)


def columns(paragraphs: Sequence[Paragraph]) -> dict[Key, Column]:
    """What the columns of all tables tell, as far as that is plain."""
    cells: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    headings: dict[Key, str] = {}
    for paragraph in paragraphs:
        if cell := paragraph.cell:
            headings[cell.table, cell.column] = heading_of(paragraph)
            if cell.row or not is_heading_cell(paragraph):
                cells[cell.table][cell.column].append(paragraph.text.strip(WHITE))
    found: dict[Key, Column] = {}
    for table, texts in cells.items():
        named = {column: _by_heading(headings[table, column]) for column in texts}
        known = {column: kind for column, kind in named.items() if kind}
        told = _with_the_rest(known, texts) if known else _by_content(texts)
        found |= {(table, column): kind for column, kind in told.items()}
    return found


def heading_of(paragraph: Paragraph) -> str:
    """The heading of the column of a cell, to look it up by."""
    return " ".join(paragraph.cell.heading.casefold().split()).strip(" :.?*") if paragraph.cell else ""


def is_heading_cell(paragraph: Paragraph) -> bool:
    """Whether a cell is the heading of its own column."""
    if not paragraph.cell:
        return False
    own = " ".join(paragraph.text.casefold().split()).strip(" :.?*")
    return bool(own) and own == heading_of(paragraph)


def _by_heading(heading: str) -> Column | None:
    if found := next((column for words, column in _BY_HEADING if heading in words), None):
        return found
    parts = {_by_heading(part) for part in _JOINED.split(heading)} if _JOINED.search(heading) else set()
    return parts.pop() if len(parts) == 1 else None


def _with_the_rest(known: Mapping[int, Column], texts: Mapping[int, Sequence[str]]) -> dict[int, Column]:
    """Beside a column of what is seen, the longest other one is heard; and the reverse."""
    rest = sorted(set(texts) - set(known), key=lambda column: -sum(map(len, texts[column])))
    found = dict(known)
    if rest and Column.HEARD not in known.values():
        found[rest.pop(0)] = Column.HEARD
    elif rest and not {Column.SEEN, Column.WHO} & set(known.values()):
        found[rest.pop(0)] = Column.SEEN
    return found


def _by_content(texts: Mapping[int, Sequence[str]]) -> dict[int, Column]:
    found = {column: Column.WHEN for column, cells in texts.items() if cells and all(map(_is_time, cells))}
    rest = {column: cells for column, cells in texts.items() if column not in found}
    who = {column for column, cells in rest.items() if _share(cells, _is_name) >= _NAMES_SHARE}
    if who and len(rest) > len(who):
        return found | dict.fromkeys(who, Column.WHO) | dict.fromkeys(rest.keys() - who, Column.HEARD)
    if len(rest) < 2:  # noqa: PLR2004 - two columns are told apart
        return found
    labelled = {column: _share(cells, _is_labelled) for column, cells in rest.items()}
    best = max(labelled, key=labelled.__getitem__)
    if labelled[best] >= _LABELLED_SHARE:
        return found | {column: Column.HEARD if column == best else Column.SEEN for column in rest}
    seen = {column: sum(map(looks_seen, cells)) / len(cells) for column, cells in rest.items()}
    most = max(seen, key=seen.__getitem__)
    if seen[most] - max(value for column, value in seen.items() if column != most) >= _SEEN_MORE:
        return found | {column: Column.SEEN if column == most else Column.HEARD for column in rest}
    return found


def _share(cells: Sequence[str], fits: object) -> float:
    return sum(bool(fits(cell)) for cell in cells) / len(cells) if cells else 0.0  # type: ignore[operator]


def _is_time(text: str) -> bool:
    return text.strip(".#").isdigit() or not without_time(text, bare=True).text


def _is_name(text: str) -> bool:
    name = name_in(text.removesuffix(":"))
    return name is not None and name.likeness >= POSSIBLE


def _is_labelled(text: str) -> bool:
    found = _LABEL.match(text)
    name = name_in(found[1]) if found and aside_of(text) is None else None
    return name is not None and (name.likeness >= LIKELY or name.text.isupper())
