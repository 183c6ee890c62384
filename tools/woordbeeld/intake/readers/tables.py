"""Where the paragraphs of a document stand in its tables, and which heading each column has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from woordbeeld.intake.document import Cell, Paragraph

_Place = tuple[int, int]  # table, row

# What people write above the columns of a transcript, where nothing in the file marks the row as a heading.
_COLUMN_WORDS: Final = (
    "beeld beelden geluid tijd tijdcode tijdscode timecode tc tekst spreker sprekers naam wie video "
    "audio gesproken gesprek spraak scène scene shot nr nummer omschrijving beschrijving ziet hoort "
    "picture image sound time speaker name text visual visuals visueel transcript transcriptie dialoog "
    "dialogue voice-over voiceover description image son bild ton zeit sprecher interviewer beeldtekst "
    "opmerkingen opmerking start begin eind einde end in uit out duur duration timespan timestamp content "
    "inhoud inhalt vision commentary narration script"
)
_KNOWN: Final = frozenset(_COLUMN_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|#")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]*$")
_MOST_HEADING_WORDS: Final = 5
_LEAST_ROWS: Final = 3  # with one of headings
_LEAST_WORDS: Final = 3  # of a cell that is longer than a heading
_MOST_COLUMNS: Final = 64  # that cells from the rows above are reckoned with; Word has no more than 63


@dataclass(slots=True)
class _Table:
    """A table that is being read; cells of `reaching` columns go on into so many rows below."""

    number: int
    row: int = -1
    column: int = 0
    cell: Cell | None = None
    reaching: dict[int, int] = field(default_factory=dict)


class Tables:
    """The tables that are open, one in the other, and the rows that files mark as headings."""

    def __init__(self) -> None:
        self._open: list[_Table] = []
        self._count = 0
        self._heading_rows: set[_Place] = set()
        self._rows_of_headings: set[_Place] = set()
        self._rows_of_data: set[_Place] = set()
        self._entered: Cell | None = None

    @property
    def cell(self) -> Cell | None:
        return self._open[-1].cell if self._open else None

    def enters_cell(self) -> bool:
        """Whether the paragraph that is written now is the first in another cell, or after a table."""
        before, self._entered = self._entered, self.cell
        return before != self._entered

    def open_table(self) -> None:
        self._open.append(_Table(self._count))
        self._count += 1

    def close_table(self) -> None:
        if self._open:
            self._open.pop()

    def open_row(self, *, is_heading: bool = False) -> None:
        if not self._open:
            return
        table = self._open[-1]
        table.row += 1
        table.column, table.cell = 0, None
        if is_heading:
            self._heading_rows.add((table.number, table.row))

    def mark_heading(self) -> None:
        """The row that is being read is one of headings."""
        if self._open:
            self._heading_rows.add((self._open[-1].number, self._open[-1].row))

    def see_cell(self, *, is_heading: bool) -> None:
        """A cell that says of itself whether it is a heading; a row is one where all of its cells are."""
        if not self._open:
            return
        place = (self._open[-1].number, self._open[-1].row)
        (self._rows_of_headings if is_heading else self._rows_of_data).add(place)

    def skip_columns(self, count: int) -> None:
        """Columns of this row that have no cell of their own."""
        if self._open:
            self._open[-1].column += count

    def open_cell(self, *, columns: int = 1, rows: int = 1) -> None:
        """The next cell of the row, which spans so many columns and rows."""
        if not self._open:
            return
        table = self._open[-1]
        while table.column < _MOST_COLUMNS and table.reaching.get(table.column, 0) > table.row:
            table.column += 1
        table.cell = Cell(table.number, max(table.row, 0), table.column)
        if rows > 1:
            for column in range(table.column, table.column + min(columns, _MOST_COLUMNS)):
                table.reaching[column] = table.row + rows
        table.column += columns

    def close_cell(self) -> None:
        if self._open:
            self._open[-1].cell = None

    def with_headings(self, paragraphs: Sequence[Paragraph]) -> Sequence[Paragraph]:
        """The paragraphs with the heading of the column in which each stands."""
        if not self._count:
            return paragraphs
        marked = self._heading_rows | (self._rows_of_headings - self._rows_of_data)
        headings = _headings(paragraphs, marked)
        return [
            replace(each, cell=replace(each.cell, heading=heading))
            if each.cell and (heading := headings.get((each.cell.table, each.cell.column)))
            else each
            for each in paragraphs
        ]


def _headings(paragraphs: Iterable[Paragraph], marked: set[_Place]) -> dict[_Place, str]:
    """For each column (table, column) its heading: in rows that are marked, or that read as headings."""
    tables: dict[int, list[Paragraph]] = defaultdict(list)
    for each in paragraphs:
        if each.cell:
            tables[each.cell.table].append(each)
    marked_rows: dict[int, set[int]] = defaultdict(set)
    for number, row in marked:
        marked_rows[number].add(row)
    found: dict[_Place, str] = {}
    for number, held in tables.items():
        rows = marked_rows[number] or set(_first_row_of_headings(held))
        for each in held:
            if each.cell and each.cell.row in rows:
                place = (number, each.cell.column)
                found[place] = f"{found[place]} {each.text}" if place in found else each.text
    return found


def _first_row_of_headings(held: Sequence[Paragraph]) -> Iterator[int]:
    """The first row of a table, if it has short cells of words that people write above columns, or is bold
    where the row below is not.
    """
    rows: dict[int, list[Paragraph]] = defaultdict(list)
    for each in held:
        if each.cell:
            rows[each.cell.row].append(each)
    if len(rows) < 2:  # noqa: PLR2004 - a heading has a row below it
        return
    first, second = sorted(rows)[:2]
    texts = [_WORD.findall(each.text.casefold()) for each in rows[first]]
    short = all(len(words) <= _MOST_HEADING_WORDS for words in texts)
    several = len({each.cell.column for each in rows[first] if each.cell}) > 1
    known = all(not words or _KNOWN.intersection(words) for words in texts) and any(texts)
    bold = _is_bold(rows[first]) and not _is_bold(rows[second])
    if short and several and (known or bold or _is_above_sentences(rows, first)):
        yield first


def _is_above_sentences(rows: Mapping[int, Sequence[Paragraph]], first: int) -> bool:
    """Whether a row of words stands above a column of sentences, in which it is none itself."""
    if any(map(_is_sentence, (each.text for each in rows[first]))) or len(rows) < _LEAST_ROWS:
        return False
    below: dict[int, list[str]] = defaultdict(list)
    for each in (each for row, cells in rows.items() if row != first for each in cells):
        below[each.cell.column if each.cell else 0].append(each.text)
    headed = {each.cell.column for each in rows[first] if each.cell}
    return any(
        column in headed and len(texts) >= _LEAST_ROWS - 1 and all(map(_is_sentence, texts))
        for column, texts in below.items()
    )


def _is_sentence(text: str) -> bool:
    return _SENTENCE_END.search(text.rstrip()) is not None and len(_WORD.findall(text)) >= _LEAST_WORDS


def _is_bold(row: Sequence[Paragraph]) -> bool:
    return all(run.bold for each in row for run in each.runs if run.text.strip())
