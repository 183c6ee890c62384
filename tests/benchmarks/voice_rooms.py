"""In which rooms of the Czech game the two fish have other voices: `python -m tests.benchmarks.voice_rooms`.

The labels of the benchmark are roles. Where another person acts a role, a voice that contradicts the label is
no mistake of the audit, so those rooms are left out.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

import click
import numpy as np
from tests.benchmarks.episodes import GAME, SEED, unpacked
from tests.benchmarks.table import table
from tests.benchmarks.voice_films import CZECH, FISH_LINES, clips_of, voices_of

from woordbeeld.voices.odds import Numbers, centred
from woordbeeld.voices.two_voices import Marks

LINES: Final = 6  # of each fish and room
LEAST: Final = 2


def likeness_by_room(game: Path) -> list[tuple[str, Numbers]]:
    """For each room how alike the lines of each fish are to those of the same fish in all others."""
    chance, rooms, labels, vectors = random.Random(SEED), list[str](), list[int](), []  # noqa: S311 nothing secret
    for room in sorted(folder.parent.name for folder in (game / "sound").glob("*/cs")):
        for fish, font in enumerate(FISH_LINES):
            clips = list(clips_of(game, room, f"font_{font}"))
            for voice in voices_of(chance.sample(clips, min(LINES, len(clips)))):
                rooms.append(room)
                labels.append(fish)
                vectors.append(voice.vectors)
    fish_of, room_of = np.array(labels), np.array(rooms)
    points = centred(vectors, np.eye(len(FISH_LINES))[fish_of])
    found = []
    for room in dict.fromkeys(rooms):
        here = room_of == room
        counts = [(here & (fish_of == fish)).sum() for fish in range(len(FISH_LINES))]
        if min(counts) >= LEAST:
            found.append((room, np.array([_alike(points, here, fish_of == fish) for fish in (0, 1)])))
    return sorted(found, key=lambda each: float(each[1].max()))


def _alike(points: Numbers, here: Marks, fish: Marks) -> float:
    return float((points[here & fish] @ points[~here & fish].T).mean())


@click.command()
@click.option("--cache", required=True, type=click.Path(path_type=Path), help="The folder for packages.")
def main(cache: Path) -> None:
    """Tell, for each room, how alike the voices of both fish are to those in all other rooms."""
    rows = likeness_by_room(unpacked(cache / "czech", CZECH) / GAME)
    click.echo(
        table(("room", *FISH_LINES), [(room, *(f"{each:.2f}" for each in alike)) for room, alike in rows])
    )


if __name__ == "__main__":
    main()
