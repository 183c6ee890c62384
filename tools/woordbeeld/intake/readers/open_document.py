"""OpenDocument text (`.odt`, `.fodt`): as LibreOffice writes it, read as Word is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from woordbeeld.errors import BadInputError
from woordbeeld.intake.document import Document, Style, Why
from woordbeeld.intake.readers.building import Builder
from woordbeeld.intake.readers.package import Attributes, Package, follow_xml
from woordbeeld.intake.readers.word_styles import MOST_BEHIND, PLAIN, Look
from woordbeeld.words import say

NAME: Final = "OpenDocument"
MIME_TYPE: Final = b"application/vnd.oasis.opendocument.text"
FLAT: Final = b"<office:document "
_NAMESPACE: Final = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
PREFIXES: Final = {
    **{_NAMESPACE.format(name): name for name in ("office", "text", "table", "style")},
    _NAMESPACE.format("drawing"): "draw",
    _NAMESPACE.format("svg-compatible"): "svg",
    _NAMESPACE.format("xsl-fo-compatible"): "fo",
    "http://purl.org/dc/elements/1.1/": "dc",
}
_WHITE = re.compile(r"[ \t\r\n]+")
_LEAVES: Final = {
    "text:deletion": Why.DELETED,
    "office:annotation": Why.COMMENT,
    "text:table-of-content": Why.NAVIGATION,
    "text:note-citation": Why.MARKUP,
    "svg:title": Why.HIDDEN,
    "svg:desc": Why.HIDDEN,
    "text:hidden-text": Why.HIDDEN,
    "text:ruby-text": Why.HIDDEN,
    "style:header": Why.PAGE_HEADER,
    "style:header-left": Why.PAGE_HEADER,
    "style:header-first": Why.PAGE_HEADER,
    "style:footer": Why.PAGE_HEADER,
    "style:footer-left": Why.PAGE_HEADER,
    "style:footer-first": Why.PAGE_HEADER,
}
# What holds text of its own, in a paragraph or beside all; numbers of notes and dates of changes are no text.
_FRAMES: Final = frozenset(
    {"draw:text-box", "draw:custom-shape", "draw:rect", "draw:ellipse", "draw:caption"}
)
_NO_TEXT: Final = frozenset({"office:change-info", "text:sequence-decls", "office:meta", "office:scripts"})
_HEAVY: Final = frozenset({"bold", "600", "700", "800", "900"})
_ABOUT_NOTE: Final = frozenset({"dc:creator", "dc:date"})  # of a reader, each a line of it
_MOST_REPEATED: Final = 1000


def is_open_document(package: Package) -> bool:
    return "content.xml" in package.names and package.read("mimetype").startswith(MIME_TYPE)


def read_open_document(package: Package) -> Document:
    """The text with its marks; tracked deletions, notes of readers and page headers are left out.

    Raises:
        BadInputError: it is damaged, or protected with a password.
    """
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise BadInputError(say("error.intake.password"), remedy=say("error.intake.no_password"))
    reading = _Reading()
    package.follow("styles.xml", reading, PREFIXES)
    reading.begin_text()
    package.follow("content.xml", reading, PREFIXES)
    return reading.document()


def read_flat(data: bytes) -> Document:
    """The same in one file of XML.

    Raises:
        BadInputError: it is damaged.
    """
    reading = _Reading()
    reading.begin_text()
    follow_xml(iter([data]), reading, PREFIXES)
    return reading.document()


@dataclass(slots=True)
class _TextStyle:
    """A style as the file has it."""

    parent: str = ""
    look: Look = PLAIN
    level: int | None = None


@dataclass(frozen=True, slots=True)
class _Around:
    """What is around the text that is read: put back where an element ends."""

    name: str
    leaving: Why | None
    is_beside: bool
    look: Look


class _Reading:
    """Follows both parts: the styles, with headers and footers of pages, and then the text."""

    def __init__(self) -> None:
        self._to = Builder()
        self._to.is_beside = True
        self._styles: dict[str, _TextStyle] = {}
        self._style: _TextStyle | None = None
        self._look = PLAIN
        self._open: list[_Around] = []
        self._paragraphs: list[tuple[Style, int]] = []
        self._lists = 0
        self._notes = 0
        self._skipped = 0
        self._change = ""
        self._deletions: set[str] = set()
        self._is_deleted = False

    def begin_text(self) -> None:
        """All that follows is the text, not what stands beside it."""
        self._to.end_left_out()
        self._to.is_beside = False

    def document(self) -> Document:
        return self._to.document(NAME)

    def start(self, name: str, attributes: Attributes) -> None:
        self._open.append(_Around(name, self._to.leaving, self._to.is_beside, self._look))
        if self._skipped or name in _NO_TEXT:
            self._skipped += 1
            return
        if name == "text:deletion":
            self._deletions.add(self._change)
        if (why := _LEAVES.get(name)) and not self._to.leaving:
            self._to.end_left_out()
            self._to.leaving = why
            self._to.is_beside |= why is Why.PAGE_HEADER
        if name in _FRAMES:
            self._to.open_aside()
        elif begin := _BEGINS.get(name):
            begin(self, attributes)

    def end(self, name: str) -> None:
        around = self._open.pop()
        if self._skipped:
            self._skipped -= 1
            return
        if name in _FRAMES:
            self._to.close_aside()
        elif finish := _ENDS.get(name):
            finish(self)
        elif name in _ABOUT_NOTE:
            self._to.break_line()
        if around.leaving is not self._to.leaving:
            self._to.end_left_out()
        self._to.leaving, self._to.is_beside, self._look = around.leaving, around.is_beside, around.look

    def data(self, text: str) -> None:
        """Text stands in paragraphs; between them is white space, or what there is a reason to leave out."""
        if not self._skipped and (self._paragraphs or self._to.leaving):
            self._write(_WHITE.sub(" ", text))

    def _write(self, text: str) -> None:
        why = Why.DELETED if self._is_deleted else Why.HIDDEN if self._look.hidden else None
        if why and not self._to.leaving:
            self._to.leave_out(text, why)
        else:
            self._to.text(text, bold=bool(self._look.bold), italic=bool(self._look.italic))

    def begin_paragraph(self, attributes: Attributes) -> None:
        name = attributes.get("text:style-name", "")
        self._look = self._styled(name)
        level = attributes.get("text:outline-level") or self._outline_level(name)
        if level is not None:
            self._paragraphs.append((Style.HEADING, _number(level)))
        elif self._notes:
            self._paragraphs.append((Style.FOOTNOTE, 0))
        else:
            self._paragraphs.append((Style.LIST_ITEM, self._lists) if self._lists else (Style.BODY, 0))

    def end_paragraph(self) -> None:
        self._to.style, self._to.level = self._paragraphs.pop()
        self._to.end_paragraph()

    def begin_span(self, attributes: Attributes) -> None:
        self._look = self._styled(attributes.get("text:style-name", "")).over(self._look)

    def changed_region(self, attributes: Attributes) -> None:
        self._change = attributes.get("text:id", "")

    def begin_change(self, attributes: Attributes) -> None:
        """A deletion may stand in the text itself, between two marks."""
        self._is_deleted |= attributes.get("text:change-id") in self._deletions

    def end_change(self, attributes: Attributes) -> None:
        if attributes.get("text:change-id") in self._deletions:
            self._is_deleted = False

    def break_line(self, _: Attributes) -> None:
        if self._paragraphs:
            self._to.style, self._to.level = self._paragraphs[-1]
        self._to.break_or_empty_line()

    def spaces(self, attributes: Attributes) -> None:
        self._write(" " * min(_number(attributes.get("text:c", "1")), _MOST_REPEATED))

    def tab(self, _: Attributes) -> None:
        self._write("\t")

    def begin_note(self, _: Attributes) -> None:
        self._notes += 1
        self._to.open_aside()

    def end_note(self) -> None:
        self._notes -= 1
        self._to.close_aside()

    def begin_list(self, _: Attributes) -> None:
        self._lists += 1

    def end_list(self) -> None:
        self._lists -= 1

    def begin_section(self, attributes: Attributes) -> None:
        if attributes.get("text:display") == "none" and not self._to.leaving:
            self._to.leaving = Why.HIDDEN

    def begin_table(self, _: Attributes) -> None:
        self._to.tables.open_table()

    def end_table(self) -> None:
        self._to.tables.close_table()

    def begin_row(self, _: Attributes) -> None:
        is_heading = any(each.name == "table:table-header-rows" for each in self._open[-2:])
        self._to.tables.open_row(is_heading=is_heading)

    def begin_cell(self, attributes: Attributes) -> None:
        """Cells that others cover stand in the file themselves."""
        self._to.tables.open_cell()
        repeated = min(_number(attributes.get("table:number-columns-repeated", "1")), _MOST_REPEATED)
        self._to.tables.skip_columns(max(repeated, 1) - 1)

    def end_cell(self) -> None:
        self._to.tables.close_cell()

    def begin_style(self, attributes: Attributes) -> None:
        self._style = _TextStyle(attributes.get("style:parent-style-name", ""))
        if level := attributes.get("style:default-outline-level"):
            self._style.level = _number(level)
        name = attributes.get("style:name", "")
        if name in ("Title", "Subtitle"):
            self._style.level = 0
        self._styles[name] = self._style

    def end_style(self) -> None:
        self._style = None

    def text_properties(self, attributes: Attributes) -> None:
        if self._style:
            weight, slant = attributes.get("fo:font-weight"), attributes.get("fo:font-style")
            display = attributes.get("text:display")
            self._style.look = Look(
                None if weight is None else weight in _HEAVY,
                None if slant is None else slant != "normal",
                None if display is None else display == "none",
            )

    def _styled(self, name: str) -> Look:
        look = Look()
        for style in self._behind(name):
            look = look.over(style.look)
        return look

    def _outline_level(self, name: str) -> str | None:
        return next((str(style.level) for style in self._behind(name) if style.level is not None), None)

    def _behind(self, name: str) -> Iterator[_TextStyle]:
        for _ in range(MOST_BEHIND):
            if (style := self._styles.get(name)) is None:
                return
            yield style
            name = style.parent


def _number(told: str) -> int:
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 6 else 0  # noqa: PLR2004


_BEGINS: Final[dict[str, Callable[[_Reading, Attributes], None]]] = {
    "text:p": _Reading.begin_paragraph,
    "text:h": _Reading.begin_paragraph,
    "text:span": _Reading.begin_span,
    "text:changed-region": _Reading.changed_region,
    "text:change-start": _Reading.begin_change,
    "text:change-end": _Reading.end_change,
    "text:line-break": _Reading.break_line,
    "text:s": _Reading.spaces,
    "text:tab": _Reading.tab,
    "text:note-body": _Reading.begin_note,
    "text:list": _Reading.begin_list,
    "text:section": _Reading.begin_section,
    "table:table": _Reading.begin_table,
    "table:table-row": _Reading.begin_row,
    "table:table-cell": _Reading.begin_cell,
    "table:covered-table-cell": _Reading.begin_cell,
    "style:style": _Reading.begin_style,
    "style:text-properties": _Reading.text_properties,
}
_ENDS: Final[dict[str, Callable[[_Reading], None]]] = {
    "text:p": _Reading.end_paragraph,
    "text:h": _Reading.end_paragraph,
    "text:note-body": _Reading.end_note,
    "text:list": _Reading.end_list,
    "table:table": _Reading.end_table,
    "table:table-cell": _Reading.end_cell,
    "table:covered-table-cell": _Reading.end_cell,
    "style:style": _Reading.end_style,
}
