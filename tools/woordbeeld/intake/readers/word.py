"""Word (`.docx`): paragraphs, runs, tables and frames of the text itself; all else that it holds is left out
by reason.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from woordbeeld.intake.document import Document, Style, Why
from woordbeeld.intake.readers.building import Builder
from woordbeeld.intake.readers.package import Attributes, Package
from woordbeeld.intake.readers.word_styles import (
    LOOK_ELEMENTS,
    Kind,
    Look,
    Styles,
    StylesReader,
    is_on,
    number,
    outline_kind,
)

NAME: Final = "Word"
_DEFAULT_PART: Final = "word/document.xml"
PREFIXES: Final = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
}
# Parts beside the main one, by the beginning of their names: what their text is.
_NOTES: Final = ("footnotes", "endnotes")
_OTHER_PARTS: Final = (
    ("header", Why.PAGE_HEADER),
    ("footer", Why.PAGE_HEADER),
    ("comments", Why.COMMENT),
    ("diagrams/data", Why.HIDDEN),
)
_LEAVES: Final = {
    "w:del": Why.DELETED,
    "w:moveFrom": Why.DELETED,
    "w:delText": Why.DELETED,
    "w:instrText": Why.MARKUP,
    "w:delInstrText": Why.MARKUP,
    "mc:Fallback": Why.REPEATED,
}
# What stands for a character, or for a break of the line.
_CHARACTERS: Final = {"w:tab": "\t", "w:ptab": "\t", "w:noBreakHyphen": "\N{NON-BREAKING HYPHEN}"}
_TEXT: Final = frozenset({"w:t", "m:t", "a:t", "w:delText", "w:instrText", "w:delInstrText"})
# Properties as they were before a tracked change.
_EARLIER: Final = frozenset({"w:rPrChange", "w:pPrChange", "w:tcPrChange", "w:trPrChange", "w:sectPrChange"})
_PRIVATE: Final = range(0xE000, 0xF900)  # characters that only one font has
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{1,4}")
_MOST_COLUMNS: Final = 63  # of a table of Word's


def is_word(package: Package) -> bool:
    return main_part(package) is not None


def main_part(package: Package) -> str | None:
    """The part that holds the text of a Word document."""
    found = _Target()
    package.follow("_rels/.rels", found, PREFIXES)
    for name in (found.target, _DEFAULT_PART):
        if name in package.names and "/theme/" not in name:
            return name if name.startswith("word") or name.endswith("document.xml") else None
    return None


def read_word(package: Package) -> Document:
    """The text of a Word document with its marks: bold and italic of its own or by style, headings, lists,
    tables, frames, notes. Tracked insertions count, deletions do not; numbers of lists stand in no file, and
    are not made.

    Raises:
        BadInputError: it is damaged, or unfolds to more than a document has.
    """
    main = main_part(package) or _DEFAULT_PART
    folder = posixpath.dirname(main)
    styles = StylesReader()
    package.follow(f"{folder}/styles.xml", styles, PREFIXES)
    builder = Builder()
    package.follow(main, _Body(builder, styles.styles), PREFIXES)
    for part in _parts(package, folder, _NOTES):
        package.follow(part, _Body(builder, styles.styles, Style.FOOTNOTE), PREFIXES)
    builder.edge()
    builder.is_beside = True
    for beginning, why in _OTHER_PARTS:
        for part in _parts(package, folder, (beginning,)):
            builder.leaving = why
            package.follow(part, _Body(builder, styles.styles), PREFIXES)
            builder.end_left_out()
    builder.leaving = None
    return builder.document(NAME, styles.styles.language)


def _parts(package: Package, folder: str, beginnings: tuple[str, ...]) -> Iterator[str]:
    pattern = re.compile(rf"{re.escape(folder)}/(?:{'|'.join(beginnings)})\d*\.xml")
    yield from sorted(name for name in package.names if pattern.fullmatch(name))


class _Target:
    """Which part a package says that it is about."""

    def __init__(self) -> None:
        self.target = ""

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "rel:Relationship" and attributes.get("Type", "").endswith("/officeDocument"):
            self.target = attributes.get("Target", "").lstrip("/")

    def end(self, name: str) -> None:
        pass

    def data(self, text: str) -> None:
        pass


@dataclass(slots=True)
class _Paragraph:
    """What is known of the paragraph that is being read; it `joins` the next where its end was deleted."""

    style: str = ""
    kind: Kind | None = None
    joins: bool = False


class _Body:
    """Follows the elements of a text. What an element begins and ends is told in two tables below."""

    def __init__(self, builder: Builder, styles: Styles, style: Style = Style.BODY) -> None:
        self._to = builder
        self._styles = styles
        self._style = style
        self._open: list[tuple[str, Why | None]] = []
        self._paragraphs: list[_Paragraph] = []
        self._look = Look()
        self._character_style = ""
        self._skipped = 0

    def start(self, name: str, attributes: Attributes) -> None:
        self._open.append((name, self._to.leaving))
        if self._skipped or name in _EARLIER:
            self._skipped += 1
        elif why := _LEAVES.get(name):
            self._leave_out(why)
        elif begin := _BEGINS.get(name):
            begin(self, attributes)

    def end(self, name: str) -> None:
        _, before = self._open.pop()
        if self._skipped:
            self._skipped -= 1
            return
        if finish := _ENDS.get(name):
            finish(self)
        self._to.leaving = before

    def data(self, text: str) -> None:
        if not self._skipped and self._open and self._open[-1][0] in _TEXT:
            self._write(text.replace("\n", " "))

    def _leave_out(self, why: Why) -> None:
        """What is in this element is left out; of a property it tells that a mark was deleted, not text."""
        around = self._open[-2][0] if len(self._open) > 1 else ""
        if around == "w:rPr":
            self._paragraph.joins |= why is Why.DELETED and self._open[-3][0] == "w:pPr"
        elif not self._to.leaving:
            self._to.leaving = why

    @property
    def _paragraph(self) -> _Paragraph:
        return self._paragraphs[-1] if self._paragraphs else _Paragraph()

    def _write(self, text: str) -> None:
        look = self._styles.look(self._paragraph.style, self._character_style, self._look)
        if look.hidden and not self._to.leaving:
            self._to.leave_out(text, Why.HIDDEN)
        else:
            self._to.text(text, bold=bool(look.bold), italic=bool(look.italic))

    def begin_paragraph(self, _: Attributes) -> None:
        self._paragraphs.append(_Paragraph())

    def end_paragraph(self) -> None:
        paragraph = self._paragraphs.pop()
        kind = self._kind_of(paragraph)
        if paragraph.joins:
            return
        if kind.is_contents and not self._to.leaving:
            self._to.leave_line(Why.NAVIGATION)
        self._to.style, self._to.level = kind.style, kind.level
        self._to.end_paragraph()

    def _kind_of(self, paragraph: _Paragraph) -> Kind:
        if self._style is not Style.BODY:
            return Kind(self._style)
        return paragraph.kind or self._styles.kind(paragraph.style)

    def paragraph_style(self, attributes: Attributes) -> None:
        self._paragraph.style = attributes.get("w:val", "")

    def outline_level(self, attributes: Attributes) -> None:
        self._paragraph.kind = outline_kind(number(attributes))

    def list_level(self, attributes: Attributes) -> None:
        if not self._is_heading():
            self._paragraph.kind = Kind(Style.LIST_ITEM, number(attributes) + 1)

    def list_number(self, attributes: Attributes) -> None:
        """A list of number 0 is none (ECMA-376 17.9.18)."""
        if not is_on(attributes) and not self._is_heading():
            self._paragraph.kind = Kind()

    def _is_heading(self) -> bool:
        return self._kind_of(self._paragraph).style is Style.HEADING

    def begin_run(self, _: Attributes) -> None:
        self._look, self._character_style = Look(), ""

    def character_style(self, attributes: Attributes) -> None:
        if self._is_of_run():
            self._character_style = attributes.get("w:val", "")

    def look(self, what: str, attributes: Attributes) -> None:
        if self._is_of_run():
            self._look = replace(self._look, **{what: is_on(attributes)})

    def _is_of_run(self) -> bool:
        """Whether a property is that of a run, not of the mark that ends a paragraph."""
        return [name for name, _ in self._open[-3:-1]] == ["w:r", "w:rPr"]

    def write(self, text: str) -> None:
        # A tab is a character within a run; in the properties of a paragraph it is a place.
        if self._open[-2][0] == "w:r":
            self._write(text)

    def break_line(self, _: Attributes) -> None:
        """A line within a paragraph is what the paragraph is."""
        kind = self._kind_of(self._paragraph)
        self._to.style, self._to.level = kind.style, kind.level
        self._to.break_or_empty_line()

    def symbol(self, attributes: Attributes) -> None:
        """A character of a font of symbols; one that only this font has cannot be told as text."""
        told = attributes.get("w:char", "")
        if _HEXADECIMAL.fullmatch(told) and int(told, 16) not in _PRIVATE:
            self._write(chr(int(told, 16)))

    def alternative_text(self, attributes: Attributes) -> None:
        for name in ("title", "descr"):
            if attributes.get(name):
                self._to.leave_out(attributes[name], Why.HIDDEN)

    def begin_frame(self, _: Attributes) -> None:
        self._to.open_aside(self._style)

    def end_frame(self) -> None:
        self._to.close_aside()

    def begin_table(self, _: Attributes) -> None:
        self._to.tables.open_table()

    def end_table(self) -> None:
        self._to.tables.close_table()

    def begin_row(self, _: Attributes) -> None:
        self._to.tables.open_row()

    def begin_cell(self, _: Attributes) -> None:
        self._to.tables.open_cell()

    def end_cell(self) -> None:
        self._to.tables.close_cell()

    def end_comment(self) -> None:
        self._to.end_left_out()

    def spans_columns(self, attributes: Attributes) -> None:
        self._to.tables.skip_columns(min(number(attributes), _MOST_COLUMNS) - 1)

    def heading_row(self, attributes: Attributes) -> None:
        if is_on(attributes):
            self._to.tables.mark_heading()


def _look(what: str) -> Callable[[_Body, Attributes], None]:
    return lambda body, attributes: body.look(what, attributes)


def _character(text: str) -> Callable[[_Body, Attributes], None]:
    return lambda body, _: body.write(text)


_BEGINS: Final[dict[str, Callable[[_Body, Attributes], None]]] = {
    "w:p": _Body.begin_paragraph,
    "w:pStyle": _Body.paragraph_style,
    "w:outlineLvl": _Body.outline_level,
    "w:ilvl": _Body.list_level,
    "w:numId": _Body.list_number,
    "w:r": _Body.begin_run,
    "w:rStyle": _Body.character_style,
    "w:br": _Body.break_line,
    "w:cr": _Body.break_line,
    "w:sym": _Body.symbol,
    "wp:docPr": _Body.alternative_text,
    "w:txbxContent": _Body.begin_frame,
    "w:tbl": _Body.begin_table,
    "w:tr": _Body.begin_row,
    "w:tc": _Body.begin_cell,
    "w:gridSpan": _Body.spans_columns,
    "w:tblHeader": _Body.heading_row,
    **{name: _look(what) for name, what in LOOK_ELEMENTS.items()},
    **{name: _character(text) for name, text in _CHARACTERS.items()},
}
_ENDS: Final[dict[str, Callable[[_Body], None]]] = {
    "w:p": _Body.end_paragraph,
    "w:txbxContent": _Body.end_frame,
    "w:tbl": _Body.end_table,
    "w:tc": _Body.end_cell,
    "w:comment": _Body.end_comment,
}
