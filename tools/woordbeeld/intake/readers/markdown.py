"""Markdown (CommonMark with tables): what it shows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from woordbeeld.intake.document import Document, Style, Why
from woordbeeld.intake.readers.building import Builder

if TYPE_CHECKING:
    from markdown_it.token import Token

NAME: Final = "Markdown"
_HEADING = re.compile(r"^ {0,3}#{1,6} +\S", re.MULTILINE)
_BOLD = re.compile(r"\*\*[^*\n]+\*\*|__[^_\n]+__")
_TABLE = re.compile(r"^\|?[ :]*---[ :-]*\|[ :|-]*$", re.MULTILINE)
_LINK = re.compile(r"\[[^\[\]\n]+\]\([^)\s]+\)")
_MIN_MARKS: Final = 2
# What would take its parser too long is read as a text.
_MOST_CHARS: Final = 1_000_000
_MOST_BRACKETS: Final = 20_000


def is_markdown(text: str) -> bool:
    """Whether a text is clearly Markdown: a table, or two headings, bold words or links at the least."""
    if len(text) > _MOST_CHARS or text.count("[") > _MOST_BRACKETS:
        return False
    marks = (len(pattern.findall(text)) for pattern in (_HEADING, _BOLD, _LINK))
    return bool(_TABLE.search(text)) or sum(marks) >= _MIN_MARKS


def read_markdown(text: str) -> Document:
    """The lines of each block with their marks; HTML is markup, and alternative texts are not shown."""
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": 100}).enable("table")
    reading = _Reading()
    for token in parser.parse(text.removeprefix("\ufeff")):
        reading.block(token)
    return reading.to.document(NAME)


class _Reading:
    """Follows the tokens of the parser: blocks, and in them what stands on a line."""

    def __init__(self) -> None:
        self.to = Builder()
        self._lists = 0
        self._style, self._level = Style.BODY, 0

    def block(self, token: Token) -> None:
        match token.type:
            case "heading_open":
                self._style, self._level = Style.HEADING, int(token.tag[1:])
            case "heading_close":
                self._style, self._level = Style.BODY, 0
            case "bullet_list_open" | "ordered_list_open":
                self._lists += 1
            case "bullet_list_close" | "ordered_list_close":
                self._lists -= 1
            case "inline":
                self._inline(token.children or [])
            case "fence" | "code_block":
                self._lines(token.content)
            case "html_block":
                self.to.leave_out(token.content, Why.MARKUP)
            case _:
                self._table(token.type)

    def _table(self, kind: str) -> None:
        tables = self.to.tables
        match kind:
            case "table_open":
                tables.open_table()
            case "table_close":
                tables.close_table()
            case "tr_open":
                tables.open_row()
            case "th_open" | "td_open":
                tables.open_cell()
                tables.see_cell(is_heading=kind == "th_open")
            case "th_close" | "td_close":
                tables.close_cell()

    def _inline(self, tokens: Iterable[Token]) -> None:
        bold = italic = 0
        for token in tokens:
            match token.type:
                case "strong_open" | "strong_close":
                    bold += token.nesting
                case "em_open" | "em_close":
                    italic += token.nesting
                case "text" | "code_inline":
                    self.to.text(token.content, bold=bold > 0, italic=italic > 0)
                case "softbreak" | "hardbreak":
                    self._end_line()
                    self.to.break_line()
                case "html_inline" | "image":
                    self.to.leave_out(token.content, Why.HIDDEN if token.type == "image" else Why.MARKUP)
        self._end_line()
        self.to.edge()

    def _end_line(self) -> None:
        is_item = self._style is Style.BODY and self._lists > 0
        self.to.style = Style.LIST_ITEM if is_item else self._style
        self.to.level = self._lists if is_item else self._level

    def _lines(self, text: str) -> None:
        for line in text.split("\n"):
            self.to.text(line)
            self._end_line()
            self.to.break_or_empty_line()
        self.to.edge()
