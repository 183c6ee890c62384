"""The words of a stretch of speech, or of a sound, as pieces that fit on a line and all have a time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise

from woordbeeld.alignment.model import AlignedLine
from woordbeeld.timing import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, or a part of one that is too long for a line, with its time or its share of a neighbour's.

    `shares_time`: it starts somewhere in a time that belongs to more pieces. `glued`: it continues the
    word before it, without a space. `ends_line`: it ends line `line` of the transcript.
    """

    text: str
    start_ms: int
    end_ms: int
    line: int
    ends_line: bool = False
    shares_time: bool = False
    glued: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    span: Span | None
    line: int
    ends_line: bool


def speech_pieces(lines: Sequence[AlignedLine], max_chars: int) -> tuple[Piece, ...]:
    """The pieces of the lines; a word without a time shares that of a neighbour, of its own line if it can.

    No pieces where no word of the lines has a time.
    """
    words = [
        _Word(word.text, word.span, line.source.line, at == len(line.words))
        for line in lines
        for at, word in enumerate(line.words, 1)
    ]
    if not any(word.span for word in words):
        return ()
    owners = _owners(words)
    found: list[Piece] = []
    for owner, group in groupby(range(len(words)), key=owners.__getitem__):
        if span := words[owner].span:
            found.extend(_shared([words[at] for at in group], span, max_chars))
    return tuple(found)


def pieces_during(lines: Sequence[tuple[int, str]], span: Span, max_chars: int) -> tuple[Piece, ...]:
    """The pieces of (line number, text) pairs that take a span together, each as long as its text is."""
    words = [
        _Word(word, None, line, at == len(text.split()))
        for line, text in lines
        for at, word in enumerate(text.split(), 1)
    ]
    return tuple(_shared(words, span, max_chars))


def text_of(line: Sequence[Piece]) -> str:
    """The pieces of a line as text."""
    spaced = (("" if piece.glued else " ") + piece.text for piece in line)
    return "".join(spaced).removeprefix(" ")


def _owners(words: Sequence[_Word]) -> list[int]:
    """For each word the index of the word whose time it uses, which is its own if it has one.

    Else a neighbour's: rather in its own line than not, rather before it than after.
    """
    timed = [at for at, word in enumerate(words) if word.span]
    found, passed = [], 0
    for at, word in enumerate(words):
        passed += passed < len(timed) and timed[passed] <= at
        near = timed[max(passed - 1, 0) : passed + 1]
        _, _, owner = min((words[owner].line != word.line, owner > at, owner) for owner in near)
        found.append(owner)
    return found


def _shared(words: Sequence[_Word], span: Span, max_chars: int) -> list[Piece]:
    """The pieces of words that share one span, each as long as its share of the characters."""
    parts = [(word, part) for word in words for part in _parts(word.text, max_chars)]
    ends = list(accumulate(len(part) for _, part in parts))
    moments = [span.start_ms + span.duration_ms * end // max(ends[-1], 1) for end in (0, *ends)]
    found = []
    for at, ((word, part), (start_ms, end_ms)) in enumerate(zip(parts, pairwise(moments), strict=True)):
        glued = at > 0 and parts[at - 1][0] is word
        ends_line = word.ends_line and (at + 1 == len(parts) or parts[at + 1][0] is not word)
        found.append(Piece(part, start_ms, end_ms, word.line, ends_line, at > 0, glued))
    return found


def _parts(word: str, max_chars: int) -> list[str]:
    """A word in parts that fit on a line, cut after a mark such as a slash where it has one.

    >>> _parts("www.onderwijsinspectie.nl/onderwerpen", 26)
    ['www.onderwijsinspectie.nl/', 'onderwerpen']
    """
    if len(word) <= max_chars:
        return [word]
    return re.findall(rf"(?s).{{1,{max_chars}}}$|.{{1,{max_chars - 1}}}[-/._@?&=]|.{{1,{max_chars}}}", word)
