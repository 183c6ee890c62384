"""One script out of what was written and what was heard: every word of both, in one order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from rapidfuzz.distance import Levenshtein

from woordbeeld.alignment.match import key, match_words
from woordbeeld.alignment.model import Match
from woordbeeld.speech.model import HeardWord
from woordbeeld.timing import Span

# Of the letters of a line to those heard for it. In five episodes of Dutch dialogue nearly all spoken lines
# reach 0.38 with Whisper base; lines of another text hardly ever reach 0.36.
MIN_LINE_LIKENESS = 0.36
# A line that is about as long as what was heard in its place may be misheard still worse.
MIN_FITTING_LIKENESS = 0.25
MAX_LENGTH_RATIO = 2.0
MAX_BREAK_MS = 4000  # nobody stops this long within a line: what is heard beyond belongs elsewhere
SPLINTER_WORDS = 3  # a few words heard extra beside a misheard or unheard word are part of it


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

    A line that is nothing like what was heard in its place was not heard: its words and those heard
    then stand apart.
    """
    pairs = iter(match_words([word for line in lines for word in line], [word.text for word in heard]))
    entries: list[Entry] = []
    next_heard = 0
    for index, line in enumerate(lines):
        for word, at in zip(line, _believed(line, [next(pairs) for _ in line], heard), strict=True):
            if at is not None:
                entries += (Entry(extra.text, None, extra) for extra in heard[next_heard:at])
                next_heard = at + 1
            entries.append(Entry(word, index, None if at is None else heard[at]))
    entries += (Entry(extra.text, None, extra) for extra in heard[next_heard:])
    return _with_splinters_joined(entries)


def _believed(line: Sequence[str], pairs: list[int | None], heard: Sequence[HeardWord]) -> list[int | None]:
    """The pairs of one line without those that only chance has made."""
    kept = max(_unbroken([at for at in pairs if at is not None], heard), key=len, default=[])
    if not kept:
        return [None] * len(line)
    if not (_mostly_same(line, pairs, heard) or _alike(line, heard[kept[0] : kept[-1] + 1])):
        return [None] * len(line)
    return [at if at in kept else None for at in pairs]


def _mostly_same(line: Sequence[str], pairs: Sequence[int | None], heard: Sequence[HeardWord]) -> bool:
    """More than half of the words were heard as written, whatever became of the rest."""
    same = sum(
        at is not None and key(word) == key(heard[at].text) for word, at in zip(line, pairs, strict=True)
    )
    return 2 * same > len(line)


def _alike(line: Sequence[str], said: Sequence[HeardWord]) -> bool:
    """The letters of the line are those that were heard, as far as a misheard line may differ."""
    ours, theirs = "".join(map(key, line)), "".join(key(word.text) for word in said)
    fits = len(theirs) <= MAX_LENGTH_RATIO * len(ours) and len(ours) <= MAX_LENGTH_RATIO * len(theirs)
    least = MIN_FITTING_LIKENESS if fits else MIN_LINE_LIKENESS
    return bool(ours) and Levenshtein.normalized_similarity(ours, theirs) >= least


def _unbroken(indices: list[int], heard: Sequence[HeardWord]) -> list[list[int]]:
    """The indices of heard words, in parts without a long break."""
    parts: list[list[int]] = []
    for at in indices:
        if parts and heard[at].span.start_ms - heard[parts[-1][-1]].span.end_ms <= MAX_BREAK_MS:
            parts[-1].append(at)
        else:
            parts.append([at])
    return parts


def _with_splinters_joined(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Give a few words heard extra to the unsure word beside them: `bewustzijn` heard as `bewust zijn`."""
    runs = [list(run) for _, run in groupby(entries, key=lambda entry: entry.line is None)]
    for before, run, after in zip([[], *runs], runs, [*runs[1:], []], strict=False):
        if run[0].line is not None or len(run) > SPLINTER_WORDS:
            continue
        if before and before[-1].match is not Match.SAME:
            before[-1] = _hearing(before[-1], [before[-1], *run])
            run.clear()
        elif after and after[0].match is not Match.SAME:
            after[0] = _hearing(after[0], [*run, after[0]])
            run.clear()
    return tuple(entry for run in runs for entry in run)


def _hearing(entry: Entry, parts: Sequence[Entry]) -> Entry:
    """The entry, heard as all the words heard in the parts."""
    heard = [part.heard for part in parts if part.heard]
    span = Span(heard[0].span.start_ms, heard[-1].span.end_ms)
    text = " ".join(word.text for word in heard)
    return replace(entry, heard=HeardWord(text, span, min(word.confidence for word in heard)))
