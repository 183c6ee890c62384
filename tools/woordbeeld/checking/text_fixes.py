"""The steps that change what a file shows or in which order: format, entities, empty cues, order, dashes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from woordbeeld.checking.steps import Fix, LeftAlone, Task, cues_of, described
from woordbeeld.formats.document import Document, FormatFault, Piece, PieceKind, Replacement, line_end
from woordbeeld.formats.rolling import plain_edits
from woordbeeld.formats.tokens import Token, TokenKind
from woordbeeld.timing import format_clock
from woordbeeld.tracks.speaker_prefixes import is_dash
from woordbeeld.words import say

# What stands for one sign whatever it is in; `&lt;` is left, for what it begins may be meant as text.
_SIGNS: Final = {"&amp;": "&", "&quot;": '"', "&apos;": "'", "&#39;": "'"}
_TAG = re.compile(r"<[^<>]*>")
# A line that is meant as one of times, with the number before it: repaired, it is no text.
_LIKE_TIMES = re.compile(
    r"(?m)^(?:\d+[ \t]*(?:\r\n|\r|\n))?\W*\d[\d\s:.,]*(?:[-–—=]{0,3}\s?>|→|[-–—]{1,3}\s*\d+:\d)[^\r\n]*"
)
SIGN: Final = re.compile("|".join(_SIGNS))


def sign_of(found: re.Match[str]) -> str:
    """The sign that an entity stands for."""
    return _SIGNS[found.group()]


def repaired(document: Document, _task: Task) -> Iterator[Fix | LeftAlone]:
    """What breaks the format, where what is meant is certain."""
    repaired: dict[str, list[FormatFault]] = {}
    for fault in document.faults:
        if fault.repair:
            repaired.setdefault(fault.cause, []).append(fault)
    for faults in repaired.values():
        edits = tuple(edit for fault in faults for edit in fault.repair)
        what = say("fix.repaired", line=faults[0].line, what=faults[0].what, count=len(faults))
        yield Fix(edits, what)


def unrolled(document: Document, _task: Task) -> Iterator[Fix | LeftAlone]:
    """Rolling captions as plain cues, each word once."""
    if any(fault.cause == "rolling" for fault in document.faults):
        yield Fix(plain_edits(document), say("fix.unrolled"))


def without_entities(document: Document, _task: Task) -> Iterator[Fix | LeftAlone]:
    """Entities that viewers would see, as the signs that they stand for."""
    for _, piece, cue in cues_of(document):
        if not SIGN.search(" ".join(cue.shown)):
            continue
        edits = []
        for token in document.tokens(piece):
            written = document.source[token.start : token.end]
            if token.kind is TokenKind.TEXT and SIGN.search(token.shown):
                # In WebVTT and TTML the `&` of an entity that viewers see is itself written as one.
                plain = SIGN.sub(sign_of, token.shown)
                escaped = (
                    plain.replace("&", "&amp;") if "&amp;" in written and written != token.shown else plain
                )
                edits.append(Replacement(token.start, token.end, escaped))
        if edits:
            yield Fix(tuple(edits), described(cue, say("fix.entities")))


def without_empty(document: Document, _task: Task) -> Iterator[Fix | LeftAlone]:
    """Cues without text and markup; one after which text stands astray may be meant to hold it."""
    empty = [(at, piece, cue) for at, piece, cue in cues_of(document) if not "".join(cue.shown).strip()]
    if not empty or len(empty) == len(document.track.cues):
        return  # a file without any cue is no file of captions
    following = dict(pairwise(document.pieces))
    faulty = {fault.line for fault in document.faults}  # what is not shown may stand beside the times
    for _, piece, cue in empty:
        after = following.get(piece)
        astray = after is not None and bool(astray_text(document, after).strip())
        if not astray and piece.line not in faulty and not _has_markup(document.tokens(piece)):
            gone = Replacement(piece.range.start, piece.range.end, "")
            yield Fix((gone,), say("fix.empty", time=format_clock(cue.span.start_ms)))


def astray_text(document: Document, piece: Piece) -> str:
    """The text of a piece that is not understood; it may be put into a cue, whose tags are not shown."""
    if piece.kind is not PieceKind.OTHER:
        return ""
    return _TAG.sub("", _LIKE_TIMES.sub("", piece.range.of(document.source)))


def holds_times(document: Document, piece: Piece) -> bool:
    """Whether a line stands in a piece that is meant as one of times."""
    text = piece.range.of(document.source)
    return "-->" in text or bool(_LIKE_TIMES.search(text))


def _has_markup(tokens: Sequence[Token]) -> bool:
    """Whether anything but white space stands in the source of a cue."""
    return any(token.kind is not TokenKind.SPACE and token.end > token.start for token in tokens)


def in_order(document: Document, _task: Task) -> Iterator[Fix | LeftAlone]:
    """Cues where they belong in time, each with what stands between it and the next one."""
    moved = [cue for before, cue in pairwise(document.track.cues) if cue.span.start_ms < before.span.start_ms]
    if not moved:
        return
    source, newline = document.source, line_end(document.source)
    ordered = sorted(document.cue_pieces, key=lambda piece: piece.cue.span.start_ms if piece.cue else 0)
    texts = [piece.range.of(source).rstrip("\r\n") for piece in ordered]
    ends = [
        source[: piece.range.end][len(source[: piece.range.end].rstrip("\r\n")) :]
        for piece in document.cue_pieces
    ]
    edits = tuple(
        Replacement(
            piece.range.start,
            piece.range.end,
            text + (end if len(end) > len(newline) or last else newline * 2),
        )
        for piece, text, end, last in zip(
            document.cue_pieces, texts, ends, [False] * (len(ends) - 1) + [True], strict=True
        )
        if piece.range.of(source).rstrip("\r\n") != text
    )
    yield Fix(edits, say("fix.all", each=tuple(described(cue, say("fix.order")) for cue in moved)))


def one_dash(document: Document, _task: Task) -> Iterator[Fix | LeftAlone]:
    """The dash before a speaker as most of the file has it."""
    spoken = [each for cue in document.track.cues for each in cue.utterances]
    speaker_prefixes = Counter(each.speaker_prefix for each in spoken if is_dash(each.speaker_prefix))
    usual = max(
        speaker_prefixes,
        key=lambda speaker_prefix: (speaker_prefixes[speaker_prefix], speaker_prefix),
        default="",
    )
    for _, piece, cue in cues_of(document):
        odd = [
            each.speaker_prefix
            for each in cue.utterances
            if is_dash(each.speaker_prefix) and each.speaker_prefix != usual
        ]
        edits = tuple(
            edit
            for speaker_prefix in odd
            for edit in _other_dash(document.tokens(piece), speaker_prefix, usual)
        )
        if edits:
            yield Fix(tuple(dict.fromkeys(edits)), described(cue, say("fix.dash", dash=usual)))


def _other_dash(tokens: Sequence[Token], speaker_prefix: str, usual: str) -> Iterator[Replacement]:
    """The edits that turn a dash at the beginning of a line into another."""
    begins = True
    for at, token in enumerate(tokens):
        if token.kind is TokenKind.TEXT and begins:
            begins = False
            following = tokens[at + 1] if at + 1 < len(tokens) else None
            spaced = following is not None and following.kind is TokenKind.SPACE
            if token.shown == speaker_prefix.strip() and spaced and following is not None:
                yield Replacement(token.start, following.end, usual)
            elif token.shown.startswith(speaker_prefix) and speaker_prefix == speaker_prefix.strip():
                yield Replacement(token.start, token.start + len(speaker_prefix), usual)
        elif token.kind is TokenKind.BREAK:
            begins = True
