"""What becomes of a document: the items of the transcript written from it, with the doubts that are told."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from woordbeeld.intake.document import Document
from woordbeeld.intake.reading import read_as_transcript
from woordbeeld.intake.understanding import Item, Understanding
from woordbeeld.transcript.pieces import pieces_of
from woordbeeld.transcript.reader import read


def published(document: Document) -> Understanding:
    """As it was understood, but with the kind, text and speaker that its transcript gives to each line.

    So an announced speaker is the one whom the scene names, and what is written wrongly is no better
    than what is understood wrongly. Somebody without a name stays so, whatever stands for it.
    """
    reading = read_as_transcript(document)
    understood = reading.understanding.items
    items = []
    for piece in pieces_of(read(reading.text)):
        if piece.item is None:
            continue
        at = bisect_right(reading.lines, piece.line) - 1
        meant = understood[max(at, 0)]
        said = piece.item
        speaker = None if meant.speaker == "" else said.speaker
        items.append(Item(said.kind, said.text, meant.place, speaker, meant.remark, doubt=meant.doubt))
    return replace(reading.understanding, items=tuple(items))
