"""Which workers there are, and what each is at: a video is given to one that is free, and to no other.

Dask would choose itself, by how long tasks took so far; of tasks that take minutes or hours it puts some
behind others while workers stand idle (a quarter of two hundred, simulated).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from woordbeeld.archive.task import Task

if TYPE_CHECKING:
    from distributed import Future


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """A task that was given to the worker with this address."""

    task: Task
    address: str
    future: Future


class Crew:
    """The workers of a scheduler, by their addresses, and the tasks that they were given."""

    def __init__(self) -> None:
        self._threads: Mapping[str, int] = {}
        self._given: dict[str, Given] = {}
        self._loads: Counter[str] = Counter()

    @property
    def size(self) -> int:
        """How many tasks all of them can do at once."""
        return sum(self._threads.values())

    def see(self, threads: Mapping[str, int]) -> list[Given]:
        """These workers there are now; what was given to others comes back."""
        self._threads = dict(threads)
        lost = [each for each in self._given.values() if each.address not in threads]
        for each in lost:
            self.take_back(each)
        return lost

    def free(self) -> str | None:
        """The address of a worker that can take a task; None where all are busy."""
        free = (each for each, threads in self._threads.items() if self._loads[each] < threads)
        return min(free, key=self._loads.__getitem__, default=None)

    def give(self, given: Given) -> None:
        self._given[given.task.video.name] = given
        self._loads[given.address] += 1

    def take_back(self, given: Given) -> bool:
        """Whether a task was still given so: that of a worker that is gone may have been given to another."""
        if self._given.get(given.task.video.name) is not given:
            return False
        del self._given[given.task.video.name]
        self._loads[given.address] -= 1
        return True
