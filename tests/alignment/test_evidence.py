"""Evidence of speech: from the level in a clean recording, from the recogniser's ear under music."""

from __future__ import annotations

import numpy as np
import pytest

from woordbeeld.alignment.evidence import Evidence, pauses_in, speech_evidence
from woordbeeld.alignment.recording import Recording
from woordbeeld.media.model import Activity, Media
from woordbeeld.speech.model import Odds
from woordbeeld.timing import Span

DURATION_MS = 6000
VOICE = Span(2000, 4000)
QUIET, SPEECH, MUSIC = 1e-4, 0.3, 0.1


def sound(background: float, *louder: tuple[Span, float]) -> Recording:
    rng = np.random.default_rng(1)
    samples = rng.normal(0, background, DURATION_MS * 16)
    for span, level in louder:
        samples[span.start_ms * 16 : span.end_ms * 16] += rng.normal(0, level, span.duration_ms * 16)
    media = Media("a.wav", "", DURATION_MS, has_video=False)
    return Recording(media, samples.astype(np.float32), Activity((), (), ()), ())


def ear(voice: Span, *, sure: float = 5.0) -> Odds:
    odds = np.full(DURATION_MS // 20, -sure, np.float32)
    odds[voice.start_ms // 20 : voice.end_ms // 20] = sure
    return odds


def speech_in(evidence: Evidence) -> Span:
    (first, last) = np.flatnonzero(evidence > 0)[[0, -1]]
    return Span(int(first) * 10, int(last + 1) * 10)


def test_in_a_clean_recording_the_level_tells_where_speech_begins_and_ends() -> None:
    late = Span(VOICE.start_ms + 100, VOICE.end_ms + 60)
    found = speech_in(speech_evidence(sound(QUIET, (VOICE, SPEECH)), ear(late, sure=1.0)))
    assert found.start_ms == pytest.approx(VOICE.start_ms, abs=20)
    assert found.end_ms == pytest.approx(VOICE.end_ms, abs=20)


def test_under_music_the_ear_tells() -> None:
    recording = sound(MUSIC, (Span(1000, 5000), 0.2))
    assert speech_in(speech_evidence(recording, ear(VOICE))) == VOICE
    assert speech_in(speech_evidence(recording, ear(VOICE, sure=0.3))) == Span(0, DURATION_MS)


def test_loud_sound_that_is_plainly_no_voice_is_none_in_a_clean_recording_either() -> None:
    clap = Span(4500, 5000)
    evidence = speech_evidence(sound(QUIET, (VOICE, SPEECH), (clap, SPEECH)), ear(VOICE))
    assert evidence[clap.start_ms // 10 : clap.end_ms // 10].max() < 0


@pytest.mark.parametrize("level", [SPEECH, SPEECH / 6])
def test_a_breath_before_the_first_word_is_no_speech_where_the_ear_says_so(level: float) -> None:
    breath = Span(1600, 2000)
    recording = sound(QUIET, (breath, level), (VOICE, SPEECH))
    odds = ear(VOICE)
    odds[breath.start_ms // 20 : breath.end_ms // 20] = -3.0
    assert speech_in(speech_evidence(recording, odds)).start_ms == pytest.approx(VOICE.start_ms, abs=20)


def test_loud_sound_of_which_the_ear_cannot_tell_is_speech_but_less_plainly() -> None:
    doubtful = Span(4000, 4500)
    odds = ear(VOICE)
    odds[doubtful.start_ms // 20 : doubtful.end_ms // 20] = -0.5
    evidence = speech_evidence(sound(QUIET, (VOICE, SPEECH), (doubtful, SPEECH)), odds)
    assert 0 < evidence[410:440].max() < evidence[210:390].min()


def test_an_ear_that_wavers_for_a_moment_is_not_heeded() -> None:
    wavering = ear(VOICE)
    wavering[[210, 220, 230]] = 3.0
    clap = Span(4100, 5000)
    wavering[[120, 130, 140]] = -3.0
    evidence = speech_evidence(sound(QUIET, (VOICE, SPEECH), (clap, SPEECH)), wavering)
    assert evidence[VOICE.start_ms // 10 : VOICE.end_ms // 10].min() > 0
    assert evidence[clap.start_ms // 10 + 5 : clap.end_ms // 10].max() < 0


def test_evidence_is_bounded_and_there_is_one_for_every_ten_milliseconds() -> None:
    evidence = speech_evidence(sound(QUIET, (VOICE, SPEECH)), ear(VOICE, sure=50.0)[:-3])
    assert evidence.shape == (DURATION_MS // 10,)
    assert np.abs(evidence).max() <= 2


def test_pauses_are_silences_of_some_length() -> None:
    evidence = np.full(100, 1.0, np.float32)
    evidence[10:13] = evidence[30:34] = evidence[50:60] = -1.0
    assert pauses_in(evidence) == (Span(300, 340), Span(500, 600))


def test_sound_of_less_than_a_frame_has_evidence_all_the_same() -> None:
    media = Media("a.wav", "", 10, has_video=False)
    recording = Recording(media, np.full(160, SPEECH, np.float32), Activity((), (), ()), ())
    assert speech_evidence(recording, np.zeros(0, np.float32)).shape == (1,)
