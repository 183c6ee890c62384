"""Mutilated media: each gives a result or one sentence; never a traceback, a hang, or another file's sound.

`python -m tests.robust.fuzz_media --count 1000 --seed 14 --seconds 3600`
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tests.media import disguises, odd_media

from woordbeeld.errors import WoordbeeldError
from woordbeeld.media.ffmpeg_program import wheel_ffmpeg
from woordbeeld.media.playable import playable, sound_alone
from woordbeeld.media.samples import decode
from woordbeeld.media.shots import shot_changes

WHOLE_EVERY = 6  # of so many one is odd but valid, and must not be refused
HANG_S = 120
MOST_BYTES = 3_000_000_000  # of memory for any of them, those of a day without sound too
SOURCES = (
    *("usual.mp4", "index first.mp4", "fragments.mp4", "usual.mkv", "usual.webm", "usual.ts", "usual.avi"),
    *("usual.mov", "usual.flv", "usual.mpg", "usual.wmv", "talk.mp3", "talk.wav", "f32.wav", "talk.ogg"),
    *("talk.opus", "talk.flac", "talk.aiff", "talk.m4a", "cover.mp3", "phase inverted.wav", "talk.aac"),
)
BLOCK_BYTES = (16, 512, 4096)
USED, REFUSED = "used", "refused"
Mutilate = Callable[[bytes, random.Random], bytes]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many were tried, how many could be used, and what went wrong, with the number to repeat it by."""

    tried: int
    used: int
    faults: tuple[str, ...]


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data))]


def behead(data: bytes, chance: random.Random) -> bytes:
    return data[chance.randrange(1, len(data)) :]


def flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    reach = chance.choice((64, 1024, len(data)))  # headers are where it hurts
    for _ in range(chance.choice((1, 3, 30))):
        changed[chance.randrange(min(reach, len(data)))] = chance.randrange(256)
    return bytes(changed)


def zero(data: bytes, chance: random.Random) -> bytes:
    at, end = _block(data, chance)
    return data[:at] + bytes(end - at) + data[end:]


def double(data: bytes, chance: random.Random) -> bytes:
    at, end = _block(data, chance)
    return data[:end] + data[at:]


def drop(data: bytes, chance: random.Random) -> bytes:
    at, end = _block(data, chance)
    return data[:at] + data[end:]


def swap(data: bytes, chance: random.Random) -> bytes:
    first, second = sorted(chance.sample(range(len(data)), 2))
    return data[second:] + data[first:second] + data[:first]


def _block(data: bytes, chance: random.Random) -> tuple[int, int]:
    at = chance.randrange(len(data))
    return at, min(len(data), at + chance.choice(BLOCK_BYTES))


MUTILATIONS: tuple[Mutilate, ...] = (cut, behead, flip, flip, zero, double, drop, swap)


def mutilated(sources: dict[str, Path], chance: random.Random) -> tuple[str, bytes]:
    """A name and bytes: one of the sources, hurt in one to three ways, perhaps with the head of another."""
    name = chance.choice(SOURCES)
    data = sources[name].read_bytes()
    if chance.random() < 0.15:
        head = chance.randrange(8, 2048)
        data = sources[chance.choice(SOURCES)].read_bytes()[:head] + data[head:]
    for _ in range(chance.choice((1, 1, 2, 3))):
        data = chance.choice(MUTILATIONS)(data, chance) or b"\0"
    return name, data


def try_out(path: Path, cache: Path) -> None:
    """All that is done with a file: its sound, its shots, what browsers play of it.

    Raises:
        WoordbeeldError: it cannot be used.
        AssertionError: its sound is none, or that of another file.
    """
    media, samples = decode(path)
    assert np.isfinite(samples).all(), "samples that are no numbers"
    assert not disguises.is_secret(samples), "the sound of another file"
    if media.has_video:
        shot_changes(path)
        sound_alone(path, media, cache)
    playable(path, media, cache)


def _in_child(path: Path, cache: Path, told: Any) -> None:
    os.setpgid(0, 0)  # what it has started ends with it
    try:
        try_out(path, cache)
        told.send(USED)
    except WoordbeeldError as error:
        sentence = str(error)
        told.send(REFUSED if "\n" not in sentence and len(sentence) < 500 else f"no sentence: {sentence}")
    except BaseException:  # noqa: BLE001  whatever it is, it is the fault that we look for
        told.send(traceback.format_exc())
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    if peak > MOST_BYTES:
        told.send(f"ffmpeg took {peak >> 20} MB")


def told_of(path: Path, cache: Path) -> str:
    """What became of a file, in a process of its own: `USED`, `REFUSED`, or what went wrong."""
    fork = multiprocessing.get_context("fork")
    hear, tell = fork.Pipe(duplex=False)
    child = fork.Process(target=_in_child, args=(path, cache, tell))
    child.start()
    tell.close()
    child.join(HANG_S)
    if child.is_alive():
        assert child.pid
        os.killpg(child.pid, signal.SIGKILL)
        child.join()
        return f"not done in {HANG_S} s"
    told = []
    while hear.poll():
        try:
            told.append(hear.recv())
        except EOFError:
            break
    return (
        next((each for each in told if each not in (USED, REFUSED)), told[0])
        if told
        else f"ended with {child.exitcode}"
    )


def run(count: int, seed: int, seconds: float | None = None) -> Outcome:
    """Try out so many media, most of them mutilated, for at most so long."""
    until = None if seconds is None else time.monotonic() + seconds
    used = 0
    faults: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = odd_media.make(folder, _ffmpeg)
        odd_names = tuple(sources)
        secret = disguises.make_secret(folder, _ffmpeg)
        for number in range(count):
            if until is not None and time.monotonic() > until:
                return Outcome(number, used, tuple(faults))
            chance = random.Random(f"{seed}-{number}")  # noqa: S311  to be repeated, not to be secret
            whole = number % WHOLE_EVERY == 0
            if whole:
                source = odd_names[(number // WHOLE_EVERY + seed) % len(odd_names)]
                data = sources[source].read_bytes()
            elif chance.random() < 0.1:
                source, data = chance.choice(disguises.all_of(secret, sources["usual.mov"]))
            else:
                source, data = mutilated(sources, chance)
            path = folder / f"trial{Path(source).suffix}"
            path.write_bytes(data)
            told = told_of(path, folder / f"cache{number}")
            used += told == USED
            if told != USED and (whole or told != REFUSED):
                faults.append(f"number {number}, of {source}: {told}")
    return Outcome(count, used, tuple(faults))


def _ffmpeg(*arguments: object) -> None:
    # The media are the same whatever they are read with.
    command = [wheel_ffmpeg().path, "-v", "error", "-nostdin", "-y", *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=1000)
    options.add_argument("--seed", type=int, default=14)
    options.add_argument("--seconds", type=float)
    given = options.parse_args()
    outcome = run(given.count, given.seed, given.seconds)
    for fault in outcome.faults:
        sys.stderr.write(f"{fault}\n")
    sys.stdout.write(
        f"{outcome.tried} media, seed {given.seed}: {len(outcome.faults)} faults ({outcome.used} were used)\n"
    )
    sys.exit(bool(outcome.faults))


if __name__ == "__main__":
    main()
