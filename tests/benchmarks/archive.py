"""Real videos made with one worker and with two: `python -m tests.benchmarks.archive`.

They are cut from the episodes of the benchmark at the ends of lines. Each run begins with an empty cache, so
that all is heard anew, and each worker has one core.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import click

EPISODES: Final = ("long", "clear", "tight", "music", "applause", "differs")
PER_MS: Final = 16  # samples
AROUND_MS: Final = 150
MADE: Final = re.compile(r"done (\S+): (\S+) of video in (\S+), (\d+) MB")


@dataclass(frozen=True, slots=True)
class Run:
    """How long a run took (s), and the most memory (MB) that each of its videos had."""

    seconds: float
    megabytes: tuple[int, ...]


def pieces(episode: Path, length_ms: int) -> Iterator[list[dict[str, Any]]]:
    """The lines of an episode in pieces of about so long."""
    piece: list[dict[str, Any]] = []
    for line in json.loads(episode.with_suffix(".truth.json").read_text("utf-8"))["lines"]:
        if not line.get("start_ms") and line.get("start_ms") != 0:
            continue  # never said
        piece.append(line)
        if piece[-1]["end_ms"] - piece[0]["start_ms"] >= length_ms:
            yield piece
            piece = []


def cut(episode: Path, lines: list[dict[str, Any]], to: Path) -> int:
    """Write the sound of these lines and their transcript, and tell how long it is (ms)."""
    start_ms, end_ms = max(0, int(lines[0]["start_ms"]) - AROUND_MS), int(lines[-1]["end_ms"]) + AROUND_MS
    with wave.open(str(episode.with_suffix(".wav"))) as source, wave.open(str(to), "wb") as target:
        source.setpos(start_ms * PER_MS)
        target.setparams(source.getparams())
        target.writeframes(source.readframes((end_ms - start_ms) * PER_MS))
    said = "\n".join(f"{line['speaker'].upper()}: {line['text']}" for line in lines)
    to.with_suffix(".txt").write_text(f"{said}\n", encoding="utf-8")
    return end_ms - start_ms


def compose(episodes: Path, folder: Path, count: int, length_ms: int) -> int:
    """So many videos in a folder; how long they are together (ms)."""
    folder.mkdir()
    found = ((name, lines) for name in EPISODES for lines in pieces(episodes / name, length_ms))
    return sum(
        cut(episodes / name, lines, folder / f"{number:02}-{name}.wav")
        for number, (name, lines) in enumerate(islice(found, count))
    )


def run(source: Path, folder: Path, workers: int) -> Run:
    """The command with so many workers, and nothing in its cache but the weights."""
    options = ("--workers", str(workers), "--cache", str(folder / f"cache-{workers}"))
    command = [sys.executable, "-m", "woordbeeld", "archive", str(source), "--ui", "en", *options]
    began = time.monotonic()
    done = subprocess.run(
        [*command, "--out", str(folder / f"site-{workers}")], check=False, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"exit code {done.returncode}\n{done.stdout}{done.stderr}")
    return Run(time.monotonic() - began, tuple(int(found[4]) for found in MADE.finditer(done.stderr)))


@click.command()
@click.option("--episodes", type=click.Path(path_type=Path), default=Path("bench/lines"), show_default=True)
@click.option("--videos", default=24, show_default=True)
@click.option("--seconds", default=75, show_default=True, help="How long each video is, about.")
@click.option("--workers", multiple=True, type=int, default=(1, 2), show_default=True)
def main(episodes: Path, videos: int, seconds: int, workers: tuple[int, ...]) -> None:
    """Make real videos, and tell how long it took with each number of workers."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        length_ms = compose(episodes, folder / "videos", videos, seconds * 1000)
        click.echo(f"{videos} videos, {length_ms / 60_000:.1f} minutes in all")
        runs = {count: run(folder / "videos", folder, count) for count in workers}
    first = runs[workers[0]].seconds
    for count, each in runs.items():
        mean_mb, most_mb = sum(each.megabytes) / len(each.megabytes), max(each.megabytes)
        speed, ratio = length_ms / 1000 / each.seconds, first / each.seconds
        click.echo(f"{count} workers: {each.seconds:.0f} s, {speed:.1f} times as fast as the videos last")
        click.echo(
            f"  {ratio:.2f} times as fast as {workers[0]}; memory of a video {mean_mb:.0f} to {most_mb} MB"
        )


if __name__ == "__main__":
    main()
