"""A Whisper model as it is used here: its network, and the rules of each language."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from woordbeeld.speech.decoder import Decoder
from woordbeeld.speech.decoding import Rules
from woordbeeld.speech.encoder import Encoder
from woordbeeld.speech.languages import refuse_unknown_language

Samples = npt.NDArray[np.float32]


class Network:
    """Takes over the weights of a model of openai-whisper, which is of no use any more."""

    def __init__(self, model: Any) -> None:
        import torch

        self._is_multilingual = model.is_multilingual
        self._languages = model.num_languages
        self._mels = model.dims.n_mels
        self._rules: dict[str, Rules] = {}
        self.room = model.dims.n_text_ctx
        self.watched = [(layer, head) for layer, head in model.alignment_heads.indices().T.tolist()]
        with torch.no_grad():
            self._encoder = Encoder(model.encoder, model.dims.n_audio_head)
            self.decoder = Decoder(model.decoder, model.dims.n_text_head, self.watched)

    def encode(self, chunk: Samples) -> Any:
        """The encoder's output for a chunk, padded to 30 s: float32, (1500, n_audio_state)."""
        from whisper.audio import log_mel_spectrogram, pad_or_trim

        padded = pad_or_trim(np.array(chunk))  # a copy: torch warns of what cannot be written
        return self._encoder.encode(log_mel_spectrogram(padded, self._mels))

    def languages(self, features: Any) -> dict[str, float]:
        """The probability of each language, by Whisper's codes; a model of English alone has no other."""
        if not self._is_multilingual:
            return {"en": 1.0}
        tokenizer = self.rules("en").tokenizer
        odds = self.decoder.logits(self.decoder.reader(features).read([tokenizer.sot]))[0]
        chances = odds[list(tokenizer.all_language_tokens)].softmax(-1).tolist()
        return dict(zip(tokenizer.all_language_codes, chances, strict=True))

    def rules(self, language: str) -> Rules:
        """What may be written in a language.

        Raises:
            WrongUseError: Whisper does not know it.
        """
        from whisper.tokenizer import get_tokenizer

        refuse_unknown_language(language)
        if language not in self._rules:
            self._rules[language] = Rules.of(
                get_tokenizer(
                    self._is_multilingual,
                    num_languages=self._languages,
                    language=language,
                    task="transcribe",
                )
            )
        return self._rules[language]
