"""What of a WebVTT file its track does not have, and what of a track WebVTT has no place for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from woordbeeld.formats import losses
from woordbeeld.formats.document import Document, PieceKind
from woordbeeld.formats.losses import Lost
from woordbeeld.formats.webvtt.writer import settings
from woordbeeld.tracks.model import Align, Cue, Track, Vertical
from woordbeeld.words import Message, say

_HEADER_LINE = re.compile(r"(?i)\s*(?:kind|language)\s*:")
_PLAIN_TAGS: Final = frozenset({"c", "v"})
# Settings that say in other words where captions stand anyway, or what is kept of their place.
_USUAL: Final = "align:center align:middle line:-1 line:100% size:100% position:50%"
_SIDES: Final = {Align.LEFT: "align:start", Align.RIGHT: "align:end", Align.CENTRE: ""}
_TOP: Final = "line:0%"


def outside_track(document: Document) -> Iterator[Lost]:
    """What of a file its track does not have."""
    yield from losses.of_pieces(document)
    yield from losses.of_text_astray(document)
    yield from losses.lost(say("loss.header_lines"), _header_lines(document))
    source = document.source
    yield from losses.of_identifiers(
        document, lambda piece: piece.parts.number.of(source) if piece.parts and piece.parts.number else ""
    )
    yield from losses.of_settings(document, _kept)
    yield from losses.of_tokens(document, _mark, _PLAIN_TAGS)


def cannot_hold(track: Track) -> Iterator[Lost]:
    """What of a track the format has no place for."""
    yield from losses.regions(track)


def _header_lines(document: Document) -> Iterator[int]:
    header = next((piece for piece in document.pieces if piece.kind is PieceKind.HEADER), None)
    first, *others = header.range.of(document.source).splitlines() if header else [""]
    if first.lstrip("\ufeff").removeprefix("WEBVTT").strip():
        yield 1
    for number, line in enumerate(others, 2):
        if line.strip() and not _HEADER_LINE.match(line):
            yield number


def _kept(cue: Cue) -> str:
    place = cue.placement
    top = _TOP if place.vertical is Vertical.TOP else ""
    return f"{settings(place)} {_USUAL} {_SIDES[place.align]} {top} region:{place.region}"


def _mark(source: str) -> Message | None:
    return say("loss.word_times") if source[1:2].isdigit() else None
