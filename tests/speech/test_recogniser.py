"""openai-whisper hears words in real sound, finds given words, and hears none where nobody speaks."""

from __future__ import annotations

import urllib.request
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.error import URLError

import numpy as np
import numpy.typing as npt
import pytest
import torch

from woordbeeld.alignment.match import key
from woordbeeld.errors import BadInputError, MissingPartError, WrongUseError
from woordbeeld.media.voice import voice_activity
from woordbeeld.speech import weights
from woordbeeld.speech.listening import listen
from woordbeeld.speech.model import HeardWord
from woordbeeld.speech.recogniser import WhisperRecogniser

Samples = npt.NDArray[np.float32]
Cut = Callable[[int, int], Samples]

FROM_MS, TO_MS = 4190, 16_000  # the first two lines of the film
# What OpenAI lists for base: the heads of the decoder, by layer, whose attention follows the sound.
BASE_HEADS = [[3, 1], [4, 2], [4, 3], [4, 7], [5, 1], [5, 2], [5, 4], [5, 6]]


@pytest.fixture(scope="module")
def two_lines(cut: Cut) -> Samples:
    return cut(FROM_MS, TO_MS)


@pytest.fixture(scope="module")
def written(truth: dict[str, Any]) -> list[str]:
    return [word for line in truth["lines"][:2] for word in line["text"].split()]


@pytest.fixture(scope="module")
def heard(whisper_base: WhisperRecogniser, two_lines: Samples) -> tuple[HeardWord, ...]:
    return whisper_base.listen(two_lines, "nl")


def noise(duration_ms: int) -> Samples:
    return (0.1 * np.random.default_rng(1).standard_normal(duration_ms * 16)).astype(np.float32)


def in_order(words: Sequence[HeardWord]) -> bool:
    return all(one.span.start_ms <= other.span.start_ms for one, other in pairwise(words))


@pytest.mark.whisper
def test_several_of_the_words_that_are_said_are_heard_in_order(
    heard: tuple[HeardWord, ...], written: list[str]
) -> None:
    said = {key(word) for word in written}
    assert len(said & {key(word.text) for word in heard}) >= 6
    assert in_order(heard)
    assert heard[-1].span.end_ms <= TO_MS - FROM_MS
    assert all(0 < word.confidence <= 1 for word in heard)
    assert all(word.text == word.text.strip() for word in heard)


@pytest.mark.whisper
def test_the_same_sound_is_heard_the_same_every_time(
    whisper_base: WhisperRecogniser, two_lines: Samples, heard: tuple[HeardWord, ...]
) -> None:
    assert whisper_base.listen(two_lines, "nl") == heard


@pytest.mark.whisper
def test_given_words_are_found_where_they_are_said(
    whisper_base: WhisperRecogniser, two_lines: Samples, written: list[str], truth: dict[str, Any]
) -> None:
    found = whisper_base.force(two_lines, written, "nl")
    assert [word.text for word in found] == written
    assert in_order(found)
    first, second = truth["lines"][:2]
    second_word = found[len(first["text"].split())]
    assert found[0].span.start_ms + FROM_MS == pytest.approx(first["start_ms"], abs=400)
    assert second_word.span.start_ms + FROM_MS == pytest.approx(second["start_ms"], abs=400)
    assert found[-1].span.end_ms + FROM_MS == pytest.approx(second["end_ms"], abs=400)


@pytest.mark.whisper
@pytest.mark.parametrize(
    "words",
    [["–", "WW,", "«hé»", "niveau 2-opleiding", "’t", "2018"], ["woord"] * 400],
    ids=["odd words", "more than there is room for"],
)
def test_every_given_word_gets_a_time_whatever_it_looks_like(
    whisper_base: WhisperRecogniser, two_lines: Samples, words: list[str]
) -> None:
    found = whisper_base.force(two_lines, words, "nl")
    assert [word.text for word in found] == words
    assert in_order(found)


@pytest.mark.whisper
def test_dutch_is_detected(whisper_base: WhisperRecogniser, cut: Cut) -> None:
    probabilities = whisper_base.detect_languages(cut(176_256, 186_504))
    assert max(probabilities, key=probabilities.__getitem__) == "nl"
    assert sum(probabilities.values()) == pytest.approx(1.0, abs=0.01)


@pytest.mark.whisper
def test_no_words_are_heard_in_noise_silence_applause_or_music(
    whisper_base: WhisperRecogniser, cut: Cut
) -> None:
    applause, music = cut(20_000, 23_000), cut(254_000, 263_000)
    for sound in (noise(4000), np.zeros(32_000, np.float32), applause, music):
        assert whisper_base.listen(sound, "nl") == ()
        assert listen(sound, voice_activity(sound).voice, whisper_base, language="nl").words == ()


@pytest.mark.whisper
def test_a_language_that_whisper_does_not_know_is_wrong_use(whisper_base: WhisperRecogniser) -> None:
    for ask in (
        lambda: whisper_base.listen(noise(500), "klingon"),
        lambda: whisper_base.force(noise(500), ["ja"], "klingon"),
    ):
        with pytest.raises(WrongUseError, match="Whisper knows no language 'klingon'; "):
            ask()


@pytest.mark.whisper
def test_weights_from_a_file_find_words_as_well(
    checkpoint: Path, whisper_base: WhisperRecogniser, tmp_path: Path
) -> None:
    from_file = WhisperRecogniser(str(checkpoint), tmp_path)
    assert from_file._model.alignment_heads.indices().T.tolist() == BASE_HEADS
    assert whisper_base._model.alignment_heads.indices().T.tolist() == BASE_HEADS
    assert from_file.name == f"openai-whisper {checkpoint.name}"


def test_no_weights_and_no_network_is_a_missing_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_: object, **__: object) -> None:
        raise URLError("Name or service not known")

    monkeypatch.setattr(weights, "PACKAGED_HALVES", (("no_such_package", "model.bin"),))
    monkeypatch.setattr(urllib.request, "urlopen", unreachable)
    with pytest.raises(MissingPartError, match=r"'base' are not here and cannot be downloaded .*weights\]"):
        WhisperRecogniser("base", tmp_path).listen(noise(100), "nl")


@pytest.mark.parametrize("content", [b"", b"not weights at all", b"PK\x03\x04 broken"])
def test_a_file_that_holds_no_weights_says_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.pt"
    path.write_bytes(content)
    with pytest.raises(
        BadInputError, match=r"model\.pt: not the weights of a Whisper model; give a \.pt file"
    ):
        WhisperRecogniser(str(path), tmp_path).detect_languages(noise(100))


def test_a_file_with_other_tensors_says_so_and_no_code_in_it_runs(tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> tuple[Any, tuple[str]]:
            return Path.touch, (tmp_path / "sprung",)

    for name, content in (("other.pt", {"weight": torch.zeros(3)}), ("trap.pt", Trap())):
        torch.save(content, tmp_path / name)
        with pytest.raises(BadInputError, match="not the weights of a Whisper model"):
            WhisperRecogniser(str(tmp_path / name), tmp_path).detect_languages(noise(100))
    assert not (tmp_path / "sprung").exists()
