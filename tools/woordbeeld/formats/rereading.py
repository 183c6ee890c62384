"""A file after edits, of which only that is read again which they can have changed.

`Document.with_edits` says what the file is then, and reads it whole; here it is found in less time where the
edits do no more than let cues end at other moments, as most fixes do.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from woordbeeld.formats.document import Document, Piece, Replacement
from woordbeeld.formats.rolling import may_roll
from woordbeeld.timing import Span
from woordbeeld.tracks.model import Cue


def reread(document: Document, edits: Iterable[Replacement]) -> Document:
    """The file after these edits: the same that `with_edits` gives."""
    edits = tuple(edits)
    ends = _ends(document, edits)
    return document.with_edits(edits) if ends is None else _with_ends(document, edits, ends)


def _ends(document: Document, edits: Sequence[Replacement]) -> dict[int, int] | None:
    """The ends (ms) that cues get, by the index of their piece; None where the edits may change more."""
    pieces = document.pieces
    cues = [piece.cue for piece in pieces if piece.cue]
    if not cues or may_roll(cues):  # the time between cues tells whether they do
        return None
    starts = [piece.range.start for piece in pieces]
    faulty = {fault.line for fault in document.faults}  # what is told of a cue may quote its times
    repaired = {bisect_right(starts, edit.start) - 1 for fault in document.faults for edit in fault.repair}
    by_piece: dict[int, list[Replacement]] = {}
    for edit in edits:
        by_piece.setdefault(bisect_right(starts, edit.start) - 1, []).append(edit)
    found: dict[int, int] = {}
    for at, own in by_piece.items():
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        end_ms = _end_ms(document, pieces[at], own)
        holds_others = after is not None and after.range.start < pieces[at].range.end
        if end_ms is None or at in repaired or pieces[at].line in faulty or holds_others:
            return None
        found[at] = end_ms
    return found


def _end_ms(document: Document, piece: Piece, edits: Sequence[Replacement]) -> int | None:
    """When a cue ends after edits of as many characters; None where it does not end, or more changes."""
    if piece.cue is None or any(len(edit.text) != edit.end - edit.start for edit in edits):
        return None
    end_ms = document.syntax.end_ms(document, piece, edits)
    return end_ms if end_ms is not None and end_ms > piece.cue.span.start_ms else None


def _with_ends(document: Document, edits: Sequence[Replacement], ends: dict[int, int]) -> Document:
    pieces = list(document.pieces)
    known = {piece.cue.sources: end_ms for at, end_ms in ends.items() if (piece := pieces[at]).cue}
    for at, end_ms in ends.items():
        if cue := pieces[at].cue:
            pieces[at] = replace(pieces[at], cue=_ending(cue, end_ms))
    cues = tuple(
        _ending(cue, known[cue.sources]) if cue.sources in known else cue for cue in document.track.cues
    )
    source = document.syntax.edited(document.source, edits)
    return replace(document, source=source, pieces=tuple(pieces), track=replace(document.track, cues=cues))


def _ending(cue: Cue, end_ms: int) -> Cue:
    return Cue(Span(cue.span.start_ms, end_ms), cue.utterances, cue.sources, cue.placement)
