"""How many wrong labels the voices find: `make bench-voices`.

Labels of films that are right are swapped at random, and held against the voices again. The films are those
of `voice_films`: the numbers of the audit were chosen by what is for tuning; what is reported is the rest.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click
from tests.benchmarks.alone import alone
from tests.benchmarks.episodes import GAME, PACKAGES, RATE, unpacked
from tests.benchmarks.mending import HEAD as MENDING
from tests.benchmarks.mending import mending_rows
from tests.benchmarks.table import share, table
from tests.benchmarks.voice_evidence import changes_told, two_voices_told
from tests.benchmarks.voice_films import (
    CHARACTERS,
    CZECH,
    DUTCH,
    MATERIALS,
    TWO,
    TWO_CZECH,
    UNEQUAL,
    Film,
    czech_films,
    dutch_films,
    swapped,
)

from woordbeeld.alignment.model import AlignedLine
from woordbeeld.cache import ContentCache
from woordbeeld.media.samples import Samples
from woordbeeld.pipeline import align_text, hear
from woordbeeld.settings import Settings
from woordbeeld.transcript.reader import read
from woordbeeld.voices.audit import Judged, Verdict, audit
from woordbeeld.voices.auditing import audit_lines
from woordbeeld.voices.hearing import embedders

SHARES: Final = (0, 5, 10, 20)  # percent of the labels
TRIALS: Final = 10  # of each share
BINS: Final = ((0, 0.02), (0.02, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 0.99), (0.99, 1.01))
GOALS: Final[Mapping[str, str]] = {
    TWO: "≥ 98 %, ≥ 97 %",
    TWO_CZECH: "–",
    CHARACTERS: "≥ 95 %, ≥ 93 %",
    UNEQUAL: "≥ 95 %",
}
NO_FALSE_ALARM: Final = "≤ 1 false alarm"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was told of a line: whether its label was wrong, and who says it."""

    judged: Judged
    wrong: bool
    speaker: str


@dataclass(frozen=True, slots=True)
class Trial:
    """A film with some labels wrong; where nothing is told, no line is judged."""

    outcomes: tuple[Outcome, ...]
    abstains: bool


def tried(film: Film, percent: int, trials: int) -> Iterator[Trial]:
    """What is told of each line in each trial."""
    for seed in range(trials if percent else 1):
        given = swapped(film.labels, percent, random.Random(seed))  # noqa: S311 nothing secret
        found = audit(film.voices(given))
        outcomes = tuple(
            Outcome(judged, label != speaker, speaker)
            for judged, label, speaker in zip(found.lines, given, film.labels, strict=True)
        )
        yield Trial(outcomes, found.abstains is not None)


def row(group: str, percent: int, trials: Sequence[Trial]) -> tuple[str, ...]:
    """Precision and recall: a wrong label of a line that is not judged is not found."""
    told = [each for trial in trials for each in trial.outcomes]
    flagged = [each for each in told if each.judged.verdict is Verdict.OTHER]
    hits = [each for each in flagged if each.wrong]
    return (
        group,
        f"{percent} %",
        share(len(hits), len(flagged)) if percent else "–",
        share(len(hits), sum(each.wrong for each in told)),
        f"{100 * (len(flagged) - len(hits)) / max(len(told), 1):.2f}",
        share(sum(each.judged.sounds_like == each.speaker for each in hits), len(hits)),
        share(sum(each.judged.verdict is Verdict.NOT_JUDGED for each in told), len(told)),
        f"{sum(each.abstains for each in trials)} of {len(trials)}",
        GOALS[group] if percent else NO_FALSE_ALARM,
    )


def reliability(told: Sequence[Outcome]) -> Iterator[tuple[str, ...]]:
    """How often a label is wrong, by how likely that was said to be."""
    judged = [each for each in told if each.judged.verdict is not Verdict.NOT_JUDGED]
    for low, high in BINS:
        within = [each for each in judged if low <= each.judged.probability < high]
        mean = sum(each.judged.probability for each in within) / max(len(within), 1)
        wrong = sum(each.wrong for each in within)
        yield f"{low:g} to {min(high, 1):g}", str(len(within)), f"{mean:.3f}", share(wrong, len(within))


def cost(folder: Path, name: str, settings: Settings) -> str:
    """What it takes to compare an episode, with nothing kept."""
    heard = hear(folder / f"{name}.wav", settings)
    text = read((folder / f"{name}.txt").read_text(encoding="utf-8"))
    lines, samples = align_text(heard, text, settings).lines, heard.recording.samples
    _, taken = alone(_compared, lines, samples)
    return (
        f"cost: {taken.seconds * RATE / len(samples):.3f} of the length, on one thread; the goal is 0.05\n"
        f"memory: {taken.megabytes:.0f} MB more than a process with PyTorch and the sound; the goal is 300"
    )


def _compared(lines: Sequence[AlignedLine], samples: Samples) -> None:
    with TemporaryDirectory() as empty:
        audit_lines(lines, samples, embedders(), ContentCache(Path(empty)))


HEAD: Final = (
    "voices", "labels wrong", "precision", "recall", "false alarms in 100 lines", "right speaker named",
    "lines not judged", "abstains", "goal",
)  # fmt: skip


@click.command()
@click.option("--cache", required=True, type=click.Path(path_type=Path), help="The folder for packages.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The folder for the episodes.")
@click.option("--trials", default=TRIALS, show_default=True)
@click.option("--material", type=click.Choice([*MATERIALS]), default="reported", show_default=True)
@click.argument("episodes", nargs=-1)
def main(cache: Path, out: Path, trials: int, material: str, episodes: tuple[str, ...]) -> None:
    """Tell how well wrong labels are found in the Dutch EPISODES, or all, and among Czech characters."""
    settings, names, of = Settings(), episodes or DUTCH, MATERIALS[material]
    folder = out / material
    folder.mkdir(parents=True, exist_ok=True)
    films = [*dutch_films(unpacked(cache / "dutch", PACKAGES) / GAME, names, of, folder, settings)]
    films += czech_films(unpacked(cache / "czech", CZECH) / GAME, of)
    rows, told = [], list[Outcome]()
    for group in GOALS:
        for percent in SHARES:
            found = [each for film in films if film.group == group for each in tried(film, percent, trials)]
            rows.append(row(group, percent, found))
            told += [each for trial in found for each in trial.outcomes]
    click.echo(table(HEAD, rows))
    click.echo("\n" + table(("said to be wrong", "lines", "mean", "wrong"), list(reliability(told))))
    click.echo(f"\n{changes_told([film for film in films if film.lines], settings)}")
    click.echo(two_voices_told(films))
    click.echo("\nin the editor:\n" + table(MENDING, list(mending_rows(films, trials))))
    click.echo(cost(folder, names[0], settings))


if __name__ == "__main__":
    main()
