"""A whole caption format, to begin another one from: MicroDVD, a line `{start}{end}text|text` a cue.

Times are frames, of which it counts 25 a second. In the package a format is a folder with a `reader.py`, a
`writer.py` and, where that is long, a module of its own for changes and for losses.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

from woordbeeld.formats import losses
from woordbeeld.formats.blocks import lines_of, without_end
from woordbeeld.formats.document import (
    CueParts,
    Document,
    FaultList,
    Piece,
    PieceKind,
    Range,
    Replacement,
    edited,
    line_end,
)
from woordbeeld.formats.line_breaks import rebroken
from woordbeeld.formats.losses import Lost
from woordbeeld.formats.table import CaptionFormat, Writing
from woordbeeld.formats.tokens import Gap, Token, TokenKind, shown_lines
from woordbeeld.timing import (
    Retiming,
    Span,
    first_frame_from,
    frame_ms,
    last_frame_until,
    nearest_frame,
)
from woordbeeld.tracks.model import PLAIN, Cue, ScreenPosition, Track, TrackKind
from woordbeeld.tracks.speaker_prefixes import utterances
from woordbeeld.words import say

RATE: Final = Fraction(25)
_CUE = re.compile(r"\{(\d{1,9})\}\{(\d{1,9})\}(.*)")
_TOKEN = re.compile(r"(?P<text>[^\s|]+)|(?P<break>\|)|(?P<space>\s+)")


def sniff(text: str) -> bool:
    return any(_CUE.match(line.of(text)) for line in lines_of(text))


def read(text: str) -> Document:
    faults = FaultList()
    pieces = tuple(_piece(text, line, at, faults) for at, line in enumerate(lines_of(text), 1))
    cues = tuple(piece.cue for piece in pieces if piece.cue)
    return Document(text, pieces, Track(TrackKind.CAPTIONS, None, cues), _Syntax(), tuple(faults.found))


def _piece(source: str, line: Range, at: int, faults: FaultList) -> Piece:
    """A line that is a cue, or else one that stays as it is."""
    text = without_end(source, line)
    if not (found := _CUE.fullmatch(text.of(source))):
        if text.of(source).strip():
            what = say("fault.text-outside-cue.what", text=text.of(source).strip())
            faults.add("text-outside-cue", at, what, say("fault.text-outside-cue.do"))
        return Piece(PieceKind.OTHER, line, at)
    start, end, payload = (Range(*(text.start + edge for edge in found.span(part))) for part in (1, 2, 3))
    start_ms, end_ms = (frame_ms(int(place.of(source)), RATE) for place in (start, end))
    spoken = utterances(shown_lines(_tokens(payload.of(source))))
    cue = Cue(Span(start_ms, end_ms), spoken, (at,)) if start_ms < end_ms else None
    return Piece(PieceKind.CUE, line, at, cue, CueParts(None, start, end, payload))


def _tokens(payload: str) -> tuple[Token, ...]:
    kinds = {"text": TokenKind.TEXT, "break": TokenKind.BREAK, "space": TokenKind.SPACE}
    return tuple(
        Token(kinds[found.lastgroup or ""], *found.span(), "" if found["break"] else found.group())
        for found in _TOKEN.finditer(payload)
    )


class _Syntax:
    """See `Syntax`."""

    numbers = False

    def read(self, source: str) -> Document:
        return read(source)

    def edited(self, source: str, edits: Iterable[Replacement]) -> str:
        return edited(source, edits)

    def tokens(self, document: Document, piece: Piece) -> tuple[Token, ...]:
        return _tokens(piece.parts.payload.of(document.source)) if piece.parts else ()

    def retimed(self, _: Document, piece: Piece, span: Span) -> tuple[Replacement, ...] | None:
        """A cue made longer ends no earlier than is asked, any other no later."""
        if not piece.cue:
            return None
        start = first_frame_from(span.start_ms, RATE)
        grows = span.end_ms > piece.cue.span.end_ms
        end = (first_frame_from if grows else last_frame_until)(span.end_ms, RATE)
        return tuple(_timed(piece, start, max(end, start + 1)))

    def end_ms(self, *_: object) -> int | None:
        """After a change of an end the file is read again."""
        return None

    def moved(self, document: Document, retiming: Retiming) -> tuple[Replacement, ...]:
        cues = ((piece, retiming.span(piece.cue.span)) for piece in document.pieces if piece.cue)
        return tuple(edit for piece, span in cues for edit in _timed(piece, *_frames(span)))

    def rebroken(
        self, document: Document, piece: Piece, line_ends: Collection[int], cuts: Collection[int] = ()
    ) -> tuple[Replacement, ...] | None:
        return rebroken(document.tokens(piece), line_ends, "|", cuts)

    def divided(
        self, document: Document, piece: Piece, cuts: Sequence[Gap], spans: Sequence[Span]
    ) -> tuple[Replacement, ...] | None:
        edits = list(self.retimed(document, piece, spans[0]) or ())
        for cut, span in zip(cuts, spans[1:], strict=True):
            at, *others = cut.white
            edits.append(Replacement(at.start, at.end, f"{line_end(document.source)}{_times(span)}"))
            edits += (Replacement(token.start, token.end, "") for token in others)
        return tuple(edits)


def _timed(piece: Piece, *frames: int) -> Iterator[Replacement]:
    places = (piece.parts.start_time, piece.parts.end_time) if piece.parts else ()
    for place, frame in zip(places, frames, strict=True):
        if place:
            yield Replacement(place.start, place.end, str(frame))


def _frames(span: Span) -> tuple[int, int]:
    """The frames of a span, of which there is at least one."""
    start = nearest_frame(span.start_ms, RATE)
    return start, max(nearest_frame(span.end_ms, RATE), start + 1)


def _times(span: Span) -> str:
    return "".join(f"{{{frame}}}" for frame in _frames(span))


def write(track: Track, _: Writing) -> str:
    shown = ("|".join(line.replace("|", "/") for line in cue.shown if line) for cue in track.cues)
    return "".join(f"{_times(cue.span)}{text}\n" for cue, text in zip(track.cues, shown, strict=True))


def cannot_hold(track: Track) -> Iterator[Lost]:
    yield from losses.voices(track)
    yield from losses.looks(track, say("loss.classes"), lambda style: style != PLAIN)
    yield from losses.spoken(track, say("loss.colours"), lambda each: each.colour is not None)
    yield from losses.spoken(track, say("loss.italics"), lambda each: each.off_screen)
    yield from losses.lost_cues(
        say("loss.exact_places"), (cue for cue in track.cues if cue.placement != ScreenPosition())
    )
    yield from losses.lost_cues(say("loss.frames"), (cue for cue in track.cues if not _is_held(cue.span)))


def _is_held(span: Span) -> bool:
    return all(frame_ms(nearest_frame(ms, RATE), RATE) == ms for ms in (span.start_ms, span.end_ms))


def outside_track(document: Document) -> Iterator[Lost]:
    yield from losses.of_pieces(document)
    yield from losses.of_text_astray(document)


SHORT_FORMAT: Final = CaptionFormat(
    "MicroDVD",
    (".sub",),
    sniff,
    read,
    write,
    cannot_hold,
    outside_track,
    has_signature=False,
    names_speakers=False,
    names_language=False,
)
