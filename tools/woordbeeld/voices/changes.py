"""A change of voice within a line: a sentence that sounds like another speaker than the rest of its line."""

from __future__ import annotations

import re
from collections.abc import Sequence
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
    """Where a sentence sounds like somebody else, and another sentence of its line as its label says.

    `by_sentence` is what the voices tell of the sentences.
    """
    found = []
    judged = zip(said, by_sentence.lines, strict=True)
    for _, of_line in groupby(judged, key=lambda each: each[0].line):
        parts = list(of_line)
        if any(each.verdict is Verdict.AGREES for _, each in parts):
            found += [_change(sentence, each) for sentence, each in parts if each.verdict is Verdict.OTHER]
    return tuple(found)


def _change(sentence: Sentence, judged: Judged) -> Change:
    line = sentence.aligned
    return Change(
        sentence.line,
        sentence.first,
        " ".join(word.text for word in line.words),
        line.span.start_ms if line.span else None,
        judged.speaker or "",
        judged.sounds_like or "",
        judged.probability,
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
