"""Processes that write a bundle, killed or stopped at random moments: it is wholly old or wholly new.

Run it as `python -m tests.robust.fuzz_kills --count 200 --seed 14 --seconds 600`.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.robust.generations import (
    DONE,
    INTERRUPTED,
    ended,
    generation_of,
    hidden,
    in_process,
    without_exchange,
    write,
)

from woordbeeld.writing import finish_bundle

BUNDLES = 2.5  # so many are written at most before the kill
SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGINT, signal.SIGTERM)
FOREIGN = "mine.txt"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many processes were killed, and what was found wrong: the number of each and what it was."""

    kills: int
    faults: tuple[str, ...]


def run(count: int, seed: int, seconds: float | None = None) -> Outcome:
    """Kill so many processes, unless the time is over before."""
    until = time.monotonic() + seconds if seconds else None
    faults = []
    with tempfile.TemporaryDirectory() as kept, ExitStack() as undo:
        before = os.environ.get("WOORDBEELD_JOURNALS")
        undo.callback(_set, before)
        _set(f"{kept}/journals")
        undo.callback(setattr, os, "fsync", os.fsync)
        os.fsync = lambda _: None  # slow, and a kill loses nothing that was written
        bundle_s = _time_of_a_bundle(Path(kept))
        for number in range(count):
            if until and time.monotonic() > until:
                return Outcome(number, tuple(faults))
            folder = Path(kept) / str(number)
            folder.mkdir()
            if fault := _trial(folder, random.Random(f"{seed} {number}"), bundle_s):
                faults.append(f"{number}: {fault}")
    return Outcome(count, tuple(faults))


def _set(journals: str | None) -> None:
    os.environ.pop("WOORDBEELD_JOURNALS", None)
    if journals:
        os.environ["WOORDBEELD_JOURNALS"] = journals


def _time_of_a_bundle(folder: Path) -> float:
    write(folder / "timed", 0, folder)
    began = time.monotonic()
    write(folder / "timed", 2, folder)
    return time.monotonic() - began


def _trial(folder: Path, chance: random.Random, bundle_s: float) -> str:
    """One process that writes generation after generation until it is killed; tells what is wrong then."""
    out = folder / "bundle"
    has_exchange, has_foreign, begins = (chance.random() < share for share in (0.6, 0.3, 0.3))
    first = 0 if begins else 1
    if not begins:
        write(out, 0, folder)
        if has_foreign:
            (out / FOREIGN).write_text("mine")

    def work() -> None:
        with ExitStack() as around:
            if not has_exchange:
                around.enter_context(without_exchange())
            for generation in range(first, 1000):
                write(out, generation, folder)

    number = chance.choice(SIGNALS)
    pid = in_process(work)
    time.sleep(chance.uniform(0, BUNDLES) * bundle_s)
    os.kill(pid, number)
    code = ended(pid)
    try:
        assert code in (-number, INTERRUPTED if number == signal.SIGINT else -number, DONE), (
            f"it ended with {code}"
        )
        if has_exchange and not has_foreign:
            seen = generation_of(out)  # at once, before anything is mended
            assert begins or seen is not None, "the bundle is gone"
        if number == signal.SIGINT:
            generation_of(out)
            assert not hidden(out), f"{hidden(out)} is left after Ctrl-C"
        finish_bundle(out)
        seen = generation_of(out)
        assert begins or seen is not None, "the bundle is gone"
        write(out, 2000, folder)
        assert generation_of(out) == 2000
        assert not hidden(out), f"{hidden(out)} is left"
        if has_foreign and not begins:
            assert (out / FOREIGN).read_text() == "mine", "a foreign file was lost"
    except (AssertionError, OSError) as fault:
        return f"{number.name}, exchange {has_exchange}, foreign file {has_foreign}, new {begins}: {fault}"
    return ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--seconds", type=float)
    asked = parser.parse_args()
    outcome = run(asked.count, asked.seed, asked.seconds)
    for fault in outcome.faults:
        print(f"seed {asked.seed}, {fault}")
    print(f"{outcome.kills} kills, seed {asked.seed}: {len(outcome.faults)} faults")
    sys.exit(bool(outcome.faults))


if __name__ == "__main__":
    main()
