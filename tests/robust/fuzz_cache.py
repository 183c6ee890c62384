"""Damage files of a filled cache at random: what a run makes of it is always what it makes of a whole one.

`python -m tests.robust.fuzz_cache --count 300 --seed 14` tries 300 damages; each starts from its own number.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
import wave
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import numpy.typing as npt

from woordbeeld import cache as kept
from woordbeeld.cache import ContentCache, file_sha256
from woordbeeld.media.model import Media
from woordbeeld.media.playable import sound_alone
from woordbeeld.speech.listening import CachedRecogniser
from woordbeeld.speech.model import Attention, HeardWord
from woordbeeld.speech.null import NullRecogniser
from woordbeeld.timing import Span

CHUNKS = 4
MOST_FILES = 3  # damaged before one run

Samples = npt.NDArray[np.float32]
Files = list[Path]


def heard(chunk: Samples, language: str) -> tuple[HeardWord, ...]:
    return tuple(
        HeardWord(f"{language} {value:.3f}", Span(at * 20, at * 20 + 20), 0.5)
        for at, value in enumerate(chunk[:9])
    )


def attended(chunk: Samples, words: Sequence[str]) -> Attention:
    weights = np.resize(chunk, (len(words), 50))
    return Attention(weights, (1,) * len(words), tuple(map(float, chunk[: len(words)])))


# Every answer of it follows from the sound alone.
PRETENDER = NullRecogniser(
    languages=lambda chunk: {"nl": float(chunk[0]), "fy": float(chunk[1])},
    heard=heard,
    attended=attended,
    voice=lambda _chunk, rough: rough + 1,
)


def _flip(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :]


def _zero(data: bytes, chance: random.Random) -> bytes:
    at, length = chance.randrange(len(data)), chance.randrange(1, 5000)
    return data[:at] + bytes(len(data[at : at + length])) + data[at + length :]


def _swap(data: bytes, chance: random.Random) -> bytes:
    """Two letters change places, which leaves most JSON what it was in shape."""
    one, other = sorted(chance.sample(range(len(data)), 2))
    return (
        data[:one] + data[other : other + 1] + data[one + 1 : other] + data[one : one + 1] + data[other + 1 :]
    )


DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _flip,
    _zero,
    _swap,
    lambda data, chance: data[: chance.randrange(len(data))],
    lambda data, chance: data + chance.randbytes(chance.randrange(1, 50)),
    lambda data, chance: chance.randbytes(len(data)),
    lambda _data, chance: chance.choice([b"", b"[]", b"null", b"{}", b"[[1]]", b'{"voice": []}', b"7"]),
)


def damage(files: Files, chance: random.Random) -> str:
    """Damage one file: its content, its place, or that it is there at all; in words, what was done."""
    file = chance.choice(files)
    match chance.randrange(10):
        case 0:
            file.unlink()
            return f"removed {file.name}"
        case 1:
            other = chance.choice([each for each in files if each.suffix == file.suffix])
            file.write_bytes(other.read_bytes())
            return f"{other.name} put in the place of {file.name}"
        case _:
            number = chance.randrange(len(DAMAGES))
            data = file.read_bytes() or b"x"
            file.write_bytes(DAMAGES[number](data, chance) if len(data) > 1 else b"")
            return f"damage {number} of {file.name}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many damages were tried, and what went wrong, with the number to repeat it with."""

    tried: int
    faults: tuple[str, ...]


class Trial:
    """A sound, and all that is kept of it, each time in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        chance = np.random.default_rng(14)
        self._folder = folder
        self._chunks = [chance.random(16_000, np.float32) for _ in range(CHUNKS)]
        self._sound = folder / "sound.wav"
        with wave.open(str(self._sound), "wb") as file:
            file.setparams((1, 2, 16_000, 0, "NONE", ""))
            file.writeframes((self._chunks[0] * 20_000).astype("<i2").tobytes())
        self._filled = folder / "filled"
        self.right = self.use(self._filled)

    def use(self, cache: Path) -> list[Any]:
        """All that a run asks of a cache, as it is then used."""
        kept._sha256_once.cache_clear()  # as in a process that has just begun
        recogniser, chunks = CachedRecogniser(PRETENDER, ContentCache(cache)), self._chunks
        attended = [recogniser.attend(each, ["een", "twee"], "nl") for each in chunks]
        rough = [np.zeros(50, np.float32) for _ in chunks]
        media = Media("sound.wav", file_sha256(self._sound), 1000, has_video=False)
        return [
            [recogniser.detect_languages(each) for each in chunks],
            recogniser.listen(chunks, "nl"),
            [(each.weights.tolist(), each.tokens, each.confidences) for each in attended],
            [odds.tolist() for odds in recogniser.tell_voice(chunks, rough)],
            sound_alone(self._sound, media, cache).read_bytes(),
        ]

    def fault(self, seed: int) -> str | None:
        """What goes wrong after some damages, twice in a row; None if nothing does."""
        chance = random.Random(seed)  # noqa: S311 - damage at random
        done: list[str] = []
        with TemporaryDirectory(dir=self._folder) as name:
            cache = Path(name)
            for file in sorted(self._filled.rglob("*.*")):
                copy = cache / file.relative_to(self._filled)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(file.read_bytes())
            for _ in range(chance.randint(1, MOST_FILES)):
                files = sorted(path for path in cache.rglob("*.*") if path.is_file())
                done.append(damage(files, chance))
            try:
                if [self.use(cache), self.use(cache)] != [self.right, self.right]:
                    return f"{seed}: another result after {', '.join(done)}"
            except Exception:  # noqa: BLE001 - any at all is a fault
                return f"{seed}: after {', '.join(done)}: {traceback.format_exc()}"
        return None


def run(count: int, seed: int, seconds: float | None = None) -> Outcome:
    """Try so many damages, or as many as there is time for; the first has number `seed`."""
    end = time.monotonic() + seconds if seconds is not None else None
    faults: list[str] = []
    tried = 0
    with TemporaryDirectory() as folder:
        trial = Trial(Path(folder))
        while tried < count and (end is None or time.monotonic() < end):
            if fault := trial.fault(seed + tried):
                faults.append(fault)
            tried += 1
    return Outcome(tried, tuple(faults))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--seconds", type=float)
    given = parser.parse_args()
    outcome = run(given.count, given.seed, given.seconds)
    for fault in outcome.faults:
        sys.stderr.write(f"{fault}\n")
    sys.stdout.write(f"{outcome.tried} damaged caches, seed {given.seed}: {len(outcome.faults)} faults\n")
    sys.exit(1 if outcome.faults else 0)


if __name__ == "__main__":
    main()
