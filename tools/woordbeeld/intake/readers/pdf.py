"""PDF: the text on its pages becomes lines, rows of tables and paragraphs again, by where it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Final

from woordbeeld.errors import BadInputError
from woordbeeld.intake.document import Document, Style, Why
from woordbeeld.intake.readers.building import SOFT_HYPHEN, Builder
from woordbeeld.intake.readers.pdf_text import Segment, segments
from woordbeeld.words import say

NAME: Final = "PDF"
MARK: Final = b"%PDF-"
# All in sizes of the letters.
_SAME_LINE: Final = 0.4  # how far letters of one line may stand apart from top to bottom
_SAME_COLUMN: Final = 0.6  # how far beginnings of lines in one column may
_WITHIN: Final = 1.75  # from a line to the next in one paragraph or cell, at the most
_EMPTY: Final = 2.7  # from there on an empty line is between
_HEADING_SIZE: Final = 1.15  # of the most common size
_MOST_HEADING_WORDS: Final = 15
_PAGE_NUMBER = re.compile(
    r"(?:(?:pagina|page|blz\.?|p\.|seite)\s*)?[-–]?\s*\d+(?:\s*(?:/|van|of|von|-)\s*\d+)?\s*[-–]?",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[\uf0b7\uf0a7•·▪‣◦]\s+")
_DIGITS = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_HYPHENED = re.compile(r"\w+(?:-\w+)+")
_LOOK_BACK: Final = (
    12  # lines that a cell goes back to, whose text was written after that of the one beside it
)
_MIN_COLUMNS: Final = 2
_COLUMN_WIDTH: Final = 6.0  # sizes, within which lines begin in one column
_SPARE: Final = 1.2  # sizes, by which a word may be wider than its letters are on average
_MIN_REPEATED: Final = 0.5  # of the pages, that have what stands at the head or the foot of each


@dataclass(frozen=True, slots=True)
class _Line:
    """What stands at one height of a page, from left to right."""

    segments: tuple[Segment, ...]

    @property
    def first(self) -> Segment:
        return self.segments[0]

    @property
    def text(self) -> str:
        return " ".join(each.text for each in self.segments)


def read_pdf(data: bytes) -> Document:
    """The paragraphs of a PDF: lines that were wrapped are joined again, with or without the hyphen.

    Numbers of pages, and what stands at the head or the foot of most of them, are left out.

    Raises:
        BadInputError: it is protected or damaged, or holds pictures of text only.
    """
    found = segments(data)
    if not found:
        raise BadInputError(say("error.intake.pdf_pictures"), remedy=say("error.intake.recognise"))
    return read_pages(found)


def read_pages(found: Sequence[Segment]) -> Document:
    """The paragraphs of what stands on pages."""
    pages = [list(_lines(list(held))) for _, held in groupby(found, key=lambda each: each.page)]
    return _Writing(pages, _common_size(found)).document()


def _common_size(found: Sequence[Segment]) -> float:
    sizes: Counter[float] = Counter()
    for each in found:
        sizes[round(each.size, 1)] += len(each.text)
    return max(sizes.most_common(1)[0][0], 1.0)


def _lines(page: Sequence[Segment]) -> Iterator[_Line]:
    """The lines of a page in the order in which they were written; cells of one row stand at one height."""
    held: list[list[Segment]] = []
    for each in page:
        same = next(
            (
                line
                for line in reversed(held[-_LOOK_BACK:])
                if abs(line[0].y - each.y) < _SAME_LINE * max(each.size, 1.0)
            ),
            None,
        )
        if same is None:
            held.append([each])
        else:
            same.append(each)
    for line in held:
        yield _Line(tuple(sorted(line, key=lambda segment: segment.left)))


class _Writing:
    """Goes through the pages and writes paragraphs and tables."""

    def __init__(self, pages: Sequence[Sequence[_Line]], size: float) -> None:
        self._pages = pages
        self._size = size
        self._right = max(each.right for page in pages for line in page for each in line.segments)
        self._edges = self._edges_of_columns()
        self._to = Builder()
        self._words = {word for page in pages for line in page for word in _HYPHENED.findall(line.text)}

    def document(self) -> Document:
        """All pages as one text, for a paragraph may go on over the foot of one and the head of the next."""
        repeated = _repeated(self._pages)
        body: list[_Line] = []
        self._to.is_beside = True
        for page in self._pages:
            for at, line in enumerate(page):
                if at in (0, len(page) - 1) and (why := _why_left_out(line.text, repeated)):
                    self._to.leave_out(line.text, why)
                else:
                    body.append(line)
        self._to.is_beside = False
        self._write(body)
        return self._to.document(NAME)

    def _write(self, lines: Sequence[_Line]) -> None:
        for columns, held in parts(lines, self._size):
            if columns:
                self._table(columns, held)
            else:
                self._text([_as_one(line.segments) for line in held])

    def _text(self, lines: Sequence[Segment], cell_right: float | None = None) -> None:
        """Lines below each other: those that were wrapped are joined, the others are lines or paragraphs."""
        self._to.edge()
        for before, line in pairwise((None, *lines)):
            if before and line:
                self._between(before, line, cell_right or self._right_of(before))
            if line:
                self._segment(line)
        self._to.edge()

    def _between(self, before: Segment, line: Segment, right: float) -> None:
        goes_on = before.page != line.page
        gap = 0.0 if goes_on else (before.y - line.y) / self._size
        if gap < _WITHIN and before.size == line.size and _is_wrapped(before, line, right):
            self._join(before, line)
        elif gap > _EMPTY or gap < 0:
            self._to.empty_line()
        else:
            self._to.edge(apart=goes_on or gap > _WITHIN or before.size != line.size)

    def _right_of(self, line: Segment) -> float:
        """Where the lines of its column end at the latest: at the margin, or before the next column."""
        return self._edges.get((line.page, self._column(line)), self._right)

    def _column(self, line: Segment) -> int:
        return round(line.left / (_COLUMN_WIDTH * self._size))

    def _edges_of_columns(self) -> dict[tuple[int, int], float]:
        """For each page and column that has another one beside it, where its longest line ends."""
        found: dict[tuple[int, int], float] = {}
        for page in self._pages:
            rights: dict[int, float] = {}
            for each in (segment for line in page for segment in line.segments):
                column = self._column(each)
                rights[column] = max(rights.get(column, 0.0), each.right)
            last = max(rights, default=0) * _COLUMN_WIDTH * self._size
            found |= {(page[0].first.page, column): right for column, right in rights.items() if right < last}
        return found

    def _join(self, before: Segment, line: Segment) -> None:
        """A word that a hyphen divides is joined without it, unless it is written with one elsewhere."""
        first, last = before.text.rsplit(" ", 1)[-1], line.text.split(" ", 1)[0]
        if not first.endswith(("-", SOFT_HYPHEN)):
            self._to.text(" ")
        elif (
            first.endswith("-")
            and last[:1].islower()
            and not self._words & {*_HYPHENED.findall(first + last)}
        ):
            self._to.take_back("-")

    def _segment(self, segment: Segment) -> None:
        runs = list(segment.runs)
        if found := _BULLET.match(segment.text):
            self._to.leave_out(found[0], Why.MARKUP)
            self._to.style, self._to.level = Style.LIST_ITEM, 1
            runs = list(_without(found.end(), runs))
        elif segment.size >= _HEADING_SIZE * self._size and len(segment.text.split()) <= _MOST_HEADING_WORDS:
            self._to.style, self._to.level = Style.HEADING, 1
        elif not self._to.has_text:
            self._to.style, self._to.level = Style.BODY, 0
        for text, bold, italic in runs:
            self._to.text(text, bold=bold, italic=italic)

    def _table(self, columns: Sequence[float], lines: Sequence[_Line]) -> None:
        tables = self._to.tables
        tables.open_table()
        for row in _rows(lines, self._size):
            tables.open_row()
            for column, left in enumerate(columns):
                tables.open_cell()
                after = columns[column + 1] if column + 1 < len(columns) else self._right + self._size
                held = [
                    each
                    for line in row
                    for each in line.segments
                    if left - self._size <= each.left < after - self._size
                ]
                self._text(held, after - self._size)
                tables.close_cell()
        tables.close_table()
        self._to.edge()


def parts(lines: Sequence[_Line], size: float) -> Iterator[tuple[tuple[float, ...], Sequence[_Line]]]:
    """Stretches of lines, each with the left edges of its columns, which running text has none of.

    A table begins with a line in columns, has two of them that begin in the same places, and goes on as long
    as what stands below begins in a column and ends before the next.
    """
    plain: list[_Line] = []
    at = 0
    while at < len(lines):
        columns, end = _table_at(lines, at, size)
        if end > at:
            if plain:
                yield (), plain
                plain = []
            yield columns, lines[at:end]
            at = end
        else:
            plain.append(lines[at])
            at += 1
    if plain:
        yield (), plain


def _table_at(lines: Sequence[_Line], start: int, size: float) -> tuple[tuple[float, ...], int]:
    """The columns of the table that begins at a line, and where it ends; that is where it begins if there is
    none.
    """
    columns = tuple(each.left for each in lines[start].segments)
    if len(columns) < _MIN_COLUMNS:
        return (), start
    end, rows = start + 1, 1
    for at in range(start + 1, len(lines)):
        places = _columns_of(lines[at], columns, size)
        if places is None:
            break
        if len(places) > 1:
            rows += 1
            end = at + 1
        elif end == at and (places[0] or (lines[at - 1].first.y - lines[at].first.y) < _WITHIN * size):
            end = at + 1
    return (columns, end) if rows > 1 else ((), start)


def _columns_of(line: _Line, columns: Sequence[float], size: float) -> list[int] | None:
    """In which columns the segments of a line stand; None if one begins elsewhere, or is wider than its
    column.
    """
    found = []
    for each in line.segments:
        place = next(
            (at for at, left in enumerate(columns) if abs(left - each.left) < _SAME_COLUMN * size), None
        )
        if place is None or (place + 1 < len(columns) and each.right > columns[place + 1]):
            return None
        found.append(place)
    return found


def _rows(lines: Sequence[_Line], size: float) -> Iterator[list[_Line]]:
    """The rows of a table: a wide gap parts them where there is one, else each line that fills the first
    column.
    """
    gaps = [
        (before.first.y - line.first.y) / size if before.first.page == line.first.page else _EMPTY
        for before, line in pairwise(lines)
    ]
    padded = any(gap > _WITHIN for gap in gaps)
    row = [lines[0]]
    for gap, line in zip(gaps, lines[1:], strict=True):
        is_first = len(line.segments) > 1 and abs(line.first.left - lines[0].first.left) < _SAME_COLUMN * size
        if gap > _WITHIN if padded else is_first:
            yield row
            row = []
        row.append(line)
    yield row


def _as_one(held: Sequence[Segment]) -> Segment:
    """What stands on one line outside a table, with tabs where the gaps are."""
    if len(held) == 1:
        return held[0]
    runs = [
        run for at, each in enumerate(held) for run in ((("\t", False, False),) if at else ()) + each.runs
    ]
    return replace(held[0], right=held[-1].right, runs=tuple(runs))


def _is_wrapped(before: Segment, line: Segment, right: float) -> bool:
    """Whether a line ends only because the first word of the next did not fit; after a sentence it may well
    end.
    """
    words = line.text.split(" ", 1)
    width = (line.right - line.left) * len(words[0]) / max(len(line.text), 1)
    return before.right + width + _SPARE * before.size > right and not _SENTENCE_END.search(before.text)


def _without(count: int, runs: Sequence[tuple[str, bool, bool]]) -> Iterator[tuple[str, bool, bool]]:
    """The runs without their first characters."""
    for text, bold, italic in runs:
        if text[count:]:
            yield text[count:], bold, italic
        count = max(count - len(text), 0)


def _repeated(pages: Sequence[Sequence[_Line]]) -> frozenset[str]:
    """What stands first or last on most pages, figures aside."""
    if len(pages) < 2:  # noqa: PLR2004 - nothing repeats on one
        return frozenset()
    edges = Counter(
        text for page in pages for text in {_figureless(page[0].text), _figureless(page[-1].text)}
    )
    return frozenset(
        text for text, count in edges.items() if count > 1 and count >= _MIN_REPEATED * len(pages)
    )


def _figureless(text: str) -> str:
    return _DIGITS.sub("0", text).casefold()


def _why_left_out(text: str, repeated: frozenset[str]) -> Why | None:
    if _PAGE_NUMBER.fullmatch(text.strip()):
        return Why.PAGE_NUMBER
    return Why.RUNNING_HEAD if _figureless(text) in repeated else None
