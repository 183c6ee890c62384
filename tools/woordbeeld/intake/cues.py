"""Captions cut sentences where the screen is full; as text they are whole again, in paragraphs.

What is joined is what the same speaker says further in the same sentence, right after it; the times of the
cues stay with the words that begin them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from woordbeeld.intake.understanding import Doubt, Item
from woordbeeld.timing import Span
from woordbeeld.tracks.grammar import Break, break_before
from woordbeeld.transcript import labels
from woordbeeld.transcript.pieces import ItemKind
from woordbeeld.transcript.word_ends import ends_sentence
from woordbeeld.transcript.word_lists import Grammar, grammar_of

LONGEST_PAUSE_MS: Final = 2000  # ours: after a longer silence nobody still says the same sentence
MOST_OVERLAP_MS: Final = 500  # by which cues that follow each other may both be shown
MOST_SENTENCE_WORDS: Final = 60  # ours: a longer one is a text whose sentences end in no sign
MOST_PARAGRAPH_WORDS: Final = 100  # ours: after so many the next sentence begins a new paragraph
_WORDS_BESIDE: Final = 8  # of each part, by which it is known how it may be broken there
_OPENS: Final = re.compile(r"[\"'‘’“”„«(]*(?:\.\.\.|…)?\s*(?=[^\W_])")
_ALWAYS_CAPITAL: Final = re.compile(r"I\b")
_SUNG: Final = frozenset("♪♫#")
_BOUND: Final = frozenset({Break.CLOSE, Break.BOUND})  # what is parted there belongs together


def in_sentences(items: Sequence[Item], language: str) -> tuple[Item, ...]:
    """The items of captions, the lines of which cut sentences, in whole sentences and in paragraphs.

    Those of which hardly any sentence ends in a sign stay as they are.
    """
    grammar = grammar_of(language)
    words = [word for item in items if item.kind is ItemKind.SPOKEN for word in item.text.split()]
    ends = sum(ends_sentence(word, grammar) for word in words)
    if ends * MOST_SENTENCE_WORDS < len(words):
        return tuple(items)
    return tuple(_in_paragraphs(tuple(_joined(items, grammar))))


def _joined(items: Sequence[Item], grammar: Grammar) -> Iterator[Item]:
    before: Item | None = None
    for item in items:
        if before and _goes_on(before, item, grammar):
            before = _with(before, item)
            continue
        if before:
            yield before
        before = item
    if before:
        yield before


def _with(before: Item, item: Item) -> Item:
    """What is said in a line, and on in the next."""
    words = len(item.text.split())
    moments = [(left + words, span) for left, span in before.moments]
    if item.span and item.span != _last_shown(before):
        moments.append((words, item.span))
    return replace(before, text=f"{before.text} {item.text}", moments=(*moments, *item.moments))


def _goes_on(before: Item, item: Item, grammar: Grammar) -> bool:
    """Whether a line goes on with the sentence of the line before."""
    return (
        _is_of_same_turn(before, item)
        and item.doubt in (None, before.doubt, Doubt.MAY_BE_DESCRIPTION)
        and _is_right_after(before, item)
        and not _SUNG & {*before.text, *item.text}
        and _is_unended(before.text, grammar)
        and _is_middle(before.text, item.text, grammar)
    )


def _is_of_same_turn(before: Item, item: Item) -> bool:
    if item.opens_turn and not item.speaker:  # another one, of whom no more is known
        return False
    is_same = labels.key(item.speaker or "") == labels.key(before.speaker or "")
    return before.kind is item.kind is ItemKind.SPOKEN and is_same and item.remark in ("", before.remark)


def _is_right_after(before: Item, item: Item) -> bool:
    """Whether there is no long silence between two lines, nor are they shown beside each other."""
    shown = _last_shown(before)
    if shown is None or item.span is None:
        return False
    return shown == item.span or -MOST_OVERLAP_MS <= item.span.start_ms - shown.end_ms <= LONGEST_PAUSE_MS


def _last_shown(item: Item) -> Span | None:
    """When the last cue of what is said is shown."""
    return item.moments[-1][1] if item.moments else item.span


def _is_unended(text: str, grammar: Grammar) -> bool:
    """Whether a text stops before the end of a sentence, if it has any."""
    words = text.split()
    ends = [at for at, word in enumerate(words, 1) if ends_sentence(word, grammar)]
    return (not ends or ends[-1] < len(words)) and len(words) - max(ends, default=0) < MOST_SENTENCE_WORDS


def _is_middle(before: str, text: str, grammar: Grammar) -> bool:
    """Whether a text may begin amid a sentence: in a small letter, or where the words belong together."""
    opening = _OPENS.match(text)
    if not opening:
        return False
    first = text[opening.end() :]
    if not first[0].isupper() or _ALWAYS_CAPITAL.match(first):
        return True
    said, next_ = before.split()[-_WORDS_BESIDE:], text.split()[:_WORDS_BESIDE]
    return before.endswith(",") or break_before([*said, *next_], len(said), grammar) in _BOUND


def _in_paragraphs(items: Sequence[Item]) -> Iterator[Item]:
    """The items, of which those of one speaker stand in one paragraph, but for what follows a silence.

    That a cue tells again who speaks, as markup does in each, makes no new turn.
    """
    words = 0
    before: Item | None = None
    for item in items:
        if before and _is_same_paragraph(before, item):
            item = replace(item, opens_turn=False, apart=words >= MOST_PARAGRAPH_WORDS)  # noqa: PLW2901
        words = len(item.text.split()) + (0 if item.apart else words)
        before = item
        yield item


def _is_same_paragraph(before: Item, item: Item) -> bool:
    begins_plainly = _OPENS.match(item.text) is not None  # with no dash, nor a sign of music
    return _is_of_same_turn(before, item) and _is_right_after(before, item) and begins_plainly
