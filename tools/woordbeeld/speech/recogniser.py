"""What a recogniser must be able to do, and openai-whisper doing it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from woordbeeld.speech.attention import clear_weights, whole_attention, word_edges
from woordbeeld.speech.decoding import Rules, Watched, Writer, write_together
from woordbeeld.speech.draft import Draft
from woordbeeld.speech.encodings import Encodings
from woordbeeld.speech.model import FRAME_MS, Attention, HeardWord, Odds
from woordbeeld.speech.network import Network
from woordbeeld.speech.voice_odds import learn_voice, plain_moments
from woordbeeld.speech.weights import load_whisper, weights_sha256
from woordbeeld.threads import give_back_memory, one_thread
from woordbeeld.timing import Span

SAMPLE_RATE = 16_000  # Hz
CHUNK_MS = 30_000  # Whisper hears at most this much at once
SPACELESS_LANGUAGES = frozenset({"zh", "ja", "th", "lo", "my", "yue"})  # as openai-whisper splits them

Samples = npt.NDArray[np.float32]


class Recogniser(Protocol):
    """Hears words in chunks of sound: float32, (n,), mono 16 kHz, [-1, 1], at most 30 s."""

    @property
    def name(self) -> str:
        """What was used, for the report."""

    @property
    def identity(self) -> str:
        """What results depend on beside what is asked, such as the SHA-256 of the weights."""

    def prepare(self) -> None:
        """Do beforehand what the first use would have to wait for."""

    def detect_languages(self, chunk: Samples) -> dict[str, float]:
        """The probability of each language being spoken, by Whisper's codes."""

    def listen(
        self, chunks: Sequence[Samples], language: str, text: Sequence[str] = ()
    ) -> list[tuple[HeardWord, ...]]:
        """The words heard in each chunk, in order, timed from its start; none where nobody speaks.

        With the words of a `text` that is said in them in hand it may be faster; the result is the same.
        """

    def attend(self, chunk: Samples, words: Sequence[str], language: str) -> Attention:
        """When in the chunk each of the given words seems to be said."""

    def tell_voice(self, chunks: Sequence[Samples], rough: Sequence[Odds]) -> list[Odds]:
        """The log-odds that somebody speaks, float32, one for each 20 ms of each chunk.

        It is learnt from these chunks, where `rough` odds of the same shape leave no doubt.
        """


class WhisperRecogniser:
    """openai-whisper's models on this machine, loaded at the first use.

    Each chunk is encoded once: the encoder's output serves for listening, attending and telling voice.

    Args:
        model: a model name such as `base`, or the path of a checkpoint.
        cache: the folder for weights that are downloaded, and for their checksums.
    """

    def __init__(self, model: str, cache: Path) -> None:
        self.name = f"openai-whisper {Path(model).name}"
        self._source = model
        self._cache = cache
        self._encoded = Encodings()
        self._drafts: dict[tuple[str, ...], Draft] = {}

    @cached_property
    def identity(self) -> str:
        return weights_sha256(self._source, self._cache)

    @cached_property
    def _network(self) -> Network:
        network = Network(load_whisper(self._source, self._cache))
        give_back_memory()
        return network

    def prepare(self) -> None:
        self._network  # noqa: B018 - it is loaded when it is asked for

    def detect_languages(self, chunk: Samples) -> dict[str, float]:
        with _by_itself():
            return self._network.languages(self._features(chunk))

    def listen(
        self, chunks: Sequence[Samples], language: str, text: Sequence[str] = ()
    ) -> list[tuple[HeardWord, ...]]:
        rules = self._network.rules(language)
        draft = self._draft(text, rules)
        with _by_itself():
            writers = [self._writer(chunk, rules) for chunk in chunks]
            written = write_together(self._network.decoder, writers, draft)
            heard = [_heard(*each, rules.tokenizer) for each in zip(writers, written, strict=True)]
        del writers
        give_back_memory()
        return heard

    def attend(self, chunk: Samples, words: Sequence[str], language: str) -> Attention:
        rules = self._network.rules(language)
        pieces = [rules.tokenizer.encode(" " + word) for word in words]
        room = self._network.room - len(rules.start) - 1
        with _by_itself():
            tokens = [token for piece in pieces for token in piece][:room]
            found = _attention(self._writer(chunk, rules).watch(tokens), pieces)
        give_back_memory()
        return found

    def tell_voice(self, chunks: Sequence[Samples], rough: Sequence[Odds]) -> list[Odds]:
        chosen = plain_moments(rough)
        if chosen is None:
            return list(rough)
        with _by_itself():
            plain = [self._features(chunk)[at].numpy() for chunk, at in zip(chunks, chosen, strict=True)]
            voiced = [odds[at] > 0 for odds, at in zip(rough, chosen, strict=True)]
            judgement = learn_voice(np.concatenate(plain), np.concatenate(voiced))
            found = [
                judgement.odds(self._features(chunk)[: len(odds)].numpy())
                for chunk, odds in zip(chunks, rough, strict=True)
            ]
        give_back_memory()
        return found

    def _features(self, chunk: Samples) -> Any:
        """The encoder's output for a chunk: float32, (1500, n_audio_state)."""
        return self._encoded.of(chunk, self._network.encode)

    def _draft(self, text: Sequence[str], rules: Rules) -> Draft:
        """The text as tokens; the same one for all chunks in which it is said."""
        told = (rules.tokenizer.language or "", *text)
        if told not in self._drafts:
            self._drafts = {told: Draft(rules.tokenizer.encode("".join(f" {word}" for word in text)))}
        return self._drafts[told]

    def _writer(self, chunk: Samples, rules: Rules) -> Writer:
        return Writer(self._network.decoder, self._features(chunk), _frames(chunk), rules)


def _heard(writer: Writer, written: Watched | None, tokenizer: Any) -> tuple[HeardWord, ...]:
    if written is None:
        return ()
    words = tuple(token for token in written.tokens if token < tokenizer.eot)
    return _timed_words(written if words == written.tokens else writer.watch(words), tokenizer)


def _timed_words(watched: Watched, tokenizer: Any) -> tuple[HeardWord, ...]:
    """The tokens as words, each where the attention finds it."""
    pieces: list[list[int]] = []
    texts: list[str] = []
    for text, piece in zip(*tokenizer.split_to_word_tokens(list(watched.tokens)), strict=True):
        if pieces and not text.startswith(" ") and tokenizer.language not in SPACELESS_LANGUAGES:
            pieces[-1] += piece
            texts[-1] += text
        else:
            pieces.append(list(piece))
            texts.append(text)
    attention = _attention(watched, pieces)
    edges = [edge * FRAME_MS for edge in word_edges(attention)]
    return tuple(
        HeardWord(text.strip(), Span(start_ms, max(end_ms, start_ms + FRAME_MS)), confidence)
        for text, (start_ms, end_ms), confidence in zip(
            texts, pairwise(edges), attention.confidences, strict=True
        )
        if text.strip()
    )


def _attention(watched: Watched, pieces: Sequence[list[int]]) -> Attention:
    """The attention to words of the given tokens, as far as they were read."""
    weights = clear_weights(watched.scores)[:-1]
    return whole_attention(weights, watched.chances, [len(piece) for piece in pieces])


@contextmanager
def _by_itself() -> Iterator[None]:
    """One thread, and nothing kept to learn from: the results are the same however many threads there are."""
    import torch

    with one_thread(), torch.no_grad():
        yield


def _frames(chunk: Samples) -> int:
    """How many frames of 20 ms the encoder has for a chunk; at the least one."""
    return max(1, min(len(chunk) * 1000 // SAMPLE_RATE, CHUNK_MS) // FRAME_MS)
