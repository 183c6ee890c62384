"""The words of a stretch of speech, or of a sound, as pieces that fit on a line and all have a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import groupby, pairwise, zip_longest
from typing import Any, Final

from woordbeeld.alignment.model import AlignedPhrase
from woordbeeld.timing import Span, part_edges
from woordbeeld.tracks.widths import shown_chars

_MARKS: Final = "\"'‘’“”„«»()[]{}.,;:!?…"


@dataclass(frozen=True, slots=True)
class WordPiece:
    """A word, or a part of one that is too long for a line, with its time or its share of a neighbour's.

    `shares_time`: it starts somewhere in a time that belongs to more pieces. `glued`: it continues the
    word before it, without a space. `hyphen`: at the end of a line it has one. `ends_line`: it ends line
    `line` of the transcript. `language` is None where it is that of all.
    """

    text: str
    start_ms: int
    end_ms: int
    line: int = field(compare=False)
    ends_line: bool = False
    shares_time: bool = False
    glued: bool = False
    hyphen: bool = False
    language: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    hyphen: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    span: Span | None
    line: int = field(compare=False)
    phrase: int = 0
    ends_line: bool = False
    language: str | None = None


def speech_pieces(phrases: Sequence[AlignedPhrase], max_chars: int, language: str) -> tuple[WordPiece, ...]:
    """The pieces of the phrases; a word without a time shares that of a neighbour, of its own if it can.

    No pieces where no word of the phrases has a time.
    """
    words = [
        _Word(word.text, word.span, source.line, number, language=phrase.language)
        for number, phrase in enumerate(phrases)
        for word, source in zip(phrase.words, phrase.sources, strict=True)
    ]
    words = [
        replace(word, ends_line=not after or word.line != after.line)
        for word, after in zip(words, [*words[1:], None], strict=True)
    ]
    if not any(word.span for word in words):
        return ()
    owners = _owners(words)
    found: list[WordPiece] = []
    for owner, group in groupby(range(len(words)), key=owners.__getitem__):
        if span := words[owner].span:
            found.extend(_shared([words[at] for at in group], span, max_chars, language))
    return tuple(found)


def pieces_during(
    lines: Sequence[tuple[int, str]],
    span: Span,
    max_chars: int,
    language: str,
    own_languages: Sequence[str | None] = (),
) -> tuple[WordPiece, ...]:
    """The pieces of (line number, text) pairs that take a span together, each as long as its text is.

    `own_languages` are those of the texts that are not in the language of all.
    """
    words = [
        _Word(word, None, line, ends_line=at == len(split), language=own)
        for (line, text), own in zip_longest(lines, own_languages)
        for split in (text.split(),)
        for at, word in enumerate(split, 1)
    ]
    return tuple(_shared(words, span, max_chars, language))


def text_of(line: Sequence[WordPiece]) -> str:
    """The pieces of a line as text."""
    spaced = (("" if piece.glued else " ") + piece.text for piece in line)
    return "".join(spaced).removeprefix(" ") + "-" * (bool(line) and line[-1].hyphen)


def _owners(words: Sequence[_Word]) -> list[int]:
    """For each word the index of the word whose time it uses, which is its own if it has one.

    Else a neighbour's: rather in its own phrase than not, rather before it than after.
    """
    timed = [at for at, word in enumerate(words) if word.span]
    found, passed = [], 0
    for at, word in enumerate(words):
        passed += passed < len(timed) and timed[passed] <= at
        near = timed[max(passed - 1, 0) : passed + 1]
        _, _, owner = min((words[owner].phrase != word.phrase, owner > at, owner) for owner in near)
        found.append(owner)
    return found


def _shared(words: Sequence[_Word], span: Span, max_chars: int, language: str) -> list[WordPiece]:
    """The pieces of words that share one span, each as long as its share of the characters."""
    parts = [
        (word, part) for word in words for part in _parts(word.text, max_chars, word.language or language)
    ]
    moments = part_edges(span, [len(part.text) for _, part in parts])
    found = []
    for at, ((word, part), (start_ms, end_ms)) in enumerate(zip(parts, pairwise(moments), strict=True)):
        glued = at > 0 and parts[at - 1][0] is word
        ends_line = word.ends_line and (at + 1 == len(parts) or parts[at + 1][0] is not word)
        found.append(
            WordPiece(
                part.text, start_ms, end_ms, word.line, ends_line, at > 0, glued, part.hyphen, word.language
            )
        )
    return found


def _parts(word: str, max_chars: int, language: str) -> list[_Part]:
    """A word in parts that fit on a line: hyphenated, or cut after a mark such as a slash, if it must be.

    >>> [part.text for part in _parts("www.onderwijsinspectie.nl/onderwerpen", 26, "nl")]
    ['www.onderwijsinspectie.nl/', 'onderwerpen']
    >>> [part.text for part in _parts("meervoudigepersoonlijkheidsstoornis", 20, "nl")]
    ['meervoudigepersoon', 'lijkheidsstoornis']
    """
    if shown_chars(word) <= max_chars:
        return [_Part(word)]
    if places := _hyphenations(word.strip(_MARKS), language):
        edges = [0, *(place + len(word) - len(word.lstrip(_MARKS)) for place in places), len(word)]
        if max(after - before for before, after in pairwise(edges)) < max_chars:
            return list(_hyphenated(word, edges, max_chars))
    marked = rf"(?s).{{1,{max_chars}}}$|.{{1,{max_chars - 1}}}[-/._@?&=]|.{{1,{max_chars}}}"
    return [_Part(text) for text in re.findall(marked, word)]


def _hyphenations(word: str, language: str) -> list[int]:
    """Where a word of letters alone can be hyphenated; nowhere in a language without patterns."""
    return list(_patterns(language).positions(word)) if word.isalpha() and _patterns(language) else []


@cache
def _patterns(language: str) -> Any:
    import pyphen

    return pyphen.Pyphen(lang=language) if pyphen.language_fallback(language) else None


def _hyphenated(word: str, edges: Sequence[int], max_chars: int) -> Iterator[_Part]:
    """The parts between edges, as many together as fit on a line with the hyphen."""
    start = 0
    for edge, following in pairwise(edges[1:]):
        if following - start > max_chars - (following < len(word)):
            yield _Part(word[start:edge], hyphen=True)
            start = edge
    yield _Part(word[start:])
