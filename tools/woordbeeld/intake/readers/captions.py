"""Captions of any format: each line of a cue is a paragraph, with the time of its cue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from woordbeeld.errors import BadInputError
from woordbeeld.formats import ttml
from woordbeeld.formats.caption_file import REMEDY, language_in_name
from woordbeeld.formats.document import Document as CaptionDocument
from woordbeeld.formats.document import PieceKind
from woordbeeld.formats.rolling import plain
from woordbeeld.formats.styled import styled_lines
from woordbeeld.formats.table import FORMATS, CaptionFormat
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
_MOST_NUMBERS: Final = 50  # that are told one by one
_BINARY: Final = "latin-1"  # each character is a byte


def binary_format(data: bytes) -> CaptionFormat | None:
    """The format of captions that is no text, if the file has one."""
    return next((each for each in FORMATS if each.binary and each.sniff(data.decode(_BINARY))), None)


def text_format(text: str) -> CaptionFormat | None:
    """The format of captions that a text has; XML is one only if it holds a `<tt>`."""
    found = next((each for each in FORMATS if not each.binary and each.sniff(text)), None)
    return None if found and found.read is ttml.read and not _TTML.search(text) else found


def read_binary_captions(data: bytes, name: str) -> Document:
    """As `read_captions`, of a format whose characters are bytes."""
    return _read(data.decode(_BINARY), name, binary_format(data))


def read_captions(text: str, name: str) -> Document:
    """The lines of all cues in order, with what their markup says; rolling captions give each word once.

    What players do not show is left out: all numbers of cues as one, all times as one, each note or style.

    Raises:
        BadInputError: there are none in it.
    """
    return _read(text, name, text_format(text))


def _read(source: str, name: str, form: CaptionFormat | None) -> Document:
    if form is None:
        raise BadInputError("holds no captions", remedy=REMEDY)
    captions = form.read(source)
    in_lines = not (captions.rolls or form.binary)
    if captions.rolls:
        captions = plain(captions)
    return Document(
        form.name,
        tuple(_paragraphs(captions, in_lines=in_lines)),
        tuple(_left_out(captions, binary=form.binary)),
        lines=in_lines,
        language=captions.track.language or language_in_name(name),
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
    """Numbers that count up, and a long row of them, as the first and the last; else all.

    >>> _in_short(["1", "2", "3"]), _in_short(["intro", "2"])
    ('1 – 3', 'intro 2')
    """
    counts = [int(each) if each.isdecimal() else -1 for each in numbers]
    counting = counts[0] >= 0 and all(after == before + 1 for before, after in pairwise(counts))
    if (len(counts) > 1 and counting) or len(counts) > _MOST_NUMBERS:
        return f"{numbers[0]} – {numbers[-1]}"
    return " ".join(numbers)
