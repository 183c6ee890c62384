"""Listening to a whole recording: voice activity decides to what, and nothing is listened to twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from woordbeeld.cache import ContentCache, content_key
from woordbeeld.speech.model import HeardWord, Speech
from woordbeeld.speech.recogniser import SAMPLE_RATE, STRETCH_MS, Recogniser, Samples
from woordbeeld.timing import Span, gaps

SAMPLES_PER_MS = SAMPLE_RATE // 1000
RESULTS_VERSION = 2  # raised when the recogniser would give other results for the same sound
CONFIDENCE_DIGITS = 4
LANGUAGE_STRETCHES = 5  # one stretch is easily mistaken for a language that sounds alike
SECTION_PAUSE_MS = 1500  # in a longer pause Whisper would invent words
SECTION_PAD_MS = 200  # of the pause on either side: a word's soft onset is not voice activity yet

Progress = Callable[[float], None]


def sections(voice: tuple[Span, ...], duration_ms: int) -> tuple[Span, ...]:
    """Speech without a pause of 1.5 s or more, with a little of the pause on either side.

    >>> sections((Span(1000, 9000), Span(9300, 20_000), Span(22_000, 23_000)), 23_100)
    (Span(start_ms=800, end_ms=20200), Span(start_ms=21800, end_ms=23100))
    """
    groups: list[list[Span]] = []
    for span in voice:
        if groups and span.start_ms - groups[-1][-1].end_ms < SECTION_PAUSE_MS:
            groups[-1].append(span)
        else:
            groups.append([span])
    return tuple(
        Span(
            max(0, group[0].start_ms - SECTION_PAD_MS),
            min(duration_ms, max(span.end_ms for span in group) + SECTION_PAD_MS),
        )
        for group in groups
    )


def stretches(voice: tuple[Span, ...], duration_ms: int) -> tuple[Span, ...]:
    """What to listen to: the sections, cut at their longest pauses into stretches of at most 30 s.

    >>> stretches((Span(1000, 9000), Span(9300, 20_000), Span(20_200, 35_000)), 40_000)
    (Span(start_ms=800, end_ms=9150), Span(start_ms=9150, end_ms=35200))
    """
    pauses = gaps(voice, duration_ms)
    return tuple(
        stretch for section in sections(voice, duration_ms) for stretch in _at_longest_pauses(section, pauses)
    )


def _at_longest_pauses(section: Span, pauses: tuple[Span, ...]) -> list[Span]:
    if section.duration_ms <= STRETCH_MS:
        return [section]
    inside = [
        pause for pause in pauses if section.start_ms < pause.start_ms and pause.end_ms < section.end_ms
    ]
    longest = max(inside, key=lambda pause: pause.duration_ms, default=section)
    before, after = section.split(longest.middle_ms)
    return _at_longest_pauses(before, pauses) + _at_longest_pauses(after, pauses)


def cut_out(samples: Samples, span: Span) -> Samples:
    return samples[span.start_ms * SAMPLES_PER_MS : span.end_ms * SAMPLES_PER_MS]


class CachedRecogniser:
    """A recogniser that remembers, by content, what it heard before."""

    def __init__(self, recogniser: Recogniser, cache: ContentCache) -> None:
        self.name = recogniser.name
        self._recogniser = recogniser
        self._cache = cache

    def detect_languages(self, stretch: Samples) -> dict[str, float]:
        key = self._key("languages", stretch)
        return dict(self._cache.get(key, lambda: self._recogniser.detect_languages(stretch)))

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
    """All words heard where there is voice; `language` None is detected.

    `progress` is told the share of the voice that was listened to, 0 to 1.
    """
    todo = stretches(voice, len(samples) // SAMPLES_PER_MS)
    if language is None:
        language = _spoken_language(samples, todo, recogniser)
    total_ms, done_ms = sum(span.duration_ms for span in todo), 0
    words: list[HeardWord] = []
    for span in todo:
        heard = recogniser.listen(cut_out(samples, span), language)
        words += (replace(word, span=word.span.moved(span.start_ms)) for word in heard)
        done_ms += span.duration_ms
        progress(done_ms / total_ms)
    return Speech(language, recogniser.name, tuple(words))


def _spoken_language(samples: Samples, todo: tuple[Span, ...], recogniser: Recogniser) -> str:
    """The language that is most probable in the longest stretches together; `und` where nobody speaks."""
    total: Counter[str] = Counter()
    for span in sorted(todo, key=lambda span: -span.duration_ms)[:LANGUAGE_STRETCHES]:
        total.update(recogniser.detect_languages(cut_out(samples, span)))
    return total.most_common(1)[0][0] if total else "und"
