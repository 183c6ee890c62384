"""A recogniser without a model, which hears what it is told: to try out all that follows the hearing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from woordbeeld.speech.model import FRAME_MS, Attention, HeardWord, Odds
from woordbeeld.speech.recogniser import SAMPLE_RATE, Samples

ATTENDED = 4.0  # standard deviations: what Whisper's attention hardly exceeds where a word is said
LIKELY = 0.8  # a usual probability of a word that is said


def hear_nothing(_chunk: Samples, _language: str) -> tuple[HeardWord, ...]:
    return ()


def attend_evenly(chunk: Samples, words: Sequence[str]) -> Attention:
    """Each word has one token, which is attended to for an even share of the chunk.

    >>> attend_evenly(np.zeros(1280, np.float32), ["ja", "nee"]).weights.tolist()
    [[4.0, 4.0, 0.0, 0.0], [0.0, 0.0, 4.0, 4.0]]
    """
    frames = np.arange(len(chunk) * 1000 // (SAMPLE_RATE * FRAME_MS))
    turn = frames * len(words) // max(len(frames), 1)
    weights = np.where(turn == np.arange(len(words))[:, None], ATTENDED, 0.0).astype(np.float32)
    return Attention(weights, (1,) * len(words), (LIKELY,) * len(words))


@dataclass(frozen=True, slots=True)
class NullRecogniser:
    """Answers for each chunk with functions that it is given; without them it hears nothing, in Dutch.

    `heard` takes a chunk and a language, `attended` a chunk and words, `voice` a chunk and its rough odds.
    """

    name: str = "none"
    identity: str = "none"
    languages: Callable[[Samples], dict[str, float]] = lambda _chunk: {"nl": 1.0}
    heard: Callable[[Samples, str], tuple[HeardWord, ...]] = hear_nothing
    attended: Callable[[Samples, Sequence[str]], Attention] = attend_evenly
    voice: Callable[[Samples, Odds], Odds] = lambda _chunk, rough: rough

    def prepare(self) -> None:
        """There is nothing to do beforehand."""

    def detect_languages(self, chunk: Samples) -> dict[str, float]:
        return self.languages(chunk)

    def listen(
        self, chunks: Sequence[Samples], language: str, _text: Sequence[str] = ()
    ) -> list[tuple[HeardWord, ...]]:
        return [self.heard(chunk, language) for chunk in chunks]

    def attend(self, chunk: Samples, words: Sequence[str], _language: str) -> Attention:
        return self.attended(chunk, words)

    def tell_voice(self, chunks: Sequence[Samples], rough: Sequence[Odds]) -> list[Odds]:
        return [self.voice(chunk, odds) for chunk, odds in zip(chunks, rough, strict=True)]
