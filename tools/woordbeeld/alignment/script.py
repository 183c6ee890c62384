"""One script out of what was written and what was heard: every word of both, in one order."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby, pairwise, takewhile

from rapidfuzz.distance import Levenshtein

from woordbeeld.alignment.match import is_certain, key, match_words
from woordbeeld.alignment.model import Match
from woordbeeld.alignment.phrases import Phrase
from woordbeeld.speech.model import HeardWord
from woordbeeld.timing import Span

# Of the letters of a phrase to those heard for it. In five episodes of Dutch dialogue nearly all lines that
# were said reach 0.38 with Whisper base; those of another text hardly ever reach 0.36.
MIN_PHRASE_LIKENESS = 0.36
# A phrase that is about as long as what was heard in its place may be misheard still worse.
MIN_FITTING_LIKENESS = 0.25
MAX_LENGTH_RATIO = 2.0
MAX_BREAK_IN_WORD_MS = 500
MAX_BREAK_MS = 4000  # nobody stops this long within a phrase: what is heard beyond belongs elsewhere
MAX_OTHER_MS, MAX_OTHER_WORDS = 2500, 2  # nor goes on for this long, and this much, with other words
Pair = tuple[int, ...]  # the indices of the heard words that stand for a written one


@dataclass(frozen=True, slots=True)
class MergedWord:
    """A word of the transcript (`phrase` is the index of its phrase), a word heard, or both as a pair.

    A word that was not heard may have a span in which it is `supposed` to be said; a word heard may be what
    was made of such words, heard `instead` of them. One that is `closing` ends a sentence or a turn. A word
    that was not heard may have a time by the document, `given_ms`. The `language` of a word of the transcript
    is None where it is that of all.
    """

    text: str
    phrase: int | None
    heard: HeardWord | None
    supposed: Span | None = None
    instead: bool = False
    closing: bool = False
    given_ms: int | None = None
    language: str | None = None

    @property
    def paired(self) -> bool:
        """A word of the transcript that was heard."""
        return self.phrase is not None and self.heard is not None

    @property
    def span(self) -> Span | None:
        """About where in time it belongs, as far as that is known."""
        return self.heard.span if self.heard else self.supposed

    @property
    def match(self) -> Match:
        if self.heard is None:
            return Match.UNHEARD
        return Match.SAME if key(self.text) == key(self.heard.text) else Match.REPLACED


def merge(
    phrases: Sequence[Phrase], heard: Sequence[HeardWord], within: Sequence[slice] | None = None
) -> tuple[MergedWord, ...]:
    """The words of all phrases, paired with the words heard where they match, in one order.

    `within` has for each word of them the words heard that may be it, where that is known.

    A phrase that is nothing like what was heard in its place was not heard: its words and those heard
    then stand apart. What was heard between two phrases stands before the first words of the second.
    """
    kept = _pairs([phrase.words for phrase in phrases], heard, within)
    entries: list[MergedWord] = []
    next_heard = 0
    for index, phrase in enumerate(phrases):
        before = len(entries)
        for at, (word, pair) in enumerate(zip(phrase.words, kept[index], strict=True), 1):
            if pair:
                extra = [MergedWord(each.text, None, each) for each in heard[next_heard : pair[0]]]
                entries[before:before] = extra
                next_heard, before = pair[-1] + 1, len(entries) + 1
            closing = phrase.closing and at == len(phrase.words)
            as_heard = _as_one([heard[each] for each in pair])
            entries.append(MergedWord(word, index, as_heard, closing=closing, language=phrase.language))
    entries += (MergedWord(extra.text, None, extra) for extra in heard[next_heard:])
    return _with_leftovers_shared(entries)


def _pairs(
    phrases: Sequence[Sequence[str]], heard: Sequence[HeardWord], within: Sequence[slice] | None
) -> list[list[Pair]]:
    """For each word of each phrase the words heard for it.

    Those that were not heard may have taken words from those that were: these are matched again without them.
    """
    found: list[list[Pair]] = [[()] * len(phrase) for phrase in phrases]
    firsts = [0, *accumulate(map(len, phrases))]
    said = list(range(len(phrases)))
    while said:
        written = [word for index in said for word in phrases[index]]
        starts = accumulate(len(phrases[index]) for index in said)
        where = within and [each for index in said for each in within[firsts[index] : firsts[index + 1]]]
        pairs = iter(match_words(written, [word.text for word in heard], starts, where))
        for index in said:
            found[index] = _believed(phrases[index], [next(pairs) for _ in phrases[index]], heard)
        still = [index for index in said if any(found[index])]
        if still == said:
            break
        said = still
    return found


def _believed(phrase: Sequence[str], pairs: list[Pair], heard: Sequence[HeardWord]) -> list[Pair]:
    """The pairs of one phrase without those that only chance has made."""
    pairs = [_whole(pair, heard) for pair in pairs]
    letters = [
        len(key(word)) if pair and key(word) == key("".join(heard[at].text for at in pair)) else 0
        for word, pair in zip(phrase, pairs, strict=True)
    ]
    kept = max(
        _unbroken(pairs, heard),
        key=lambda part: (sum(letters[at] for at in part), len(part)),
        default=[],
    )
    if not kept:
        return [()] * len(phrase)
    if not (_plainly_heard(phrase, pairs, heard) or _alike(phrase, _said_for(kept, pairs, heard))):
        return [()] * len(phrase)
    return [pair if at in kept else () for at, pair in enumerate(pairs)]


def _said_for(
    kept: Sequence[int], pairs: Sequence[Pair], heard: Sequence[HeardWord]
) -> tuple[Sequence[HeardWord], ...]:
    """What was heard for a phrase, from the first to the last pair, and with as many more as it has words."""
    first, last = pairs[kept[0]][0], pairs[kept[-1]][-1] + 1
    wide_first, wide_last = max(0, first - kept[0]), last + len(pairs) - 1 - kept[-1]
    return heard[first:last], heard[wide_first:wide_last]


def _whole(pair: Pair, heard: Sequence[HeardWord]) -> Pair:
    """The heard words that stand for one word, up to the first break between them."""
    for one, other in pairwise(pair):
        if heard[other].span.start_ms - heard[one].span.end_ms > MAX_BREAK_IN_WORD_MS:
            return pair[: pair.index(other)]
    return pair


def _plainly_heard(phrase: Sequence[str], pairs: Sequence[Pair], heard: Sequence[HeardWord]) -> bool:
    """More than half of the words were heard as written, or several in a row, whatever became of the rest."""
    said = ("".join(heard[at].text for at in pair) for pair in pairs)
    same = [key(word) == key(text) for word, text in zip(phrase, said, strict=True)]
    runs = [
        [key(word) for _, word in run]
        for heard_so, run in groupby(zip(same, phrase, strict=True), key=lambda each: each[0])
        if heard_so
    ]
    return 2 * sum(same) > len(phrase) or any(is_certain(run) for run in runs)


def _alike(phrase: Sequence[str], choices: Sequence[Sequence[HeardWord]]) -> bool:
    """The letters of the phrase are those that were heard, as far as a misheard one may differ."""
    return any(_likeness(phrase, said) >= _least_likeness(phrase, said) for said in choices)


def _least_likeness(phrase: Sequence[str], said: Sequence[HeardWord]) -> float:
    ours, theirs = len("".join(map(key, phrase))), _letters(said)
    fits = theirs <= MAX_LENGTH_RATIO * ours and ours <= MAX_LENGTH_RATIO * theirs
    return MIN_FITTING_LIKENESS if fits and ours else MIN_PHRASE_LIKENESS


def _likeness(words: Sequence[str], said: Sequence[HeardWord]) -> float:
    """The share of letters that both have (0 to 1)."""
    ours, theirs = "".join(map(key, words)), "".join(key(word.text) for word in said)
    return float(Levenshtein.normalized_similarity(ours, theirs))


def _unbroken(pairs: Sequence[Pair], heard: Sequence[HeardWord]) -> list[list[int]]:
    """The places of the pairs of a phrase, in parts without a long break."""
    parts: list[list[int]] = []
    for at, pair in enumerate(pairs):
        if not pair:
            continue
        if parts and _goes_on(pairs[parts[-1][-1]][-1], pair[0], at - parts[-1][-1] - 1, heard):
            parts[-1].append(at)
        else:
            parts.append([at])
    return parts


def _goes_on(one: int, other: int, unpaired: int, heard: Sequence[HeardWord]) -> bool:
    """Whether two heard words may belong to one phrase, with so many of its words unpaired between them."""
    break_ms = heard[other].span.start_ms - heard[one].span.end_ms
    others = other - one - 1 - unpaired
    return break_ms <= (MAX_BREAK_MS if others <= MAX_OTHER_WORDS else MAX_OTHER_MS)


def _with_leftovers_shared(entries: Sequence[MergedWord]) -> tuple[MergedWord, ...]:
    """Give words heard extra to the words beside them that were not heard, of phrases that were.

    They are what was made of those words, unless they are much longer or far apart.
    """
    heard_phrases = {entry.phrase for entry in entries if entry.paired}
    shared: list[MergedWord] = []
    runs = [list(run) for _, run in groupby(entries, key=lambda entry: entry.paired)]
    for run, following in zip(runs, [*runs[1:], []], strict=False):
        if run[0].paired or any(
            entry.phrase is not None and entry.phrase not in heard_phrases for entry in run
        ):
            shared += run
        else:
            shared += _run_shared(run, shared[-1:], following[:1])
    return tuple(shared)


def _run_shared(
    run: Sequence[MergedWord], previous: Sequence[MergedWord], following: Sequence[MergedWord]
) -> list[MergedWord]:
    """The words not heard before and after those heard extra, with the nearest of these as far as fits."""
    before = list(takewhile(lambda entry: entry.phrase is not None, run))
    rest = run[len(before) :]
    after = list(takewhile(lambda entry: entry.phrase is not None, reversed(rest)))[::-1]
    between = rest[: len(rest) - len(after)]
    extra = [entry.heard for entry in between if entry.heard]
    first, last = 0, len(extra)
    if after and _follow([*extra[-1:], *(entry.heard for entry in following if entry.heard)]):
        last -= len(_nearest(after, [extra[at:] for at in range(len(extra))]))
    if before and _follow([*(entry.heard for entry in previous if entry.heard), *extra[:1]]):
        first = len(_nearest(before, [extra[:at] for at in range(last, 0, -1)]))
    return [*_shared(before, extra[:first]), *between[first:last], *_shared(after, extra[last:])]


def _nearest(words: Sequence[MergedWord], choices: Sequence[Sequence[HeardWord]]) -> Sequence[HeardWord]:
    """The choice that may stand for the words: the first, which is the longest, else the most alike."""
    fitting = [choice for choice in choices if _may_stand_for(choice, words)]
    if not fitting or fitting[0] is choices[0]:
        return fitting[0] if fitting else ()
    return max(fitting, key=lambda choice: _likeness([word.text for word in words], choice))


def _may_stand_for(extra: Sequence[HeardWord], words: Sequence[MergedWord]) -> bool:
    return 0 < _letters(extra) <= MAX_LENGTH_RATIO * _letters(words) and _follow(extra)


def _follow(heard: Sequence[HeardWord]) -> bool:
    return all(
        other.span.start_ms - one.span.end_ms <= MAX_BREAK_IN_WORD_MS for one, other in pairwise(heard)
    )


def _letters(words: Sequence[MergedWord | HeardWord]) -> int:
    return sum(len(key(word.text)) for word in words)


def _shared(words: Sequence[MergedWord], heard: Sequence[HeardWord]) -> Iterator[MergedWord]:
    """The words, each with the words heard at the same share of all letters."""
    if not heard:
        yield from words
        return
    ends = list(accumulate(len(key(word.text)) / _letters(words) for word in words))
    middles = [
        (end - len(key(word.text)) / 2) / _letters(heard)
        for word, end in zip(heard, accumulate(len(key(word.text)) for word in heard), strict=True)
    ]
    owners = [min(bisect_left(ends, middle), len(words) - 1) for middle in middles]
    for at, word in enumerate(words):
        mine = [each for each, owner in zip(heard, owners, strict=True) if owner == at]
        yield replace(word, heard=_as_one(mine))


def _as_one(heard: Sequence[HeardWord]) -> HeardWord | None:
    if not heard:
        return None
    span = Span(heard[0].span.start_ms, heard[-1].span.end_ms)
    return HeardWord(" ".join(word.text for word in heard), span, min(word.confidence for word in heard))
