"""The text in phrases, in which the alignment works: found in the words alone, for lines are for people."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, islice

from woordbeeld.alignment.model import AlignedPhrase, Alignment
from woordbeeld.transcript.model import SceneDescription, Sound, SpokenLine

SENTENCE_ENDS = frozenset(".!?…؟۔。！？")
CLAUSE_ENDS = frozenset(",;:–")
CLOSING_MARKS = "\"'”’)]»"
OPENING_MARKS = "\"'“‘„([«-–—"
SHORT_CHARS = 8  # a sentence that is shorter, `Hmm…`, is too little to tell whether it was heard
LONG_CHARS = 140  # of what is longer a part may have been heard, and not the rest
AMID_CLAUSE_COST = 0.4  # of a cut there; as much as one so large a share of the sentence off its middle

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence, or a part of a long one; `closing` tells that with it a sentence, or the turn, is over.

    A very short sentence is one phrase with that after it, or with that before it where it is the last. All
    of a phrase is in one `language`, None for that of the transcript.
    """

    words: Words
    closing: bool
    language: str | None = None


def phrases(lines: Iterable[SpokenLine], events: Iterable[SceneDescription | Sound]) -> tuple[Phrase, ...]:
    """All words of the lines in phrases; none goes on in another turn, or after a scene or a sound."""
    found: list[Phrase] = []
    for run in _runs(lines, events):
        for language, words, is_last in _by_language(run):
            found += in_phrases(words, language, is_last=is_last)
    return tuple(found)


def in_phrases(words: Words, language: str | None = None, *, is_last: bool = True) -> Iterator[Phrase]:
    """The phrases of words of one language said without interruption; with the last of them ends a turn."""
    for sentence in _long_enough(_sentences(words)):
        *parts, last = _parts(sentence)
        yield from (Phrase(part, closing=False, language=language) for part in parts)
        yield Phrase(last, closing=ends_sentence(last[-1]) or is_last, language=language)


def aligned_phrases(alignment: Alignment) -> tuple[AlignedPhrase, ...]:
    """All phrases of the text, with the words as they are aligned and the lines on which they stand."""
    sources = (line.source for line in alignment.lines)
    found = phrases(sources, (event.source for event in alignment.events))
    words = ((word, line) for line in alignment.lines for word in line.words)
    return tuple(
        AlignedPhrase(
            tuple(word for word, _ in mine),
            tuple(line.source for _, line in mine),
            edited=any(line.edited for _, line in mine),
            language=phrase.language,
        )
        for phrase in found
        if (mine := tuple(islice(words, len(phrase.words))))
    )


def ends_sentence(word: str) -> bool:
    """Whether the marks of a word end a sentence, or break it off."""
    return word.rstrip(CLOSING_MARKS)[-1:] in SENTENCE_ENDS


def ends_clause(word: str) -> bool:
    """Whether the marks of a word end a clause."""
    return word.rstrip(CLOSING_MARKS)[-1:] in CLAUSE_ENDS


def _runs(
    lines: Iterable[SpokenLine], events: Iterable[SceneDescription | Sound]
) -> Iterator[Sequence[tuple[str, str | None]]]:
    """What is said in one turn without a scene or sound between: the words, each with its language."""
    between = sorted(event.line for event in events)
    for _, run in groupby(lines, key=lambda line: (line.turn, bisect(between, line.line))):
        if words := [each for line in run for each in zip(line.words, line.languages, strict=True)]:
            yield words


def _by_language(run: Sequence[tuple[str, str | None]]) -> Iterator[tuple[str | None, Words, bool]]:
    """The words of a run in parts of one language, each with whether the run ends with it."""
    done = 0
    for language, part in groupby(run, key=lambda each: each[1]):
        words = tuple(word for word, _ in part)
        done += len(words)
        yield language, words, done == len(run)


def _sentences(words: Words) -> Iterator[Words]:
    """The sentences; what goes on in lower case after its mark is still the same one."""
    first = 0
    for at in range(1, len(words)):
        if ends_sentence(words[at - 1]) and not words[at].lstrip(OPENING_MARKS)[:1].islower():
            yield words[first:at]
            first = at
    yield words[first:]


def _long_enough(sentences: Iterable[Words]) -> list[Words]:
    """The sentences of a turn, very short ones together with others."""
    found: list[Words] = []
    for sentence in sentences:
        if found and _chars(found[-1]) < SHORT_CHARS:
            found[-1] += sentence
        else:
            found.append(sentence)
    if len(found) > 1 and _chars(found[-1]) < SHORT_CHARS:
        last = found.pop()
        found[-1] += last
    return found


def _parts(words: Words) -> list[Words]:
    """A sentence in parts that are not too long, cut near the middle, rather where a clause ends."""
    if _chars(words) <= LONG_CHARS or len(words) == 1:
        return [words]
    total = _chars(words)
    costs = [
        abs(until / total - 1 / 2) + AMID_CLAUSE_COST * (not (ends_sentence(word) or ends_clause(word)))
        for word, until in zip(words[:-1], accumulate(len(word) + 1 for word in words), strict=False)
    ]
    cut = costs.index(min(costs)) + 1
    return [*_parts(words[:cut]), *_parts(words[cut:])]


def _chars(words: Sequence[str]) -> int:
    return sum(len(word) + 1 for word in words)
