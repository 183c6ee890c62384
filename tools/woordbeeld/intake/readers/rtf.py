r"""RTF: groups, control words and text, as Word, LibreOffice and TextEdit write them.

Its text is read as it comes: no group is unfolded, no picture decoded, no object opened.
"""

from __future__ import annotations

import re
from codecs import lookup
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from woordbeeld.intake.document import Document, Style, Why
from woordbeeld.intake.readers import rtf_words as words
from woordbeeld.intake.readers.building import Builder
from woordbeeld.intake.readers.rtf_styles import FontsAndStyles
from woordbeeld.intake.readers.rtf_tables import MOST_TABLES, OpenTables
from woordbeeld.intake.readers.word_styles import Kind, outline_kind

NAME: Final = "RTF"
MARK: Final = b"{\\rtf"
_TOKEN = re.compile(
    r"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([\s\S])|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group; all of it ends with the group. `opened` is what its end closes."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    deleted: bool = False
    codec: str = ""
    replaced: int = 1  # characters for older readers after one of Unicode
    leaving: Why | None = None
    skipped: bool = False
    table: str = ""  # of fonts or styles, which is being read
    opened: str = ""


@dataclass(slots=True)
class _Paragraph:
    """What is known of the paragraph that is being read."""

    kind: Kind | None = None
    style: int = 0
    is_in_table: bool = False
    depth: int = 0


def read_rtf(data: bytes) -> Document:
    """The text of RTF with its marks; what Word would not print is left out."""
    return _Reading(data.decode("latin-1")).document()


class _Reading:
    """One pass through the file."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._to = Builder()
        self._state = _State()
        self._around: list[_State] = []
        self._paragraph = _Paragraph()
        self._tables = OpenTables(self._to.tables)
        self._known = FontsAndStyles()
        self._codec = "cp1252"
        self._bytes = bytearray()
        self._notes = 0
        self._anchors: list[_Paragraph] = []
        self._half = 0  # of a character, the other half of which is to come
        self._passed = 0  # characters still to be passed over after one of Unicode
        self._may_be_skipped = False

    def document(self) -> Document:
        while found := _TOKEN.match(self._source, self._at):
            self._at = found.end()
            self._follow(found)
        self._write_bytes()
        self._line_as()
        return self._to.document(NAME)

    def _follow(self, found: re.Match[str]) -> None:
        word, parameter, code, symbol, brace, text = found.groups()
        if text is not None:
            self._text(text)
        elif code is not None:
            self._text(chr(int(code, 16)))
        elif word is not None:
            self._word(word, None if parameter is None else int(parameter))
        elif brace is not None:
            self._write_bytes()
            self._passed = 0
            self._open() if brace == "{" else self._close()
        elif symbol is not None:
            self._symbol(symbol)

    def _text(self, text: str) -> None:
        """Text in the encoding of its font; its first characters may be there for older readers."""
        if self._passed:
            passed = min(self._passed, len(text))
            self._passed -= passed
            text = text[passed:]
        if self._state.skipped:
            return
        self._bytes += text.encode("latin-1")

    def _write_bytes(self) -> None:
        if not self._bytes:
            return
        text = self._bytes.decode(self._state.codec or self._codec, "replace")
        self._bytes.clear()
        self._write(text)

    def _write(self, text: str) -> None:
        state = self._state
        if state.skipped:
            return
        if state.table:
            self._known.name(text)
            return
        why = Why.DELETED if state.deleted else Why.HIDDEN if state.hidden else None
        if why and not state.leaving:
            self._to.leave_out(text, why)
        else:
            self._to.text(text, bold=state.bold, italic=state.italic)

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._may_be_skipped = True
        elif symbol in "\r\n":
            self.end_paragraph()
        elif symbol in words.SYMBOLS:
            self._write_bytes()
            self._write(words.SYMBOLS[symbol])

    def _open(self) -> None:
        self._around.append(self._state)
        self._state = replace(self._state, opened="")
        self._may_be_skipped = False
        if self._state.table:
            self._known.begin_entry()

    def _close(self) -> None:
        """What the group held goes on as before it. More ends than beginnings are passed over."""
        if not self._around:
            return
        if self._state.table:
            self._known.end_entry(self._state.table)
        if self._state.opened:
            self._line_as()
            self._to.close_aside()
            self._notes -= self._state.opened in words.NOTES
            self._paragraph = self._anchors.pop()
        before = self._around.pop()
        if before.leaving is not self._state.leaving:
            self._to.end_left_out()
        self._state = before
        self._to.leaving = before.leaving

    def _word(self, word: str, parameter: int | None) -> None:
        self._write_bytes()
        if word == "bin":
            self._at += max(parameter or 0, 0)
        elif word == "u":
            self._unicode(parameter or 0)
        elif self._passed:
            self._passed -= 1
        elif not self._state.skipped and not self._destination(word):
            if self._state.table:
                self._known.word(self._state.table, word, parameter)
            elif character := words.CHARACTERS.get(word):
                self._write(character)
            elif act := _WORDS.get(word):
                act(self, parameter)
        self._may_be_skipped = False

    def _unicode(self, unit: int) -> None:
        """A unit of UTF-16, told as a number with a sign; the half of a character waits for the other."""
        self._passed = self._state.replaced
        unit %= 0x10000
        if 0xD800 <= unit < 0xDC00:  # noqa: PLR2004 - the first halves of pairs
            self._half = unit
            return
        if 0xDC00 <= unit < 0xE000:  # noqa: PLR2004 - the second ones
            unit = 0x10000 + ((self._half - 0xD800) << 10) + (unit - 0xDC00) if self._half else 0xFFFD
        self._half = 0
        self._write(chr(unit))

    def _destination(self, word: str) -> bool:
        """Whether a word tells what its group holds; one that is not known holds markup."""
        state = self._state
        if word in words.NO_TEXT:
            self._state = replace(state, skipped=True)
        elif why := words.LEFT_OUT.get(word):
            self._leave_out(why)
            if word in ("listtext", "pntext"):
                self._paragraph.kind = Kind(Style.LIST_ITEM, 1)
        elif word in (words.FONTS, words.STYLES):
            self._state = replace(state, table=word)
        elif word in words.FRAMES or word in words.NOTES:
            self._notes += word in words.NOTES
            self._to.open_aside()
            self._anchors.append(self._paragraph)
            self._paragraph = replace(self._paragraph)
            self._state = replace(state, opened=word)
        elif self._may_be_skipped and not state.table:
            if word not in words.TRANSPARENT:
                self._leave_out(Why.MARKUP)
        else:
            return False
        return True

    def _leave_out(self, why: Why) -> None:
        if not self._state.leaving:
            self._to.end_left_out()
            self._state = replace(self._state, leaving=why)
            self._to.leaving = why

    def _kind(self) -> Kind:
        if self._notes:
            return Kind(Style.FOOTNOTE)
        by_style = self._known.kind(self._paragraph.style)
        if by_style.style is Style.HEADING:
            return by_style
        return self._paragraph.kind or by_style

    def _line_as(self, depth: int | None = None) -> None:
        """The line that ends is what its paragraph is, and stands in the table that its paragraph is in."""
        if self._state.leaving:
            return
        kind = self._kind()
        self._to.style, self._to.level = kind.style, kind.level
        own = max(self._paragraph.depth, int(self._paragraph.is_in_table))
        if not self._notes:
            self._tables.enter(own if depth is None else depth)

    def end_paragraph(self, _: int | None = None) -> None:
        self._write_bytes()
        self._line_as()
        self._to.end_paragraph()

    def break_line(self, _: int | None = None) -> None:
        self._line_as()
        self._to.break_or_empty_line()

    def end_cell(self, _: int | None) -> None:
        self._end_cell_at(1)

    def end_nested_cell(self, _: int | None) -> None:
        self._end_cell_at(max(self._paragraph.depth, 2))

    def _end_cell_at(self, depth: int) -> None:
        self._line_as(depth)
        self._to.end_paragraph()
        self._tables.end_cell()

    def end_row(self, _: int | None) -> None:
        self._tables.end_row(1)

    def end_nested_row(self, _: int | None) -> None:
        self._tables.end_row(max(self._paragraph.depth, 2))

    def heading_row(self, _: int | None) -> None:
        self._to.tables.mark_heading()

    def plain(self, _: int | None) -> None:
        self._state = replace(self._state, bold=False, italic=False, hidden=False, deleted=False)

    def new_paragraph(self, _: int | None) -> None:
        self._paragraph = _Paragraph()

    def style_of_paragraph(self, number: int | None) -> None:
        self._paragraph.style = number or 0

    def level(self, level: int | None) -> None:
        self._paragraph.kind = outline_kind(level if level is not None else -1)

    def list(self, number: int | None) -> None:
        if number:
            self._paragraph.kind = Kind(Style.LIST_ITEM, 1)

    def in_table(self, _: int | None) -> None:
        self._paragraph.is_in_table = True

    def depth(self, depth: int | None) -> None:
        self._paragraph.depth = min(max(depth or 0, 0), MOST_TABLES)

    def font(self, number: int | None) -> None:
        self._state = replace(self._state, codec=self._known.codec(number or 0))

    def code_page(self, number: int | None) -> None:
        try:
            self._codec = lookup(f"cp{number}").name
        except LookupError:
            self._codec = "cp1252"

    def replaced(self, count: int | None) -> None:
        self._state = replace(self._state, replaced=min(max(count or 0, 0), 10))

    def bold(self, number: int | None) -> None:
        self._state = replace(self._state, bold=number != 0)

    def italic(self, number: int | None) -> None:
        self._state = replace(self._state, italic=number != 0)

    def hidden(self, number: int | None) -> None:
        self._state = replace(self._state, hidden=number != 0)

    def deleted(self, number: int | None) -> None:
        self._state = replace(self._state, deleted=number != 0)


_WORDS: Final[dict[str, Callable[[_Reading, int | None], None]]] = {
    "par": _Reading.end_paragraph,
    "sect": _Reading.end_paragraph,
    "page": _Reading.break_line,
    "column": _Reading.break_line,
    "line": _Reading.break_line,
    "cell": _Reading.end_cell,
    "nestcell": _Reading.end_nested_cell,
    "row": _Reading.end_row,
    "nestrow": _Reading.end_nested_row,
    "trhdr": _Reading.heading_row,
    "plain": _Reading.plain,
    "pard": _Reading.new_paragraph,
    "s": _Reading.style_of_paragraph,
    "outlinelevel": _Reading.level,
    "ls": _Reading.list,
    "intbl": _Reading.in_table,
    "itap": _Reading.depth,
    "f": _Reading.font,
    "ansicpg": _Reading.code_page,
    "uc": _Reading.replaced,
    "b": _Reading.bold,
    "i": _Reading.italic,
    "v": _Reading.hidden,
    "deleted": _Reading.deleted,
}
