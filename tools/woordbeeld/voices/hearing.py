"""The voice of each line of an alignment, heard once and kept by content."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping, Sequence
from typing import Final

import numpy as np

from woordbeeld.alignment.model import AlignedLine
from woordbeeld.cache import ContentCache, content_key
from woordbeeld.media.samples import SAMPLES_PER_MS, Samples
from woordbeeld.threads import one_thread
from woordbeeld.timing import Span
from woordbeeld.voices.audit import LineVoice
from woordbeeld.voices.campplus import CamPlusPlus
from woordbeeld.voices.embedder import LEAST_MS, Embedding, VoiceEmbedder
from woordbeeld.voices.resemblyzer import Resemblyzer
from woordbeeld.voices.stretches import stretches, voice_of
from woordbeeld.voices.weights import CAMPPLUS, RESEMBLYZER

VERSION: Final = 1  # raised when the same sound would give other vectors
DECIMALS: Final = 6  # of vectors, as they are kept

Progress = Callable[[float], None]
KnownVoices = MutableMapping[tuple[Span, ...], tuple[tuple[Embedding, ...], int]]


def embedders() -> tuple[VoiceEmbedder, ...]:
    """All that listen to voices; how much each counts is told by who compares them."""
    return CamPlusPlus(), Resemblyzer()


def network_identities() -> tuple[str, ...]:
    """What vectors that are kept depend on: only those of the same networks can be compared."""
    return tuple(f"{each.identity} {VERSION}" for each in embedders())


def refuse_without_weights() -> None:
    """Refuse, before anything is listened to, to tell voices apart without the weights for it.

    Raises:
        EnvironmentProblemError: they are not on this machine.
    """
    for weights in (CAMPPLUS, RESEMBLYZER):
        weights.find()


def line_voices(
    lines: Sequence[AlignedLine],
    samples: Samples,
    listeners: Sequence[VoiceEmbedder],
    cache: ContentCache,
    progress: Progress = lambda _: None,
    *,
    known: KnownVoices | None = None,
) -> tuple[LineVoice, ...]:
    """The voice of each line, by its words that are heard without another speaker.

    What was `known` of the same samples is heard no more, and what is heard is known from then on.

    Raises:
        EnvironmentProblemError: the weights are not on this machine, or the cache cannot be written.
    """
    found, known = [], {} if known is None else known
    for number, (line, spans) in enumerate(zip(lines, stretches(lines), strict=True), 1):
        if spans not in known:
            known[spans] = _heard(voice_of(spans, samples), listeners, cache)
        vectors, heard_ms = known[spans]
        speaker = line.source.speaker.name if line.source.speaker else None
        found.append(LineVoice(line.source.line, speaker, vectors, heard_ms))
        progress(number / len(lines))
    return tuple(found)


def _heard(
    sound: Samples, listeners: Sequence[VoiceEmbedder], cache: ContentCache
) -> tuple[tuple[Embedding, ...], int]:
    """The voice in a sound by each listener, none where it is too short; and its length (ms)."""
    heard_ms = len(sound) // SAMPLES_PER_MS
    enough = heard_ms >= LEAST_MS
    return tuple(_embedding(sound, each, cache) for each in listeners) if enough else (), heard_ms


def _embedding(sound: Samples, listener: VoiceEmbedder, cache: ContentCache) -> Embedding:
    key = content_key("voice", VERSION, listener.identity, sound.tobytes())

    def embedded() -> list[float]:
        with one_thread():
            vector: list[float] = listener.embed(sound).round(DECIMALS).tolist()
        return vector

    return np.array(cache.get(key, embedded))
