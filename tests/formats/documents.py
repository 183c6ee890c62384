"""What the tests of the formats share: a text read as a file, and changes made to one of its cues."""

from __future__ import annotations

from collections.abc import Collection

from woordbeeld.formats.caption_file import open_captions
from woordbeeld.formats.document import Document
from woordbeeld.formats.tokens import gaps
from woordbeeld.timing import Span


def document(text: str, name: str = "x.nl.vtt") -> Document:
    """A text read as the file of that name."""
    return open_captions(text.encode(), name).document


def texts(found: Document) -> list[str]:
    return ["\n".join(cue.shown) for cue in found.track.cues]


def causes(found: Document) -> list[tuple[str, int]]:
    """What breaks the format, and on which line."""
    return [(fault.cause, fault.line) for fault in found.faults]


def retimed(found: Document, number: int, start_ms: int, end_ms: int) -> Document:
    """The file after the cue of that number (from 0) got other times."""
    edits = found.syntax.retimed(found, found.cue_pieces[number], Span(start_ms, end_ms))
    assert edits is not None
    return found.with_edits(edits)


def rebroken(found: Document, number: int, *line_ends: int) -> Document:
    """The file after the lines of a cue end after these words (from 0)."""
    edits = found.syntax.rebroken(found, found.cue_pieces[number], line_ends)
    assert edits is not None
    return found.with_edits(edits)


def divided(found: Document, number: int, cuts: Collection[int], *spans: tuple[int, int]) -> Document:
    """The file after a cue became several, cut after these words (from 0)."""
    piece = found.cue_pieces[number]
    between = gaps(found.tokens(piece))
    edits = found.syntax.divided(found, piece, [between[at] for at in cuts], [Span(*each) for each in spans])
    assert edits is not None
    return found.with_edits(edits)
