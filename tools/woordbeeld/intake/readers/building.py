"""A document in the making: text and breaks as a reader meets them become paragraphs with their marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from woordbeeld.intake.document import Document, LeftOut, Paragraph, Run, Style, Why
from woordbeeld.intake.readers.tables import Tables
from woordbeeld.timing import Span

SOFT_HYPHEN: Final = "\N{SOFT HYPHEN}"  # shown only where a line is broken there
_COLLAPSIBLE = re.compile(r"[ \t\n\r\f]+")  # HTML and ODF collapse these, not non-breaking spaces
_EDGES: Final = " \t\n\r\f\v"

_Piece = tuple[str, bool, bool]  # text, bold, italic


class Builder:
    """Collects paragraphs in reading order, and what is left out where it stands.

    `style` and `level` are those of the line that is being read. While `leaving` is set, all that comes is
    left out for that reason; what is left out while `is_beside` stands in no place of the text. A reader that
    `collapses` reads white space as HTML does.
    """

    def __init__(self, *, collapses: bool = False) -> None:
        self.style = Style.BODY
        self.level = 0
        self.leaving: Why | None = None
        self.is_beside = False
        self.tables = Tables()
        self._collapses = collapses
        self._paragraphs: list[Paragraph] = []
        self._left_out: list[LeftOut] = []
        self._pieces: list[_Piece] = []
        self._left: list[str] = []
        self._left_why: Why | None = None
        self._apart = self._spaced = True
        self._start_ms: int | None = None
        self._around: list[tuple[list[_Piece], Style, int]] = []

    def text(self, text: str, *, bold: bool = False, italic: bool = False) -> None:
        """Text of the line that is being read."""
        if self.leaving:
            self._leave(text, self.leaving)
            return
        if self._left_why:
            self.end_left_out()
        self._pieces.append((text, bold, italic))

    @property
    def has_text(self) -> bool:
        """Whether the line that is being read has text."""
        return bool(self._pieces)

    def take_back(self, end: str) -> None:
        """The end of what was read of this line is no text after all."""
        text, bold, italic = self._pieces[-1]
        self._pieces[-1] = (text.removesuffix(end), bold, italic)

    def leave_out(self, text: str, why: Why) -> None:
        """Text that is no part of the document."""
        self._leave(text, why)
        self.end_left_out()

    def break_line(self) -> None:
        """The text goes on in a new line of the same paragraph."""
        if self.leaving:
            self._leave("\n", self.leaving)
        else:
            self._end_line()

    def break_or_empty_line(self) -> None:
        """As `break_line`; where the line has no text, it is an empty one."""
        if not self._ends_line():
            self._apart = self._spaced = True

    def edge(self, *, apart: bool = True) -> None:
        """The edge of a block of text: what comes next is another line, and may stand apart."""
        self.break_line()
        self._apart |= apart

    def empty_line(self) -> None:
        """An empty line, whatever there was."""
        self.edge()
        self._spaced = True

    def end_paragraph(self) -> None:
        """A paragraph of a word processor ends; one without text is an empty line."""
        had_text = self._ends_line()
        self._apart = True
        self._spaced |= not had_text
        self.style, self.level = Style.BODY, 0

    def leave_line(self, why: Why) -> None:
        """What was read of this line is no part of the document."""
        pieces, self._pieces = self._pieces, []
        self.leave_out("".join(text for text, _, _ in pieces), why)

    def end_left_out(self) -> None:
        """What is left out next is another text."""
        if self._left_why:
            lines = (" ".join(line.split()) for line in "".join(self._left).splitlines())
            if text := "\n".join(line for line in lines if line):
                place = None if self.is_beside else len(self._paragraphs) + 1
                self._left_out.append(LeftOut(place, text, self._left_why))
            self._left, self._left_why = [], None

    def begin_at(self, start_ms: int) -> None:
        """The line that begins here is said from that moment on."""
        self._start_ms = start_ms

    def open_aside(self, style: Style = Style.BODY) -> None:
        """A frame or a footnote begins; its paragraphs stand before the line in which it is anchored."""
        self._around.append((self._pieces, self.style, self.level))
        self._pieces, self.style, self.level = [], style, 0
        self._apart = True

    def close_aside(self) -> None:
        self.edge()
        if self._around:
            self._pieces, self.style, self.level = self._around.pop()

    def document(self, format_name: str, language: str | None = None, *, is_page: bool = False) -> Document:
        """All that was read; the line that is being read ends."""
        while self._around:
            self.close_aside()
        self.edge()
        self.end_left_out()
        paragraphs = self.tables.with_headings(self._paragraphs)
        if any(each.span for each in paragraphs):
            paragraphs = list(with_ends(paragraphs))
        return Document(
            format_name, tuple(paragraphs), tuple(self._left_out), is_page=is_page, language=language
        )

    def _ends_line(self) -> bool:
        """Whether the line that ends had text."""
        if self.leaving:
            self._leave("\n", self.leaving)
            return True
        return self._end_line()

    def _end_line(self) -> bool:
        if not self._pieces:
            return False
        pieces, self._pieces = self._pieces, []
        runs = tuple(_runs(self._collapsed(pieces) if self._collapses else pieces))
        if not runs:
            return False
        self.end_left_out()
        place = len(self._paragraphs) + 1
        cell = self.tables.cell
        apart = self._apart or self.tables.enters_cell()
        self._paragraphs.append(
            Paragraph(
                runs,
                place,
                apart,
                self.style,
                self.level,
                cell,
                span=moment_at(self._start_ms),
                spaced=self._spaced,
            )
        )
        self._apart = self._spaced = False
        self._start_ms = None
        return True

    def _collapsed(self, pieces: list[_Piece]) -> list[_Piece]:
        """The pieces with each stretch of white space as one space, also over the edge of a piece."""
        found: list[_Piece] = []
        after_space = True
        for text, bold, italic in pieces:
            plain = _COLLAPSIBLE.sub(" ", text)
            if after_space and plain.startswith(" "):
                plain = plain[1:]
            if plain:
                after_space = plain.endswith(" ")
                found.append((plain, bold, italic))
        return found

    def _leave(self, text: str, why: Why) -> None:
        if why is not self._left_why:
            self.end_left_out()
            self._left_why = why
        self._left.append(text)


def _runs(pieces: list[_Piece]) -> Iterator[Run]:
    """The pieces as runs, neighbours of one look joined, without white space at the edges of the line."""
    worded = [at for at, (text, _, _) in enumerate(pieces) if text.strip(_EDGES)]
    texts: list[str] = []
    for at in range(worded[0], worded[-1] + 1) if worded else ():
        text, bold, italic = pieces[at]
        texts.append(text if at > worded[0] else text.lstrip(_EDGES))
        if at == worded[-1]:
            yield Run("".join(texts).rstrip(_EDGES).replace(SOFT_HYPHEN, ""), bold, italic)
        elif pieces[at + 1][1:] != (bold, italic):
            yield Run("".join(texts).replace(SOFT_HYPHEN, ""), bold, italic)
            texts.clear()


def moment_at(start_ms: int | None) -> Span | None:
    """A span that starts then, whose end is not known yet; `with_ends` tells it."""
    return None if start_ms is None else Span(start_ms, start_ms + 1)


def with_ends(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Paragraphs of which only the start is told last until the next one starts, the last for a moment."""
    after_ms: int | None = None
    found: list[Paragraph] = []
    for each in reversed(paragraphs):
        span = each.span
        if span and span.duration_ms == 1 and after_ms is not None and after_ms > span.start_ms:
            span = Span(span.start_ms, after_ms)
        after_ms = span.start_ms if span else after_ms
        found.append(replace(each, span=span))
    yield from reversed(found)
