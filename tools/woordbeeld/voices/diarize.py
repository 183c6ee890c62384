"""Who speaks when, where nobody has told: voices by their number, for each word that was heard.

Windows of the voice tell which voices there are. Then phrases, which are the words between pauses and the
ends of sentences, say more surely than windows whose they are; where a speaker changes within a phrase the
windows tell, and a change costs the more the less the sound and the text give reason for it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import Final

import numpy as np

from woordbeeld.speech.model import HeardWord
from woordbeeld.timing import Span, gaps
from woordbeeld.voices.clustering import Parts, Vectors, clustered, likeness, middles, seen_from
from woordbeeld.voices.embedder import LEAST_MS, Embedding
from woordbeeld.voices.larger_cast import with_voices_that_are_much_alike

WINDOW_MS: Final = 1500
HOP_MS: Final = 750
EDGE_MS: Final = 50  # of a voice that its detector leaves out at both ends
JOINED_MS: Final = 300  # a shorter pause is no place to begin a window
TURN_PAUSE_MS: Final = 500  # a shorter pause is part of what its speaker says
PAUSE_MS: Final = 200  # between two words; from there on the next is another phrase
SURE_MS: Final = 2000  # of sound, from which on a phrase tells its voice as surely as it can
ROUNDS: Final = 3
CHANGE_WITHIN: Final = 1.2  # what it costs to change speaker between two words, as a difference in likeness
CHANGE_BETWEEN: Final = 0.15  # between two phrases
SENTENCE_ENDS: Final = (".", "?", "!", "…")
_QUOTES: Final = "\"'”’)"
SPREAD: Final = 0.12  # a difference in likeness that decides by about three to one


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch of one voice, by its number in order of appearance."""

    span: Span
    voice: int


@dataclass(frozen=True, slots=True)
class Diarization:
    """The voice of each word by its number in order of appearance, how sure it is (0 to 1), and all turns."""

    voices: tuple[int, ...]
    sure: tuple[float, ...]
    turns: tuple[Turn, ...]

    @property
    def count(self) -> int:
        """How many voices there are."""
        return len({each.voice for each in self.turns} | set(self.voices))


# The voices in some stretches, by each embedder: (stretches, size).
Embed = Callable[[Sequence[tuple[Span, ...]]], Vectors]


def ends_sentence(word: str) -> bool:
    """Whether a sentence ends with a word."""
    return word.rstrip(_QUOTES).endswith(SENTENCE_ENDS)


def regions(voice: Sequence[Span], duration_ms: int, pause_ms: int) -> tuple[Span, ...]:
    """Where there is voice, with its edges, and without the pauses that are shorter.

    >>> regions([Span(1000, 2000), Span(2250, 3000), Span(9000, 9500)], 9520, 300)
    (Span(start_ms=950, end_ms=3050), Span(start_ms=8950, end_ms=9520))
    """
    found: list[Span] = []
    for each in voice:
        span = Span(max(0, each.start_ms - EDGE_MS), min(duration_ms, each.end_ms + EDGE_MS))
        if found and span.start_ms - found[-1].end_ms <= pause_ms:
            found[-1] = Span(found[-1].start_ms, max(found[-1].end_ms, span.end_ms))
        else:
            found.append(span)
    return tuple(found)


def windows(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Windows that overlap each other and cover the spans, but those too short to know a voice by.

    >>> windows([Span(0, 200), Span(1000, 2000), Span(3000, 6000)])[:2]
    (Span(start_ms=1000, end_ms=2000), Span(start_ms=3000, end_ms=4500))
    """
    found = []
    for span in spans:
        if span.duration_ms < LEAST_MS:
            continue
        room_ms = span.duration_ms - WINDOW_MS
        if room_ms <= 0:
            found.append(span)
            continue
        count = -(-room_ms // HOP_MS)
        starts = (span.start_ms + room_ms * at // count for at in range(count + 1))
        found += [Span(start_ms, start_ms + WINDOW_MS) for start_ms in starts]
    return tuple(found)


def phrases(words: Sequence[HeardWord], voice: Sequence[Span]) -> tuple[range, ...]:
    """The words, by their place, between pauses and the ends of sentences."""
    if not words:
        return ()
    pauses = _Pauses.of(voice)
    starts = [
        at
        for at, (word, after) in enumerate(pairwise(words), 1)
        if ends_sentence(word.text)
        or pauses.longest_ms(word.span.middle_ms, after.span.middle_ms) >= PAUSE_MS
    ]
    return tuple(range(*each) for each in pairwise([0, *starts, len(words)]))


@dataclass(frozen=True, slots=True)
class _Pauses:
    """Where there is no voice between two stretches of it."""

    spans: tuple[Span, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, voice: Sequence[Span]) -> _Pauses:
        found = gaps(tuple(voice), max((each.end_ms for each in voice), default=0))
        return cls(found, tuple(each.end_ms for each in found))

    def between(self, start_ms: int, end_ms: int) -> Iterator[Span]:
        """The pauses within a stretch, or what of them lies in it."""
        for span in self.spans[bisect_right(self.ends, start_ms) :]:
            if span.start_ms >= end_ms:
                return
            yield Span(max(span.start_ms, start_ms), min(span.end_ms, end_ms))

    def longest_ms(self, start_ms: int, end_ms: int) -> int:
        return max((each.duration_ms for each in self.between(start_ms, end_ms)), default=0)


def diarize(
    words: Sequence[HeardWord],
    voice: Sequence[Span],
    duration_ms: int,
    embed: Embed,
    speakers: int | None = None,
) -> Diarization:
    """Whose each word is, and who speaks when; as many speakers as are given, if any.

    `embed` makes vectors of stretches of at least `LEAST_MS`. Nobody speaks where there is no voice.
    """
    spans = windows(regions(voice, duration_ms, JOINED_MS))
    if not spans:
        return Diarization((0,) * len(words), (0.0,) * len(words), ())
    of_windows = embed([(each,) for each in spans])
    parts = clustered(of_windows, speakers)
    if speakers is None:
        parts = with_voices_that_are_much_alike(of_windows, parts, spans)
    cut = phrases(words, voice)
    heard = _Heard.of(words, cut, voice, embed, of_windows)
    between = [each.mean(axis=0) for each in middles(of_windows, parts)]
    of_windows, heard = (seen_from(between, of_windows),), heard.seen_from(between)
    centres: Vectors = middles(of_windows, parts)
    for _ in range(ROUNDS):
        like_windows = likeness(of_windows, centres)
        fits = _by_windows(words, spans, like_windows) + heard.fits(len(words), centres)
        said = _best_path(fits, {each[0] for each in cut})
        said = _with_all(said, fits, cut) if speakers else said
        centres = heard.middles(of_windows, parts, said)
    known = _known(words, said, spans, like_windows.argmax(axis=1))
    turns = _turns(known, _Pauses.of(voice), regions(voice, duration_ms, TURN_PAUSE_MS))
    return _in_order(said, _sureness(fits, said), turns)


@dataclass(frozen=True, slots=True, eq=False)
class _Heard:
    """The phrases that are long enough to know a voice by: their words, vectors and weights (0 to 1)."""

    words: tuple[range, ...]
    vectors: Vectors
    weights: Embedding

    @classmethod
    def of(
        cls,
        words: Sequence[HeardWord],
        cut: Sequence[range],
        voice: Sequence[Span],
        embed: Embed,
        like: Vectors,
    ) -> _Heard:
        pieces = [
            (each, _voiced(Span(words[each[0]].span.start_ms, words[each[-1]].span.end_ms), voice))
            for each in cut
        ]
        lengths = [sum(span.duration_ms for span in spans) for _, spans in pieces]
        long = [piece for piece, length in zip(pieces, lengths, strict=True) if length >= LEAST_MS]
        vectors = embed([spans for _, spans in long]) if long else [each[:0] for each in like]
        weights = np.array([min(1.0, each / SURE_MS) for each in lengths if each >= LEAST_MS])
        return cls(tuple(each for each, _ in long), vectors, weights)

    def seen_from(self, middle: Vectors) -> _Heard:
        """The same with the directions from a middle for vectors."""
        return replace(self, vectors=(seen_from(middle, self.vectors),))

    def fits(self, words: int, centres: Vectors) -> Embedding:
        """How well each word fits each voice by its phrase: (words, voices)."""
        found = np.zeros((words, len(centres[0])))
        for each, fit, weight in zip(self.words, likeness(self.vectors, centres), self.weights, strict=True):
            found[each] = fit * weight
        return found

    def middles(self, windows: Vectors, parts: Parts, said: Parts) -> Vectors:
        """The middles of the voices by windows and phrases, those of one voice throughout."""
        whole = [at for at, each in enumerate(self.words) if (said[each] == said[each[0]]).all()]
        voices = np.concatenate([parts, [said[self.words[at][0]] for at in whole]]).astype(int)
        return middles(
            [np.vstack([one, other[whole]]) for one, other in zip(windows, self.vectors, strict=True)], voices
        )


def _voiced(span: Span, voice: Sequence[Span]) -> tuple[Span, ...]:
    """What of a span has voice in it."""
    first = bisect_right(voice, span.start_ms, key=lambda each: each.end_ms)
    inside = takewhile(lambda each: each.start_ms < span.end_ms, voice[first:])
    return tuple(Span(max(each.start_ms, span.start_ms), min(each.end_ms, span.end_ms)) for each in inside)


def _by_windows(words: Sequence[HeardWord], spans: Sequence[Span], fits: Embedding) -> Embedding:
    """How well each word fits each voice by the windows over it, those around it most: (words, voices)."""
    middle = np.array([each.middle_ms for each in spans])
    found = np.zeros((len(words), fits.shape[1]))
    for at, word in enumerate(words):
        distance = np.abs(middle - word.span.middle_ms)
        near = np.clip(1 - distance / (WINDOW_MS / 2), 0, None)
        found[at] = near @ fits / near.sum() if near.any() else fits[distance.argmin()]
    return found


def _best_path(fits: Embedding, opens: Container[int]) -> Parts:
    """The voices of all words that fit best together, where a change of voice has its price (Viterbi)."""
    if not len(fits):
        return np.zeros(0, int)
    best, came_from = fits[0], []
    for at in range(1, len(fits)):
        price = CHANGE_BETWEEN if at in opens else CHANGE_WITHIN
        changed = best.max() - price
        came_from.append(np.where(best >= changed, np.arange(len(best)), best.argmax()))
        best = np.maximum(best, changed) + fits[at]
    path = [int(best.argmax())]
    for each in reversed(came_from):
        path.append(int(each[path[-1]]))
    return np.array(path[::-1])


def _with_all(said: Parts, fits: Embedding, cut: Sequence[range]) -> Parts:
    """The voices of all words, where each that was asked for says at least the phrase that fits it best."""
    said = said.copy()
    for voice in set(range(fits.shape[1])) - set(said.tolist()):
        spoken = Counter(int(said[each[0]]) for each in cut)
        spare = [each for each in cut if spoken[int(said[each[0]])] > 1]
        if spare:
            said[max(spare, key=lambda each: float(fits[each, voice].mean()))] = voice
    return said


def _sureness(fits: Embedding, said: Parts) -> tuple[float, ...]:
    odds = np.exp((fits - fits.max(axis=1, keepdims=True)) / SPREAD)
    return tuple(float(each[voice] / each.sum()) for each, voice in zip(odds, said, strict=True))


# A moment at which a voice is known (ms), from when on it may be that voice, and its number.
Moment = tuple[int, int, int]


def _known(words: Sequence[HeardWord], said: Parts, spans: Sequence[Span], of_windows: Parts) -> list[Moment]:
    """When who speaks: by the words, and where there are none by the windows."""
    by_words = [
        (word.span.middle_ms, word.span.start_ms, int(each)) for word, each in zip(words, said, strict=True)
    ]
    by_windows = [
        (span.middle_ms, span.start_ms, int(each))
        for span, each in zip(spans, of_windows, strict=True)
        if not _is_near(words, span.middle_ms)
    ]
    return sorted(by_words + by_windows)


def _turns(known: Sequence[Moment], pauses: _Pauses, spoken: Sequence[Span]) -> tuple[Turn, ...]:
    """All that is spoken by who speaks; a turn ends in the longest pause before the next voice is known."""
    moments = [at_ms for at_ms, _, _ in known]
    found: list[Turn] = []
    for region in spoken:
        inside = known[bisect_left(moments, region.start_ms) : bisect_left(moments, region.end_ms)]
        start_ms = region.start_ms
        for (at_ms, _, one), (after_ms, begins_ms, other) in pairwise(inside):
            if one != other:
                between = pauses.between(at_ms, after_ms)
                pause = max(between, key=lambda each: each.duration_ms, default=None)
                edges = (pause.start_ms, pause.end_ms) if pause else (max(begins_ms, at_ms),) * 2
                found.append(Turn(Span(start_ms, max(edges[0], start_ms + 1)), one))
                start_ms = max(edges[1], start_ms + 1)
        if inside and start_ms < region.end_ms:
            found.append(Turn(Span(start_ms, region.end_ms), inside[-1][2]))
    return tuple(found)


def _is_near(words: Sequence[HeardWord], at_ms: int) -> bool:
    """Whether a word is heard around a moment."""
    after = bisect_left(words, at_ms, key=lambda each: each.span.middle_ms)
    return any(
        abs(each.span.middle_ms - at_ms) < WINDOW_MS / 2 for each in words[max(0, after - 1) : after + 1]
    )


def _in_order(said: Parts, sure: tuple[float, ...], turns: Sequence[Turn]) -> Diarization:
    """The voices with numbers in the order in which they are heard, those with words first."""
    numbers: dict[int, int] = {}
    for each in (*map(int, said), *(turn.voice for turn in turns)):
        numbers.setdefault(each, len(numbers))
    told = tuple(Turn(turn.span, numbers[turn.voice]) for turn in turns)
    return Diarization(tuple(numbers[int(each)] for each in said), sure, told)
