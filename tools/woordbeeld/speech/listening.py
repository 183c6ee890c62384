"""Listening to a whole recording: voice activity decides to what, and nothing is listened to twice."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from woordbeeld.cache import ContentCache, content_key
from woordbeeld.sound_on_disk import let_go
from woordbeeld.speech.model import FRAME_MS, Attention, HeardWord, Odds, Speech
from woordbeeld.speech.recogniser import CHUNK_MS, SAMPLE_RATE, Recogniser, Samples
from woordbeeld.speech.rows import attention_of, attention_row, odds_of, odds_row, word_rows, words_of
from woordbeeld.timing import Span, gaps

SAMPLES_PER_MS = SAMPLE_RATE // 1000
RESULTS_VERSION = 4  # raised when the recogniser would give other results for the same sound
AT_ONCE = 4  # chunks: the decoder's steps cost little more for several than for one
DETECTOR_MS = 32  # the steps of silero-vad
MAX_ODDS = 7.0  # log-odds: beyond it a detector is no surer
LANGUAGE_CHUNKS = 5  # one chunk is easily mistaken for a language that sounds alike
SECTION_PAUSE_MS = 1500  # in a longer pause Whisper would invent words
CHUNK_COST_MS = 500  # another chunk is worth a cut in a pause that is so much longer
GOOD_PAUSE_MS = 1000  # a longer pause is no better to cut in
SECTION_PAD_MS = 200  # of the pause on either side: a word's soft onset is not voice activity yet

Progress = Callable[[float], None]


def sections(voice: tuple[Span, ...], duration_ms: int) -> tuple[Span, ...]:
    """Speech without a pause of 1.5 s or more, with a little of the pause on either side, in whole frames.

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
            max(0, _whole(group[0].start_ms - SECTION_PAD_MS)),
            min(duration_ms, _whole(max(span.end_ms for span in group) + SECTION_PAD_MS + FRAME_MS - 1)),
        )
        for group in groups
    )


def _whole(at_ms: int) -> int:
    """The last whole frame that begins at or before a moment."""
    return at_ms // FRAME_MS * FRAME_MS


def chunks(voice: tuple[Span, ...], duration_ms: int) -> tuple[Span, ...]:
    """What to listen to: the sections, cut at their longest pauses into few chunks of at most 30 s.

    >>> chunks((Span(1000, 9000), Span(9300, 20_000), Span(20_200, 35_000)), 40_000)
    (Span(start_ms=800, end_ms=9140), Span(start_ms=9140, end_ms=35200))
    """
    pauses = gaps(voice, duration_ms)
    return tuple(chunk for section in sections(voice, duration_ms) for chunk in _cut_up(section, pauses))


def _cut_up(section: Span, pauses: tuple[Span, ...]) -> list[Span]:
    """The section in chunks of at most 30 s: few, and cut at long pauses (dynamic programming)."""
    cuts = {section.start_ms: 0, section.end_ms: 0}
    for pause in pauses:
        if section.start_ms < (at_ms := _whole(pause.middle_ms)) < section.end_ms:
            cuts[at_ms] = max(0, GOOD_PAUSE_MS - pause.duration_ms)
    for one_ms, other_ms in pairwise(sorted(cuts)):
        parts = -(-(other_ms - one_ms) // CHUNK_MS)
        cuts |= {
            _whole(one_ms + (other_ms - one_ms) * part // parts): GOOD_PAUSE_MS for part in range(1, parts)
        }
    moments = sorted(cuts)
    cheapest, came_from = {section.start_ms: 0}, {}
    for at, moment_ms in enumerate(moments[1:], 1):
        near = moments[bisect_left(moments, moment_ms - CHUNK_MS) : at]
        came_from[moment_ms] = min(near, key=cheapest.__getitem__)
        cheapest[moment_ms] = cheapest[came_from[moment_ms]] + CHUNK_COST_MS + cuts[moment_ms]
    found, end_ms = [], section.end_ms
    while end_ms > section.start_ms:
        found.append(Span(came_from[end_ms], end_ms))
        end_ms = came_from[end_ms]
    return found[::-1]


def cut_out(samples: Samples, span: Span) -> Samples:
    return samples[span.start_ms * SAMPLES_PER_MS : span.end_ms * SAMPLES_PER_MS]


class CachedRecogniser:
    """A recogniser that remembers, by content, what it heard before."""

    def __init__(self, recogniser: Recogniser, cache: ContentCache) -> None:
        self.name = recogniser.name
        self._recogniser = recogniser
        self._cache = cache

    @property
    def identity(self) -> str:
        return self._recogniser.identity

    def prepare(self) -> None:
        self._recogniser.prepare()

    def detect_languages(self, chunk: Samples) -> dict[str, float]:
        key = self._key("languages", [chunk])
        return dict(self._cache.get(key, lambda: self._recogniser.detect_languages(chunk)))

    def listen(
        self, chunks: Sequence[Samples], language: str, text: Sequence[str] = ()
    ) -> list[tuple[HeardWord, ...]]:
        # The text is no part of the keys: what is heard does not depend on it.
        keys = [self._key("listen", [chunk], language) for chunk in chunks]
        found = [self._cache.find(key) for key in keys]
        missing = [at for at, rows in enumerate(found) if rows is None]
        if missing:
            heard = self._recogniser.listen([chunks[at] for at in missing], language, text)
            for at, words in zip(missing, heard, strict=True):
                found[at] = self._cache.keep(keys[at], word_rows(words))
        return [words_of(rows) for rows in found]

    def attend(self, chunk: Samples, words: Sequence[str], language: str) -> Attention:
        key = self._key("attend", [chunk], language, list(words))
        return attention_of(
            self._cache.get(key, lambda: attention_row(self._recogniser.attend(chunk, words, language)))
        )

    def tell_voice(self, chunks: Sequence[Samples], rough: Sequence[Odds]) -> list[Odds]:
        key = self._key("voice", chunks, [odds_row(odds) for odds in rough])
        rows = self._cache.get(
            key, lambda: [odds_row(odds) for odds in self._recogniser.tell_voice(chunks, rough)]
        )
        return [odds_of(row) for row in rows]

    def _key(self, task: str, chunks: Sequence[Samples], *about: object) -> str:
        sounds = (np.ascontiguousarray(chunk).view(np.uint8).data for chunk in chunks)  # no second copy
        key = content_key(RESULTS_VERSION, task, self.identity, *about, *sounds)
        for chunk in chunks:
            let_go(chunk)
        return key


def listen(
    samples: Samples,
    voice: tuple[Span, ...],
    detected: Sequence[float],
    recogniser: Recogniser,
    *,
    language: str | None = None,
    text: Sequence[str] = (),
    progress: Progress = lambda _: None,
) -> Speech:
    """All words heard where there is voice; `language` None is detected.

    `detected` are a detector's probabilities of voice, one for each 32 ms of the samples. With the words of a
    `text` in hand that is said it may be faster; what is heard is the same.
    `progress` is told the share of the voice that was listened to, 0 to 1.
    """
    todo = chunks(voice, len(samples) // SAMPLES_PER_MS)
    if language is None:
        language, _ = spoken_language(samples, voice, recogniser)
    total_ms, done_ms = sum(span.duration_ms for span in todo), 0
    words: list[HeardWord] = []
    for first in range(0, len(todo), AT_ONCE):
        batch = todo[first : first + AT_ONCE]
        heard = recogniser.listen([cut_out(samples, span) for span in batch], language, text)
        for span, mine in zip(batch, heard, strict=True):
            words += (replace(word, span=word.span.moved(span.start_ms)) for word in mine)
            done_ms += span.duration_ms
        progress(done_ms / total_ms)
    frames = -(-len(samples) // (FRAME_MS * SAMPLES_PER_MS))
    return Speech(
        language, recogniser.name, tuple(words), _voice(samples, todo, _odds(detected, frames), recogniser)
    )


def _voice(samples: Samples, todo: Sequence[Span], detected: Odds, recogniser: Recogniser) -> Odds:
    """The log-odds of voice for each 20 ms of the recording; what was not listened to is none."""
    rough = [detected[span.start_ms // FRAME_MS : span.end_ms // FRAME_MS] for span in todo]
    told = recogniser.tell_voice([cut_out(samples, span) for span in todo], rough)
    voice = np.full_like(detected, -MAX_ODDS)
    for span, odds in zip(todo, told, strict=True):
        at = span.start_ms // FRAME_MS
        voice[at : at + len(odds)] = odds
    return voice


def _odds(detected: Sequence[float], frames: int) -> Odds:
    """The detector's probabilities as log-odds at the middle of each of so many frames of 20 ms."""
    middles = (np.arange(frames) + 0.5) * FRAME_MS
    judged = (np.arange(len(detected)) + 0.5) * DETECTOR_MS
    odds = np.exp(MAX_ODDS)
    chance = np.clip(np.interp(middles, judged, detected), 1 / (1 + odds), odds / (1 + odds))
    log_odds: Odds = np.log(chance / (1 - chance)).astype(np.float32)
    return log_odds


def spoken_language(samples: Samples, voice: tuple[Span, ...], recogniser: Recogniser) -> tuple[str, float]:
    """The language that is most probable in the longest chunks together, and its probability (0 to 1).

    It is `und` where nobody speaks.
    """
    todo = chunks(voice, len(samples) // SAMPLES_PER_MS)
    longest = sorted(todo, key=lambda span: -span.duration_ms)[:LANGUAGE_CHUNKS]
    total: Counter[str] = Counter()
    for span in longest:
        total.update(recogniser.detect_languages(cut_out(samples, span)))
    if not total:
        return "und", 1.0
    language, sum_of_all = total.most_common(1)[0]
    return language, sum_of_all / len(longest)
