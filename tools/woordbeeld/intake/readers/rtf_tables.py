"""The tables of RTF: a paragraph tells how many it stands in; their rows and cells follow from that."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from woordbeeld.intake.readers.tables import Tables

MOST_TABLES: Final = 50  # one in the other


@dataclass(slots=True)
class _Open:
    """A table that is open: whether a row of it is, and a cell of that."""

    row: bool = False
    cell: bool = False


class OpenTables:
    """The tables around the paragraph that is being read, from the outermost on."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._open: list[_Open] = []

    def enter(self, depth: int) -> None:
        """A paragraph stands in so many tables, each in a cell of the one around."""
        self._close_deeper(depth)
        while len(self._open) < min(depth, MOST_TABLES):
            self._enter_cell()
            self._open.append(_Open())
            self._tables.open_table()
        self._enter_cell()

    def end_cell(self) -> None:
        if self._open:
            self._open[-1].cell = False
            self._tables.close_cell()

    def end_row(self, depth: int) -> None:
        """The row ends of the table that so many are, itself and those around it."""
        self._close_deeper(depth)
        if len(self._open) == depth:
            self._open[-1].row = self._open[-1].cell = False
            self._tables.close_cell()

    def _close_deeper(self, depth: int) -> None:
        while len(self._open) > depth:
            self._open.pop()
            self._tables.close_table()

    def _enter_cell(self) -> None:
        """In the innermost table a row and a cell are open."""
        if not self._open:
            return
        innermost = self._open[-1]
        if not innermost.row:
            self._tables.open_row()
            innermost.row = True
        if not innermost.cell:
            self._tables.open_cell()
            innermost.cell = True
