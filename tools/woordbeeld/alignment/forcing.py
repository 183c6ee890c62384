"""Forced alignment of one window: the recogniser is told the text, and its words are placed in the sound."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from woordbeeld.alignment.confidence import confidence
from woordbeeld.alignment.evidence import Evidence
from woordbeeld.alignment.model import Match
from woordbeeld.alignment.phrases import ends_clause, ends_sentence
from woordbeeld.alignment.placement import Boundary, Hint, Slot, place_words
from woordbeeld.alignment.script import MergedWord
from woordbeeld.alignment.unheard_phrases import said_by_ms, said_from_ms
from woordbeeld.alignment.windows import Window
from woordbeeld.speech.recogniser import Recogniser, Samples
from woordbeeld.timing import Span

# So many words heard extra are often misheard words of the text: they are left open. More are told to the
# recogniser with the rest, or it would stretch the text over them.
MAX_OPEN_WORDS = 6


@dataclass(frozen=True, slots=True)
class TimedWord:
    """A span in the recording, and the probability that its start is right to a tenth of a second.

    `probability` (0 to 1) is how likely the recogniser, told the text, finds the word there.
    """

    span: Span
    confidence: float
    probability: float


def told_in(window: Window, entries: Sequence[MergedWord]) -> Hashable:
    """All that decides about the times in a window of a recording, wherever in the text its words stand."""
    mine = [entries[at] for at in window.entries]
    first = next((entry.phrase for entry in mine if entry.phrase is not None), 0)
    return window.span, tuple(
        entry if entry.phrase is None else replace(entry, phrase=entry.phrase - first) for entry in mine
    )


def force(
    window: Window,
    entries: Sequence[MergedWord],
    *,
    sound: Samples,
    evidence: Evidence,
    recogniser: Recogniser,
    language: str,
) -> Iterator[tuple[int, TimedWord]]:
    """The time of each entry that was told, by its index; `sound` and `evidence` are those of the window."""
    told: list[int] = []
    open_slots: set[int] = set()
    for extra, group in groupby(window.entries, key=lambda at: entries[at].phrase is None):
        run = list(group)
        if extra and len(run) <= MAX_OPEN_WORDS:
            open_slots.add(len(told))
        else:
            told += run
    if not told:
        return
    mine = [entries[at] for at in told]
    attention = recogniser.attend(sound, [entry.text for entry in mine], language)
    slots = [
        Slot(_boundary(before, after), at in open_slots)
        for at, (before, after) in enumerate(zip([None, *mine], [*mine, None], strict=True))
    ]
    hints = [
        _hint(entry, before.boundary, after.boundary, window.span)
        for entry, (before, after) in zip(mine, pairwise(slots), strict=True)
    ]
    placed = place_words(attention, evidence, slots, hints)
    for at, word, probability in zip(told, placed, attention.confidences, strict=True):
        sure = confidence(entries[at].match, probability, after_pause=word.after_pause)
        yield at, TimedWord(word.span.moved(window.span.start_ms), sure, probability)


def _boundary(before: MergedWord | None, after: MergedWord | None) -> Boundary:
    """What the marks tell; those that were heard count less, where the text has none."""
    if before is None or after is None or before.closing or ends_sentence(before.text):
        return Boundary.SENTENCE
    heard_end = before.heard is not None and ends_sentence(before.heard.text)
    return Boundary.CLAUSE if heard_end or ends_clause(before.text) else Boundary.WORD


def _hint(entry: MergedWord, before: Boundary, after: Boundary, window: Span) -> Hint:
    """Only a word heard as it is written tells when it is said.

    To the recogniser the silence after a sentence belongs to its last word, and that before it to the first.
    """
    if entry.heard is None or entry.match is not Match.SAME:
        return Hint(heard=entry.heard is not None)
    start_ms, end_ms = entry.heard.span.start_ms, entry.heard.span.end_ms
    if after is Boundary.SENTENCE:
        end_ms = said_by_ms(entry.heard)
    elif before is Boundary.SENTENCE:
        start_ms = said_from_ms(entry.heard)
    return Hint(heard=True, near=(start_ms - window.start_ms, end_ms - window.start_ms))
