"""What is no dialogue of people is told so, and raises nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import numpy as np
import pytest

from woordbeeld.alignment.model import AlignedLine, AlignedWord, Match
from woordbeeld.cache import ContentCache
from woordbeeld.media.ffmpeg_program import find_ffmpeg
from woordbeeld.media.samples import SAMPLES_PER_MS, Samples, decode
from woordbeeld.timing import Span
from woordbeeld.transcript.reader import read
from woordbeeld.voices.audit import Abstention, Audit, Unjudged, Verdict
from woordbeeld.voices.auditing import audit_lines
from woordbeeld.voices.hearing import embedders

LINE_MS = 1500
RATE = SAMPLES_PER_MS * 1000


def audited(samples: Samples, names: list[str], tmp_path: Path, *, line_ms: int = LINE_MS) -> Audit:
    """Lines of those names, one right after the other."""
    text = "".join(f"{name}: Ja.\n" for name in names)
    lines = [
        AlignedLine(line, (AlignedWord("Ja.", Span(at, at + line_ms), Match.SAME, 0.9),))
        for line, at in zip(read(text).spoken_lines, range(0, len(names) * line_ms, line_ms), strict=True)
    ]
    return audit_lines(lines, samples, embedders(), ContentCache(tmp_path))


def silence(seconds: float) -> Samples:
    return np.zeros(int(seconds * RATE), np.float32)


def noise(seconds: float) -> Samples:
    return np.random.default_rng(1).normal(0, 1e-3, int(seconds * RATE)).astype(np.float32)


def chords(seconds: float) -> Samples:
    """Three tones, other ones every three quarters of a second."""
    rng, at = np.random.default_rng(1), np.arange(int(0.75 * RATE)) / RATE
    played = [
        sum(np.sin(2 * np.pi * hz * at) for hz in rng.choice([220, 262, 330, 392, 440], 3, replace=False))
        for _ in range(int(seconds / 0.75))
    ]
    return (0.1 * np.concatenate(played)).astype(np.float32)


@pytest.mark.parametrize("sound", [silence, noise, chords])
@pytest.mark.parametrize("people", [2, 3])
def test_silence_and_music_tell_nothing_of_names(
    weights: None, sound: Callable[[float], Samples], people: int, tmp_path: Path
) -> None:
    names = [name for name, _ in zip(cycle(["ADA", "BEN", "COR"][:people]), range(12), strict=False)]
    found = audited(sound(12 * LINE_MS / 1000), names, tmp_path)
    assert found.abstains is Abstention.ALIKE
    assert not found.asks


def test_turns_of_a_third_of_a_second_are_too_short(weights: None, dialogue: Samples, tmp_path: Path) -> None:
    found = audited(dialogue, ["ADA", "BEN"] * 20, tmp_path, line_ms=300)
    assert {each.why for each in found.lines} == {Unjudged.SHORT}
    assert found.abstains is Abstention.ONE_SPEAKER


def test_one_speaker_is_told_so(weights: None, dialogue: Samples, tmp_path: Path) -> None:
    found = audited(dialogue, ["ADA"] * 8, tmp_path)
    assert found.abstains is Abstention.ONE_SPEAKER
    assert not found.asks


def test_a_text_without_speech_has_no_audit(weights: None, tmp_path: Path) -> None:
    assert audited(silence(1), [], tmp_path) == Audit((), abstains=Abstention.ONE_SPEAKER)


def test_two_channels_are_heard_as_one(weights: None, lines: tuple[AlignedLine, ...], tmp_path: Path) -> None:
    import subprocess

    stereo = tmp_path / "stereo.wav"
    source = Path(__file__).parent / "data/dialogue.ogg"
    command = [find_ffmpeg().path, "-v", "error", "-i", str(source), "-ac", "2", "-ar", "48000", str(stereo)]
    subprocess.run(command, check=True)
    found = audit_lines(lines, decode(stereo)[1], embedders(), ContentCache(tmp_path))
    assert {each.verdict for each in found.lines} == {Verdict.AGREES}


def test_a_line_without_words_that_are_timed_is_too_short(
    weights: None, dialogue: Samples, tmp_path: Path
) -> None:
    (line,) = read("ADA: Ja.\n").spoken_lines
    nowhere = AlignedLine(line, (AlignedWord("Ja.", None, Match.UNHEARD, 0.0),))
    found = audit_lines([nowhere, replace(nowhere)], dialogue, embedders(), ContentCache(tmp_path))
    assert {each.why for each in found.lines} == {Unjudged.SHORT}
