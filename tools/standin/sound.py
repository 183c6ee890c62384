"""What is heard: speech from espeak-ng, and clapping, music and room noise made of numbers."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from standin.cast import Voice

Samples = npt.NDArray[np.float32]

RATE = 48_000  # Hz; AAC delays the sound least at the highest usual rate
PER_MS = RATE // 1000
FRAME_MS = 10
FRAME = FRAME_MS * PER_MS
HEARD_DB = 34  # a sound is heard where it lies within this of its loudest frame; a first h or last f does
TAIL_DB = 40  # what rings on down to this stays in the clip
SPEECH_RMS = 0.09  # of full scale, over the frames that are speech
ROOM_RMS = 0.001  # -60 dB: a silent room
FADE_MS = 4


@dataclass(frozen=True, slots=True)
class Clip:
    """A sound of its own; it is heard from `start_ms` to `end_ms` of it, the rest is onset and tail."""

    samples: Samples
    start_ms: int
    end_ms: int


def rms(samples: Samples) -> npt.NDArray[np.float64]:
    """The root mean square of every whole frame of 10 ms: float64, (n // FRAME,)."""
    whole = samples[: len(samples) // FRAME * FRAME].astype(np.float64)
    energy: npt.NDArray[np.float64] = (whole.reshape(-1, FRAME) ** 2).mean(axis=1)
    return np.sqrt(energy)


def heard(samples: Samples, below_peak_db: float) -> tuple[int, int]:
    """From the first to after the last frame within so many dB of the loudest one, in ms."""
    energy = rms(samples)
    loud = np.flatnonzero(energy >= energy.max() * 10 ** (-below_peak_db / 20))
    return int(loud[0]) * FRAME_MS, int(loud[-1] + 1) * FRAME_MS


def speak(text: str, voice: Voice) -> Clip:
    """A line as the voice says it, without the silence that espeak-ng puts around it, at SPEECH_RMS.

    Raises:
        SystemExit: espeak-ng or sox is not on this machine.
    """
    rate = round(voice.words_per_minute / voice.size)
    said = _run("espeak-ng", "-v", f"nl+{voice.variant}", "-p", str(voice.pitch), "-s", str(rate),
                "--stdout", _phonemes(text))  # fmt: skip
    raw = _run("sox", "-q", "--ignore-length", "-t", "wav", "-", "-t", "f32", "-c", "1", "-",
               "speed", str(voice.size), "rate", "-h", str(RATE), stdin=said)  # fmt: skip
    samples = np.frombuffer(raw, np.float32)
    start, end = heard(samples, HEARD_DB)
    first, last = heard(samples, TAIL_DB)
    energy = rms(samples[start * PER_MS : end * PER_MS])
    level = np.sqrt((energy[energy > energy.max() * 10 ** (-HEARD_DB / 20)] ** 2).mean())
    kept = _faded(samples[first * PER_MS : last * PER_MS] * np.float32(SPEECH_RMS / level))
    return Clip(kept, start - first, end - first)


# espeak-ng's voiced Dutch fricatives are heard as m and l; much of the Netherlands has them voiceless anyway.
_SOUNDS = (("v#", "w"), ("v", "f"), (" z", " s"), ("Q", "x"))


def _phonemes(text: str) -> str:
    """The text in espeak-ng's phonemes, clause by clause with its punctuation, in the accent of _SOUNDS."""
    clauses = re.findall(r"[^.,:;?!]+[.,:;?!]*", text)
    written = []
    for clause in clauses:
        phonemes = " " + _run("espeak-ng", "-v", "nl", "-q", "-x", clause).decode().strip()
        for sound, spoken in _SOUNDS:
            phonemes = phonemes.replace(sound, spoken)
        written.append(f"[[{phonemes.strip()}]]{clause.strip()[-1]}")
    return " ".join(written)


def applause(duration_ms: int, rng: np.random.Generator) -> Clip:
    """A hall that claps: short bursts of noise, first a few, then many, then a few again."""
    out = np.zeros(duration_ms * PER_MS, np.float64)
    burst = 35 * PER_MS
    decay = np.exp(-np.arange(burst) / (7 * PER_MS))
    for at in np.sort(rng.beta(1.7, 2.1, duration_ms // 6)):
        clap = np.convolve(rng.normal(0, 1, burst), np.ones(int(rng.integers(6, 16))) / 8, "same")
        begin = int(at * (len(out) - burst))
        out[begin : begin + burst] += rng.uniform(0.2, 1) * clap * decay
    out *= 0.30 / np.abs(out).max()
    return _event(out.astype(np.float32))


_CHORDS = ((261.6, 329.6, 392.0), (220.0, 261.6, 329.6), (174.6, 220.0, 261.6), (196.0, 246.9, 293.7))  # Hz


def music(duration_ms: int) -> Clip:
    """Slow, soft chords on sine and triangle waves that come up in a second and a half and then fade away."""
    time = np.arange(duration_ms * PER_MS) / RATE
    length = duration_ms / 1000 / len(_CHORDS)
    out = np.zeros_like(time)
    for number, chord in enumerate(_CHORDS):
        since = time - number * length
        shape = np.clip(since / 0.5, 0, 1) * np.clip((length + 0.6 - since) / 1.0, 0, 1)
        for pitch in (chord[0] / 2, *chord):
            sine = np.sin(2 * np.pi * pitch * time)
            triangle = 2 / np.pi * np.arcsin(np.sin(2 * np.pi * pitch * 1.003 * time))
            out += shape * (0.7 * sine + 0.3 * triangle)
    swell = np.clip(time / 1.5, 0, 1)
    fade = np.clip((duration_ms / 1000 - time) / (duration_ms / 1000 - 2.5), 0, 1) ** 1.5
    out *= swell * fade
    return _event((out * 0.16 / np.abs(out).max()).astype(np.float32))


def room(samples: int, rng: np.random.Generator) -> Samples:
    """The soft noise of a room: float32, (samples,), ROOM_RMS."""
    noise = np.convolve(rng.normal(0, 1, samples), np.ones(24) / 24, "same")
    quiet: Samples = (noise * (ROOM_RMS / noise.std())).astype(np.float32)
    return quiet


def _event(samples: Samples) -> Clip:
    return Clip(samples, *heard(samples, HEARD_DB))


def _faded(samples: Samples) -> Samples:
    ramp = np.linspace(0, 1, FADE_MS * PER_MS, dtype=np.float32)
    samples[: len(ramp)] *= ramp
    samples[-len(ramp) :] *= ramp[::-1]
    return samples


def _run(program: str, *arguments: str, stdin: bytes = b"") -> bytes:
    if not shutil.which(program):
        raise SystemExit(f"{program} is not on this machine; install it: apt-get install espeak-ng sox")
    done = subprocess.run([program, *arguments], input=stdin, capture_output=True, check=True)  # noqa: S603  our own words
    return done.stdout
