"""A long transcript cut into pages of a size that loads soon, which follow on each other."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from jinja2.utils import htmlsafe_json_dumps
from markupsafe import escape

from woordbeeld.alignment.model import AlignedLine, PlacedEvent
from woordbeeld.publications.outline import Outline, Paragraph, TurnPart, screen_parts
from woordbeeld.publications.page_engine import JSON
from woordbeeld.transcript.model import SceneDescription

# No page is larger than 300 kB (10 s at 240 kbit/s); below that is room for a link that others put above it.
MOST_BYTES: Final = 290_000
ABOUT_PAGES: Final = 2_000  # bytes for links to other pages and their names
# What markup takes at the most.
_AROUND_EVENT: Final = 190
_AROUND_PART: Final = 80  # of a line or scene: another language, text in the picture
_ESTIMATED: Final = 80
_AROUND_HEADING: Final = 150

Timed = Sequence[Sequence[Any]]  # rows that begin with a moment in ms, in the order of time


# The pages that may follow, whose number changes with the text.
FURTHER_PAGES: Final = ("index.*.html", "transcript.*.html", "transcript-extended.*.html")
_FURTHER: Final = re.compile(r"(index|transcript|transcript-extended)\.\d+\.html")


def is_further_page(name: str) -> bool:
    """Whether a file of a bundle is a page on which another one goes on.

    >>> is_further_page("index.2.html"), is_further_page("transcript.fragment.html")
    (True, False)
    """
    return _FURTHER.fullmatch(name) is not None


@dataclass(frozen=True, slots=True)
class CutPage:
    """What stands on one of the pages: its part of the transcript, and of all rows those of that time."""

    parts: Outline
    start_ms: int | None
    rows: tuple[Timed, ...]


@dataclass(frozen=True, slots=True)
class PageLink:
    """To the page before or after another one: its number, and when it begins."""

    name: str
    number: int
    start_ms: int | None


def links_at(pages: Sequence[CutPage], at: int, name: str) -> dict[str, PageLink | None]:
    """The links of a page; `name` is that of the first one."""
    return {
        way: PageLink(page_name(name, to + 1), to + 1, pages[to].start_ms) if 0 <= to < len(pages) else None
        for way, to in (("before", at - 1), ("after", at + 1))
    }


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is never cut: a line, scene or sound; in which part of the outline, and in which item of that."""

    part: int
    item: int
    held: AlignedLine | PlacedEvent

    @property
    def start_ms(self) -> int | None:
        return self.held.span.start_ms if self.held.span else None


def page_name(name: str, number: int) -> str:
    """The name of a page of several, of which the first has that of all.

    >>> page_name("index.html", 1), page_name("index.html", 2)
    ('index.html', 'index.2.html')
    """
    stem, _, kind = name.rpartition(".")
    return name if number == 1 else f"{stem}.{number}.{kind}"


def cut(
    parts: Outline, rows: Sequence[Timed], first_room: int, room: int, *, around_line: int
) -> tuple[CutPage, ...]:
    """Pages of which the first has `first_room` bytes for its part, and each other one `room`; the
    markup around a line takes at the most `around_line` of them.

    All stands on one page, and in its order; a turn that goes on there `continues`. A row stands where the
    line is that begins last before it.
    """
    pieces = list(_pieces(parts))
    places = [_places(pieces, kind) for kind in rows]
    costs, headings = (
        [_cost(piece, around_line) for piece in pieces],
        [_heading(parts[piece.part]) for piece in pieces],
    )
    for number, piece in enumerate(pieces):
        is_first = not number or piece.part != pieces[number - 1].part
        costs[number] += headings[number] if is_first else 0
    for kind, where in zip(rows, places, strict=True):
        for row, place in zip(kind, where, strict=True):
            costs[place] += len(htmlsafe_json_dumps(row, **JSON).encode()) + 1
    found = []
    for begin, end in _ranges(costs, headings, first_room, room):
        own = tuple(
            [row for row, place in zip(kind, where, strict=True) if begin <= place < end]
            for kind, where in zip(rows, places, strict=True)
        )
        timed = (piece.start_ms for piece in pieces[begin:end] if piece.start_ms is not None)
        found.append(CutPage(tuple(_joined(parts, pieces, begin, end)), next(timed, None), own))
    return tuple(found)


def _pieces(parts: Outline) -> Iterator[_Piece]:
    for number, part in enumerate(parts):
        for at, item in enumerate(part.items if isinstance(part, TurnPart) else (part,)):
            for held in item.lines if isinstance(item, Paragraph) else (item,):
                yield _Piece(number, at, held)


def _places(pieces: Sequence[_Piece], rows: Timed) -> list[int]:
    """For each row the piece that begins last before it, or else the first one."""
    begun = sorted((each.start_ms, at) for at, each in enumerate(pieces) if each.start_ms is not None)
    starts = [start for start, _ in begun]
    return [begun[max(bisect_right(starts, row[0]) - 1, 0)][1] if begun else 0 for row in rows]


def _cost(piece: _Piece, around_line: int) -> int:
    """How many bytes of the page a piece takes at the most."""
    source = piece.held.source
    if isinstance(piece.held, AlignedLine):
        around = around_line + len(piece.held.source.marked) * _AROUND_PART
        return _size(source.text) + around + (_ESTIMATED if piece.held.estimated else 0)
    shown = screen_parts(source) if isinstance(source, SceneDescription) else [(source.text, False)]
    return _AROUND_EVENT + sum(_size(text) + _AROUND_PART for text, _ in shown)


def _heading(part: TurnPart | PlacedEvent) -> int:
    if not isinstance(part, TurnPart):
        return 0
    return _size(f"{part.speaker}{part.remark}") + _AROUND_HEADING


def _size(text: str) -> int:
    return len(escape(text).encode())


def _ranges(
    costs: Sequence[int], headings: Sequence[int], first_room: int, room: int
) -> Iterator[tuple[int, int]]:
    """From which piece to which each page has them; a page has one at the least."""
    begin, left = 0, first_room
    for at, (cost, heading) in enumerate(zip(costs, headings, strict=True)):
        if cost > left and at > begin:
            yield begin, at
            begin, left = at, room - heading
        left -= cost
    yield begin, len(costs)


def _joined(
    parts: Outline, pieces: Sequence[_Piece], begin: int, end: int
) -> Iterator[TurnPart | PlacedEvent]:
    """The outline of these pieces alone."""
    for number, run in groupby(pieces[begin:end], lambda piece: piece.part):
        part = parts[number]
        if not isinstance(part, TurnPart):
            yield part
            continue
        own = list(run)
        items = [_item(part, at, list(held)) for at, held in groupby(own, lambda piece: piece.item)]
        turn = replace(part, items=tuple(items))
        if own[0] is pieces[begin] and begin and pieces[begin - 1].part == number:
            turn = replace(turn, line=own[0].held.source.line, start_ms=own[0].start_ms, continues=True)
        yield turn


def _item(part: TurnPart, at: int, held: list[_Piece]) -> Paragraph | PlacedEvent:
    lines = tuple(each.held for each in held if isinstance(each.held, AlignedLine))
    return Paragraph(lines) if lines else part.items[at]
