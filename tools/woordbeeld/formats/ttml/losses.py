"""What of a TTML file its track does not have, and what of a track TTML has no place for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from woordbeeld.formats import losses
from woordbeeld.formats.document import Document, Piece, PieceKind
from woordbeeld.formats.losses import Lost
from woordbeeld.formats.xml_text import xml_text
from woordbeeld.tracks.model import Track
from woordbeeld.words import Message, say

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_START_TAG = re.compile(r"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""")
_ID = re.compile(r"""\sxml:id\s*=\s*["']([^"']*)""")
_TIMES = re.compile(r"\s(?:begin|end|dur)\s*=")
_METADATA = re.compile(r"<(?:\w+:)?(desc|copyright)\b")
_PLAIN_TAGS: Final = frozenset({"", "span"})


def outside_track(document: Document) -> Iterator[Lost]:
    """What of a file its track does not have."""
    yield from losses.of_pieces(document)
    source = document.source
    yield from losses.lost(say("loss.comments"), _lines(document, _COMMENT))
    yield from losses.lost(say("loss.metadata"), _lines(document, _METADATA))
    yield from losses.of_identifiers(document, lambda piece: _identifier(source, piece))
    yield from losses.of_tokens(document, _mark, _PLAIN_TAGS)


def cannot_hold(track: Track) -> Iterator[Lost]:
    """What of a track the format has no place for."""
    yield from losses.classes(track)
    yield from losses.regions(track)
    yield from losses.spoken(
        track,
        say("loss.control_xml"),
        lambda each: any(line != xml_text(line) for line in each.shown),
    )


def _lines(document: Document, pattern: re.Pattern[str]) -> Iterator[int]:
    """The lines at which something stands outside the cues."""
    for piece in document.pieces:
        if piece.kind is not PieceKind.CUE:
            text = piece.range.of(document.source)
            for found in pattern.finditer(text):
                yield piece.line + text.count("\n", 0, found.start())


def _identifier(source: str, piece: Piece) -> str:
    tag = _START_TAG.match(source, piece.range.start)
    found = _ID.search(tag[0]) if tag else None
    return found[1] if found else ""


def _mark(source: str) -> Message | None:
    if source.startswith("<!--"):
        return say("loss.comments_within")
    if _TIMES.search(source):
        return say("loss.part_times")
    return say("loss.animation") if source.startswith("<") and "ruby" not in source else None
