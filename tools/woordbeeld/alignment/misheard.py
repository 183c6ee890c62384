"""Words of the text that were heard as others, those first of which the text is most likely wrong."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Final

from woordbeeld.alignment.likeness import surplus, unlikeness
from woordbeeld.alignment.model import AlignedLine, AlignedWord, Alignment, Match, Unwritten
from woordbeeld.alignment.phrases import aligned_phrases, ends_sentence
from woordbeeld.transcript.model import SpokenLine

LONG_UNWRITTEN_MS: Final = 1000  # shorter is a word or two amid the text, a repeated word or a cough
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


@dataclass(frozen=True, slots=True)
class _Extra:
    """The few words that stand nowhere but were heard right before or right after a word, by its index."""

    before: Mapping[int, Unwritten]
    after: Mapping[int, Unwritten]


def _heard_extra(alignment: Alignment) -> _Extra:
    short = (each for each in alignment.unwritten if each.span.duration_ms < LONG_UNWRITTEN_MS)
    before, after = dict[int, Unwritten](), dict[int, Unwritten]()
    words = alignment.words
    starts = {*accumulate(len(phrase.words) for phrase in aligned_phrases(alignment))}
    for each in (*short, *alignment.crowded_out):
        ends = each.before in starts and _ends_phrase(each, words[each.before - 1 : each.before + 1])
        if ends:
            after[each.before - 1] = each
        else:
            before[each.before] = each
    return _Extra(before, after)


def _ends_phrase(extra: Unwritten, around: Sequence[AlignedWord]) -> bool:
    """Whether words heard between two phrases end the first: by their mark, else by the shorter pause."""
    if ends_sentence(extra.heard) or len(around) == 1:
        return True
    last, first = (word.span for word in around)
    if last is None or first is None:
        return False
    return extra.span.start_ms - last.end_ms < first.start_ms - extra.span.end_ms


def _misheard(
    words: Sequence[AlignedWord],
    sources: Sequence[SpokenLine],
    languages: Sequence[str | None],
    extra: _Extra,
    before: int,
) -> Iterator[Misheard]:
    """The words heard as others, those next to each other together; `before` is the index of the first word.

    Words beside them that were not heard belong to them. A word beside which others were heard counts as
    heard with these. Words in two languages are apart, for between them stand marks.
    """
    differ = [
        word.match is not Match.SAME or at in extra.before or at in extra.after
        for at, word in enumerate(words, before)
    ]
    for (is_other, _), run in groupby(range(len(words)), key=lambda at: (differ[at], languages[at])):
        places = list(run)
        first, last = places[0], places[-1]
        heard = [each for at in places for each in _heard(words[at], before + at, extra)]
        if is_other and heard:
            mine = tuple(words[first : last + 1])
            suspicion = _suspicion(mine, heard, words[last + 1 : last + 2])
            yield Misheard(
                sources[first], first, last, mine, " ".join(each.text for each in heard), suspicion
            )


@dataclass(frozen=True, slots=True)
class _Heard:
    """A word that was heard, and how likely the recogniser found it."""

    text: str
    probability: float


def _heard(word: AlignedWord, at: int, extra: _Extra) -> Iterator[_Heard]:
    """The words heard for one of the text, and beside it."""
    if other := extra.before.get(at):
        yield from (_Heard(each, other.probability) for each in other.heard.split())
    if word.match is not Match.UNHEARD:
        yield from (_Heard(each, word.heard_probability) for each in (word.heard or word.text).split())
    if other := extra.after.get(at):
        yield from (_Heard(each, other.probability) for each in other.heard.split())


def _suspicion(
    words: Sequence[AlignedWord], heard: Sequence[_Heard], following: Sequence[AlignedWord]
) -> float:
    """How sure the recogniser is of what it heard, how unlike that sounds, how unlikely it finds the text.

    Where a word is left out of the text, it is the one after it, perhaps the `following`, which is unlikely;
    more was then heard than is written, which counts by the odds that it was said.
    """
    written, told = tuple(word.text for word in words), tuple(each.text for each in heard)
    around = (*words, *following)
    sure = math.sqrt(max(word.heard_probability for word in words))
    unlikely = max(_improbability(word.probability) for word in around)
    replaced = sure * unlikeness(" ".join(written), " ".join(told)) * unlikely
    more = surplus(written, told)
    added = (
        math.sqrt(heard[at].probability) * _improbability(around[before].probability)
        for at, before in more
        if before < len(around)
    )
    odds = max((_log_odds(heard[at].probability) for at, _ in more), default=0.0)
    return min(max(replaced, *added, 0.0) + max(odds, 0.0), _MOST_UNLIKELY)


def _improbability(probability: float) -> float:
    """The natural logarithm of how many times less likely than certain something is, within limits."""
    return min(-math.log(max(probability, math.exp(-_MOST_UNLIKELY))), _MOST_UNLIKELY)


def _log_odds(probability: float) -> float:
    """The natural logarithm of the odds, within limits."""
    return _improbability(1 - probability) - _improbability(probability)
