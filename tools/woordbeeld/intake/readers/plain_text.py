"""Plain text: each line that is not empty is a paragraph, with the number of its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from woordbeeld.intake.document import Document, Paragraph, Run
from woordbeeld.intake.readers.tables import Tables
from woordbeeld.textfile import WHITE

NAME: Final = "text"
_LEAST_TABS: Final = 2  # of a row; a name and what is said have one between them
_LEAST_ROWS: Final = 3
_TABLE_SHARE: Final = 0.8  # of the lines of a text


def read_text(text: str) -> Document:
    r"""The lines of a text, each as it stands, without its line end; an empty line sets the next one apart.

    >>> [(each.text, each.place, each.apart) for each in read_text("Een \n\ttwee\n\ndrie").paragraphs]
    [('Een ', 1, True), ('\ttwee', 2, False), ('drie', 4, True)]
    """
    paragraphs = tuple(_paragraphs(text.removeprefix("\ufeff")))
    return Document(NAME, _in_columns(paragraphs) if _is_table(paragraphs) else paragraphs, lines=True)


def _paragraphs(text: str) -> Iterator[Paragraph]:
    apart = True
    for place, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if line.strip(WHITE):
            yield Paragraph((Run(line),), place, apart, spaced=apart)
            apart = False
        else:
            apart = True


def _is_table(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether tabs part nearly all lines into as many cells, of which there are at least three."""
    tabs = Counter(each.text.count("\t") for each in paragraphs)
    most, times = max(tabs.items(), key=lambda each: each[1], default=(0, 0))
    return most >= _LEAST_TABS and times >= max(_LEAST_ROWS, _TABLE_SHARE * len(paragraphs))


def _in_columns(paragraphs: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """The cells of lines that are the rows of a table; what has no tab is a paragraph by itself."""
    tables = Tables()
    tables.open_table()
    cells = []
    for each in paragraphs:
        if "\t" not in each.text:
            cells.append(each)
            continue
        tables.open_row()
        for text in each.text.split("\t"):
            tables.open_cell()
            if text.strip(WHITE):
                cells.append(replace(each, runs=(Run(text),), cell=tables.cell, apart=True))
            tables.close_cell()
    return tuple(tables.with_headings(cells))
