"""What was heard as lines of a draft: a sentence of one speaker each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Final

import numpy as np

from woordbeeld.cache import ContentCache, content_key
from woordbeeld.media.samples import SAMPLES_PER_MS, Samples
from woordbeeld.speech.model import HeardWord
from woordbeeld.threads import one_thread
from woordbeeld.timing import Span
from woordbeeld.voices.clustering import Vectors
from woordbeeld.voices.diarize import Diarization, Embed, diarize, ends_sentence
from woordbeeld.voices.embedder import AT_ONCE, VoiceEmbedder
from woordbeeld.voices.hearing import Progress
from woordbeeld.voices.stretches import voice_of

VERSION: Final = 2  # raised when the same sound would give other vectors
DECIMALS: Final = 4  # of vectors, as they are kept
PAUSE_MS: Final = 1500  # a sentence does not go on after it
_CALLS: Final = 2  # of the embedders: for windows, and for phrases


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A sentence, the number of its voice from 0, and how sure that voice is (0 to 1)."""

    voice: int
    words: tuple[HeardWord, ...]
    sure: float

    @property
    def span(self) -> Span:
        return Span(self.words[0].span.start_ms, max(each.span.end_ms for each in self.words))

    @property
    def text(self) -> str:
        return " ".join(each.text.strip() for each in self.words)


def voices_of_words(
    words: Sequence[HeardWord],
    voice: Sequence[Span],
    samples: Samples,
    listeners: Sequence[VoiceEmbedder],
    cache: ContentCache,
    *,
    speakers: int | None = None,
    progress: Progress = lambda _: None,
) -> Diarization:
    """Who says each word that was heard in some sound; see `diarize`.

    Raises:
        EnvironmentProblemError: the weights are not on this machine, or the cache cannot be written.
    """
    embed = _embedder(samples, listeners, cache, progress)
    return diarize(words, voice, len(samples) // SAMPLES_PER_MS, embed, speakers)


def draft_lines(words: Sequence[HeardWord], found: Diarization) -> tuple[DraftLine, ...]:
    """The words, in order, as sentences of one voice each."""
    starts = [
        at
        for at, (word, after) in enumerate(pairwise(words), 1)
        if ends_sentence(word.text)
        or found.voices[at - 1] != found.voices[at]
        or after.span.start_ms - word.span.end_ms >= PAUSE_MS
    ]
    edges = pairwise([0, *starts, len(words)]) if words else ()
    return tuple(
        DraftLine(found.voices[start], tuple(words[start:end]), float(np.mean(found.sure[start:end])))
        for start, end in edges
    )


def _embedder(
    samples: Samples, listeners: Sequence[VoiceEmbedder], cache: ContentCache, progress: Progress
) -> Embed:
    """Vectors of stretches of the samples, all of a call kept as one."""
    calls = 0

    def embed(stretches: Sequence[tuple[Span, ...]]) -> Vectors:
        nonlocal calls
        contents = [content_key(voice_of(each, samples).tobytes()) for each in stretches]
        done_before, calls = calls, calls + 1
        found = []
        for number, listener in enumerate(listeners):

            def tell(share: float, number: int = number) -> None:
                progress(min(1.0, (done_before + (number + share) / len(listeners)) / _CALLS))

            key = content_key("voices", VERSION, listener.identity, contents)
            found.append(np.array(cache.get(key, partial(_heard, stretches, samples, listener, tell))))
        progress(min(1.0, calls / _CALLS))
        return found

    return embed


def _heard(
    stretches: Sequence[tuple[Span, ...]], samples: Samples, listener: VoiceEmbedder, tell: Progress
) -> list[list[float]]:
    """A vector of each stretch, those of about one length heard together.

    Only their sound is cut out at a time: stretches overlap, so that all of them are longer than the film.
    """
    order = sorted(range(len(stretches)), key=lambda at: sum(each.duration_ms for each in stretches[at]))
    found: dict[int, list[float]] = {}
    with one_thread():
        for start in range(0, len(order), AT_ONCE):
            some = order[start : start + AT_ONCE]
            vectors = listener.embed_all([voice_of(stretches[at], samples) for at in some])
            found.update(zip(some, vectors.round(DECIMALS).tolist(), strict=True))
            tell(len(found) / len(order))
    return [found[at] for at in range(len(order))]
