"""Listening to a whole recording: voice activity decides to what, and nothing is listened to twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from woordbeeld.cache import ContentCache, content_key
from woordbeeld.speech.model import HeardWord, Speech
from woordbeeld.speech.recogniser import SAMPLE_RATE, STRETCH_MS, Recogniser, Samples
from woordbeeld.timing import Span

SAMPLES_PER_MS = SAMPLE_RATE // 1000
RESULTS_VERSION = 1  # raised when the recogniser would give other results for the same sound
CONFIDENCE_DIGITS = 4
STRETCH_PAUSE_MS = 1500  # a longer pause ends a stretch: there Whisper would invent words
STRETCH_PAD_MS = 200  # of the pause on either side: a word's soft onset is not voice activity yet

Progress = Callable[[float], None]


def stretches(voice: tuple[Span, ...], duration_ms: int) -> tuple[Span, ...]:
    """What to listen to: speech in stretches of at most 30 s, cut at the longest pause where it goes on.

    >>> stretches((Span(1000, 9000), Span(9300, 20_000), Span(20_200, 35_000)), 40_000)
    (Span(start_ms=800, end_ms=9150), Span(start_ms=9150, end_ms=35200))
    """
    return tuple(_split(tuple(piece for span in voice for piece in _chopped(span)), 0, duration_ms))


def _chopped(span: Span) -> Iterator[Span]:
    """A voice span in pieces that fit a stretch, for speech without any pause."""
    most = STRETCH_MS - 2 * STRETCH_PAD_MS
    for start_ms in range(span.start_ms, span.end_ms, most):
        yield Span(start_ms, min(start_ms + most, span.end_ms))


def _split(voice: tuple[Span, ...], from_ms: int, until_ms: int) -> Iterator[Span]:
    """Stretches for the voice spans, of which none reaches beyond `from_ms..until_ms`."""
    pending = [(voice, from_ms, until_ms)]
    while pending:
        spans, low_ms, high_ms = pending.pop()
        if not spans:
            continue
        whole = Span(
            max(low_ms, spans[0].start_ms - STRETCH_PAD_MS), min(high_ms, spans[-1].end_ms + STRETCH_PAD_MS)
        )
        pauses = [after.start_ms - before.end_ms for before, after in pairwise(spans)]
        if whole.duration_ms <= STRETCH_MS and max(pauses, default=0) < STRETCH_PAUSE_MS:
            yield whole
            continue
        cut = pauses.index(max(pauses)) + 1
        at_ms = (spans[cut - 1].end_ms + spans[cut].start_ms) // 2
        pending += [(spans[cut:], at_ms, high_ms), (spans[:cut], low_ms, at_ms)]


def cut_out(samples: Samples, span: Span) -> Samples:
    return samples[span.start_ms * SAMPLES_PER_MS : span.end_ms * SAMPLES_PER_MS]


class CachedRecogniser:
    """A recogniser that remembers, by content, what it heard before."""

    def __init__(self, recogniser: Recogniser, cache: ContentCache) -> None:
        self.name = recogniser.name
        self._recogniser = recogniser
        self._cache = cache

    def detect_language(self, stretch: Samples) -> str:
        key = self._key("language", stretch)
        return str(self._cache.get(key, lambda: self._recogniser.detect_language(stretch)))

    def listen(self, stretch: Samples, language: str) -> tuple[HeardWord, ...]:
        key = self._key("listen", stretch, language)
        return _words(self._cache.get(key, lambda: _rows(self._recogniser.listen(stretch, language))))

    def force(self, stretch: Samples, words: Sequence[str], language: str) -> tuple[HeardWord, ...]:
        key = self._key("force", stretch, language, list(words))
        return _words(self._cache.get(key, lambda: _rows(self._recogniser.force(stretch, words, language))))

    def _key(self, task: str, stretch: Samples, *about: object) -> str:
        return content_key(RESULTS_VERSION, task, self.name, *about, stretch.tobytes())


def _rows(words: tuple[HeardWord, ...]) -> list[list[str | int | float]]:
    return [
        [word.text, word.span.start_ms, word.span.end_ms, round(word.confidence, CONFIDENCE_DIGITS)]
        for word in words
    ]


def _words(rows: list[list[Any]]) -> tuple[HeardWord, ...]:
    return tuple(HeardWord(text, Span(start, end), confidence) for text, start, end, confidence in rows)


def listen(
    samples: Samples,
    voice: tuple[Span, ...],
    recogniser: Recogniser,
    *,
    language: str | None = None,
    progress: Progress = lambda _: None,
) -> Speech:
    """All words heard where there is voice; `language` None is detected from the longest stretch.

    `progress` is told the share of the voice that was listened to, 0 to 1.
    """
    todo = stretches(voice, len(samples) // SAMPLES_PER_MS)
    if language is None:
        longest = max(todo, key=lambda span: span.duration_ms, default=None)
        language = recogniser.detect_language(cut_out(samples, longest)) if longest else "und"
    total_ms, done_ms = sum(span.duration_ms for span in todo), 0
    words: list[HeardWord] = []
    for span in todo:
        heard = recogniser.listen(cut_out(samples, span), language)
        words += (replace(word, span=word.span.moved(span.start_ms)) for word in heard)
        done_ms += span.duration_ms
        progress(done_ms / total_ms)
    return Speech(language, recogniser.name, tuple(words))
