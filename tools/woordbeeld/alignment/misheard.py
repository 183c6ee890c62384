"""Words of the text that were heard as others, those first of which the text is most likely wrong."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from woordbeeld.alignment.match import key
from woordbeeld.alignment.model import AlignedLine, AlignedWord, Alignment, Match, Unwritten
from woordbeeld.alignment.phrases import aligned_phrases
from woordbeeld.transcript.model import SpokenLine

LONG_UNWRITTEN_MS: Final = 1000  # shorter is a word or two amid the text, a repeated word or a cough
# Dutch spellings of one sound, and sounds that recognisers take for each other, each told by one sign.
# The longer ones first.
_SOUNDS: Final = (
    ("sch", "s"), ("ch", "g"), ("ij", "i"), ("ei", "i"), ("ie", "i"), ("oe", "u"), ("au", "o"), ("ou", "o"),
    ("ph", "f"), ("x", "ks"), ("c", "k"), ("q", "k"), ("y", "i"), ("v", "f"), ("w", "f"), ("z", "s"),
    ("d", "t"), ("b", "p"), ("h", ""),
)  # fmt: skip
_DOUBLED: Final = re.compile(r"(.)\1+")
_MOST_UNLIKELY: Final = 12.0  # as much as a probability of 1 in 160,000; beyond it it is no plainer
SUSPICIOUS: Final = 3.0  # see the decision about alignment: text that is right hardly ever reaches it


@dataclass(frozen=True, slots=True)
class Misheard:
    """The words `[first, last]` of a line or phrase (from 0), beside what was heard there.

    `suspicion` (0 to 12) tells how likely it is the text that is wrong there, and not the recogniser.
    """

    source: SpokenLine
    first: int
    last: int
    words: tuple[AlignedWord, ...]
    heard: str
    suspicion: float

    @property
    def written(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def start_ms(self) -> int | None:
        """When the first of them that has a time is said."""
        return next((word.span.start_ms for word in self.words if word.span), None)


def differences(alignment: Alignment) -> tuple[Misheard, ...]:
    """All words that were heard as others, the most suspicious first, however lines are broken."""
    extra, before = _heard_extra(alignment), 0
    found: list[Misheard] = []
    for phrase in aligned_phrases(alignment):
        languages = (phrase.language,) * len(phrase.words)
        found += _misheard(phrase.words, phrase.sources, languages, extra, before)
        before += len(phrase.words)
    return tuple(sorted(found, key=lambda each: -each.suspicion))


def misheard_by_line(alignment: Alignment) -> Iterator[tuple[AlignedLine, tuple[Misheard, ...]]]:
    """Each line with its words that were heard as others, in their order."""
    extra, before = _heard_extra(alignment), 0
    for line in alignment.lines:
        sources = (line.source,) * len(line.words)
        yield line, tuple(_misheard(line.words, sources, line.languages, extra, before))
        before += len(line.words)


def unlikeness(written: str, heard: str) -> float:
    """How differently two texts sound in Dutch, as their spelling tells: 0 to 1.

    >>> unlikeness("oktopus", "octopus."), unlikeness("gewoon", "kijk"), unlikeness("zouden", "sauten")
    (0.0, 1.0, 0.0)
    """
    from rapidfuzz.distance import Levenshtein

    return float(Levenshtein.normalized_distance(_sounds(written), _sounds(heard)))


def _sounds(text: str) -> str:
    told = key(text)
    for spelling, sound in _SOUNDS:
        told = told.replace(spelling, sound)
    return _DOUBLED.sub(r"\1", told)


def _heard_extra(alignment: Alignment) -> dict[int, Unwritten]:
    """The few words that were heard right before a word of the text and stand nowhere, by its index."""
    short = (each for each in alignment.unwritten if each.span.duration_ms < LONG_UNWRITTEN_MS)
    return {each.before: each for each in (*short, *alignment.crowded_out)}


def _misheard(
    words: Sequence[AlignedWord],
    sources: Sequence[SpokenLine],
    languages: Sequence[str | None],
    extra: Mapping[int, Unwritten],
    before: int,
) -> Iterator[Misheard]:
    """The words heard as others, those next to each other together; `before` is the index of the first word.

    Words beside them that were not heard belong to them. A word before which others were heard counts as
    heard with these. Words in two languages are apart, for between them stand marks.
    """
    more = [extra.get(before + at) for at in range(len(words))]
    differ = [
        word.match is not Match.SAME or other is not None for word, other in zip(words, more, strict=True)
    ]
    for (is_other, _), run in groupby(range(len(words)), key=lambda at: (differ[at], languages[at])):
        places = list(run)
        first, last = places[0], places[-1]
        heard = " ".join(_heard(words[first : last + 1], more[first:]))
        if is_other and heard:
            suspicion = _suspicion(words[first : last + 2], more[first : last + 1], heard)
            yield Misheard(sources[first], first, last, tuple(words[first : last + 1]), heard, suspicion)


def _heard(words: Sequence[AlignedWord], extra: Sequence[Unwritten | None]) -> Iterator[str]:
    for word, other in zip(words, extra, strict=False):
        if other:
            yield other.heard
        if word.match is not Match.UNHEARD:
            yield word.heard or word.text


def _suspicion(words: Sequence[AlignedWord], extra: Sequence[Unwritten | None], heard: str) -> float:
    """How sure the recogniser is of what it heard, how unlike that sounds, how unlikely it finds the text.

    With the words comes the one after them: where a word is left out of the text, it is that one which is
    unlikely.
    """
    mine = words[: len(extra)]
    written = " ".join(word.text for word in mine)
    sure = math.sqrt(max(word.heard_probability for word in mine))
    least = min(word.probability for word in words)
    added = (
        math.sqrt(each.probability) * _improbability(word.probability)
        for word, each in zip(mine, extra, strict=True)
        if each
    )
    return max(sure * unlikeness(written, heard) * _improbability(least), *added, 0.0)


def _improbability(probability: float) -> float:
    """The natural logarithm of how many times less likely than certain something is, within limits."""
    return min(-math.log(max(probability, math.exp(-_MOST_UNLIKELY))), _MOST_UNLIKELY)
