"""Processes that write a bundle, killed or stopped at random moments: it is wholly old or wholly new.

Run it as `python -m tests.robust.fuzz_kills --count 200 --seed 14 --seconds 600`.
"""

from __future__ import annotations

import os
import random
import signal
import time
from contextlib import ExitStack
from pathlib import Path

from tests.robust.generations import (
    DONE,
    INTERRUPTED,
    apart,
    ended,
    generation_of,
    hidden,
    in_process,
    without_exchange,
    write,
)
from tests.robust.trials import Outcome, main, trials

from woordbeeld.writing import finish_bundle

BUNDLES = 2.5  # so many are written at most before the kill
SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGINT, signal.SIGTERM)
FOREIGN = "mine.txt"
LAST = 2000  # a generation that no killed process comes to


def run(count: int, seed: int, seconds: float | None = None) -> Outcome:
    """Kill so many processes, unless the time is over before."""
    with apart() as folder:
        bundle_s = _time_of_a_bundle(folder / "timed")
        return trials(
            count, seed, seconds, lambda number, chance: _trial(folder / str(number), chance, bundle_s)
        )


def _time_of_a_bundle(folder: Path) -> float:
    folder.mkdir()
    write(folder / "bundle", 0, folder)
    began = time.monotonic()
    write(folder / "bundle", 2, folder)
    return time.monotonic() - began


def _trial(folder: Path, chance: random.Random, bundle_s: float) -> None:
    """One process that writes generation after generation until it is killed."""
    folder.mkdir()
    out = folder / "bundle"
    has_exchange, has_foreign, is_new = (chance.random() < share for share in (0.6, 0.3, 0.3))
    if not is_new:
        write(out, 0, folder)
        if has_foreign:
            (out / FOREIGN).write_text("mine")

    def work() -> None:
        with ExitStack() as around:
            if not has_exchange:
                around.enter_context(without_exchange())
            for generation in range(int(not is_new), LAST):
                write(out, generation, folder)

    number = chance.choice(SIGNALS)
    pid = in_process(work)
    time.sleep(chance.uniform(0, BUNDLES) * bundle_s)
    os.kill(pid, number)
    code = ended(pid)
    assert code in {-number, INTERRUPTED if number == signal.SIGINT else -number, DONE}, (
        f"it ended with {code}"
    )
    if has_exchange and not (has_foreign and not is_new):
        _whole(out, may_be_gone=is_new)  # at once, before anything is finished
    if number == signal.SIGINT:
        _whole(out, may_be_gone=is_new)
        assert not hidden(out), f"{hidden(out)} is left after Ctrl-C"
    finish_bundle(out)
    _whole(out, may_be_gone=is_new)
    write(out, LAST, folder)
    assert generation_of(out) == LAST
    assert not hidden(out), f"{hidden(out)} is left"
    assert not has_foreign or is_new or (out / FOREIGN).read_text() == "mine"


def _whole(out: Path, *, may_be_gone: bool) -> None:
    assert generation_of(out) is not None or may_be_gone, "the bundle is gone"


if __name__ == "__main__":
    main(run, "kills")
