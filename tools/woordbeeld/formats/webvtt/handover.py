"""A file of WebVTT handed over to the package webvtt-py, for who goes on with it."""

from __future__ import annotations

from webvtt import Caption, WebVTT
from webvtt import Style as WebvttStyle
from webvtt.models import Region

from woordbeeld.formats.document import CueParts, Document, Piece, PieceKind
from woordbeeld.timing import Span, format_timestamp


def to_webvtt(document: Document) -> WebVTT:
    r"""The cues, styles and regions of a WebVTT file, with the markup of their text, as webvtt-py has them.

    Cues that no player shows are not among them; comments stand before what they stood before.

    >>> from woordbeeld.formats.webvtt import read
    >>> text = "WEBVTT\n\nNOTE let op\n\n1\n00:01.000 --> 00:02.500 line:0\n<v Ton>Ja &amp; nee."
    >>> [(each.identifier, each.start, str(each.settings), each.raw_text) for each in to_webvtt(read(text))]
    [('1', '00:00:01.000', 'line:0', '<v Ton>Ja &amp; nee.')]
    """
    captions: list[Caption] = []
    styles: list[WebvttStyle] = []
    regions: list[Region] = []
    comments: list[str] = []
    for piece in document.pieces:
        text = piece.range.of(document.source).strip()
        if piece.kind is PieceKind.COMMENT:
            comments.append(text.removeprefix("NOTE").strip())
            continue
        if piece.cue and piece.parts:
            captions.append(_caption(document, piece.parts, piece.cue.span))
            captions[-1].comments, comments = comments, []
        elif piece.kind is PieceKind.STYLE:
            styles.append(WebvttStyle(text.removeprefix("STYLE").strip()))
            styles[-1].comments, comments = comments, []
        elif piece.kind is PieceKind.REGION:
            regions.append(Region.from_string(text.removeprefix("REGION").strip()))
            regions[-1].comments, comments = comments, []
    return WebVTT(
        captions=captions,
        styles=styles,
        regions=regions,
        footer_comments=comments,
        metadata=_metadata(document, document.pieces[0]),
    )


def _caption(document: Document, parts: CueParts, span: Span) -> Caption:
    source = document.source
    start, end = format_timestamp(span.start_ms), format_timestamp(span.end_ms)
    settings = source[parts.end_time.end : parts.payload.start].strip() if parts.end_time else ""
    identifier = parts.number.of(source).strip() if parts.number else None
    return Caption(start, end, parts.payload.of(source), identifier, settings or None)


def _metadata(document: Document, header: Piece) -> list[str]:
    """The lines of the header, such as its language, that webvtt-py takes."""
    lines = header.range.of(document.source).strip().splitlines()[1:]
    return [line for line in lines if ":" in line]
