"""A change of voice within a line: sentences that sound like another speaker than the rest of their line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from woordbeeld.alignment.model import AlignedLine, AlignedWord
from woordbeeld.voices.audit import Audit, Change, Judged, Verdict

_ENDS_SENTENCE: Final = re.compile(r"[.?!…][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a line of its own, numbered anew; the line it is of, and its first word there."""

    line: int
    first: int
    aligned: AlignedLine


def sentences(lines: Sequence[AlignedLine]) -> tuple[Sentence, ...]:
    """All sentences of all lines."""
    found: list[Sentence] = []
    for line in lines:
        first = 0
        for words in _parted(line.words):
            source = replace(line.source, line=len(found) + 1)
            found.append(Sentence(line.source.line, first, replace(line, source=source, words=words)))
            first += len(words)
    return tuple(found)


def changes(said: Sequence[Sentence], by_sentence: Audit) -> tuple[Change, ...]:
    """Where sentences sound like somebody else, and another sentence of their line as its label says.

    Those that follow each other are one change. `by_sentence` is what the voices tell of the sentences.
    """
    found: list[Change] = []
    judged = zip(said, by_sentence.lines, strict=True)
    for _, of_line in groupby(judged, key=lambda each: each[0].line):
        parts = list(of_line)
        if any(each.fits for _, each in parts):
            found += map(_change, _runs(parts))
    return tuple(found)


Judgement = tuple[Sentence, Judged]


def _runs(parts: Sequence[Judgement]) -> Iterator[tuple[Judgement, ...]]:
    """Sentences that follow each other and sound like one other speaker, and unjudged ones between them."""
    run: list[Judgement] = []
    waiting: list[Judgement] = []
    for part in parts:
        judged = part[1]
        if run and judged.is_other and judged.sounds_like == run[0][1].sounds_like:
            run += [*waiting, part]
            waiting = []
        elif judged.sounds_like is None:
            waiting.append(part)
        else:
            if run:
                yield tuple(run)
            run, waiting = [part] if judged.is_other else [], []
    if run:
        yield tuple(run)


def _change(run: Sequence[Judgement]) -> Change:
    """That of the surest sentence, from the first to the last."""
    (first, judged), told = run[0], [each for _, each in run]
    words = [word for sentence, _ in run for word in sentence.aligned.words]
    span = first.aligned.span
    return Change(
        first.line,
        first.first,
        " ".join(word.text for word in words),
        span.start_ms if span else None,
        judged.speaker or "",
        judged.sounds_like or "",
        max(each.probability for each in told),
        is_kept=any(each.verdict is Verdict.KEPT for each in told),
    )


def _parted(words: Sequence[AlignedWord]) -> list[tuple[AlignedWord, ...]]:
    """The words of each sentence."""
    found: list[tuple[AlignedWord, ...]] = []
    start = 0
    for end, word in enumerate(words, 1):
        if end == len(words) or _ENDS_SENTENCE.search(word.text):
            found.append(tuple(words[start:end]))
            start = end
    return found
