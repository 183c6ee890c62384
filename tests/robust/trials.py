"""Random trials, each of which can be repeated alone by its seed and its number."""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many trials there were, and what was found wrong: the number of each and what it was."""

    count: int
    faults: tuple[str, ...]


def trials(
    count: int, seed: int, seconds: float | None, trial: Callable[[int, random.Random], None]
) -> Outcome:
    """Do so many trials, unless the time is over before; what one raises is its fault."""
    until = time.monotonic() + seconds if seconds else None
    faults: list[str] = []
    for number in range(count):
        if until and time.monotonic() > until:
            return Outcome(number, tuple(faults))
        try:
            trial(number, random.Random(f"{seed} {number}"))  # noqa: S311 - no secret
        except Exception as fault:  # noqa: BLE001 - whatever it is, the others are tried too
            faults.append(f"{number}: {fault!r}")
    return Outcome(count, tuple(faults))


def main(run: Callable[[int, int, float | None], Outcome], what: str) -> None:
    """Do what the command line asks for, say how it went, and exit with 1 where there are faults."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--seconds", type=float)
    asked = parser.parse_args()
    outcome = run(asked.count, asked.seed, asked.seconds)
    for fault in outcome.faults:
        sys.stdout.write(f"seed {asked.seed}, {fault}\n")
    sys.stdout.write(f"{outcome.count} {what}, seed {asked.seed}: {len(outcome.faults)} faults\n")
    sys.exit(bool(outcome.faults))
