"""Two processes at once: two that correct one transcript, and two that make one bundle.

Of two corrections none is lost; of two bundles one is made, and whoever does not make it is told.
Run it as `python -m tests.robust.fuzz_two_at_once --count 160 --seed 14 --seconds 600`.
"""

from __future__ import annotations

import random
import time
from functools import partial
from pathlib import Path

from tests.robust.generations import (
    DONE,
    REFUSED,
    apart,
    ended,
    generation_of,
    hidden,
    in_process,
    media,
    publications,
    write,
)
from tests.robust.trials import Outcome, main, trials

from woordbeeld.cli import main as woordbeeld
from woordbeeld.writing import Target, reserved_bundle, write_bundle

MAKES = 3  # of 16 trials: 30 makes beside 130 corrections
OF = 16
LONG_WORK_S = 2.5  # longer than the other waits for it
TALK = "".join(f"ADA: Regel {number}.\nJAN: Antwoord {number}.\n" for number in range(200))


def run(count: int, seed: int, seconds: float | None = None) -> Outcome:
    """Let so many pairs of processes meet, unless the time is over before."""
    with apart() as folder:

        def trial(number: int, chance: random.Random) -> None:
            place = folder / str(number)
            place.mkdir()
            (_two_bundles if number % OF < MAKES else _two_corrections)(place, chance)

        return trials(count, seed, seconds, trial)


def _two_corrections(folder: Path, chance: random.Random) -> None:
    talk = folder / "talk.txt"
    talk.write_text(TALK)

    def rename(old: str, new: str) -> None:
        time.sleep(chance.uniform(0, 0.01))
        code = woordbeeld.main(["speakers", "rename", str(talk), old, new, "--quiet"], standalone_mode=False)
        if code:
            raise AssertionError(f"exit code {code}")

    pids = [in_process(partial(rename, *names)) for names in (("Ada", "Eva"), ("Jan", "Kim"))]
    codes = [ended(pid) for pid in pids]
    assert codes == [DONE, DONE], f"they ended with {codes}"
    assert talk.read_text() == TALK.replace("ADA:", "EVA:").replace("JAN:", "KIM:"), "a change was lost"
    assert list(folder.iterdir()) == [talk]


def _two_bundles(folder: Path, chance: random.Random) -> None:
    out = folder / "bundle"
    if chance.random() < 0.5:
        write(out, 0, folder)
    takes_long = chance.random() < 0.3

    def make(generation: int) -> None:
        files, films = publications(generation), media(folder, generation)
        with reserved_bundle(Target(out), [file.name for file in files], tuple(films)):
            time.sleep(LONG_WORK_S if takes_long else chance.uniform(0, 0.1))
            write_bundle(Target(out), files, films)

    generations = (1, 2)
    pids = [in_process(partial(make, generation)) for generation in generations]
    codes = [ended(pid) for pid in pids]
    assert set(codes) <= {DONE, REFUSED}, f"they ended with {codes}"
    assert DONE in codes, "neither made it"
    made = {generation for generation, code in zip(generations, codes, strict=True) if code == DONE}
    assert generation_of(out) in made, "whose bundle is there was told that it is not"
    assert not takes_long or len(made) == 1, "both did the long work"
    assert not hidden(out), f"{hidden(out)} is left"


if __name__ == "__main__":
    main(run, "pairs")
