"""What came through a telephone is told from what a microphone heard."""

from __future__ import annotations

import numpy as np
import pytest

from woordbeeld.alignment.telephone import is_narrow
from woordbeeld.media.samples import SAMPLE_RATE, Samples

SECONDS = 4
ALL_VOICE = np.full(SECONDS * 50, 5.0, np.float32)


def voice(pitch_hz: float, lowest_hz: float = 0, highest_hz: float = SAMPLE_RATE / 2) -> Samples:
    """Harmonics that fall by 12 dB an octave, as those of a voice do, as far as they are let through."""
    at = np.arange(SECONDS * SAMPLE_RATE) / SAMPLE_RATE
    sound = np.zeros(len(at))
    for number in range(1, int(SAMPLE_RATE / 2 / pitch_hz)):
        if lowest_hz <= number * pitch_hz <= highest_hz:
            sound += np.sin(2 * np.pi * number * pitch_hz * at) / number**2
    return (0.3 * sound).astype(np.float32)


@pytest.mark.parametrize("pitch_hz", [95, 130, 200, 240])
def test_low_and_high_voices_are_told_from_a_telephone(pitch_hz: float) -> None:
    assert not is_narrow(voice(pitch_hz), ALL_VOICE)
    assert not is_narrow(voice(pitch_hz, 80), ALL_VOICE)  # a microphone that leaves out rumble
    assert is_narrow(voice(pitch_hz, 300, 3400), ALL_VOICE)


def test_what_is_no_voice_tells_nothing() -> None:
    sound = np.concatenate((voice(130, 300, 3400), voice(130)))
    told = np.concatenate((-ALL_VOICE, ALL_VOICE))
    assert not is_narrow(sound, told)
    assert is_narrow(sound, -told)


def test_without_voice_or_sound_it_is_no_telephone() -> None:
    assert not is_narrow(voice(130, 300), -ALL_VOICE)
    assert not is_narrow(np.zeros(100, np.float32), ALL_VOICE)
    assert not is_narrow(np.zeros(0, np.float32), np.zeros(0, np.float32))
