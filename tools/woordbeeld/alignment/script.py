"""One script out of what was written and what was heard: every word of both, in one order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import fmean

from rapidfuzz.distance import Levenshtein

from woordbeeld.alignment.match import key, match_words
from woordbeeld.alignment.model import Match
from woordbeeld.speech.model import HeardWord

MIN_LINE_LIKENESS = 0.35  # mean likeness of a line's words to what was heard; below it they are other words
SPLINTER_WORDS = 2  # a few words left over beside a misheard one are part of it


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the transcript (`line` is the index of its spoken line), a word heard, or both as a pair."""

    text: str
    line: int | None
    heard: HeardWord | None

    @property
    def match(self) -> Match:
        if self.heard is None:
            return Match.UNHEARD
        return Match.SAME if key(self.text) == key(self.heard.text) else Match.REPLACED


def merge(lines: Sequence[Sequence[str]], heard: Sequence[HeardWord]) -> tuple[Entry, ...]:
    """The words of all spoken lines, paired with the words heard where they match, in one order.

    A line whose pairs are nothing like it was not heard: its words and those heard then stand apart.
    """
    written = [(index, word) for index, line in enumerate(lines) for word in line]
    pairs = match_words([word for _, word in written], [word.text for word in heard])
    pairs = _without_chance_pairs(written, pairs, heard)
    return _with_splinters_joined(_merged(written, pairs, heard))


def _without_chance_pairs(
    written: Sequence[tuple[int, str]], pairs: tuple[int | None, ...], heard: Sequence[HeardWord]
) -> tuple[int | None, ...]:
    kept: list[int | None] = []
    for _, group in groupby(zip(written, pairs, strict=True), key=lambda each: each[0][0]):
        line = list(group)
        likeness = fmean(0.0 if at is None else _likeness(word, heard[at].text) for (_, word), at in line)
        kept += [at if likeness >= MIN_LINE_LIKENESS else None for _, at in line]
    return tuple(kept)


def _likeness(one: str, other: str) -> float:
    return Levenshtein.normalized_similarity(key(one), key(other))


def _merged(
    written: Sequence[tuple[int, str]], pairs: tuple[int | None, ...], heard: Sequence[HeardWord]
) -> Iterator[Entry]:
    next_heard = 0
    for (line, word), at in zip(written, pairs, strict=True):
        if at is not None:
            yield from (Entry(extra.text, None, extra) for extra in heard[next_heard:at])
            next_heard = at + 1
        yield Entry(word, line, None if at is None else heard[at])
    yield from (Entry(extra.text, None, extra) for extra in heard[next_heard:])


def _with_splinters_joined(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Join a word or two heard extra to the misheard word before: `bewustzijn` heard as `bewust zijn`."""
    joined: list[Entry] = []
    for unwritten, group in groupby(entries, key=lambda entry: entry.line is None):
        run = list(group)
        last = joined[-1] if joined else None
        if unwritten and len(run) <= SPLINTER_WORDS and last and last.heard and last.match is Match.REPLACED:
            text = " ".join([last.heard.text, *(entry.text for entry in run)])
            joined[-1] = replace(last, heard=replace(last.heard, text=text))
        else:
            joined += run
    return tuple(joined)
