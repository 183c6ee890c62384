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
from woordbeeld.formats.document import Piece, PieceKind
from woordbeeld.formats.rolling import plain
from woordbeeld.formats.styled import styled_lines
from woordbeeld.formats.table import FORMATS, CaptionFormat
from woordbeeld.formats.tokens import hidden_words
from woordbeeld.intake.document import Document, LeftOut, Paragraph, Run, Why
from woordbeeld.timing import format_timestamp
from woordbeeld.tracks.model import TrackKind, Utterance
from woordbeeld.words import say

_WHY: Final = {
    PieceKind.HEADER: Why.MARKUP,
    PieceKind.COUNTS: Why.MARKUP,
    PieceKind.STYLE: Why.MARKUP,
    PieceKind.REGION: Why.MARKUP,
    PieceKind.COMMENT: Why.COMMENT,
    PieceKind.OTHER: Why.OUTSIDE,
}
_TTML = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?tt[\s>]")
_Line = tuple[tuple[Run, ...], str]  # its runs, and whom the markup names as its speaker
_TAG = re.compile(r"<[^<>]*>")
_NAMED: Final = re.compile(r"\d+\s+\"(?P<name>[^\"]{1,80})\"\s*(?:\(\d+\))?")
_NO_TEXT: Final = " \t\r\n\f\ufeff"
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
        raise BadInputError(say("error.no_captions"), remedy=REMEDY)
    read = form.read(source)
    if read.track.kind is TrackKind.METADATA:
        raise BadInputError(say("error.intake.metadata"), remedy=REMEDY)
    captions = _repaired(read)
    if captions.rolls:
        captions = plain(captions)
    in_lines = captions is read and not form.binary
    return Document(
        form.name,
        tuple(_paragraphs(captions, in_lines=in_lines)),
        tuple(_left_out(captions, binary=form.binary)),
        lines=in_lines,
        in_cues=True,
        language=captions.track.language or language_in_name(name),
    )


def _repaired(captions: CaptionDocument) -> CaptionDocument:
    """The file as it was meant, where that is certain: else players would pass over what it says."""
    edits = dict.fromkeys(edit for fault in captions.faults for edit in fault.repair)
    try:
        return captions.with_edits(edits) if edits else captions
    except ValueError:  # two repairs of one place
        return captions


def _paragraphs(captions: CaptionDocument, *, in_lines: bool) -> Iterator[Paragraph]:
    """`in_lines`, a paragraph has the line of its cue's times, and so many more as it stands below it."""
    after = _text_after_cues(captions)
    place = 0
    for piece, cue in zip(captions.cue_pieces, captions.track.cues, strict=True):
        place = max(place, cue.sources[0]) if in_lines else place
        named = _named_before(captions, piece)
        shown = [(runs, each.voice or named) for each in cue.utterances for runs in _lines(each)]
        below: list[_Line] = [((Run(text),), "") for text in after.get(piece.line, ())]
        for number, (runs, voice) in enumerate([*shown, *below]):
            span = cue.span if number < len(shown) else None
            place += 1
            yield Paragraph(runs, place, not number, span=span, voice=voice, spaced=not number)


def _named_before(captions: CaptionDocument, piece: Piece) -> str:
    """The speaker whom the identifier of a cue names, as Webex has it: `1 "Els Maas" (2948232)`."""
    number = piece.parts.number.of(captions.source) if piece.parts and piece.parts.number else ""
    found = _NAMED.fullmatch(number.strip())
    return found["name"] if found else ""


def _text_after_cues(captions: CaptionDocument) -> dict[int, list[str]]:
    """What stands between two cues and is neither markup nor a note, by the line of the cue before it.

    Players pass over it, but somebody wrote it there to be read.
    """
    found: dict[int, list[str]] = {}
    before: int | None = None
    for piece in captions.pieces:
        if piece.cue:
            before = piece.line
        elif before is not None and _is_text(captions, piece):
            lines = piece.range.of(captions.source).splitlines()
            found.setdefault(before, []).extend(text for line in lines if (text := line.strip(_NO_TEXT)))
    return found


def _is_text(captions: CaptionDocument, piece: Piece) -> bool:
    text = piece.range.of(captions.source)
    return piece.kind is PieceKind.OTHER and "<" not in text and bool(text.strip(_NO_TEXT))


def _lines(utterance: Utterance) -> Iterator[tuple[Run, ...]]:
    for parts in styled_lines(utterance):
        if any(text.strip() for text, _ in parts):
            yield tuple(Run(text, style.bold, style.italic) for text, style in parts if text)


def _left_out(captions: CaptionDocument, *, binary: bool) -> Iterator[LeftOut]:
    if captions.track.cues:
        yield from _numbers_and_times(captions)
    is_among_cues = False
    for piece in captions.pieces:
        is_among_cues |= piece.cue is not None
        text = piece.range.of(captions.source).strip(_NO_TEXT)
        why = _WHY.get(piece.kind)
        if not text or why is None or (is_among_cues and _is_text(captions, piece)):
            continue
        if why is Why.OUTSIDE and not _TAG.sub("", text).strip():
            why = Why.MARKUP
        if not (binary and why is Why.MARKUP):
            yield LeftOut(piece.line, text, why)
    for piece in captions.cue_pieces:
        if hidden := " ".join(hidden_words(captions.tokens(piece))):
            yield LeftOut(piece.line, hidden, Why.HIDDEN)


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
