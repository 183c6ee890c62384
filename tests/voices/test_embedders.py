"""Real voices: what the two networks hear in a dialogue of two people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from woordbeeld.alignment.model import AlignedLine
from woordbeeld.cache import ContentCache
from woordbeeld.media.samples import SAMPLES_PER_MS, Samples
from woordbeeld.transcript.model import Speaker
from woordbeeld.voices.audit import LineVoice, Verdict, audit
from woordbeeld.voices.campplus import CamPlusPlus
from woordbeeld.voices.embedder import LEAST_MS, Embedding, VoiceEmbedder
from woordbeeld.voices.filter_bank import kaldi_bands, slaney_bands
from woordbeeld.voices.hearing import embedders, line_voices
from woordbeeld.voices.resemblyzer import Resemblyzer

Voices = tuple[LineVoice, ...]
Lines = tuple[AlignedLine, ...]


@pytest.fixture(scope="module")
def voices(
    lines: Lines, dialogue: Samples, weights: None, tmp_path_factory: pytest.TempPathFactory
) -> Voices:
    return line_voices(lines, dialogue, embedders(), ContentCache(tmp_path_factory.mktemp("voices")))


@pytest.mark.parametrize("number", [0, 1])
def test_two_lines_of_one_person_are_more_alike_than_those_of_two(voices: Voices, number: int) -> None:
    points = np.stack([voice.vectors[number] for voice in voices])
    points = points - points.mean(axis=0)
    same = np.array([[one.speaker == other.speaker for one in voices] for other in voices])
    likeness = points @ points.T
    others = ~np.eye(len(voices), dtype=bool)
    assert likeness[same & others].mean() > 0 > likeness[~same].mean()


@pytest.mark.parametrize("embedder", [CamPlusPlus(), Resemblyzer()], ids=lambda each: each.identity[:7])
def test_a_vector_has_length_1_whatever_the_sound(weights: None, embedder: VoiceEmbedder) -> None:
    rng = np.random.default_rng(1)
    least = LEAST_MS * SAMPLES_PER_MS
    for samples in (rng.normal(0, 0.1, least), np.zeros(least), np.ones(10 * least), rng.normal(size=least)):
        vector = embedder.embed(samples.astype(np.float32))
        assert np.isfinite(vector).all()
        assert np.linalg.norm(vector) == pytest.approx(1)


@pytest.mark.parametrize("embedder", [CamPlusPlus(), Resemblyzer()], ids=lambda each: each.identity[:7])
def test_voices_heard_together_are_the_same_as_one_by_one(
    weights: None, dialogue: Samples, embedder: VoiceEmbedder
) -> None:
    lengths_ms = [1500] * 18 + [2100, LEAST_MS, 1500, 2100]  # two lengths more than once, in no order
    sounds = [dialogue[at * 8000 :][: length * SAMPLES_PER_MS] for at, length in enumerate(lengths_ms)]
    together = embedder.embed_all(sounds)
    assert together == pytest.approx(np.array([embedder.embed(each) for each in sounds]), abs=1e-4)
    assert len(embedder.embed_all([])) == 0


def test_how_loud_a_voice_is_changes_little(weights: None, dialogue: Samples) -> None:
    """To CAM++; Resemblyzer was trained on sound of any level, but makes what is very quiet louder."""
    sound = dialogue[7_100 * SAMPLES_PER_MS : 12_000 * SAMPLES_PER_MS]
    loud, quiet, faint = (sound * np.float32(level) for level in (1, 0.03, 0.003))
    assert CamPlusPlus().embed(loud) @ CamPlusPlus().embed(quiet) > 0.95
    assert Resemblyzer().embed(quiet) @ Resemblyzer().embed(faint) > 0.99


def test_the_bands_of_a_tone_are_highest_where_it_is() -> None:
    """Kaldi's band 39 is about 1320 Hz wide around 1300; librosa's 40 bands are twice as wide."""
    at = np.arange(16_000) / 16_000
    tone = (0.1 * np.sin(2 * np.pi * 1300 * at) * (at > 0.5)).astype(np.float32)
    kaldi, slaney = kaldi_bands(tone), slaney_bands(tone)
    assert kaldi.shape == (98, 80)
    assert slaney.shape == (101, 40)
    mels = 1127 * np.log1p(np.array([20, 1300, 8000]) / 700)
    expected = (mels[1] - mels[0]) / (mels[2] - mels[0]) * 81 - 1
    assert abs(int(kaldi[-1].argmax()) - expected) <= 1
    assert abs(kaldi.mean(axis=0)).max() < 1e-4
    assert slaney[-10].argmax() > slaney.shape[1] // 4


def test_right_labels_agree_and_a_wrong_one_is_told(
    lines: Lines, dialogue: Samples, voices: Voices, tmp_path: Path
) -> None:
    assert {each.verdict for each in audit(voices).lines} == {Verdict.AGREES}
    wrong = swapped(lines, 8, "Kleine Vis")
    found = audit(line_voices(wrong, dialogue, embedders(), ContentCache(tmp_path)))
    assert [(each.line, each.sounds_like) for each in found.doubts] == [(8, "Grote Vis")]
    assert found.doubts[0].probability > 0.9


def swapped(lines: Sequence[AlignedLine], number: int, speaker: str) -> Lines:
    other = Speaker(speaker, ())
    return tuple(
        replace(line, source=replace(line.source, speaker=other)) if line.source.line == number else line
        for line in lines
    )


class Counting:
    """Counts how often it is asked."""

    identity = "counting"

    def __init__(self) -> None:
        self.asked = 0

    def embed(self, _samples: Samples) -> Embedding:
        self.asked += 1
        return np.ones(2) / 2**0.5

    def embed_all(self, sounds: Sequence[Samples]) -> Embedding:
        return np.array([self.embed(each) for each in sounds])


def test_a_voice_is_heard_once_whatever_its_label(lines: Lines, dialogue: Samples, tmp_path: Path) -> None:
    cache, listener, told = ContentCache(tmp_path), Counting(), list[float]()
    first = line_voices(lines, dialogue, [listener], cache, told.append)
    line_voices(swapped(lines, 8, "Kleine Vis"), dialogue, [listener], cache)
    assert listener.asked == len(lines)
    assert first[0].vectors[0].tolist() == pytest.approx([0.5**0.5] * 2)
    assert told == sorted(told)
    assert told[-1] == 1


def test_what_is_too_short_is_not_listened_to(lines: Lines, dialogue: Samples, tmp_path: Path) -> None:
    listener = Counting()
    first = dialogue[: (651 + 50 + LEAST_MS - 10) * SAMPLES_PER_MS]  # of the first line, so much
    found = line_voices(lines, first, [listener], ContentCache(tmp_path))
    assert listener.asked == 0
    assert {each.vectors for each in found} == {()}
