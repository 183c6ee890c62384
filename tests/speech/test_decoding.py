"""The network is that of openai-whisper, and what it writes depends on nothing but the sound."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import torch
import whisper

from woordbeeld.speech import decoding, linear
from woordbeeld.speech.decoder import Reader
from woordbeeld.speech.decoding import Writer, write_together
from woordbeeld.speech.draft import Draft
from woordbeeld.speech.network import Network
from woordbeeld.speech.recogniser import WhisperRecogniser
from woordbeeld.speech.weights import load_whisper
from woordbeeld.threads import one_thread

Samples = npt.NDArray[np.float32]
Cut = Callable[[int, int], Samples]

pytestmark = pytest.mark.whisper


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    """Beside other work on the machine, threads that share small operations mostly wait for each other."""
    with one_thread():
        yield


@pytest.fixture(scope="module")
def theirs(cache: Path) -> Any:
    return load_whisper("base", cache)


@pytest.fixture(scope="module")
def ours(cache: Path) -> Network:
    return Network(load_whisper("base", cache))


@pytest.fixture(scope="module")
def sound(cut: Cut) -> Samples:
    return cut(4190, 16_000)


@pytest.fixture(scope="module")
def written(truth: dict[str, Any]) -> list[str]:
    return [word for line in truth["lines"][:3] for word in line["text"].split()]


def padded(sound: Samples) -> Any:
    return whisper.log_mel_spectrogram(whisper.pad_or_trim(np.array(sound)))


def tokens_of(text: list[str], ours: Network) -> list[int]:
    tokens: list[int] = ours.rules("nl").tokenizer.encode("".join(f" {word}" for word in text))
    return tokens


def write(ours: Network, features: Any, text: list[str]) -> tuple[int, ...]:
    with torch.no_grad():
        writer = Writer(ours.decoder, features, 100, ours.rules("nl"))
        (found,) = write_together(ours.decoder, [writer], Draft(tokens_of(text, ours)))
    assert found
    return found.tokens


@pytest.mark.parametrize("onednn", [True, False])
def test_the_encoder_is_that_of_openai_whisper(
    theirs: Any, sound: Samples, cache: Path, monkeypatch: pytest.MonkeyPatch, *, onednn: bool
) -> None:
    monkeypatch.setattr(linear, "_has_onednn", lambda: onednn)
    with torch.no_grad():
        encoded = Network(load_whisper("base", cache))._encoder.encode(padded(sound))
        expected = theirs.encoder(padded(sound).unsqueeze(0))[0]
    assert (encoded - expected).abs().max() < 2e-3 * expected.abs().max()


def test_the_decoder_writes_what_openai_whisper_writes(
    theirs: Any, ours: Network, sound: Samples, written: list[str]
) -> None:
    with torch.no_grad():
        features = theirs.encoder(padded(sound).unsqueeze(0))[0]
    options = whisper.DecodingOptions(language="nl", without_timestamps=True, fp16=False)
    expected = whisper.decode(theirs, features, options)
    assert write(ours, features, written) == tuple(expected.tokens)
    with torch.no_grad():
        watched = Writer(ours.decoder, features, 100, ours.rules("nl")).watch(expected.tokens)
    assert watched.log_probability == pytest.approx(expected.avg_logprob, abs=1e-3)
    assert watched.no_speech == pytest.approx(expected.no_speech_prob, abs=1e-3)


def test_what_is_written_does_not_depend_on_the_text_in_hand(
    ours: Network, sound: Samples, written: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with torch.no_grad():
        features = ours.encode(sound)
    right = write(ours, features, written)
    texts: tuple[list[str], ...] = (written[5:], written[::-1], ["dat", "dat"] * 20, [])
    assert all(write(ours, features, text) == right for text in texts)
    monkeypatch.setattr(decoding, "CLEAR_LEAD", np.inf)  # so that each token is read anew
    assert write(ours, features, written) == right


def test_rounding_moves_log_odds_far_less_than_a_clear_lead(
    ours: Network, sound: Samples, written: list[str]
) -> None:
    tokens = [*ours.rules("nl").start, *tokens_of(written, ours)]
    with torch.no_grad():
        reader = ours.decoder.reader(ours.encode(sound))
        at_once = ours.decoder.logits(reader.beside().read(tokens))
        others = [reader.beside() for _ in range(3)]
        by_step = []
        for token in tokens:
            first, *_ = ours.decoder.read([reader, *others], [[token], *[[token] * 5] * 3])
            by_step.append(ours.decoder.logits(first)[0])
            for other in others:
                other.forget(0)
    assert (torch.stack(by_step) - at_once).abs().max() < decoding.CLEAR_LEAD / 5


def test_what_is_drawn_is_what_openai_whisper_draws(
    theirs: Any, ours: Network, sound: Samples, written: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "TEMPERATURES", (0.4,))
    monkeypatch.setattr(decoding, "MAX_COMPRESSION_RATIO", np.inf)
    with torch.no_grad():
        features = ours.encode(sound)
    options = whisper.DecodingOptions(language="nl", without_timestamps=True, fp16=False, temperature=0.4)
    with torch.random.fork_rng(devices=()):
        torch.manual_seed(0)
        expected = whisper.decode(theirs, features, options)
    assert write(ours, features, written) == tuple(expected.tokens)


def test_with_a_text_in_hand_less_is_read(
    ours: Network, sound: Samples, monkeypatch: pytest.MonkeyPatch
) -> None:
    with torch.no_grad():
        features = ours.encode(sound)
    steps: list[int] = []
    read = ours.decoder.read

    def counted(readers: Sequence[Reader], tokens: Sequence[Sequence[int]]) -> list[Any]:
        steps.append(len(tokens))
        return read(readers, tokens)

    monkeypatch.setattr(ours.decoder, "read", counted)
    said = write(ours, features, [])
    without = len(steps)
    write(ours, features, ours.rules("nl").tokenizer.decode(said).split())
    assert len(steps) - without < without / 2


def test_the_same_is_heard_on_one_thread_and_on_two(cache: Path, cut: Cut, written: list[str]) -> None:
    sounds, threads = [cut(4190, 16_000), cut(176_256, 186_504)], torch.get_num_threads()
    rough = [np.repeat([3.0, -3.0], len(sound) // 640).astype(np.float32) for sound in sounds]
    found = []
    try:
        for count in (1, 2):
            torch.set_num_threads(count)
            recogniser = WhisperRecogniser("base", cache)
            heard = recogniser.listen(sounds, "nl", written)
            attention = recogniser.attend(sounds[0], written, "nl").weights.tobytes()
            told = [odds.tobytes() for odds in recogniser.tell_voice(sounds, rough)]
            found.append((heard, attention, told))
    finally:
        torch.set_num_threads(threads)
    assert found[0] == found[1]
