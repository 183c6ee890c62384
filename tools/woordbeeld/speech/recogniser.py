"""What a recogniser must be able to do, and openai-whisper doing it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from woordbeeld.speech.attention import clear_weights, whole_attention, word_edges
from woordbeeld.speech.decoding import decode
from woordbeeld.speech.languages import refuse_unknown_language
from woordbeeld.speech.model import FRAME_MS, Attention, HeardWord, Odds
from woordbeeld.speech.voice_odds import learn_voice, plain_moments
from woordbeeld.speech.weights import load_whisper, weights_sha256
from woordbeeld.timing import Span

SAMPLE_RATE = 16_000  # Hz
CHUNK_MS = 30_000  # Whisper hears at most this much at once
MAX_KEPT = 240  # encoded chunks, of 1.5 MB each with the model base: two hours of speech
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

    def listen(self, chunks: Sequence[Samples], language: str) -> list[tuple[HeardWord, ...]]:
        """The words heard in each chunk, in order, timed from its start; none where nobody speaks."""

    def attend(self, chunk: Samples, words: Sequence[str], language: str) -> Attention:
        """When in the chunk each of the given words seems to be said."""

    def tell_voice(self, chunks: Sequence[Samples], rough: Sequence[Odds]) -> list[Odds]:
        """The log-odds that somebody speaks, float32, one for each 20 ms of each chunk.

        It is learnt from these chunks, where `rough` odds of the same shape leave no doubt.
        """


class WhisperRecogniser:
    """openai-whisper on this machine, loaded at the first use.

    Each chunk is encoded once: the encoder's output serves for listening, attending and telling voice.

    Args:
        model: a model name such as `base`, or the path of a checkpoint.
        cache: the folder for weights that are downloaded, and for their checksums.
    """

    def __init__(self, model: str, cache: Path) -> None:
        self.name = f"openai-whisper {Path(model).name}"
        self._source = model
        self._cache = cache
        self._loaded: Any = None
        self._encoded: dict[bytes, Any] = {}

    @cached_property
    def identity(self) -> str:
        return weights_sha256(self._source, self._cache)

    @property
    def _model(self) -> Any:
        if self._loaded is None:
            self._loaded = load_whisper(self._source, self._cache)
        return self._loaded

    def prepare(self) -> None:
        self._model  # noqa: B018 - it is loaded when it is asked for

    def detect_languages(self, chunk: Samples) -> dict[str, float]:
        import whisper

        _, probabilities = whisper.detect_language(self._model, self._features(chunk))
        return dict(probabilities)

    def listen(self, chunks: Sequence[Samples], language: str) -> list[tuple[HeardWord, ...]]:
        tokenizer = self._tokenizer(language)
        features = [self._features(chunk) for chunk in chunks]
        heard: list[tuple[HeardWord, ...]] = []
        for chunk, encoded, result in zip(
            chunks, features, decode(self._model, features, language), strict=True
        ):
            tokens = [token for token in result.tokens if token < tokenizer.eot] if result else []
            heard.append(self._timed_words(encoded, tokens, _frames(chunk), tokenizer) if tokens else ())
        return heard

    def attend(self, chunk: Samples, words: Sequence[str], language: str) -> Attention:
        tokenizer = self._tokenizer(language)
        pieces = [tokenizer.encode(" " + word) for word in words]
        return self._attention(self._features(chunk), pieces, _frames(chunk), tokenizer)

    def tell_voice(self, chunks: Sequence[Samples], rough: Sequence[Odds]) -> list[Odds]:
        chosen = plain_moments(rough)
        if chosen is None:
            return list(rough)
        plain = [self._features(chunk)[at].numpy() for chunk, at in zip(chunks, chosen, strict=True)]
        voiced = [odds[at] > 0 for odds, at in zip(rough, chosen, strict=True)]
        judgement = learn_voice(np.concatenate(plain), np.concatenate(voiced))
        return [
            judgement.odds(self._features(chunk)[: len(odds)].numpy())
            for chunk, odds in zip(chunks, rough, strict=True)
        ]

    def _features(self, chunk: Samples) -> Any:
        """The encoder's output for a chunk, padded to 30 s: float32, (1500, n_audio_state)."""
        import torch
        import whisper

        key = hashlib.sha256(chunk.tobytes()).digest()
        if key not in self._encoded:
            padded = whisper.pad_or_trim(np.array(chunk))  # a copy: torch warns of what cannot be written
            mel = whisper.log_mel_spectrogram(padded, self._model.dims.n_mels)
            with torch.no_grad():
                features = self._model.encoder(mel.unsqueeze(0).to(self._model.device))[0]
            if len(self._encoded) >= MAX_KEPT:
                self._encoded.pop(next(iter(self._encoded)))
            self._encoded[key] = features.half()
        return self._encoded[key].float()

    def _timed_words(
        self, features: Any, tokens: list[int], frames: int, tokenizer: Any
    ) -> tuple[HeardWord, ...]:
        """The tokens as words, each where the attention finds it."""
        pieces: list[list[int]] = []
        texts: list[str] = []
        for text, piece in zip(*tokenizer.split_to_word_tokens(tokens), strict=True):
            if pieces and not text.startswith(" ") and tokenizer.language not in SPACELESS_LANGUAGES:
                pieces[-1] += piece
                texts[-1] += text
            else:
                pieces.append(list(piece))
                texts.append(text)
        attention = self._attention(features, pieces, frames, tokenizer)
        edges = [edge * FRAME_MS for edge in word_edges(attention)]
        return tuple(
            HeardWord(text.strip(), Span(start_ms, max(end_ms, start_ms + FRAME_MS)), confidence)
            for text, (start_ms, end_ms), confidence in zip(
                texts, pairwise(edges), attention.confidences, strict=True
            )
            if text.strip()
        )

    def _attention(
        self, features: Any, pieces: Sequence[list[int]], frames: int, tokenizer: Any
    ) -> Attention:
        """The decoder's attention to the first `frames` of a chunk while it writes the given tokens."""
        import torch

        start = [*tokenizer.sot_sequence, tokenizer.no_timestamps]
        room = self._model.dims.n_text_ctx - len(start) - 1
        tokens = [token for piece in pieces for token in piece][:room]
        logits, scores = self._watched([*start, *tokens, tokenizer.eot], features)
        # What is attended to while a token is written stands in the row of the token before it.
        written = slice(len(start) - 1, len(start) - 1 + len(tokens))
        chances = logits[written, : tokenizer.eot].softmax(-1)[torch.arange(len(tokens)), tokens]
        weights = clear_weights(scores[:, len(start) - 1 :, :frames].numpy())[:-1]
        return whole_attention(weights, chances.numpy(), [len(piece) for piece in pieces])

    def _watched(self, tokens: list[int], features: Any) -> tuple[Any, Any]:
        """The decoder's logits, (tokens, vocabulary), and its heads' scores, (heads, tokens, 1500)"""
        import torch
        from whisper.model import disable_sdpa

        seen: dict[int, Any] = {}

        def watch(layer: int) -> Any:
            return lambda _module, _inputs, outputs: seen.update({layer: outputs[-1][0]})

        hooks = [
            block.cross_attn.register_forward_hook(watch(layer))
            for layer, block in enumerate(self._model.decoder.blocks)
        ]
        try:
            with torch.no_grad(), disable_sdpa():
                logits = self._model.decoder(torch.tensor([tokens]), features.unsqueeze(0))[0]
        finally:
            for hook in hooks:
                hook.remove()
        heads = self._model.alignment_heads.indices().T.tolist()
        return logits, torch.stack([seen[layer][head] for layer, head in heads])

    def _tokenizer(self, language: str) -> Any:
        from whisper.tokenizer import get_tokenizer

        refuse_unknown_language(language)
        return get_tokenizer(
            self._model.is_multilingual,
            num_languages=self._model.num_languages,
            language=language,
            task="transcribe",
        )


def _frames(chunk: Samples) -> int:
    """How many frames of 20 ms the encoder has for a chunk; at the least one."""
    return max(1, min(len(chunk) * 1000 // SAMPLE_RATE, CHUNK_MS) // FRAME_MS)
