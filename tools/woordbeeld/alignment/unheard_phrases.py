"""Phrases that were not heard although somebody speaks where they should be said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, combinations, groupby, pairwise
from math import log
from statistics import fmean, median

from rapidfuzz.distance import Levenshtein

from woordbeeld.alignment.match import key
from woordbeeld.alignment.model import Match
from woordbeeld.alignment.script import MergedWord
from woordbeeld.speech.model import HeardWord
from woordbeeld.timing import Span, gaps, part_edges

SPEECH_CPS = 15  # characters a second of ordinary Dutch speech, pauses left out
RATE_PHRASES = 5  # plainly heard, to tell how fast people speak in this recording
RATE_CHARS = 15  # of each at least: of shorter ones the pauses around them decide
UNCLEAR_RATE = 0.85  # of that rate: what is not heard is rather said slower than what is
MAX_MISFIT = log(4)  # speech this many times longer or shorter than a phrase needs is not it
LONGEST_WORD_MS, LONGEST_LETTER_MS = 300, 80  # what a slow word takes, and each of its letters
MAX_LED_ASTRAY = 5  # words after phrases that were passed over, whose times those may have disturbed
MIN_PASSED_OVER_MS = 400  # of speech in a word beyond what it takes; less is a slow word
MIN_SPEECH_MS = 100  # shorter is a click, or the end of the word before
NOTHING_FITS = log(100)
MIN_EXPLAINED = (
    0.5  # of the letters heard extra, in words of the text that were not heard: it is the same sound
)
UNLIKE_COST = 4.0  # of phrases that share no letter with what was heard in their place, beside the misfit
UNSAID_COST = 0.6  # of each phrase taken for never said: nearly all that is written is said
UNWRITTEN_COST = 2.5  # of taking what was heard for speech that is not written, beside its misfit,
UNSURE_COST = 4.0  # and the more, the less sure the recogniser is of it: it may be a phrase, misheard
MAX_CHOICES = 8  # of so many phrases in a row each choice is weighed; more are taken together or not at all


def place_unheard_phrases(
    entries: Sequence[MergedWord], pauses: tuple[Span, ...], duration_ms: int
) -> tuple[MergedWord, ...]:
    """The script, in which words that were not heard have a supposed time where there is speech for them.

    The recogniser passes over a phrase now and then, or hears something unlike it. Of several unheard ones
    in a row those are supposed to be said that need the speech best; words of a phrase that was heard
    otherwise are always said. What was heard in their place, and stands nowhere in the transcript, is the
    same sound: it is marked so.
    """
    heard_phrases = frozenset(entry.phrase for entry in entries if entry.heard and entry.phrase is not None)
    sounding = gaps(pauses, duration_ms)
    cps = _speaking_rate(entries, sounding)
    runs = [list(run) for _, run in groupby(entries, key=lambda entry: entry.paired)]
    before_ms = 0
    for at, run in enumerate(runs):
        if run[0].paired:
            before_ms = max([before_ms, *(said_by_ms(entry.heard) for entry in run[-1:] if entry.heard)])
        else:
            after_ms = duration_ms
            if at + 1 < len(runs):
                if any(entry.phrase is not None and entry.phrase not in heard_phrases for entry in run):
                    runs[at + 1] = _led_back(runs[at + 1], sounding, cps)
                after_ms = next(said_from_ms(entry.heard) for entry in runs[at + 1] if entry.heard)
            runs[at] = [
                entry
                for (low_ms, high_ms), part in by_moment(run, before_ms, after_ms)
                for entry in _supposed(part, heard_phrases, list(between(low_ms, high_ms, sounding)), cps)
            ]
    return tuple(chain.from_iterable(runs))


def by_moment(
    run: Sequence[MergedWord], from_ms: int, until_ms: int
) -> Iterator[tuple[tuple[int, int], Sequence[MergedWord]]]:
    """A run in parts, each from when its first word is said by the document, until the next."""
    firsts = [0, *(at for at, entry in enumerate(run) if at and entry.given_ms is not None), len(run)]
    moments = [from_ms if run[at].given_ms is None else run[at].given_ms or 0 for at in firsts[:-1]]
    edges = [min(max(moment, from_ms), until_ms) for moment in moments]
    for (first, last), edge in zip(pairwise(firsts), pairwise([*edges, until_ms]), strict=True):
        yield edge, run[first:last]


def _speaking_rate(entries: Sequence[MergedWord], sounding: Sequence[Span]) -> float:
    """Characters a second of what is not heard, by what is plainly heard in this recording."""
    rates = []
    written = (entry for entry in entries if entry.phrase is not None)
    for _, group in groupby(written, key=lambda entry: entry.phrase):
        words = list(group)
        first, last = words[0].heard, words[-1].heard
        same = sum(word.match is Match.SAME for word in words)
        chars = sum(len(word.text) + 1 for word in words)
        if first and last and 2 * same >= len(words) and chars >= RATE_CHARS:
            speech = between(first.span.start_ms, last.span.end_ms, sounding)
            rates.append(chars * 1000 / max(1, sum(span.duration_ms for span in speech)))
    return UNCLEAR_RATE * median(rates) if len(rates) >= RATE_PHRASES else SPEECH_CPS


def _led_back(following: list[MergedWord], sounding: Sequence[Span], cps: float) -> list[MergedWord]:
    """What was heard after phrases that were not, with words led astray put back where they are said.

    The sound of phrases that the recogniser passes over ends up in one of the next words it writes, which
    then lasts far too long; the words before that one seem to be said too early.
    """
    heard = [entry.heard for entry in following[:MAX_LED_ASTRAY] if entry.heard]
    for at, word in enumerate(heard):
        passed_over = between(word.span.start_ms, said_from_ms(word), sounding)
        if sum(span.duration_ms for span in passed_over) >= MIN_PASSED_OVER_MS:
            begin_ms, end_ms = heard[0].span.start_ms, said_from_ms(word)
            back_ms = max(begin_ms, end_ms - sum(_need_ms(entry, cps) for entry in following[:at]))
            whole = [Span(back_ms, end_ms)] if at else []
            times = [*spread([_need_ms(entry, cps) for entry in following[:at]], whole)]
            times.append(Span(end_ms, word.span.end_ms))
            fixed = [
                replace(entry, heard=replace(one, span=time))
                for entry, one, time in zip(following, heard, times, strict=False)
            ]
            return [*fixed, *following[at + 1 :]]
    return following


def said_by_ms(heard: HeardWord) -> int:
    """When a heard word is over at the latest: its span may take in what the recogniser passed over."""
    return min(heard.span.end_ms, heard.span.start_ms + longest_ms(heard.text))


def said_from_ms(heard: HeardWord) -> int:
    """When a heard word begins at the earliest."""
    return max(heard.span.start_ms, heard.span.end_ms - longest_ms(heard.text))


def longest_ms(word: str) -> int:
    """What a slow word takes."""
    return LONGEST_WORD_MS + LONGEST_LETTER_MS * len(word)


def between(low_ms: int, high_ms: int, spans: Sequence[Span]) -> Iterator[Span]:
    """What of the spans lies between two moments, clicks left out."""
    for span in spans:
        start_ms, end_ms = max(span.start_ms, low_ms), min(span.end_ms, high_ms)
        if end_ms - start_ms >= MIN_SPEECH_MS:
            yield Span(start_ms, end_ms)


def _supposed(
    run: Sequence[MergedWord], heard_phrases: frozenset[int], speech: Sequence[Span], cps: float
) -> list[MergedWord]:
    """The run between two words that were heard as part of the text."""
    certain = tuple(sorted({entry.phrase for entry in run if entry.phrase in heard_phrases}))
    unheard = sorted({entry.phrase for entry in run if entry.phrase is not None} - heard_phrases)
    there = sum(span.duration_ms for span in speech)
    made = "".join(key(entry.text) for entry in run if entry.phrase is None)

    def words(some: tuple[int, ...]) -> list[MergedWord]:
        return [entry for entry in run if entry.phrase in some]

    def misfit(of: Sequence[MergedWord]) -> float:
        needed_ms = sum(_need_ms(entry, cps) for entry in of)
        return abs(log(there / needed_ms)) if there and of else NOTHING_FITS

    def cost(some: tuple[int, ...]) -> float:
        unsaid = UNSAID_COST * (len(certain) + len(unheard) - len(some))
        if made and not some:
            extra = [entry for entry in run if entry.phrase is None]
            sure = fmean(entry.heard.confidence for entry in extra if entry.heard)
            return misfit(extra) ** 2 + UNWRITTEN_COST + UNSURE_COST * (1 - sure) + unsaid
        written = "".join(key(entry.text) for entry in words(some))
        unlike = Levenshtein.normalized_distance(written, made) if made else 0.0
        return misfit(words(some)) ** 2 + UNLIKE_COST * unlike + unsaid

    chosen = min((certain + some for some in _choices(unheard)), key=cost)
    if not chosen or not there or (chosen != certain and misfit(words(chosen)) > MAX_MISFIT):
        chosen = certain
    needed = sum(len(key(entry.text)) for entry in words(chosen))
    shares = iter(spread([_need_ms(entry, cps) for entry in words(chosen)], speech) if there else ())
    times = {id(entry): next(shares, None) for entry in words(chosen)}
    return [
        replace(entry, supposed=times[id(entry)])
        if entry.phrase in chosen and entry.phrase not in heard_phrases
        else replace(entry, instead=entry.phrase is None and needed >= MIN_EXPLAINED * len(made))
        for entry in run
    ]


def _need_ms(entry: MergedWord, cps: float) -> int:
    return round((len(entry.text) + 1) * 1000 / cps)


def _choices(phrases: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """All choices of some of the phrases or none, in their order."""
    if len(phrases) > MAX_CHOICES:
        return iter([(), tuple(phrases)])
    return chain.from_iterable(combinations(phrases, size) for size in range(len(phrases) + 1))


def spread(needs_ms: Sequence[int], speech: Sequence[Span]) -> Iterator[Span]:
    """A share of the speech for each need, in order; pauses are passed over."""
    if not needs_ms:
        return
    there = Span(0, sum(span.duration_ms for span in speech))
    for start_ms, end_ms in pairwise(_at(edge_ms, speech) for edge_ms in part_edges(there, needs_ms)):
        yield Span(start_ms, max(start_ms + 1, end_ms))


def _at(speech_ms: int, speech: Sequence[Span]) -> int:
    """The moment at which so much of the speech is over."""
    for span in speech:
        if speech_ms <= span.duration_ms:
            return span.start_ms + speech_ms
        speech_ms -= span.duration_ms
    return speech[-1].end_ms
