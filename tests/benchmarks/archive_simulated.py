"""Ten thousand videos on two hundred workers, simulated: `python -m tests.benchmarks.archive_simulated`.

The scheduler is Dask's own, in a process of its own, and what hands out the videos is what the command uses.
The workers are Dask's own too, all in one process; in place of making a video they sleep as long as that
takes, in scaled time. Some videos fail part of the way, and some workers are killed and others come.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click
import dask
import psutil
from distributed import Client
from tests.benchmarks.archive_sleeping import COUNTED, FAILS, HOUR_S, Workers, sleeping

from woordbeeld.archive.board import Board
from woordbeeld.archive.clusters import Connection, quieten
from woordbeeld.archive.dispatching import outcomes
from woordbeeld.archive.marks import program_version
from woordbeeld.archive.stopping import Stopping
from woordbeeld.archive.task import Ending, Task
from woordbeeld.archive.videos import Stage, Video

SHORTEST_S, LONGEST_S = 120, 3 * HOUR_S
FACTOR: Final = (
    0.3  # of its length, that a video takes on one core: about what `tests.benchmarks.archive` tells
)
OVERHEAD_S: Final = 6.0  # for each video, whatever its length
FAILING: Final = 0.05
SEED: Final = 2018
# What two hundred workers in one process would spend their time on: looking at themselves.
PLAIN: Final = {
    "distributed.worker.profile.enabled": False,
    "distributed.admin.system-monitor.interval": "1h",
    "distributed.admin.system-monitor.gil.enabled": False,
    "distributed.admin.tick.interval": "1s",
}


def tasks(count: int, chance: random.Random) -> list[Task]:
    """So many videos, as many short ones as long ones by the logarithm of their length."""
    found = []
    for number in range(count):
        length_s = SHORTEST_S * (LONGEST_S / SHORTEST_S) ** chance.random()
        fails = chance.random() < FAILING
        work_s = (OVERHEAD_S + FACTOR * length_s) * (chance.random() if fails else 1)
        about = FAILS if fails else None
        video = Video(
            "", name=f"v{number:05}", title=f"{work_s:.3f}", description=about, size=round(length_s)
        )
        found.append(Task(video, Stage.PUBLISH, "", program_version()))
    return found


@contextmanager
def scheduler() -> Iterator[tuple[str, psutil.Process]]:
    """A scheduler of Dask in a process of its own."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "scheduler.json"
        options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
        settings = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "10"}
        process = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli.dask_scheduler", *options],
            env={**os.environ, **settings},
            stderr=subprocess.DEVNULL,
        )
        try:
            while not file.exists():
                time.sleep(0.1)
            time.sleep(0.5)
            address = re.findall(r"tcp://[\d.:]+", file.read_text())[0]
            yield address, psutil.Process(process.pid)
        finally:
            process.kill()
            process.wait()


def simulate(videos: int, workers: int, scale: float) -> None:
    """Run it, and print what came of it."""
    COUNTED.scale = scale
    quieten()
    chance = random.Random(SEED)  # noqa: S311 - no secret
    wanted = tasks(videos, chance)
    ideal_s = sum(float(task.video.title) for task in wanted) / workers
    click.echo(f"{videos} videos on {workers} workers; an hour takes {HOUR_S / scale:.0f} s")
    click.echo(f"all of it, perfectly shared: {ideal_s / HOUR_S:.2f} h")
    with scheduler() as (address, process), dask.config.set(PLAIN):
        crew = Workers(address, workers, chance)
        connection = Connection(lambda: Client(address, set_as_default=False))
        board, cpu = Board(wanted), process.cpu_times()
        began, ends = COUNTED.now(), []
        crew.kill_by_chance()
        for _task, outcome in outcomes(connection, board, sleeping, Stopping(), lambda *_: None):
            ends.append((COUNTED.now(), outcome.ending))
        passed_s = COUNTED.now() - began
        crew.end()
        used = process.cpu_times()
        busy_s = used.user + used.system - cpu.user - cpu.system
        memory = process.memory_info().rss
        connection.close()
    _tell(Seen(ends, passed_s, workers, scale, busy_s, memory))


@dataclass(frozen=True, slots=True)
class Seen:
    """When each video ended and how (simulated seconds); what the scheduler used meanwhile (real ones)."""

    ends: list[tuple[float, Ending]]
    passed_s: float
    workers: int
    scale: float
    busy_s: float
    memory_bytes: int


def _tell(seen: Seen) -> None:
    ends, real_s = seen.ends, seen.passed_s / seen.scale
    done = sum(ending is Ending.DONE for _, ending in ends)
    whole, rate = seen.workers * seen.passed_s, len(ends) / real_s
    click.echo(
        f"made {done}, failed {len(ends) - done}, in all {len(ends)}; in {seen.passed_s / HOUR_S:.2f} h"
    )
    click.echo(f"utilisation {COUNTED.useful_s / whole:.1%}")
    click.echo(f"workers killed {COUNTED.killed}; work lost {COUNTED.lost_s / whole:.2%}")
    click.echo(f"scheduler: {rate:.0f} videos a second (in life {rate / seen.scale:.2f})")
    click.echo(
        f"  {seen.busy_s / real_s:.0%} of a core, {seen.busy_s / len(ends) * 1000:.1f} ms for each video"
    )
    click.echo(f"  {seen.memory_bytes / 1e6:.0f} MB")


@click.command()
@click.option("--videos", default=10_000, show_default=True)
@click.option("--workers", default=200, show_default=True)
@click.option("--hour", default=60.0, show_default=True, help="How long an hour takes, in seconds.")
def main(videos: int, workers: int, hour: float) -> None:
    """Simulate an archive."""
    simulate(videos, workers, HOUR_S / hour)


if __name__ == "__main__":
    main()
