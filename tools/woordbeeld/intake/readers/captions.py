"""Captions of any format: each line of a cue is a paragraph, with the time of its cue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from woordbeeld.formats import ttml
from woordbeeld.formats.caption_file import open_captions
from woordbeeld.formats.document import Document as CaptionDocument
from woordbeeld.formats.document import PieceKind
from woordbeeld.formats.rolling import plain
from woordbeeld.formats.styled import styled_lines
from woordbeeld.formats.table import FORMATS
from woordbeeld.intake.document import Document, LeftOut, Paragraph, Run, Why
from woordbeeld.timing import format_timestamp
from woordbeeld.tracks.model import Utterance

_WHY: Final = {
    PieceKind.HEADER: Why.MARKUP,
    PieceKind.COUNTS: Why.MARKUP,
    PieceKind.STYLE: Why.MARKUP,
    PieceKind.REGION: Why.MARKUP,
    PieceKind.COMMENT: Why.COMMENT,
    PieceKind.OTHER: Why.OUTSIDE,
}
_TTML = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?tt[\s>]")
_BINARY: Final = "latin-1"  # each character is a byte


def is_binary_captions(data: bytes) -> bool:
    return any(each.sniff(data.decode(_BINARY)) for each in FORMATS if each.binary)


def is_captions(text: str) -> bool:
    """Whether a text is captions; of XML, that which holds a `<tt>`."""
    found = next((each for each in FORMATS if not each.binary and each.sniff(text)), None)
    return found is not None and (found.read is not ttml.read or _TTML.search(text) is not None)


def read_captions(data: bytes, name: str) -> Document:
    """The lines of all cues in their order, with what their markup says; rolling captions give each word
    once.

    What players do not show is left out: all numbers of cues as one, all times as one, and each note or
    style.
    """
    file = open_captions(data, name)
    captions = file.document.syntax.read(file.document.source)  # with no speaker but whom the markup names
    rolls = captions.rolls
    if rolls:
        captions = plain(captions)
    in_lines = not (rolls or file.format.binary)
    return Document(
        file.format.name,
        tuple(_paragraphs(captions, in_lines=in_lines)),
        tuple(_left_out(captions, binary=file.format.binary)),
        lines=in_lines,
        language=file.document.track.language,
    )


def _paragraphs(captions: CaptionDocument, *, in_lines: bool) -> Iterator[Paragraph]:
    """`in_lines`, a paragraph has the line of its cue's times, and so many more as it stands below it."""
    place = 0
    for cue in captions.track.cues:
        place = max(place, cue.sources[0]) if in_lines else place
        first = True
        for utterance in cue.utterances:
            for runs in _lines(utterance):
                place += 1
                yield Paragraph(runs, place, first, span=cue.span, voice=utterance.voice or "", spaced=first)
                first = False


def _lines(utterance: Utterance) -> Iterator[tuple[Run, ...]]:
    for parts in styled_lines(utterance):
        if any(text.strip() for text, _ in parts):
            yield tuple(Run(text, style.bold, style.italic) for text, style in parts if text)


def _left_out(captions: CaptionDocument, *, binary: bool) -> Iterator[LeftOut]:
    if captions.track.cues:
        yield from _numbers_and_times(captions)
    for piece in captions.pieces:
        if (why := _WHY.get(piece.kind)) and not (binary and why is Why.MARKUP):
            text = piece.range.of(captions.source).strip()
            if text.strip("\ufeff"):
                yield LeftOut(piece.line, text, why)


def _numbers_and_times(captions: CaptionDocument) -> Iterator[LeftOut]:
    numbers = [
        number
        for piece in captions.cue_pieces
        if piece.parts and piece.parts.number and (number := piece.parts.number.of(captions.source).strip())
    ]
    if numbers:
        yield LeftOut(None, _in_short(numbers), Why.CUE_NUMBER)
    spans = [cue.span for cue in captions.track.cues]
    first, last = min(span.start_ms for span in spans), max(span.end_ms for span in spans)
    yield LeftOut(None, f"{format_timestamp(first)} – {format_timestamp(last)}", Why.TIME)


def _in_short(numbers: Sequence[str]) -> str:
    """Numbers that count up as the first and the last of them, else all.

    >>> _in_short(["1", "2", "3"]), _in_short(["intro", "2"])
    ('1 – 3', 'intro 2')
    """
    counts = [int(each) if each.isdecimal() else -1 for each in numbers]
    if len(counts) > 1 and all(after == before + 1 for before, after in pairwise(counts)) and counts[0] >= 0:
        return f"{numbers[0]} – {numbers[-1]}"
    return " ".join(numbers)
