"""Voice activity: where somebody speaks and where speech pauses, whatever is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt

from woordbeeld.media.model import Activity
from woordbeeld.media.samples import SAMPLE_RATE, SAMPLES_PER_MS, Samples
from woordbeeld.timing import Span

MIN_VOICE_MS = 100  # shorter is a click or a breath
MIN_VOICE_PAUSE_MS = 100  # silero-vad's own default
MIN_PAUSE_MS = 40  # shorter silences are inside words: the closure of a stop consonant
VAD_STEP = 512  # samples; silero-vad judges 32 ms at a time

FRAME_MS = 10  # of the energy
NEAR_MS = 1500  # around a frame, in which the loudest speech is the measure of what is quiet
FLOOR_NEAR_MS = 10_000  # around a frame, in which the quietest sound is the background
QUIET_DB = 26  # this far below the loudest speech near by nothing of a word is heard any more
CLEAN_DB = 34  # with the background this far below the speech, energy alone shows the pauses
NOISE_DB = 15  # this far above the background a sound stands out
NOISE_MARGIN_MS = 150  # around voice: the tail of a word is no sound of its own
MIN_NOISE_MS = 500  # shorter is a bump
QUIET_VOICE = 0.05  # probability of voice below which loud sound in a clean recording is no speech
NOISY_VOICE = 0.4  # probability of voice below which there is no speech in a noisy recording

Frames = npt.NDArray[np.float64]


def voice_activity(samples: Samples, progress: Callable[[float], None] = lambda _: None) -> Activity:
    """Where there is speech in `samples` (float32, (n,), mono 16 kHz), and each pause in it to 10 ms.

    The spans with voice are silero-vad's, unpadded. The pauses are finer: in a clean recording they are
    where the energy drops, in a noisy one where silero-vad hears no voice.
    `progress` is told the share done, 0 to 1.
    """
    probabilities = _voice_probabilities(samples, progress)
    voice = _voice(probabilities, len(samples))
    levels = energy_levels(samples)
    pauses = _pauses(levels, _by_frame(probabilities, len(levels)))
    return Activity(voice, pauses, _noises(levels, voice))


def _voice_probabilities(samples: Samples, progress: Callable[[float], None]) -> list[float]:
    """silero-vad's probability of voice for every 32 ms."""
    import torch

    padded = np.pad(samples, (0, -len(samples) % VAD_STEP)).reshape(-1, VAD_STEP)
    probabilities = []
    with _one_thread():
        from silero_vad import load_silero_vad

        model = load_silero_vad()
        for index, step in enumerate(torch.from_numpy(padded)):
            probabilities.append(model(step, SAMPLE_RATE).item())
            progress((index + 1) / len(padded))
    return probabilities


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


def _by_frame(probabilities: list[float], frames: int) -> Frames:
    """The probability of voice at the middle of every 10 ms."""
    step_ms = VAD_STEP / SAMPLES_PER_MS
    middles = np.arange(frames) * FRAME_MS + FRAME_MS / 2
    judged = np.arange(len(probabilities)) * step_ms + step_ms / 2
    voice: Frames = np.interp(middles, judged, probabilities)
    return voice


def _pauses(levels: Frames, voice: Frames) -> tuple[Span, ...]:
    """All stretches of at least 40 ms without speech, as far as energy and voice activity tell."""
    loudest = _windowed(levels, NEAR_MS, np.max)
    floor = _windowed(levels, FLOOR_NEAR_MS, np.min)
    quiet = levels < loudest - QUIET_DB
    clean = loudest - floor > CLEAN_DB
    pause = np.where(clean, quiet | (voice < QUIET_VOICE), voice < NOISY_VOICE)
    return tuple(span for span in _runs(pause) if span.duration_ms >= MIN_PAUSE_MS)


def _noises(levels: Frames, voice: tuple[Span, ...]) -> tuple[Span, ...]:
    """All stretches of at least half a second that stand out from the background and hold no voice."""
    loud = levels > _windowed(levels, FLOOR_NEAR_MS, np.min) + NOISE_DB
    for span in voice:
        low, high = span.start_ms - NOISE_MARGIN_MS, span.end_ms + NOISE_MARGIN_MS
        loud[max(0, low // FRAME_MS) : high // FRAME_MS] = False
    return tuple(span for span in _runs(loud) if span.duration_ms >= MIN_NOISE_MS)


def _runs(frames: npt.NDArray[np.bool_]) -> tuple[Span, ...]:
    """The spans of consecutive frames that are true."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], frames.astype(np.int8), [0]))))
    return tuple(Span(int(start) * FRAME_MS, int(end) * FRAME_MS) for start, end in edges.reshape(-1, 2))


def energy_levels(samples: Samples) -> Frames:
    """The level of every 10 ms in dB of full scale, smoothed over 30 ms, (n // 160,), never below -100.

    Sound shorter than that has one level.
    """
    frame = FRAME_MS * SAMPLES_PER_MS
    at_least_one = np.pad(samples, (0, max(0, frame - len(samples))))
    whole = at_least_one[: len(at_least_one) // frame * frame]
    power = np.mean(np.square(whole.reshape(-1, frame)), axis=1)
    smooth = np.convolve(np.pad(power, 1), np.ones(3) / 3, mode="valid")
    levels: Frames = 10 * np.log10(np.maximum(smooth, 1e-10))
    return levels


def _windowed(levels: Frames, near_ms: int, pick: Callable[..., Frames]) -> Frames:
    """The highest or lowest level within `near_ms` before and after every frame."""
    reach = near_ms // FRAME_MS
    padded = np.pad(levels, reach, mode="edge")
    return pick(np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1), axis=-1)


@contextmanager
def _one_thread() -> Iterator[None]:
    """Let torch use one thread: silero-vad's steps are too small to share (its import sets it for good)."""
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)
