"""How plainly somebody speaks at each moment, from the level of the sound and from the recogniser's ear.

In a clean recording the level tells to 10 ms where speech starts and stops; under noise and music it tells
nothing, and what the recogniser has learnt of the voices in this recording takes its place.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from woordbeeld.alignment.recording import Recording
from woordbeeld.media.levels import LEVEL_MS, around, energy_levels, runs
from woordbeeld.speech.model import FRAME_MS, Odds
from woordbeeld.timing import Span

STEP_MS = LEVEL_MS  # of the evidence
MOST = 2.0  # either way; beyond it evidence is no plainer
NEAR_MS = 1500  # around a moment, in which the loudest speech is the measure of what is quiet
FLOOR_NEAR_MS = 10_000  # around a moment, in which the quietest sound is the background
QUIET_DB = 26  # this far below the loudest speech near by nothing of a word is heard any more
DB_A_UNIT = 3  # of evidence
CLEAN_DB = 34  # with the background this far below the speech the level is believed, and not the ear
CLEAN_SOFTNESS_DB = 2  # over which one belief goes over into the other
EAR_BIAS = 0.5  # the ear, learnt from plain voice, takes the soft ends of words for none
PLAIN_NOISE = -1.5  # evidence of the ear below which loud sound is no speech in a clean recording either
STEADY_FRAMES = 5  # of 20 ms, over which the ear is heeded there
DOUBT = 0.5  # the most that loud sound is evidence of speech while the ear cannot tell
MIN_PAUSE_MS = 40  # shorter silences are inside words: the closure of a stop consonant

Evidence = npt.NDArray[np.float32]


def speech_evidence(recording: Recording, voice: Odds) -> Evidence:
    """For each 10 ms of the recording how plainly it is speech (up to 2) or none (down to -2): float32, (n,).

    `voice` are the recogniser's log-odds of voice, one for each 20 ms.
    """
    levels = energy_levels(recording.samples)
    loudest = around(levels, NEAR_MS, np.max)
    floor = around(levels, FLOOR_NEAR_MS, np.min)
    by_level = _bounded((levels - loudest + QUIET_DB) / DB_A_UNIT)
    by_ear = _bounded(_by_step(voice, len(levels)) + EAR_BIAS)
    steadily = _bounded(steady_by_step(voice, len(levels)) + EAR_BIAS)
    by_level = np.minimum(by_level, np.where(steadily < PLAIN_NOISE, steadily, np.maximum(steadily, DOUBT)))
    clean = 1 / (1 + np.exp((CLEAN_DB - loudest + floor) / CLEAN_SOFTNESS_DB))
    evidence: Evidence = (clean * by_level + (1 - clean) * by_ear).astype(np.float32)
    return evidence


def pauses_in(evidence: Evidence) -> tuple[Span, ...]:
    """All spans of at least 40 ms that are rather no speech."""
    return tuple(span for span in runs(evidence < 0) if span.duration_ms >= MIN_PAUSE_MS)


def steady_by_step(voice: Odds, steps: int) -> Odds:
    """A running median of the odds, for the ear wavers from frame to frame; of each 10 ms."""
    padded = np.pad(_some(voice), STEADY_FRAMES // 2, mode="edge")
    steady: Odds = np.median(np.lib.stride_tricks.sliding_window_view(padded, STEADY_FRAMES), axis=-1)
    return _by_step(steady, steps)


def _bounded(values: npt.NDArray[np.floating]) -> npt.NDArray[np.floating]:
    bounded: npt.NDArray[np.floating] = np.clip(values, -MOST, MOST)
    return bounded


def _by_step(voice: Odds, steps: int) -> Odds:
    """The odds of each 10 ms, of as many as there are steps."""
    each = np.repeat(_some(voice), FRAME_MS // STEP_MS)[:steps]
    return np.pad(each, (0, steps - len(each)), mode="edge")


def _some(voice: Odds) -> Odds:
    """The odds, or no evidence at all of a recording of less than a frame."""
    return voice if len(voice) else np.zeros(1, np.float32)
