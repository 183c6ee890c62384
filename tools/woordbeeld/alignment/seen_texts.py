"""Text in the picture held against what is said and described: what nobody tells who does not see it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import partial_ratio

from woordbeeld.alignment.match import key
from woordbeeld.alignment.model import AlignedLine, Alignment, PlacedEvent
from woordbeeld.alignment.on_screen import SeenText, SeenTexts, ToldBy
from woordbeeld.screen.model import OnScreenText, TextKind
from woordbeeld.timing import Span
from woordbeeld.transcript.model import SceneDescription, Sound, SpokenLine

NEAR_MS: Final = 20_000  # what is shown is said while it is, or shortly before or after
NEAR_SCENE_MS: Final = 30_000  # the time of a scene is an estimate
TOLD: Final = 0.8  # of the characters of a text; OCR and recogniser misread some
PARTLY: Final = 0.4
LIKE: Final = 0.75  # of the characters of two words
LONG: Final = 5  # characters; such words are also found where spaces are elsewhere
LIKE_LONG: Final = 85  # of 100
SAME: Final = 0.85  # of the characters of two texts: what was shown before

_WORD: Final = re.compile(r"[^\W_]+")
_Words = Sequence[tuple[int, str]]


def seen_texts(alignment: Alignment, shown: Sequence[OnScreenText]) -> SeenTexts:
    """How each text in the picture is told by speech and descriptions near it."""
    said = tuple(_said(alignment))
    before: list[OnScreenText] = []
    found = []
    for text in shown:
        told = _told(alignment, said, text, before)
        if told is not ToldBy.NOT_ASKED:
            before.append(text)
        found.append(SeenText(text, told, *_place(alignment, text.span.start_ms)))
    return SeenTexts(tuple(found))


def _said(alignment: Alignment) -> Iterator[tuple[int, str]]:
    """All that is heard or written as speech, each word with its moment, in order of time."""
    words: list[tuple[int, str]] = []
    for word in alignment.words:
        if word.span:
            words += [(word.span.start_ms, each) for each in _words(f"{word.text} {word.heard or ''}")]
    for stretch in (*alignment.unwritten, *alignment.crowded_out):
        words += [(stretch.span.start_ms, each) for each in _words(stretch.heard)]
    return iter(sorted(words))


def _told(alignment: Alignment, said: _Words, text: OnScreenText, before: Iterable[OnScreenText]) -> ToldBy:
    if text.kind is not TextKind.SHOWN:
        return ToldBy.NOT_ASKED
    near = [word for _, word in _within(said, _around(text.span, NEAR_MS))]
    described = [*_described(alignment, text.span), *_labels(alignment.lines, text.span)]
    spoken, seen, both = (_coverage(text.text, words) for words in (near, described, [*near, *described]))
    if both >= TOLD:
        return ToldBy.DESCRIPTION if seen > spoken else ToldBy.SPEECH
    if any(_is_same(text, each) for each in before):
        return ToldBy.BEFORE
    return ToldBy.IN_PART if both >= PARTLY else ToldBy.NOTHING


def _around(span: Span, near_ms: int) -> Span:
    return Span(max(0, span.start_ms - near_ms), span.end_ms + near_ms)


def _within(said: _Words, near: Span) -> _Words:
    return said[bisect_left(said, (near.start_ms, "")) : bisect_left(said, (near.end_ms, ""))]


def _described(alignment: Alignment, span: Span) -> Iterator[str]:
    near = _around(span, NEAR_SCENE_MS)
    for event in alignment.events:
        if isinstance(event.source, SceneDescription) and event.span and event.span.overlaps(near):
            yield from _words(event.source.text)


def _labels(lines: Iterable[AlignedLine], span: Span) -> Iterator[str]:
    """The names of who speaks near it: labels tell them."""
    near = _around(span, NEAR_MS)
    names = {
        line.source.speaker.name
        for line in lines
        if line.source.speaker and line.span and line.span.overlaps(near)
    }
    for name in sorted(names):
        yield from _words(name)


def _coverage(text: str, words: Sequence[str]) -> float:
    """The share of the characters of a text whose words are among these, or almost."""
    wanted, known, run = _words(text), set(words), "".join(words)
    whole = sum(map(len, wanted))
    found = sum(len(each) for each in wanted if each in known or _is_like_one(each, known, run))
    return found / whole if whole else 1.0


def _is_like_one(word: str, known: Iterable[str], run: str) -> bool:
    """Whether a word is misread, or stands there with other spaces."""
    if word.isdigit():
        return False
    if len(word) >= LONG and run and partial_ratio(word, run) >= LIKE_LONG:
        return True
    near = (each for each in known if abs(len(each) - len(word)) <= max(1, len(word) // 4))
    return len(word) >= LONG - 1 and any(Indel.normalized_similarity(word, each) >= LIKE for each in near)


def _words(text: str) -> list[str]:
    return [key(each) for each in _WORD.findall(text) if key(each)]


def _is_same(one: OnScreenText, other: OnScreenText) -> bool:
    return Indel.normalized_similarity("".join(_words(one.text)), "".join(_words(other.text))) >= SAME


def _place(
    alignment: Alignment, at_ms: int
) -> tuple[SpokenLine | SceneDescription | Sound | None, SpokenLine | None]:
    """The last item of the text that begins before a moment, and the line beside which that is."""
    items: list[AlignedLine | PlacedEvent] = [*alignment.lines, *alignment.events]
    begun = [each for each in items if each.span and each.span.start_ms < at_ms]
    last = max(begun, key=lambda each: each.source.line, default=None)
    lines = [each.source for each in alignment.lines]
    after = last.source if last else None
    beside = [each for each in lines if after and each.line <= after.line]
    return after, (beside[-1] if beside else next(iter(lines), None))
