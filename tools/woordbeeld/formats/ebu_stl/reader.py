"""EBU STL files read: the blocks that are one caption are a piece, its subtitle numbers and texts kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from woordbeeld.findings import Severity
from woordbeeld.formats.document import CueParts, Document, FaultList, Piece, PieceKind, Range, Replacement
from woordbeeld.formats.ebu_stl import header as gsi
from woordbeeld.formats.ebu_stl.changes import EbuStlSyntax
from woordbeeld.formats.ebu_stl.text import UNKNOWN
from woordbeeld.formats.ebu_stl.text_blocks import (
    FIELD_LENGTH,
    FIELD_START,
    LENGTH,
    UNUSED,
    Subtitle,
    TextBlock,
    subtitles,
    text_blocks,
)
from woordbeeld.formats.ebu_stl.text_field import DOUBLE_HEIGHT, NEW_LINE, field_range, spoken, tokens_of
from woordbeeld.formats.ebu_stl.time_codes import RATES, TimeCodes, written
from woordbeeld.formats.tokens import TokenKind
from woordbeeld.timing import Span
from woordbeeld.tracks.model import Align, Cue, ScreenPosition, Track, TrackKind, Vertical
from woordbeeld.words import say

_RATE = re.compile(r"STL\d\d\.\d\d")
_ALIGNS: Final = {1: Align.LEFT, 3: Align.RIGHT}
_NTSC: Final = "STL30.01"


def sniff(text: str) -> bool:
    """Whether the bytes of a file are EBU STL: it says so from its fourth byte on."""
    return bool(_RATE.match(text, gsi.RATE.start))


def read(text: str) -> Document:
    """An EBU STL file, of which each character is a byte; times count from the start of the programme.

    The format names no voices. The line of a piece is the number of its block.
    """
    return _Reading(text).document()


class _Reading:
    """One pass through a file, block by block."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._header = gsi.read_header(source)
        self._blocks = text_blocks(source)
        self._found = list(subtitles(self._blocks))
        self._faults = FaultList()
        self._pieces: list[Piece] = []
        self._codes = self._from_programme_start()

    def document(self) -> Document:
        self._read_header()
        syntax = EbuStlSyntax(read, self._header, self._codes)
        for each in self._found:
            self._read_blocks(each)
        self._read_rest()
        self._check_order()
        cues = sorted((piece.cue for piece in self._pieces if piece.cue), key=lambda cue: cue.span.start_ms)
        track = Track(TrackKind.CAPTIONS, self._header.language, tuple(cues))
        return Document(self._source, tuple(self._pieces), track, syntax, tuple(self._faults.found))

    # -- the header

    def _from_programme_start(self) -> TimeCodes:
        """The clock of the file from where its programme starts.

        Where all subtitles stand before that, their times count from it already.
        """
        codes = self._header.codes
        start = codes.frame_of(self._header.start)
        ins = [
            codes.frame_of(block.time_in) for block in self._blocks if block.has_text and not block.comment
        ]
        known = [frame for frame in ins if frame is not None]
        if not start:
            return codes
        if known and max(known) < start:
            self._faults.add(
                "programme-start",
                1,
                say("fault.programme-start.after_all", start=written(self._header.start)),
                say("fault.programme-start.do_zero"),
                severity=Severity.WARNING,
            )
            return codes
        self._faults.add(
            "programme-start",
            1,
            say("fault.programme-start.what", start=written(self._header.start)),
            say("fault.programme-start.do"),
            severity=Severity.NOTE,
        )
        return replace(codes, from_frame=start)

    def _read_header(self) -> None:
        source, at = self._source, 0
        for kind, end in (
            (PieceKind.HEADER, gsi.COUNTS.start),
            (PieceKind.COUNTS, gsi.COUNTS.end),
            (PieceKind.HEADER, gsi.LENGTH),
        ):
            if at < len(source):
                self._pieces.append(Piece(kind, Range(at, min(end, len(source))), 1))
            at = end
        if len(source) < gsi.LENGTH:
            what = say("fault.cut-off.header", bytes=len(source), whole=gsi.LENGTH)
            self._faults.add("cut-off", 1, what, say("fault.get_whole"))
            return
        if self._header.rate not in RATES:
            what = say("fault.frame-rate.what", code=repr(self._header.rate))
            self._faults.add("frame-rate", 1, what, say("fault.frame-rate.do"))
        if self._header.rate == _NTSC:
            what, remedy = say("fault.ntsc.what"), say("fault.ntsc.do")
            self._faults.add("ntsc", 1, what, remedy, severity=Severity.NOTE)
        if not gsi.known_table(source):
            self._faults.add("code-table", 1, say("fault.code-table.what"), say("fault.code-table.do"))
        self._check_count()

    def _check_count(self) -> None:
        count = len(self._blocks)
        told = self._header.blocks
        if told != count:
            self._faults.add(
                "block-count",
                1,
                say("fault.block-count.none_told", blocks=count)
                if told is None
                else say("fault.block-count.what", count=told, blocks=count),
                say("fault.block-count.do", blocks=count),
                severity=Severity.WARNING,
                repair=(Replacement(gsi.BLOCK_COUNT.start, gsi.BLOCK_COUNT.end, f"{count:05}"),),
            )

    def _read_rest(self) -> None:
        start = max(gsi.LENGTH, self._blocks[-1].end if self._blocks else 0)
        if start >= len(self._source):
            return
        number = len(self._blocks) + 1
        self._pieces.append(Piece(PieceKind.OTHER, Range(start, len(self._source)), number))
        what = say("fault.cut-off.block", bytes=len(self._source) - start, whole=LENGTH)
        self._faults.add("cut-off", number, what, say("fault.get_whole"))

    # -- subtitles

    def _read_blocks(self, found: Subtitle | TextBlock) -> None:
        if isinstance(found, TextBlock):
            self._pieces.append(Piece(PieceKind.OTHER, Range(found.start, found.end), found.number))
            return
        whole = Range(found.first.start, found.end)
        if found.first.comment:
            self._pieces.append(Piece(PieceKind.COMMENT, whole, found.first.number))
            return
        self._check_whole(found)
        blocks = whole.of(self._source)
        parts = CueParts(None, None, None, Range(whole.start + FIELD_START, whole.end))
        piece = Piece(PieceKind.CUE, whole, found.first.number, None, parts)
        span = self._span(found)
        if span:
            said = spoken(blocks, self._header.table, teletext=self._header.teletext)
            piece = replace(piece, cue=Cue(span, said, (found.first.number,), self._placement(found)))
        self._pieces.append(piece)
        self._check_text(found, blocks)

    def _span(self, found: Subtitle) -> Span | None:
        number = found.first.number
        codes = found.first.time_in, found.last.time_out
        start, end = (self._codes.frame_of(each) for each in codes)
        for code, frame in zip(codes, (start, end), strict=True):
            if frame is None:
                what = say("fault.times.no_code", code=written(code), rate=self._codes.counted)
                self._faults.add("times", number, what, say("fault.fix_times"))
        if start is None or end is None:
            return None
        if start < self._codes.from_frame:
            self._faults.add(
                "before-programme",
                number,
                say("fault.before-programme.what", time=written(codes[0])),
                say("fault.before-programme.do"),
                severity=Severity.WARNING,
            )
            return None
        if end <= start:
            what = say("fault.ends-before-start.what")
            self._faults.add("ends-before-start", number, what, say("fault.fix_times"))
            return None
        return Span(self._codes.milliseconds(start), self._codes.milliseconds(end))

    def _placement(self, found: Subtitle) -> ScreenPosition:
        """In which third of the picture the middle of the text is."""
        row, rows = found.first.row, self._header.rows
        text = "".join(
            self._source[block.start + FIELD_START : block.end] for block in found.blocks if block.has_text
        )
        height = 2 if DOUBLE_HEIGHT in text else 1
        lines = len(re.findall(f"{NEW_LINE}+", text.rstrip(UNUSED).rstrip(NEW_LINE))) + 1
        middle = (row - 1 + lines * height / 2) / rows
        thirds = (Vertical.TOP, Vertical.MIDDLE, Vertical.BOTTOM)
        vertical = thirds[max(0, min(int(middle * 3), 2))]
        return ScreenPosition(vertical, _ALIGNS.get(found.first.justification, Align.CENTRE))

    # -- faults

    def _check_whole(self, found: Subtitle) -> None:
        if not found.whole:
            what = say("fault.extension.what")
            self._faults.add("extension", found.first.number, what, say("fault.get_whole"))
        if not found.complete:
            what, remedy = say("fault.cumulative.what"), say("fault.cumulative.do")
            self._faults.add("cumulative", found.first.number, what, remedy, severity=Severity.WARNING)

    def _check_text(self, found: Subtitle, blocks: str) -> None:
        tokens = tokens_of(blocks, self._header.table, teletext=self._header.teletext)
        unknown = [token for token in tokens if token.kind is TokenKind.TEXT and UNKNOWN in token.shown]
        if unknown:
            codes = blocks[unknown[0].start : unknown[0].end].encode("latin-1").hex(" ")
            self._faults.add(
                "unknown-bytes",
                found.first.number,
                say("fault.unknown-bytes.what", codes=codes),
                say("fault.unknown-bytes.do"),
                severity=Severity.WARNING,
            )
        for block in found.blocks:
            _, end = field_range(self._source, block.start + FIELD_START)
            rest = self._source[end : block.start + FIELD_START + FIELD_LENGTH]
            if block.has_text and rest.strip(UNUSED):
                self._faults.add(
                    "text-after-end",
                    block.number,
                    say("fault.text-after-end.what"),
                    say("fault.text-after-end.do"),
                    severity=Severity.WARNING,
                )

    def _check_order(self) -> None:
        """Subtitles out of the order of their times; if all have times, they can be put in it."""
        cues = [piece for piece in self._pieces if piece.parts]
        starts = [piece.cue.span.start_ms for piece in cues if piece.cue]
        moved = [piece for before, piece in pairwise(cues) if _starts(piece) < _starts(before)]
        if not moved:
            return
        self._faults.add(
            "order",
            moved[0].line,
            say("fault.order.what"),
            say("fault.order.do"),
            repair=tuple(_sorted(self._source, cues)) if len(starts) == len(cues) else (),
        )


def _starts(piece: Piece) -> int:
    return piece.cue.span.start_ms if piece.cue else 0


def _sorted(source: str, cues: list[Piece]) -> Iterator[Replacement]:
    """The edits that put the blocks of captions in the order of their times, where captions stand."""
    for here, piece in zip(cues, sorted(cues, key=_starts), strict=True):
        if here is not piece:
            yield Replacement(here.range.start, here.range.end, piece.range.of(source))
