"""Workers of Dask that sleep in place of making videos, in scaled time, and of which some are killed."""

from __future__ import annotations

import asyncio
import random
import re
import threading
import time
from concurrent.futures import Future as Waiting
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from distributed import Worker

from woordbeeld.archive.record import Failure
from woordbeeld.archive.task import Ending, Outcome, outcome_as_text, task_of

HOUR_S: Final = 3600
KILLED_AN_HOUR: Final = 1 / 50  # of the workers
NO_FAILURE: Final = Failure({"nl": "", "en": ""}, {"nl": "", "en": ""}, {"nl": "", "en": ""})
FAILS: Final = "fails"  # in place of the description of a video


@dataclass
class Counted:
    """What happened in the workers, in seconds of simulated time."""

    scale: float = 1.0
    began: dict[str, float] = field(default_factory=dict)
    useful_s: float = 0.0
    lost_s: float = 0.0
    killed: int = 0

    def now(self) -> float:
        return time.monotonic() * self.scale


COUNTED = Counted()


async def sleeping(text: str) -> str:
    """In place of making a video: as long as that takes, and a failure where it is one that fails."""
    video = task_of(text).video
    work_s, fails = float(video.title), video.description == FAILS
    COUNTED.began[video.name] = COUNTED.now()
    await asyncio.sleep(work_s / COUNTED.scale)
    COUNTED.began.pop(video.name, None)
    COUNTED.useful_s += work_s
    ending = Ending.FAILED if fails else Ending.DONE
    return outcome_as_text(Outcome(ending, NO_FAILURE if fails else None, video.size))


class Workers:
    """Workers of Dask in a thread of their own, of which some are killed by chance."""

    def __init__(self, address: str, count: int, chance: random.Random) -> None:
        self._address = address
        self._chance = chance
        self._loop = asyncio.new_event_loop()
        self._workers: list[Any] = []
        self._ends = False
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        self._call(self._begin(count)).result()

    def _call(self, coroutine: Any) -> Waiting[Any]:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop)

    async def _begin(self, count: int) -> None:
        for _ in range(count):
            self._workers.append(await Worker(self._address, nthreads=1, memory_limit=0, dashboard=False))

    def kill_by_chance(self) -> Waiting[None]:
        """Kill one worker in fifty each hour of simulated time, and begin another in its place."""
        return self._call(self._kill_by_chance())

    async def _kill_by_chance(self) -> None:
        while not self._ends:
            pause_s = self._chance.expovariate(len(self._workers) * KILLED_AN_HOUR / HOUR_S)
            await asyncio.sleep(pause_s / COUNTED.scale)
            if self._ends:
                return
            worker = self._workers.pop(self._chance.randrange(len(self._workers)))
            for state in list(worker.state.executing):
                name = re.sub("-publish-.*", "", state.key)
                if name in COUNTED.began:
                    COUNTED.lost_s += COUNTED.now() - COUNTED.began.pop(name)
            COUNTED.killed += 1
            worker.batched_stream.comm.abort()  # as the network sees the death of a process
            with suppress(Exception):
                await worker.close(timeout=0, executor_wait=False, nanny=False)
            await self._begin(1)

    def end(self) -> None:
        self._ends = True
