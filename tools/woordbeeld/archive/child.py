"""A process beside a worker of Dask that makes videos, watched from here: its memory, its time, its end."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any, Final

from woordbeeld import processes
from woordbeeld.archive.marks import program_version
from woordbeeld.archive.places import KEPT
from woordbeeld.archive.record import Failure, failure_of, in_all
from woordbeeld.archive.task import Ending, Outcome, Task, outcome_as_text, outcome_of, task_as_text, task_of
from woordbeeld.errors import BadInputError, EnvironmentProblemError
from woordbeeld.words import Message, say

LOOK_S: Final = 0.5  # between two looks at how much memory is used
GB: Final = 1e9
MINUTE_S: Final = 60
MS: Final = 1000
_IDLE_SHARE: Final = 0.7  # of the memory that a video may use: a process that keeps more is replaced
_MACHINE_SHARE: Final = 0.9  # of the machine's memory, for all that run at once

_here = threading.local()  # one process for each thread in which Dask does tasks
_children: dict[int, Child] = {}


def work(text: str) -> str:
    """Do a task in the process beside this thread, and tell what came of it; both are JSON.

    This is what Dask runs. Whatever happens to the process, this ends with an outcome.
    """
    task = task_of(text)
    if task.version != program_version():
        return outcome_as_text(_other_version(task))
    if not (task.places.site / KEPT).is_dir():
        return outcome_as_text(_unseen_site(task))
    child = getattr(_here, "child", None)
    if child is None or not child.is_alive:
        child = _here.child = Child()
    return outcome_as_text(child.do(task))


def end_all() -> None:
    """End all processes beside this worker at once; what they were at is done again another time."""
    for child in list(_children.values()):
        child.end()


class Child:
    """The process, with what it told of the task that it is at."""

    def __init__(self) -> None:
        import psutil

        self._process = processes.begin([sys.executable, "-m", "woordbeeld.archive.worker"], _one_thread())
        self._watched = psutil.Process(self._process.pid)
        self._lines: SimpleQueue[str | None] = SimpleQueue()
        self._stage = in_all(say("stage.beginning"))
        self._peak_bytes = 0
        _children[self._process.pid] = self
        threading.Thread(target=self._take_in, args=(self._process,), daemon=True).start()

    @property
    def process_id(self) -> int:
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def end(self) -> None:
        """End the process and all that it started."""
        processes.end(self._process)
        self._process.wait()
        _children.pop(self._process.pid, None)

    def do(self, task: Task) -> Outcome:
        """A task done by the process; one that dies, or wants too much, is ended."""
        began, limit_bytes = monotonic(), task.limits.memory_bytes or memory_here()
        self._peak_bytes = 0
        outcome = self._done(task, began, limit_bytes)
        if not self.is_alive or self._memory() > limit_bytes * _IDLE_SHARE:
            self.end()
        return Outcome(
            outcome.ending,
            outcome.failure,
            outcome.duration_ms,
            round((monotonic() - began) * MS),
            self._peak_bytes,
            socket.gethostname(),
        )

    def _done(self, task: Task, began: float, limit_bytes: float) -> Outcome:
        self._stage = in_all(say("stage.beginning"))
        with suppress(OSError):  # a process that is gone is noticed below
            assert self._process.stdin  # noqa: S101 - for mypy
            self._process.stdin.write(task_as_text(task) + "\n")
            self._process.stdin.flush()
        while True:
            if monotonic() - began > task.limits.time_s:
                self.end()
                minutes = round(task.limits.time_s / MINUTE_S)
                return self._too_much(
                    say("error.archive.too_long", count=minutes), say("error.archive.give_time")
                )
            if self._memory() > limit_bytes:
                self.end()
                return self._too_much(
                    say("error.archive.too_large", gb=limit_bytes / GB), say("error.archive.give_memory")
                )
            try:
                line = self._lines.get(timeout=LOOK_S)
            except Empty:
                continue
            if line is None:
                return self._died()
            told = _record(line)
            self._stage = told.get("stage", self._stage)
            if "outcome" in told:
                return outcome_of(told["outcome"])

    def _too_much(self, what: Message, remedy: Message) -> Outcome:
        error = BadInputError(what, remedy=remedy)
        return Outcome(Ending.FAILED, self._failure(failure_of(error, say("stage.beginning"))))

    def _died(self) -> Outcome:
        code = self._process.wait()
        what = say("error.archive.died", code=code)
        error = EnvironmentProblemError(what, remedy=say("error.archive.retry"))
        return Outcome(Ending.DIED, self._failure(failure_of(error, say("stage.beginning"))))

    def _failure(self, failure: Failure) -> Failure:
        """At the stage that the process told last."""
        return Failure(self._stage, failure.what, failure.remedy, failure.is_of_machine)

    def _memory(self) -> int:
        """How many bytes the process and all that it started have in memory now; the most is kept."""
        import psutil

        total = 0
        with suppress(psutil.Error):
            for each in (self._watched, *self._watched.children(recursive=True)):
                with suppress(psutil.Error):
                    total += each.memory_info().rss
        self._peak_bytes = max(self._peak_bytes, total)
        return total

    def _take_in(self, process: subprocess.Popen[str]) -> None:
        for line in process.stdout or ():
            self._lines.put(line)
        self._lines.put(None)


def _record(line: str) -> Mapping[str, Any]:
    try:
        told = json.loads(line)
    except ValueError:  # something else than ours wrote it
        return {}
    return told if isinstance(told, dict) else {}


def _one_thread() -> Mapping[str, str]:
    """What has libraries use one thread: as many videos are made at once as there are cores for."""
    return dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")


def memory_here() -> float:
    """How many bytes a video may use here: what this worker was given, else its share of the machine."""
    from distributed import get_worker
    from distributed.system import MEMORY_LIMIT

    try:
        worker = get_worker()
    except ValueError:  # no worker: somebody tries the process out
        return float(MEMORY_LIMIT) * _MACHINE_SHARE
    given = worker.memory_manager.memory_limit or MEMORY_LIMIT * _MACHINE_SHARE
    return float(given) / int(worker.state.nthreads)


def _unseen_site(task: Task) -> Outcome:
    what = say("error.archive.unseen", host=socket.gethostname(), site=task.site)
    error = EnvironmentProblemError(what, remedy=say("error.archive.share_site"))
    return Outcome(Ending.FAILED, failure_of(error, say("stage.beginning"), is_of_machine=True))


def _other_version(task: Task) -> Outcome:
    what = say("error.archive.version", host=socket.gethostname(), there=program_version(), here=task.version)
    error = EnvironmentProblemError(what, remedy=say("error.archive.same_version"))
    return Outcome(Ending.FAILED, failure_of(error, say("stage.beginning"), is_of_machine=True))
