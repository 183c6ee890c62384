"""How an EBU STL file is changed where it stands: time codes, and text in fields that keep their length."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from woordbeeld.errors import BadInputError
from woordbeeld.formats import document as documents
from woordbeeld.formats.document import Document, Piece, Replacement
from woordbeeld.formats.ebu_stl.header import BLOCK_COUNT, FIRST_IN, SUBTITLE_COUNT, Header
from woordbeeld.formats.ebu_stl.header import LENGTH as HEADER_LENGTH
from woordbeeld.formats.ebu_stl.text_blocks import (
    FIELD_LENGTH,
    FIELD_START,
    LENGTH,
    TIME_IN,
    TIME_LENGTH,
    TIME_OUT,
    UNUSED,
    TextBlock,
    TimeCode,
    block_at,
    code_in,
    text_blocks,
    time_bytes,
)
from woordbeeld.formats.ebu_stl.text_field import DOUBLE_HEIGHT, NEW_LINE, field_range, tokens_of
from woordbeeld.formats.ebu_stl.time_codes import TimeCodes
from woordbeeld.formats.line_breaks import rebroken
from woordbeeld.formats.tokens import Gap, Token, TokenKind, gaps
from woordbeeld.timing import Retiming, Span
from woordbeeld.words import say

COLUMNS: Final = 40  # of a row of teletext, codes included
_MOST_BREAKS: Final = 3  # that a caption may get and still fit its text field
# A pause from which on nobody minds that a caption stays a frame longer.
_ROOM_MS: Final = 500
_SHORTER: Final = say("error.format.stl_shift_less")


@dataclass(frozen=True, slots=True)
class EbuStlSyntax:
    """See `Syntax`; with the header of the file, and its clock."""

    reader: Callable[[str], Document]
    header: Header
    clock: TimeCodes
    numbers: bool = False  # apart from the text

    def read(self, source: str) -> Document:
        return self.reader(source)

    def edited(self, source: str, edits: Iterable[Replacement]) -> str:
        """The source with the edits done, each text field as long as before, and blocks counted again.

        A text that grows out of its field makes the file unreadable, so that no such change is kept.
        """
        fields: dict[int, list[Replacement]] = {}
        others: list[Replacement] = []
        for edit in edits:
            start = HEADER_LENGTH + (edit.start - HEADER_LENGTH) // LENGTH * LENGTH + FIELD_START
            inside = edit.start >= start >= HEADER_LENGTH and edit.end <= start + FIELD_LENGTH
            (fields.setdefault(start, []) if inside else others).append(edit)
        for start, own in fields.items():
            end = start + FIELD_LENGTH
            moved = (Replacement(edit.start - start, edit.end - start, edit.text) for edit in own)
            text = documents.edited(source[start:end], moved).rstrip(UNUSED)
            others.append(Replacement(start, end, text.ljust(FIELD_LENGTH, UNUSED)))
        return _counted(source, documents.edited(source, others))

    def tokens(self, document: Document, piece: Piece) -> tuple[Token, ...]:
        if piece.parts is None:
            return ()
        blocks = piece.range.of(document.source)
        found = tokens_of(blocks, self.header.table, teletext=self.header.teletext)
        return tuple(token.moved(-FIELD_START) for token in found)

    def retimed(self, document: Document, piece: Piece, span: Span, /) -> tuple[Replacement, ...] | None:
        """A start is rounded to the next frame. An end is rounded up if it grows, so that the text can be
        read, but where the next caption is near, and where it shrinks, down.
        """
        blocks, cue = _blocks(document, piece), piece.cue
        if cue is None or len({block.subtitle for block in blocks}) > 1:
            return None
        start, end = self.clock.frame_of(blocks[0].time_in), self.clock.frame_of(blocks[-1].time_out)
        if span.start_ms != cue.span.start_ms:
            start = self.clock.not_before(span.start_ms)
        if span.end_ms != cue.span.end_ms:
            grows = span.end_ms > cue.span.end_ms and not _is_crowded(document, span)
            end = self.clock.not_before(span.end_ms) if grows else self.clock.not_after(span.end_ms)
        if start is None or end is None or end <= start:
            return None
        time_in, time_out = self.clock.code_of(start), self.clock.code_of(end)
        if time_in is None or time_out is None:
            return None
        edits = []
        for block in blocks:
            if time_in != blocks[0].time_in:
                edits.append(_time_edit(block.start + TIME_IN, time_in))
            if time_out != blocks[-1].time_out:
                edits.append(_time_edit(block.start + TIME_OUT, time_out))
        return tuple(edits)

    def end_ms(self, document: Document, piece: Piece, edits: Sequence[Replacement]) -> int | None:
        """A caption ends when its last block does; nothing else depends on when its blocks end."""
        blocks = _blocks(document, piece)
        ends = {edit.start - TIME_OUT: edit for edit in edits if edit.end - edit.start == TIME_LENGTH}
        if len(ends) < len(edits) or not ends.keys() <= {block.start for block in blocks}:
            return None
        last = ends.get(blocks[-1].start)
        frame = self.clock.frame_of(code_in(last.text)) if last else None
        return self.clock.milliseconds(frame) if frame is not None else None

    def moved(self, document: Document, retiming: Retiming) -> tuple[Replacement, ...]:
        """All text blocks, comments too, and the header, which tells when the first subtitle starts.

        What stands before the start of the programme stays there.
        """
        edits: list[Replacement] = []
        blocks = [block for block in text_blocks(document.source) if block.has_text]
        for block in blocks:
            start, end = self.clock.frame_of(block.time_in), self.clock.frame_of(block.time_out)
            if start is None or end is None or start < self.clock.from_frame:
                continue
            start = self._moved(start, retiming)
            end = max(self._moved(end, retiming), start + 1)
            edits += (
                _time_edit(block.start + at, self._code_of(frame))
                for at, frame, before in ((TIME_IN, start, block.time_in), (TIME_OUT, end, block.time_out))
                if self._code_of(frame) != before
            )
        starts = [block.time_in for block in blocks if not block.comment]
        first = self.clock.frame_of(min(starts)) if starts else None
        if first is not None and _digits(min(starts)) == FIRST_IN.of(document.source):
            moved = _digits(self._code_of(self._moved(first, retiming)))
            edits.append(Replacement(FIRST_IN.start, FIRST_IN.end, moved))
        return tuple(edits)

    def _moved(self, frame: int, retiming: Retiming) -> int:
        if frame < self.clock.from_frame:
            return frame
        return self.clock.nearest(retiming.moment(self.clock.milliseconds(frame)))

    def _code_of(self, frame: int) -> TimeCode:
        code = self.clock.code_of(frame)
        if code is None:
            raise BadInputError(say("error.format.stl_after_24"), remedy=_SHORTER)
        return code

    def rebroken(
        self, document: Document, piece: Piece, line_ends: Collection[int], cuts: Collection[int] = ()
    ) -> tuple[Replacement, ...] | None:
        """Only where it is certain that colours, boxes and heights stay as they are, and rows fit."""
        if piece.range.end - piece.range.start > LENGTH or cuts:
            return None
        tokens = document.tokens(piece)
        line_break = self._line_break(document, piece, tokens)
        if line_break is None or not self._fits(tokens, line_ends):
            return None
        return rebroken(tokens, line_ends, line_break)

    def _line_break(self, document: Document, piece: Piece, tokens: Sequence[Token]) -> str | None:
        """What ends a row and begins the next one in this caption."""
        source = document.source
        words = [at for at, token in enumerate(tokens) if token.kind is TokenKind.TEXT]
        if not words:
            return None
        start, end = field_range(source, piece.range.start + FIELD_START)
        leading = source[start : tokens[words[0]].start]
        trailing = source[tokens[words[-1]].end : end].rstrip(f" {NEW_LINE}")
        between = [gap.white for gap in gaps(tokens)]
        if " " in leading or any(not _is_plain(source, white, leading, trailing) for white in between):
            return None
        if self.header.teletext and any(
            token.kind in (TokenKind.OPEN, TokenKind.CLOSE) and token.start != _row_start(tokens, at)
            for at, token in enumerate(tokens)
        ):
            return None
        height = 2 if DOUBLE_HEIGHT in leading else 1
        found = trailing + NEW_LINE * height + leading
        room = piece.range.end - end
        return found if room >= _MOST_BREAKS * len(found) else None

    def _fits(self, tokens: Sequence[Token], line_ends: Collection[int]) -> bool:
        """Whether all rows fit in teletext."""
        if not self.header.teletext:
            return True
        first = next(token for token in tokens if token.kind is TokenKind.TEXT)
        leading = sum(token.end - token.start for token in tokens if token.end <= first.start)
        widths = [leading]
        number = 0
        between = gaps(tokens)
        for at, token in enumerate(tokens):
            if number < len(between) and at == between[number].place:
                widths = [*widths, leading] if number in line_ends else [*widths[:-1], widths[-1] + 1]
                number += 1
            if token.kind is TokenKind.TEXT:
                widths[-1] += len(token.shown)
        return max(widths) <= COLUMNS

    def divided(
        self, document: Document, piece: Piece, cuts: Sequence[Gap], spans: Sequence[Span]
    ) -> tuple[Replacement, ...] | None:
        """Never: a new subtitle would shift the numbers of all that follow, by which others know them."""
        del document, piece, cuts, spans
        return None


def _is_plain(source: str, white: Sequence[Token], leading: str, trailing: str) -> bool:
    """Whether what stands between two words is a space, or a line break with the codes of the caption."""
    texts = [source[token.start : token.end] for token in white]
    if len(texts) != 1:
        return False
    if NEW_LINE not in texts[0]:
        return not texts[0].strip(" ")
    before, _, after = texts[0].partition(NEW_LINE)
    return (before, after.lstrip(NEW_LINE)) == (trailing, leading)


def _row_start(tokens: Sequence[Token], at: int) -> int:
    """Where the last white space before a token that begins a row ends; -1 if text stands between."""
    for before in reversed(tokens[:at]):
        if before.kind is TokenKind.TEXT:
            return -1
        if before.kind is TokenKind.BREAK:
            return before.end
    return next((token.end for token in tokens[:at] if token.kind is TokenKind.SPACE), tokens[at].start)


def _digits(code: TimeCode) -> str:
    return "".join(f"{part:02}" for part in code)


def _blocks(document: Document, piece: Piece) -> list[TextBlock]:
    """The blocks of a caption that hold its text."""
    starts = range(piece.range.start, piece.range.end, LENGTH)
    return [block for start in starts if (block := block_at(document.source, start)).has_text]


def _time_edit(at: int, code: TimeCode) -> Replacement:
    return Replacement(at, at + len(code), time_bytes(code))


def _is_crowded(document: Document, span: Span) -> bool:
    """Whether the next caption comes soon after the end of a span."""
    cues = document.track.cues
    following = bisect_left(cues, span.end_ms, key=lambda cue: cue.span.start_ms)
    return following < len(cues) and cues[following].span.start_ms - span.end_ms < _ROOM_MS


def _counted(before: str, after: str) -> str:
    """A file after changes, which tells how many blocks and subtitles it has if it did so before."""
    if len(before) == len(after):
        return after
    edits = [
        Replacement(place.start, place.end, f"{now:05}")
        for place, was, now in zip(
            (BLOCK_COUNT, SUBTITLE_COUNT), _counts(before), _counts(after), strict=True
        )
        if place.of(before) == f"{was:05}"
    ]
    return documents.edited(after, edits)


def _counts(source: str) -> tuple[int, int]:
    """How many blocks a file has, and how many subtitles."""
    blocks = text_blocks(source)
    return len(blocks), len({block.subtitle for block in blocks if block.has_text and not block.comment})
