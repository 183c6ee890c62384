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
from woordbeeld.errors import BadInputError, EnvironmentProblemError, WrongUseError
from woordbeeld.media.voice import voice_activity
from woordbeeld.speech import weights
from woordbeeld.speech.attention import word_edges
from woordbeeld.speech.listening import listen
from woordbeeld.speech.model import FRAME_MS, HeardWord
from woordbeeld.speech.recogniser import WhisperRecogniser

Samples = npt.NDArray[np.float32]
Cut = Callable[[int, int], Samples]

FROM_MS, TO_MS = 4190, 16_000  # the first two lines of the film
# What OpenAI lists for base: the heads of the decoder, by layer, whose attention follows the sound.
BASE_HEADS = [(3, 1), (4, 2), (4, 3), (4, 7), (5, 1), (5, 2), (5, 4), (5, 6)]


@pytest.fixture(scope="module")
def two_lines(cut: Cut) -> Samples:
    return cut(FROM_MS, TO_MS)


@pytest.fixture(scope="module")
def written(truth: dict[str, Any]) -> list[str]:
    return [word for line in truth["lines"][:2] for word in line["text"].split()]


@pytest.fixture(scope="module")
def heard(whisper_base: WhisperRecogniser, two_lines: Samples) -> tuple[HeardWord, ...]:
    (words,) = whisper_base.listen([two_lines], "nl")
    return words


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
    assert whisper_base.listen([two_lines], "nl") == [heard]


@pytest.mark.whisper
def test_several_stretches_are_heard_as_each_by_itself(
    whisper_base: WhisperRecogniser, cut: Cut, two_lines: Samples, heard: tuple[HeardWord, ...]
) -> None:
    other = cut(176_256, 186_504)
    first, second = whisper_base.listen([two_lines, other], "nl")
    assert [word.text for word in first] == [word.text for word in heard]
    assert [second] == whisper_base.listen([other], "nl")


@pytest.mark.whisper
def test_a_doubtful_chunk_is_heard_the_same_beside_another(whisper_base: WhisperRecogniser, cut: Cut) -> None:
    doubtful = [cut(32_000, 33_500), cut(25_000, 26_500)]
    assert whisper_base.listen(doubtful, "nl") == [
        words for chunk in doubtful for words in whisper_base.listen([chunk], "nl")
    ]


@pytest.mark.whisper
@pytest.mark.parametrize("samples", [160, 300])
def test_a_chunk_shorter_than_a_frame_has_one_frame(whisper_base: WhisperRecogniser, samples: int) -> None:
    attention = whisper_base.attend(noise(100)[:samples], ["ja"], "nl")
    assert attention.weights.shape[1] == 1


@pytest.mark.whisper
def test_a_chunk_is_encoded_once_whatever_is_asked_of_it(
    whisper_base: WhisperRecogniser, cut: Cut, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoded: list[Samples] = []
    encode = whisper_base._network.encode

    def counted(chunk: Samples) -> Any:
        encoded.append(chunk)
        return encode(chunk)

    monkeypatch.setattr(whisper_base._network, "encode", counted)
    sound = cut(30_000, 33_000)
    rough = np.repeat([3.0, -3.0], 75).astype(np.float32)  # plain enough to learn from
    whisper_base.listen([sound], "nl")
    whisper_base.attend(sound, ["rapport"], "nl")
    whisper_base.tell_voice([sound], [rough])
    assert len(encoded) == 1


@pytest.mark.whisper
def test_attention_follows_given_words_to_where_they_are_said(
    whisper_base: WhisperRecogniser, two_lines: Samples, written: list[str], truth: dict[str, Any]
) -> None:
    attention = whisper_base.attend(two_lines, written, "nl")
    assert len(attention.tokens) == len(attention.confidences) == len(written)
    assert attention.weights.shape == (sum(attention.tokens), len(two_lines) // 320)
    edges_ms = [edge * FRAME_MS + FROM_MS for edge in word_edges(attention)]
    first, second = truth["lines"][:2]
    assert edges_ms == sorted(edges_ms)
    assert edges_ms[len(first["text"].split())] == pytest.approx(second["start_ms"], abs=400)


@pytest.mark.whisper
@pytest.mark.parametrize(
    "words",
    [["–", "WW,", "«hé»", "niveau 2-opleiding", "’t", "2018"], ["woord"] * 400],
    ids=["odd words", "more than there is room for"],
)
def test_every_given_word_is_attended_to_whatever_it_looks_like(
    whisper_base: WhisperRecogniser, two_lines: Samples, words: list[str]
) -> None:
    attention = whisper_base.attend(two_lines, words, "nl")
    assert len(attention.tokens) == len(words)
    assert min(attention.tokens) >= 1
    assert len(word_edges(attention)) == len(words) + 1


@pytest.mark.whisper
def test_voice_is_told_from_pauses_and_applause(
    whisper_base: WhisperRecogniser, cut: Cut, truth: dict[str, Any]
) -> None:
    sound = cut(0, 28_000)
    activity = voice_activity(sound)
    rough = np.interp(np.arange(1400) * 20 + 10, np.arange(875) * 32 + 16, activity.probabilities)
    (told,) = whisper_base.tell_voice([sound], [(14 * (rough - 0.5)).astype(np.float32)])
    lines = [line for line in truth["lines"] if line["end_ms"] < 28_000]
    said = np.concatenate([told[line["start_ms"] // 20 : line["end_ms"] // 20] for line in lines])
    applause = truth["sounds"][0]
    assert told.shape == (1400,)
    assert np.mean(said > 0) > 0.9
    assert np.mean(told[applause["start_ms"] // 20 : applause["end_ms"] // 20] < 0) > 0.9
    pauses = [told[one["end_ms"] // 20 : other["start_ms"] // 20] for one, other in pairwise(lines)]
    assert len(pauses) >= 2
    assert all(np.median(pause) < np.median(said) - 2 for pause in pauses)


@pytest.mark.whisper
def test_where_nothing_is_plainly_voice_the_detector_is_believed(
    whisper_base: WhisperRecogniser, two_lines: Samples
) -> None:
    rough = [np.zeros(590, np.float32)]
    assert whisper_base.tell_voice([two_lines], rough) == rough


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
        assert whisper_base.listen([sound], "nl") == [()]
        activity = voice_activity(sound)
        heard = listen(sound, activity.voice, activity.probabilities, whisper_base, language="nl")
        assert heard.words == ()


@pytest.mark.whisper
def test_a_language_that_whisper_does_not_know_is_wrong_use(whisper_base: WhisperRecogniser) -> None:
    for ask in (
        lambda: whisper_base.listen([noise(500)], "klingon"),
        lambda: whisper_base.attend(noise(500), ["ja"], "klingon"),
    ):
        with pytest.raises(WrongUseError, match="Whisper knows no language 'klingon'; "):
            ask()


@pytest.mark.whisper
def test_weights_from_a_file_find_words_as_well(
    checkpoint: Path, whisper_base: WhisperRecogniser, tmp_path: Path
) -> None:
    from_file = WhisperRecogniser(str(checkpoint), tmp_path)
    assert from_file._network.watched == BASE_HEADS
    assert whisper_base._network.watched == BASE_HEADS
    assert from_file.name == f"openai-whisper {checkpoint.name}"


def test_no_weights_and_no_network_is_a_missing_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_: object, **__: object) -> None:
        raise URLError("Name or service not known")

    monkeypatch.setattr(weights, "PACKAGED_HALVES", (("no_such_package", "model.bin"),))
    monkeypatch.setattr(urllib.request, "urlopen", unreachable)
    with pytest.raises(
        EnvironmentProblemError, match=r"'base' are not here and cannot be downloaded .*weights\]"
    ):
        WhisperRecogniser("base", tmp_path).listen([noise(100)], "nl")


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
        def __reduce__(self) -> tuple[Any, tuple[Path]]:
            return Path.touch, (tmp_path / "sprung",)

    for name, content in (("other.pt", {"weight": torch.zeros(3)}), ("trap.pt", Trap())):
        torch.save(content, tmp_path / name)
        with pytest.raises(BadInputError, match="not the weights of a Whisper model"):
            WhisperRecogniser(str(tmp_path / name), tmp_path).detect_languages(noise(100))
    assert not (tmp_path / "sprung").exists()


@pytest.mark.whisper
def test_sound_that_cannot_be_written_to_raises_no_warning(
    whisper_base: WhisperRecogniser, cut: Cut, recwarn: pytest.WarningsRecorder
) -> None:
    """Thirty seconds need no padding, so that torch would be given the sound itself; it warns only once."""
    torch.set_warn_always(True)
    try:
        sound = cut(0, 30_000)
        assert not sound.flags.writeable
        whisper_base.detect_languages(sound)
    finally:
        torch.set_warn_always(False)
    assert not [str(warning.message) for warning in recwarn]


@pytest.mark.whisper
def test_nothing_of_torch_is_changed_for_others_in_the_process(
    checkpoint: Path, tmp_path: Path, cut: Cut
) -> None:
    threads = torch.get_num_threads()
    recogniser = WhisperRecogniser(str(checkpoint), tmp_path)
    recogniser.prepare()
    chance = torch.get_rng_state()
    sound = cut(30_000, 33_000)
    recogniser.listen([sound, noise(3000)], "nl")
    recogniser.attend(sound, ["rapport"], "nl")
    recogniser.tell_voice([sound], [np.repeat([3.0, -3.0], 75).astype(np.float32)])
    recogniser.detect_languages(sound)
    assert torch.is_grad_enabled()
    assert torch.get_num_threads() == threads
    assert torch.equal(torch.get_rng_state(), chance)


def test_two_files_of_one_name_share_no_results(tmp_path: Path) -> None:
    one, other = (tmp_path / folder / "model.pt" for folder in ("one", "other"))
    for path in (one, other):
        path.parent.mkdir()
        path.write_text(str(path), encoding="utf-8")
    first, second = (WhisperRecogniser(str(path), tmp_path / "cache") for path in (one, other))
    assert first.name == second.name == "openai-whisper model.pt"
    assert first.identity != second.identity
