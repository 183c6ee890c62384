"""A document as it is written down, line by line, together with what is right for each of its words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from tests.intake.collection.expected import Expected

from woordbeeld.intake.document import Cell, Document, Paragraph, Run, Style
from woordbeeld.timing import Span
from woordbeeld.transcript.pieces import ItemKind

TEXT: Final = "text"
CAPTIONS: Final = "SubRip"
WORD: Final = "Word"
WEB: Final = "web page"


@dataclass(frozen=True, slots=True)
class Bit:
    """A few words of a line, and the item that they are, if they are one."""

    text: str
    expected: Expected | None = None
    bold: bool = False
    italic: bool = False


def mark(text: str, *, bold: bool = False, italic: bool = False) -> Bit:
    """Words that are no item: a label, a time, a heading."""
    return Bit(text, None, bold, italic)


def said(text: str, *speakers: str, bold: bool = False, italic: bool = False) -> Bit:
    return Bit(text, Expected(ItemKind.SPOKEN, text, speakers), bold, italic)


def seen(text: str, *, italic: bool = False) -> Bit:
    return Bit(text, Expected(ItemKind.SCENE, text), italic=italic)


def heard(text: str, *, italic: bool = False) -> Bit:
    return Bit(text, Expected(ItemKind.SOUND, text), italic=italic)


def aside(text: str, *, italic: bool = False) -> Bit:
    """Words that may be part of a scene, and of nothing else: who is announced."""
    return Bit(text, Expected(None, text), italic=italic)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A text and its truth, ready to be read."""

    document: Document
    expected: tuple[Expected, ...]


@dataclass(slots=True)
class Writing:
    """A sheet that is being written.

    In a text, `gap` leaves a line empty before the next one; in another document each line is a paragraph.
    """

    format_name: str = TEXT
    language: str | None = None
    paragraphs: list[Paragraph] = field(default_factory=list)
    expected: list[Expected] = field(default_factory=list)
    place: int = 0
    is_apart: bool = True

    def gap(self) -> None:
        if self.format_name == TEXT and not self.is_apart:
            self.place += 1
            self.is_apart = True

    def line(self, *bits: Bit, **marks: Any) -> None:
        """A line. `marks` are fields of its paragraph: `style`, `level`, `cell`, `span`, `voice`."""
        apart = self.is_apart or self.format_name not in (TEXT, CAPTIONS)
        self._add(bits, apart=apart, **marks)

    def broken_line(self, *bits: Bit, **marks: Any) -> None:
        """A line in the paragraph before it, behind a break."""
        self._add(bits, apart=False, **marks)

    def _add(self, bits: tuple[Bit, ...], *, apart: bool, **marks: Any) -> None:
        self.place += 1
        runs = tuple(Run(bit.text, bit.bold, bit.italic) for bit in bits if bit.text)
        self.paragraphs.append(Paragraph(runs, self.place, apart, **marks))
        self.is_apart = False
        self.expected.extend(bit.expected for bit in bits if bit.expected)

    def heading(self, *bits: Bit, level: int = 2) -> None:
        self.line(*bits, style=Style.HEADING, level=level)

    def row(
        self, number: int, *cells: tuple[Bit, ...], headings: tuple[str, ...] = (), table: int = 0
    ) -> None:
        for column, bits in enumerate(cells):
            if bits:
                heading = headings[column] if headings else ""
                self.line(*bits, cell=Cell(table, number, column, heading))

    def sheet(self) -> Sheet:
        lines = self.format_name in (TEXT, CAPTIONS)
        document = Document(
            self.format_name,
            tuple(self.paragraphs),
            lines=lines,
            language=self.language,
            is_page=self.format_name == WEB,
        )
        return Sheet(document, tuple(self.expected))


def as_text(document: Document) -> str:
    """A document as a person can look at it: bold between `**`, italics between `_`, cells behind `|`."""
    lines: list[str] = []
    for each in document.paragraphs:
        if each.apart:
            lines.append("")
        before = "#" * (each.level or 1) + " " if each.style is Style.HEADING else ""
        before += f"{'|' * (each.cell.column + 1)} " if each.cell else ""
        before += f"<v {each.voice}> " if each.voice else ""
        lines.append(before + "".join(_marked(run) for run in each.runs))
    return "\n".join(lines).lstrip("\n") + "\n"


def _marked(run: Run) -> str:
    mark_of = "**" * run.bold + "_" * run.italic
    return f"{mark_of}{run.text}{mark_of[::-1]}"


def span_of(seconds: int, length: int = 4) -> Span:
    return Span(seconds * 1000, (seconds + length) * 1000)


def plain_text(text: str) -> Document:
    """The lines of a text that are not empty, each with its number."""
    paragraphs = []
    apart = True
    for place, line in enumerate(text.splitlines(), 1):
        if line.strip():
            paragraphs.append(Paragraph((Run(line),), place, apart))
        apart = not line.strip()
    return Document(TEXT, tuple(paragraphs), lines=True)
