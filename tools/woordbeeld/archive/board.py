"""Which videos wait, run and are done, and what becomes of one whose process or worker died."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable
from typing import Final

from woordbeeld.archive.task import Ending, Outcome, Task

MOST_TRIES: Final = 3  # of a video that ends its process each time; then it is taken to be at fault

MOST_LOSSES: Final = 10  # of a video together with its worker: those die of other things too


class Board:
    """All tasks of a run, the largest first, so that none is begun last that takes longest."""

    def __init__(self, tasks: Iterable[Task]) -> None:
        self._waiting = deque(sorted(tasks, key=lambda task: (-task.video.size, task.video.name)))
        self._running: dict[str, Task] = {}
        self._tries: Counter[str] = Counter()
        self._losses: Counter[str] = Counter()
        self.left_bytes = sum(task.video.size for task in self._waiting)  # of all that are not done

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    @property
    def running(self) -> int:
        return len(self._running)

    def begin(self) -> Task:
        """The next task, which runs from now on."""
        task = self._waiting.popleft()
        self._running[task.video.name] = task
        return task

    def take_back(self, task: Task) -> None:
        """A task of which nothing is known any more waits again, as the first."""
        if self._running.pop(task.video.name, None):
            self._waiting.appendleft(task)

    def lose(self, task: Task) -> bool:
        """Whether a task is done with whose worker is gone; it waits again, but not for ever."""
        self._losses[task.video.name] += 1
        if self._losses[task.video.name] < MOST_LOSSES:
            self.take_back(task)
            return False
        return self._finish(task)

    def take_back_all(self) -> None:
        """As `take_back`, for all that run."""
        for task in list(self._running.values()):
            self.take_back(task)

    def end(self, task: Task, outcome: Outcome) -> bool:
        """Whether a task is done with; one whose process died is tried again some times, after all others."""
        if not self._running.pop(task.video.name, None):
            return False  # it was taken back, and is done again
        self._tries[task.video.name] += 1
        if outcome.ending is Ending.DIED and self._tries[task.video.name] < MOST_TRIES:
            self._waiting.append(task)
            return False
        return self._finish(task)

    def _finish(self, task: Task) -> bool:
        self._running.pop(task.video.name, None)
        self.left_bytes -= task.video.size
        return True
