"""What each number of the placing of words is good for: `python -m tests.benchmarks.placement_costs`.

Episodes of rooms of the game that no number was chosen on are timed anew with each. The recogniser listens
once, a few minutes; what it heard is kept in the user's cache.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click
from tests.benchmarks.ablation import Number, Outcome, ablated
from tests.benchmarks.episodes import RECIPES, TrueLine, compose, fetch, read_library, write_episode
from tests.benchmarks.fresh_texts import fresh_rooms
from tests.benchmarks.score import JudgedLine

from woordbeeld.alignment import placement
from woordbeeld.alignment.align import align
from woordbeeld.alignment.placement import Boundary
from woordbeeld.pipeline import ListenedVideo, hear
from woordbeeld.settings import Settings
from woordbeeld.timing import Span
from woordbeeld.transcript.model import Transcript
from woordbeeld.transcript.reader import read_alignable

ROOT: Final = Path(__file__).parents[2]
EPISODES: Final = ("clear", "tight", "music", "differs")
SEED: Final = 15
EVERYWHERE: Final = 10**6  # ms, or the evidence against speech: no limit at all
NAMES: Final = {
    "ATTENTION_GAIN": 0.0,
    "ATTENTION_LEAD_MS": 0,
    "OTHER_SPEECH": 0.0,
    "UNEXPLAINED": -EVERYWHERE,
    "FAR_FROM_HEARD": 0.0,
    "HEARD_REACH_MS": EVERYWHERE,
    "EARLY_REACH_MS": EVERYWHERE,
    "TOKEN_STEPS": 1,
}


@dataclass(frozen=True, slots=True)
class _Timed:
    """An episode that the recogniser has listened to, with its true lines."""

    text: Transcript
    heard: ListenedVideo
    lines: tuple[TrueLine, ...]


def numbers() -> Iterator[Number]:
    """All numbers of `placement.py`."""
    for name, nothing in NAMES.items():
        yield Number(name, placement, name, nothing)
    for boundary in Boundary:
        for cost in ("pause_cost", "pausing_cost", "no_pause_cost"):
            if getattr(boundary, cost):
                yield Number(f"{boundary.name} {cost}", boundary, cost)


def prepared(folder: Path) -> Iterator[_Timed]:
    """The episodes, composed in the folder and listened to."""
    game = fetch(folder / "packages")
    library = read_library(game, fresh_rooms(game))
    out = folder / "fresh"
    out.mkdir(parents=True, exist_ok=True)
    for number, (name, recipe) in enumerate(RECIPES.items()):
        if name not in EPISODES:
            continue
        click.echo(f"listening to {name}", err=True)
        episode = compose(recipe, library, SEED + number)
        write_episode(episode, name, out)
        text = read_alignable(out / f"{name}.txt")
        yield _Timed(text, hear(out / f"{name}.wav", Settings()), episode.lines)


def outcome(episodes: Sequence[_Timed]) -> Outcome:
    """The time of every word, and the lines that start more than 100 ms or end more than 150 ms off."""
    counts = Counter({"starts off": 0, "ends off": 0, "lost": 0})
    spans: list[tuple[int, Span | None]] = []
    for number, episode in enumerate(episodes):
        heard = episode.heard
        alignment = align(heard.recording, episode.text, heard.speech, heard.recogniser)
        found = {line.source.line: line.span for line in alignment.lines}
        spans += [(number, word.span) for word in alignment.words]
        for true in episode.lines:
            line = JudgedLine(true.line, true.span, found[true.line])
            counts["starts off"] += not line.start_is_near
            counts["ends off"] += not line.end_is_near
            counts["lost"] += line.is_lost
    return Outcome(spans, counts)


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default=ROOT / "bench", show_default=True)
def main(out: Path) -> None:
    """Tell how many lines are off without each number, or with another."""
    episodes = tuple(prepared(out))
    for part in ablated(tuple(numbers()), lambda: outcome(episodes)):
        click.echo(f"{part}\n")


if __name__ == "__main__":
    main()
