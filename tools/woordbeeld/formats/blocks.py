"""What WebVTT and SubRip share: texts of lines, in which a cue is a line of times with the text below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from woordbeeld.formats.document import CueParts, Document, Piece, Range, Replacement, edited, line_end
from woordbeeld.formats.line_breaks import rebroken
from woordbeeld.formats.tokens import Gap, Tag, Token, TokenKind, open_tags_before
from woordbeeld.timing import Retiming, Span, parse_timestamp

WORD_TIME = re.compile(r"<((?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3})>")  # when the word after it is said
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")


def lines_of(source: str) -> list[Range]:
    r"""The lines of a text with their ends, which are LF, CR or CR LF.

    >>> [line.of("a\r\n\rb") for line in lines_of("a\r\n\rb")]
    ['a\r\n', '\r', 'b']
    """
    return [Range(*found.span()) for found in _LINE.finditer(source) if found.group()]


def without_end(source: str, lines: Range) -> Range:
    """Lines without the end of the last one."""
    return Range(lines.start, lines.start + len(lines.of(source).rstrip("\r\n")))


@dataclass(frozen=True, slots=True)
class BlockSyntax:
    """See `Syntax`. `moment` writes a time (ms), `closing` the tag that closes one."""

    reader: Callable[[str], Document]
    tokens_of: Callable[[str], tuple[Token, ...]]
    moment: Callable[[int], str]
    closing: Callable[[Tag], str]
    numbers: bool = (
        False  # cues have a number, not a name: parts of one have the same until they are numbered anew
    )

    def read(self, source: str) -> Document:
        return self.reader(source)

    def edited(self, source: str, edits: Iterable[Replacement]) -> str:
        return edited(source, edits)

    def tokens(self, document: Document, piece: Piece) -> tuple[Token, ...]:
        return self.tokens_of(piece.parts.payload.of(document.source)) if piece.parts else ()

    def retimed(self, _: Document, piece: Piece, span: Span) -> tuple[Replacement, ...] | None:
        parts, cue = piece.parts, piece.cue
        if not (parts and parts.start_time and parts.end_time and cue):
            return None
        moments = (
            (parts.start_time, cue.span.start_ms, span.start_ms),
            (parts.end_time, cue.span.end_ms, span.end_ms),
        )
        return tuple(
            Replacement(place.start, place.end, self.moment(now_ms))
            for place, before_ms, now_ms in moments
            if before_ms != now_ms
        )

    def end_ms(self, document: Document, piece: Piece, edits: Sequence[Replacement]) -> int | None:
        """Where both times are written as we write them, no reader takes them for anything else."""
        (edit, *others), parts, cue = edits, piece.parts, piece.cue
        if others or not (parts and cue and parts.end_time == Range(edit.start, edit.end)):
            return None
        try:
            end_ms = parse_timestamp(edit.text)
        except ValueError:
            return None
        before = self.moment(cue.span.end_ms)
        same_form = before == parts.end_time.of(document.source) and edit.text == self.moment(end_ms)
        return end_ms if same_form else None

    def moved(self, document: Document, retiming: Retiming) -> tuple[Replacement, ...]:
        edits: list[Replacement] = []
        for piece in document.pieces:
            if piece.parts is None:
                continue
            span = retiming.span(piece.cue.span) if piece.cue else None
            edits += (
                (self.retimed(document, piece, span) or ())
                if span
                else self._moved_times(document.source, piece.parts, retiming)
            )
            edits += self._moved_words(document, piece, retiming)
        return tuple(edits)

    def _moved_times(self, source: str, parts: CueParts, retiming: Retiming) -> Iterator[Replacement]:
        """The times of what is no cue, because it ends before it starts."""
        for place in (parts.start_time, parts.end_time):
            try:
                ms = parse_timestamp(place.of(source)) if place else None
            except ValueError:
                continue
            if place and ms is not None:
                yield Replacement(place.start, place.end, self.moment(retiming.moment(ms)))

    def _moved_words(self, document: Document, piece: Piece, retiming: Retiming) -> Iterator[Replacement]:
        if piece.parts is None or "<" not in piece.parts.payload.of(document.source):
            return
        for token in document.tokens(piece):
            found = WORD_TIME.fullmatch(document.source, token.start, token.end)
            if token.kind is TokenKind.MARK and found:
                ms = retiming.moment(parse_timestamp(found[1]))
                yield Replacement(token.start, token.end, f"<{self.moment(ms)}>")

    def rebroken(
        self, document: Document, piece: Piece, line_ends: Collection[int], cuts: Collection[int] = ()
    ) -> tuple[Replacement, ...] | None:
        return rebroken(document.tokens(piece), line_ends, line_end(document.source), cuts)

    def divided(
        self, document: Document, piece: Piece, cuts: Sequence[Gap], spans: Sequence[Span]
    ) -> tuple[Replacement, ...] | None:
        parts = piece.parts
        first = self.retimed(document, piece, spans[0])
        if first is None or parts is None or parts.end_time is None:
            return None
        tokens = document.tokens(piece)
        marks = _marks(tokens)
        if marks is None:
            return None
        newline = line_end(document.source)
        settings = document.source[parts.end_time.end : parts.payload.start].rstrip("\r\n")
        edits = list(first)
        number = parts.number.of(document.source) if self.numbers and parts.number else ""
        all_opened = open_tags_before(tokens, (cut.white_place for cut in cuts))
        for cut, opened, span in zip(cuts, all_opened, spans[1:], strict=True):
            if any(token.tag and token.tag.fixed for token in opened):
                return None
            closing = "".join(self.closing(token.tag) for token in reversed(opened) if token.tag)
            opening = "".join(document.source[token.start : token.end] for token in (*marks, *opened))
            times = f"{self.moment(span.start_ms)} --> {self.moment(span.end_ms)}{settings}"
            head = f"{number}{newline}" if number else ""
            at, *others = cut.white
            edits.append(
                Replacement(at.start, at.end, f"{closing}{newline * 2}{head}{times}{newline}{opening}")
            )
            edits += (Replacement(token.start, token.end, "") for token in others)
        return tuple(edits)


def _marks(tokens: Sequence[Token]) -> tuple[Token, ...] | None:
    """The marks before the text of a cue, which hold for all of it; None if there are others."""
    words = next((at for at, token in enumerate(tokens) if token.kind is TokenKind.TEXT), len(tokens))
    if any(token.kind is TokenKind.MARK for token in tokens[words:]):
        return None
    return tuple(token for token in tokens[:words] if token.kind is TokenKind.MARK)


def counts_from(document: Document) -> int | None:
    """The number of the first cue, where every cue has the number after that of the one before it."""
    numbers = _numbers(document)
    if not numbers or [number for _, number in numbers] != list(
        range(numbers[0][1], numbers[0][1] + len(numbers))
    ):
        return None
    return numbers[0][1]


def renumbered(document: Document, first: int) -> tuple[Replacement, ...]:
    """The edits that number the cues from `first` on, where every cue has a number."""
    return tuple(
        Replacement(place.start, place.end, str(count))
        for count, (place, number) in enumerate(_numbers(document), first)
        if number != count
    )


def _numbers(document: Document) -> list[tuple[Range, int]]:
    """The numbers of all cues and where they stand; none where a cue has none."""
    places = [piece.parts.number for piece in document.pieces if piece.parts]
    found = [
        (place, int(text))
        for place in places
        if place and (text := place.of(document.source).strip()).isdecimal()
    ]
    return found if len(found) == len(places) else []
