"""From what the encoder made of several chunks of sound to the words in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from woordbeeld.threads import one_thread

TEMPERATURES = (0.0, 0.2, 0.4, 0.6)  # tried in turn while a result looks wrong, as openai-whisper does
MAX_COMPRESSION_RATIO = 2.4  # text that compresses better than this repeats itself (openai-whisper)
MIN_LOG_PROBABILITY = -1.0  # on average a token; below it the text is a guess (openai-whisper)
MAX_NO_SPEECH = 0.6  # probability above which an unsure text is taken for no speech (openai-whisper)


def decode(model: Any, features: Sequence[Any], language: str) -> list[Any]:
    """For each chunk the first result that neither repeats itself nor guesses; None for no speech.

    `features` are the encoder's outputs, each (1500, n_audio_state). A step of the decoder costs little more
    for several chunks than for one, and is too small to share among cores.
    """
    import torch

    results = _decode(model, features, language, TEMPERATURES[0])
    for temperature in TEMPERATURES[1:]:
        for at, result in enumerate(results):
            if result and _is_doubtful(result):
                # By itself, and with the same chance: what is heard depends on no other chunk.
                with torch.random.fork_rng(devices=()):
                    torch.manual_seed(0)
                    (results[at],) = _decode(model, [features[at]], language, temperature)
    return [None if result is None or _repeats_itself(result) else result for result in results]


def _decode(model: Any, features: Sequence[Any], language: str, temperature: float) -> list[Any]:
    import torch
    import whisper

    options = whisper.DecodingOptions(
        language=language, temperature=temperature, without_timestamps=True, fp16=False
    )
    with one_thread(), torch.no_grad():
        results = whisper.decode(model, torch.stack(list(features)), options)
    return [None if _is_no_speech(result) else result for result in results]


def _is_no_speech(result: Any) -> bool:
    """Unsure words where it sounds like no speech; Dutch subtitles write sounds in capitals: APPLAUS."""
    unsure = result.avg_logprob < MIN_LOG_PROBABILITY
    return bool((unsure or result.text.isupper()) and result.no_speech_prob > MAX_NO_SPEECH)


def _is_doubtful(result: Any) -> bool:
    return bool(result.avg_logprob < MIN_LOG_PROBABILITY) or _repeats_itself(result)


def _repeats_itself(result: Any) -> bool:
    return bool(result.compression_ratio > MAX_COMPRESSION_RATIO)
