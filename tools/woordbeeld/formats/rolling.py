"""Rolling captions, as YouTube makes them by itself: each cue repeats the line before and adds one below it.

They are recognised by what they show, in whatever format, and can be made plain cues, with each word once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from woordbeeld.findings import Severity
from woordbeeld.formats.blocks import counts_from, renumbered
from woordbeeld.formats.document import ROLLING, Document, FormatFault, Piece, Replacement
from woordbeeld.formats.tokens import WHITE, Token, TokenKind, open_tags
from woordbeeld.timing import Span, parse_timestamp
from woordbeeld.tracks.model import Cue, TrackKind
from woordbeeld.words import say

MIN_CARRIES: Final = 2  # cues that repeat a line and add one; with times of words one is enough
MIN_SHARE: Final = 0.5  # of all cues, that repeat what the one before shows
MIN_WORDS: Final = 3  # repeated, where lines are joined so that their ends do not tell
_TOUCHING_MS: Final = 100  # cues further apart do not roll
# What rolling captions break by their nature, which nobody needs to hear for each cue.
EXPLAINED: Final = frozenset(
    {"empty", "overlap", "gap", "short", "too-short", "long", "lines", "line-length"}
    | {"reading-speed", "reading-speed-aim", "orphan", "bad-break"}
)
_FAULTS_EXPLAINED: Final = frozenset({"empty-line-in-cue"})
_WORD_TIME = re.compile(r"<(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}>")
_SETTINGS = re.compile(r"[ \t]+align:start[ \t]+position:0%[ \t]*(?=[\r\n])")
_AUTOMATIC: Final = "color"  # how the names of YouTube's own classes begin


@dataclass(frozen=True, slots=True)
class _Shown:
    """A cue as words: where each begins among its tokens, and which of them begin a line."""

    piece: Piece
    cue: Cue
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    places: tuple[int, ...]
    line_starts: frozenset[int]


def _shown(document: Document) -> Iterator[_Shown]:
    for piece, cue in zip(document.cue_pieces, document.track.cues, strict=True):
        tokens = document.syntax.tokens(document, piece)
        words: list[str] = []
        places: list[int] = []
        line_starts = set()
        apart = new_line = True
        for at, token in enumerate(tokens):
            if token.kind in WHITE:
                apart, new_line = True, new_line or token.kind is TokenKind.BREAK
            elif token.kind is TokenKind.TEXT and apart:
                line_starts |= {len(words)} if new_line else set()
                words.append(token.shown)
                places.append(at)
                apart = new_line = False
            elif token.kind is TokenKind.TEXT:
                words[-1] += token.shown
        yield _Shown(piece, cue, tokens, tuple(words), tuple(places), frozenset(line_starts))


def _repeated(before: _Shown, after: _Shown) -> int:
    """How many words a cue repeats from the end of the one before: whole lines, or several words."""
    if after.cue.span.start_ms - before.cue.span.end_ms > _TOUCHING_MS:
        return 0
    ends = after.line_starts | {len(after.words)}
    for count in range(min(len(before.words), len(after.words)), 0, -1):
        lines = count in ends and len(before.words) - count in before.line_starts
        if (lines or count >= MIN_WORDS) and before.words[-count:] == after.words[:count]:
            return count
    return 0


def with_rolling_told(document: Document) -> Document:
    """A document that is read; if its captions roll, that is one fault in place of many."""
    count = _count_rolling(document)
    if not count:
        return document
    fault = FormatFault(
        ROLLING,
        document.cue_pieces[0].line,
        say("fault.rolling.what", count=count),
        say("fault.rolling.do"),
        Severity.WARNING,
        explains=EXPLAINED,
    )
    others = (each for each in document.faults if each.cause not in _FAULTS_EXPLAINED)
    return replace(document, faults=(fault, *others))


def _count_rolling(document: Document) -> int:
    """How many cues repeat the line before; 0 if the captions do not roll."""
    if document.track.kind is not TrackKind.CAPTIONS or not _may_roll(document.track.cues):
        return 0
    shown = [each for each in _shown(document) if each.words]
    repeated = [(_repeated(*pair), len(pair[1].words)) for pair in pairwise(shown)]
    carries = sum(0 < count < words for count, words in repeated)
    found = sum(count > 0 for count, _ in repeated)
    needed = 1 if _WORD_TIME.search(document.source) else MIN_CARRIES
    return found if carries >= needed and found >= MIN_SHARE * len(repeated) else 0


def _may_roll(cues: Sequence[Cue]) -> bool:
    """Whether so many cues begin as something in the one before that a closer look is worth its time."""
    texts = [" ".join(cue.shown) for cue in cues if cue.text]
    alike = sum(after.partition(" ")[0] in before for before, after in pairwise(texts))
    return alike > 0 and alike >= MIN_SHARE * (len(texts) - 1)


def plain(document: Document) -> Document:
    """The same captions as plain cues, each word once; numbers go on counting the cues."""
    first = counts_from(document)
    found = document.with_edits(plain_edits(document))
    return found.with_edits(renumbered(found, first)) if first is not None else found


def plain_edits(document: Document) -> tuple[Replacement, ...]:
    """The edits that make rolling captions plain: what a cue repeats goes, and a cue without more.

    A cue starts with its first own word: at the time before it, or else when the cue starts. It ends before
    the next one. Comments, names of speakers, and styles that are not YouTube's own stay.
    """
    kept: list[tuple[_Shown, int]] = []
    ends: list[int] = []
    edits: list[Replacement] = []
    before: _Shown | None = None
    for each in _shown(document):
        count = _repeated(before, each) if before and each.words else 0
        if count == len(each.words):
            edits.append(Replacement(each.piece.range.start, each.piece.range.end, ""))
            if (
                each.cue.span.duration_ms > _TOUCHING_MS
                and kept
                and each.cue.span.start_ms - ends[-1] <= _TOUCHING_MS
            ):
                ends[-1] = max(ends[-1], each.cue.span.end_ms)
        else:
            kept.append((each, count))
            ends.append(each.cue.span.end_ms)
        before = each if each.words else before
    starts = [_start_ms(document, each, count) for each, count in kept]
    for (each, count), start_ms, end_ms, next_ms in zip(kept, starts, ends, [*starts[1:], None], strict=True):
        end_before = min(end_ms, next_ms) if next_ms is not None and next_ms > start_ms else end_ms
        if end_before > start_ms:
            edits += document.syntax.retimed(document, each.piece, Span(start_ms, end_before)) or ()
        edits += _without_settings(document, each.piece)
        edits += _own_words(document, each, count)
    return tuple(edits)


def _start_ms(document: Document, shown: _Shown, count: int) -> int:
    """When the first own word of a cue is said: the last time of a word before it."""
    payload = shown.piece.parts.payload.of(document.source) if shown.piece.parts else ""
    since = shown.places[count - 1] if count else 0
    found = shown.cue.span.start_ms
    for token in shown.tokens[since : shown.places[count]]:
        mark = payload[token.start : token.end]
        if token.kind is TokenKind.MARK and _WORD_TIME.fullmatch(mark):
            found = parse_timestamp(mark[1:-1])
    return found if found < shown.cue.span.end_ms else shown.cue.span.start_ms


def _without_settings(document: Document, piece: Piece) -> Iterator[Replacement]:
    """Rolling captions stand at the left so that words do not jump; plain ones need not."""
    end = piece.parts.end_time.end if piece.parts and piece.parts.end_time else piece.range.end
    if found := _SETTINGS.match(document.source, end):
        yield Replacement(found.start(), found.end(), "")


def _own_words(document: Document, shown: _Shown, count: int) -> Iterator[Replacement]:
    """The edits that leave a cue its own words, without the times of words."""
    if shown.piece.parts is None:
        return
    start = shown.piece.parts.payload.start
    source = document.source
    first, last = (
        shown.places[count],
        max(at for at, token in enumerate(shown.tokens) if token.kind is TokenKind.TEXT),
    )
    tokens = [token.moved(start) for token in shown.tokens]
    marks = [token for token in tokens[:first] if token.kind is TokenKind.MARK]
    stay = sorted((*open_tags(tokens[:first]), *marks), key=lambda token: token.start)
    opening = "".join(source[token.start : token.end] for token in stay if not _is_automatic(source, token))
    if opening != source[start : tokens[first].start]:
        yield Replacement(start, tokens[first].start, opening)
    opened = [not _is_automatic(source, token) for token in open_tags(tokens[:first])]
    for at, token in enumerate(tokens[first:], first):
        if token.kind is TokenKind.OPEN:
            opened.append(not _is_automatic(source, token))
        closes_automatic = token.kind is TokenKind.CLOSE and bool(opened) and not opened.pop()
        if _is_automatic(source, token) or closes_automatic or (at > last and token.kind in WHITE):
            yield Replacement(token.start, token.end, "")


def _is_automatic(source: str, token: Token) -> bool:
    """Whether markup is of those that YouTube puts around each word."""
    if token.kind is TokenKind.MARK:
        return bool(_WORD_TIME.fullmatch(source[token.start : token.end]))
    if token.kind is not TokenKind.OPEN or token.tag is None or token.tag.name != "c":
        return False
    style = token.tag.style
    return style.colour is None and all(name.startswith(_AUTOMATIC) for name in style.classes)
