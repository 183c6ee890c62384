"""What of an EBU STL file its track does not have; what the format cannot hold its writer tells."""

from __future__ import annotations

from collections.abc import Iterator

from woordbeeld.formats import losses
from woordbeeld.formats.document import Document, Piece, PieceKind
from woordbeeld.formats.ebu_stl.text_blocks import LENGTH, block_at
from woordbeeld.formats.losses import Lost
from woordbeeld.words import say


def outside_track(document: Document) -> Iterator[Lost]:
    """What of a file its track does not have."""
    yield from losses.of_pieces(document)
    others = (piece.line for piece in document.pieces if piece.kind is PieceKind.OTHER)
    yield from losses.lost(say("loss.user_data"), others)
    built_up = (piece.line for piece in document.cue_pieces if _subtitles(document.source, piece) > 1)
    yield from losses.lost(say("loss.built_up"), built_up)


def _subtitles(source: str, piece: Piece) -> int:
    """How many subtitles build up a caption."""
    starts = range(piece.range.start, piece.range.end, LENGTH)
    return len({block_at(source, start).subtitle for start in starts})
