"""Voice activity: where somebody speaks and where speech pauses, whatever is said."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from woordbeeld.media.levels import LEVEL_MS, Levels, around, energy_levels, runs
from woordbeeld.media.model import Activity
from woordbeeld.media.samples import SAMPLE_RATE, SAMPLES_PER_MS, Samples
from woordbeeld.threads import one_thread
from woordbeeld.timing import Span

MIN_VOICE_MS = 100  # shorter is a click or a breath
MIN_VOICE_PAUSE_MS = 100  # silero-vad's own default
VAD_STEP = 512  # samples; silero-vad judges 32 ms at a time
PROBABILITY_DIGITS = 3
MAX_LANES = 16  # in which a recording is judged at once
MIN_LANE = 300  # steps, about ten seconds: shorter lanes are not worth their start
LANE_AHEAD = 150  # steps, about five seconds, after which what went before makes little difference

FLOOR_NEAR_MS = 10_000  # around a moment, in which the quietest sound is the background
NOISE_DB = 15  # this far above the background a sound stands out
NOISE_MARGIN_MS = 150  # around voice: the tail of a word is no sound of its own
MIN_NOISE_MS = 500  # shorter is a bump


def voice_activity(samples: Samples, progress: Callable[[float], None] = lambda _: None) -> Activity:
    """Where there is voice in `samples` (float32, (n,), mono 16 kHz) as silero-vad finds it, and other noise.

    `progress` is told the share done, 0 to 1.
    """
    probabilities = _voice_probabilities(samples, progress)
    voice = _voice(probabilities, len(samples))
    return Activity(voice, tuple(probabilities), _noises(energy_levels(samples), voice))


def _voice_probabilities(samples: Samples, progress: Callable[[float], None]) -> list[float]:
    """silero-vad's probability of voice for every 32 ms.

    A long recording is judged in several lanes at once; each starts a little early, for silero-vad judges by
    what it heard before.
    """
    import torch

    steps = -(-len(samples) // VAD_STEP)
    lanes = max(1, min(MAX_LANES, steps // MIN_LANE))
    share = -(-steps // lanes)
    ahead = LANE_AHEAD if lanes > 1 else 0
    judged = np.empty((ahead + share, lanes))
    with one_thread(), torch.no_grad():
        from silero_vad import load_silero_vad  # its import sets the threads for good

        model = load_silero_vad()
        for at in range(len(judged)):
            sounds = [_step(samples, lane * share + at - ahead) for lane in range(lanes)]
            judged[at] = model(torch.from_numpy(np.stack(sounds)), SAMPLE_RATE).flatten()
            progress((at + 1) / len(judged))
    probabilities: list[float] = judged[ahead:].T.flatten()[:steps].round(PROBABILITY_DIGITS).tolist()
    return probabilities


def _step(samples: Samples, number: int) -> Samples:
    """The sound of a step; before the first and after the last there is silence."""
    start = number * VAD_STEP
    sound = samples[max(0, start) : max(0, start + VAD_STEP)]
    return sound if len(sound) == VAD_STEP else np.pad(sound, (0, VAD_STEP - len(sound)))


def _voice(probabilities: list[float], length: int) -> tuple[Span, ...]:
    from silero_vad import get_speech_timestamps_from_probs

    found = get_speech_timestamps_from_probs(
        probabilities,
        sampling_rate=SAMPLE_RATE,
        min_speech_duration_ms=MIN_VOICE_MS,
        min_silence_duration_ms=MIN_VOICE_PAUSE_MS,
        speech_pad_ms=0,
        audio_length_samples=length,
    )
    spans = ((each["start"] // SAMPLES_PER_MS, each["end"] // SAMPLES_PER_MS) for each in found)
    return tuple(Span(start, end) for start, end in spans if end > start)


def _noises(levels: Levels, voice: tuple[Span, ...]) -> tuple[Span, ...]:
    """All stretches of at least half a second that stand out from the background and hold no voice."""
    loud = levels > around(levels, FLOOR_NEAR_MS, np.min) + NOISE_DB
    for span in voice:
        low, high = span.start_ms - NOISE_MARGIN_MS, span.end_ms + NOISE_MARGIN_MS
        loud[max(0, low // LEVEL_MS) : high // LEVEL_MS] = False
    return tuple(span for span in runs(loud) if span.duration_ms >= MIN_NOISE_MS)
