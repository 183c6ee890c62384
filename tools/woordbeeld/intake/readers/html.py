"""Web pages: the text that a browser shows, block by block, without what belongs to the site around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from html import unescape
from html.parser import HTMLParser
from typing import Final

from woordbeeld.intake.document import Document, Style, Why
from woordbeeld.intake.readers.building import Builder

NAME: Final = "web page"
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|body|/p|/div|br)\b"
    r"|\A\s*<(?:table|h[1-6]|[uod]l|section|article|(?-i:p))(?:\s[^<>]*)?>",  # `<P>` may be a label
    re.IGNORECASE,
)
_COMMENT: Final = "<!--"
_COMMENT_END = re.compile(r"--!?\s*>")
_LINE_END = re.compile(r"\r\n|\r|\n")
_DECLARATION = re.compile(r"font-(weight|style)\s*:\s*([\w-]+)", re.IGNORECASE)
_SECONDS = re.compile(r"\d{1,6}(?:\.\d{1,9})?")  # when a line is said, as our pages and others tell it
_HEAVY: Final = frozenset({"bold", "bolder", "600", "700", "800", "900"})
_SLANTED: Final = frozenset({"italic", "oblique"})

_Attributes = Sequence[tuple[str, str | None]]


class _Edge(Enum):
    """What an element is at both its ends."""

    LINE = "another line"
    PARAGRAPH = "another paragraph, which stands apart"


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


# What the page does not show, or shows around its content; scripts and styles hold no text at all.
_LEFT_OUT: Final = (
    dict.fromkeys(_tags("nav header footer summary button select textarea"), Why.NAVIGATION)
    | dict.fromkeys(_tags("noscript template svg iframe"), Why.HIDDEN)
    | {"title": Why.TITLE}
)
_NO_TEXT: Final = _tags("script style")
_HEADINGS: Final = {f"h{level}": level for level in range(1, 7)}
_PARAGRAPHS: Final = _tags(
    "p ul ol dl table blockquote section article main aside figure form fieldset details hr video body pre"
)
_LINES: Final = _tags("div li dt dd tr address figcaption caption label legend td th")
_EMPTY: Final = _tags(
    "area base br col embed hr img input link meta param source track wbr"
)  # without an end tag
_EDGES: Final = (
    dict.fromkeys(_PARAGRAPHS | _HEADINGS.keys() | _tags("head nav header footer summary"), _Edge.PARAGRAPH)
    | dict.fromkeys(_LINES, _Edge.LINE)
)  # fmt: skip
_BOLD, _ITALIC = _tags("b strong"), _tags("i em cite dfn address")
_OWN_STYLE: Final = {"li": Style.LIST_ITEM, "dt": Style.TERM} | dict.fromkeys(_tags("dd td th"), Style.BODY)
_LISTS: Final = _tags("ul ol")


def is_html(text: str) -> bool:
    return _HTML.search(text) is not None


def read_html(page: str) -> Document:
    """The paragraphs of a page: each block, and each line that `<br>` ends, in the order of the page."""
    return _Reader().document_of(page)


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that is not closed yet, and how text in it looks."""

    name: str
    leaving: Why | None
    bold: bool
    italic: bool
    style: Style
    level: int


_PAGE: Final = _Open("", None, bold=False, italic=False, style=Style.BODY, level=0)


class _Reader(HTMLParser):
    """Text and breaks in the order of the page. No tree of it is kept, since a page may be long and deep."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.builder = Builder(collapses=True)
        self.language: str | None = None
        self.open: list[_Open] = []
        self.times_open: Counter[str] = Counter()
        self.has_comment_end = True

    def document_of(self, page: str) -> Document:
        end = page.rfind(">") + 1  # behind it there are no tags
        self.feed(page[:end])
        self.close()
        self.handle_data(unescape(page[end:]))
        while self.open:
            self._leave()
        return self.builder.document(NAME, self.language, is_page=True)

    def handle_starttag(self, tag: str, attrs: _Attributes) -> None:
        if tag == "body":
            self.handle_endtag("head")  # which need not be closed itself
        if edge := _EDGES.get(tag):
            self.builder.edge(apart=edge is _Edge.PARAGRAPH)
        if tag in _EMPTY:
            self._empty_element(tag, attrs)
            return
        opened = self._opened(tag, attrs)
        self.open.append(opened)
        self.times_open[tag] += 1
        self._look_as(opened)
        self._table_part(tag, attrs)
        if tag == "html" and (language := dict(attrs).get("lang")):
            self.language = language

    def handle_endtag(self, tag: str) -> None:
        while self.times_open[tag]:
            if self._leave() == tag:
                return

    def handle_data(self, data: str) -> None:
        around = self.open[-1] if self.open else _PAGE
        if around.name in _NO_TEXT:
            return
        if not self.times_open["pre"]:
            self.builder.text(data, bold=around.bold, italic=around.italic)
            return
        for number, line in enumerate(_LINE_END.split(data)):
            if number:
                self.builder.break_or_empty_line()
            self.builder.text(line, bold=around.bold, italic=around.italic)

    def parse_comment(self, i: int, report: bool = True) -> int:  # noqa: ARG002, FBT001, FBT002 - as HTMLParser has it
        """Where a comment ends; one without an end is text, and so are all after it, without another look."""
        found = _COMMENT_END.search(self.rawdata, i + len(_COMMENT)) if self.has_comment_end else None
        if found:
            return found.end()
        self.has_comment_end = False
        self.handle_data(_COMMENT)
        return i + len(_COMMENT)

    def parse_html_declaration(self, i: int) -> int:
        """Where a declaration ends: at its first `>`, whatever it declares, as browsers have it."""
        return self.rawdata.find(">", i) + 1 or -1

    def updatepos(self, i: int, j: int) -> int:  # noqa: ARG002 - as above
        """Which line the parser is at is of no use here, and takes time to tell."""
        return j

    def _empty_element(self, tag: str, attrs: _Attributes) -> None:
        if tag == "br":
            self.builder.break_or_empty_line()
        elif tag == "img" and (alternative := dict(attrs).get("alt")):
            self.builder.leave_out(alternative, Why.HIDDEN)

    def _opened(self, tag: str, attrs: _Attributes) -> _Open:
        """The element, in what is around it."""
        around = self.open[-1] if self.open else _PAGE
        bold, italic = around.bold or tag in _BOLD, around.italic or tag in _ITALIC
        for name, value in attrs:
            if name == "data-start" and value and (moment := _SECONDS.fullmatch(value)):
                self.builder.break_line()
                self.builder.begin_at(round(float(moment[0]) * 1000))
            elif name == "style" and value:
                for what, how in _DECLARATION.findall(value):
                    if what.casefold() == "weight":
                        bold = how.casefold() in _HEAVY
                    else:
                        italic = how.casefold() in _SLANTED
        style, level = around.style, around.level
        if tag in _HEADINGS:
            style, level = Style.HEADING, _HEADINGS[tag]
        elif tag in _OWN_STYLE:
            style = _OWN_STYLE[tag]
            level = sum(self.times_open[each] for each in _LISTS) if style is Style.LIST_ITEM else 0
        return _Open(tag, around.leaving or _LEFT_OUT.get(tag), bold, italic, style, level)

    def _table_part(self, tag: str, attrs: _Attributes) -> None:
        tables = self.builder.tables
        match tag:
            case "table":
                tables.open_table()
            case "tr":
                tables.open_row(is_heading=bool(self.times_open["thead"]))
            case "td" | "th":
                given = dict(attrs)
                tables.open_cell(columns=_count(given.get("colspan")), rows=_count(given.get("rowspan")))
                tables.see_cell(is_heading=tag == "th")

    def _leave(self) -> str:
        """Close the element that was opened last, and tell its name."""
        element = self.open.pop()
        self.times_open[element.name] -= 1
        if edge := _EDGES.get(element.name):
            self.builder.edge(apart=edge is _Edge.PARAGRAPH)
        if element.name in ("td", "th"):
            self.builder.tables.close_cell()
        elif element.name == "table":
            self.builder.tables.close_table()
        self._look_as(self.open[-1] if self.open else _PAGE)
        return element.name

    def _look_as(self, element: _Open) -> None:
        self.builder.leaving = element.leaving
        self.builder.style, self.builder.level = element.style, element.level


_MOST_SPANNED: Final = 1000  # columns or rows (HTML 4.9.11)


def _count(told: str | None) -> int:
    return min(max(int(told), 1), _MOST_SPANNED) if told and told.isdecimal() and len(told) < 6 else 1  # noqa: PLR2004
