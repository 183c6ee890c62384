"""Videos that are listened to one after the other, each in a process of its own that can be stopped."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from threading import Condition, Thread
from time import monotonic
from typing import Any, Final

from woordbeeld import processes
from woordbeeld.errors import WoordbeeldError, refused_by_system
from woordbeeld.window.project import Listening, Project, Task
from woordbeeld.window.telling import told_in_all
from woordbeeld.window.workspace import Workspace
from woordbeeld.words import LANGUAGES, say, told

_LEAST_SHARE: Final = 0.02  # of a stage, before it can be said how long the rest takes


class QueueState(Enum):
    """How far a video is."""

    IDLE = "idle"
    WAITS = "waits"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class StageShown:
    """A stage of the work, the share of it that is done, and how long the rest takes, where that is known."""

    name: Mapping[str, str]  # in each language
    share: float
    left_s: float | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A task for the video of this name, and which files it may overwrite."""

    name: str
    task: Task = Task.MAKE
    overwrite: tuple[str, ...] = ()

    @property
    def what(self) -> tuple[str, Task]:
        return self.name, self.task


@dataclass
class _Running:
    """The process that is at work, and what it told."""

    job: Job
    process: subprocess.Popen[str]
    stages: list[tuple[Mapping[str, str], float, float]] = field(default_factory=list)  # name, share, begin
    trouble: Mapping[str, str] | None = None
    is_done: bool = False
    is_stopped: bool = False  # by us

    def take(self, stage: Mapping[str, str], share: float, now: float) -> None:
        """So far a stage is; one that is done again, as after a draft, is shown once, where it is now."""
        last = self.stages[-1] if self.stages else None
        began = last[2] if last and last[0] == stage else now
        self.stages = [each for each in self.stages if each[0] != stage]
        self.stages.append((stage, share, began))


class WorkQueue:
    """What is to be made is kept in the projects, so that it goes on after the program was started again.

    Every public method may be called from any thread.
    """

    def __init__(self, workspace: Workspace, clock: Callable[[], float] = monotonic) -> None:
        self._workspace = workspace
        self._clock = clock
        self._waiting: list[Job] = []
        self._running: _Running | None = None
        self._troubles: dict[tuple[str, Task], Mapping[str, str]] = {}
        self._condition = Condition()
        self._ends = False
        self._thread = Thread(target=self._run, name="queue", daemon=True)

    def start(self) -> None:
        """Go on with all that was wanted when the program ended."""
        for project in self._workspace.projects():
            if isinstance(project, Project):
                self.take_up(project)
        self._thread.start()

    def take_up(self, project: Project) -> None:
        """Have all done that is wanted of a video for which nothing waits."""
        is_wanted = project.listening in (Listening.WANTED, Listening.REMAKING)
        tasks = [Task.MAKE] if is_wanted else []
        with self._condition:
            self._waiting += [Job(project.name, task) for task in (*tasks, *project.burning)]
            self._condition.notify_all()

    def drop(self, name: str) -> None:
        """Be at nothing of a video any more; what is wanted of it stays wanted."""
        with self._condition:
            running = self._running if self._running and self._running.job.name == name else None
            self._waiting = [job for job in self._waiting if job.name != name]
            if running:
                self._stop_process()
        if running:
            running.process.wait()

    def end(self) -> None:
        """Stop what runs; it goes on at the next start."""
        with self._condition:
            self._ends = True
            self._stop_process()
            self._condition.notify_all()
        if self._thread.is_alive():
            self._thread.join()

    def want(self, name: str, task: Task = Task.MAKE, overwrite: tuple[str, ...] = ()) -> None:
        """Have a task done; one that is at work already begins again."""
        if task is Task.MAKE:
            self._workspace.change(name, listening=Listening.WANTED, trouble=None)
        else:
            self._burning(name, task, is_wanted=True)
        self._queue(Job(name, task, overwrite))

    def remake(self, name: str) -> None:
        """Have a video made again of which only what was chosen changed."""
        project = self._workspace.project(name)
        is_heard = project.is_made and not project.trouble
        if not is_heard or project.listening in (Listening.WANTED, Listening.STOPPED):
            self.want(name)
            return
        self._workspace.change(name, listening=Listening.REMAKING)
        self._queue(Job(name))

    def _queue(self, job: Job) -> None:
        with self._condition:
            self._troubles.pop(job.what, None)
            self._forget(*job.what)
            self._waiting.append(job)
            self._condition.notify_all()

    def stop(self, name: str, task: Task = Task.MAKE) -> None:
        """Stop a task, until it is wanted again; what was heard so far is kept."""
        if task is Task.MAKE:
            self._workspace.change(name, listening=Listening.STOPPED, trouble=None)
        else:
            self._burning(name, task, is_wanted=False)
        with self._condition:
            self._forget(name, task)

    def state(self, name: str, task: Task = Task.MAKE) -> QueueState:
        """Whether a task is at work, or waits for its turn."""
        with self._condition:
            if self._running and self._running.job.what == (name, task):
                return QueueState.BUSY
            waits = any(job.what == (name, task) for job in self._waiting)
            return QueueState.WAITS if waits else QueueState.IDLE

    def stages(self, name: str, task: Task = Task.MAKE) -> tuple[StageShown, ...]:
        """The stages of a task that is at work, in the order in which they began."""
        with self._condition:
            if not self._running or self._running.job.what != (name, task):
                return ()
            now = self._clock()
            return tuple(
                StageShown(title, share, _left_s(share, now - began))
                for title, share, began in self._running.stages
            )

    def trouble(self, name: str, task: Task) -> Mapping[str, str]:
        """What hindered a task other than making, in each language; that of making is in the project."""
        with self._condition:
            return self._troubles.get((name, task), {})

    def _burning(self, name: str, task: Task, *, is_wanted: bool) -> None:
        """Keep whether a video with its captions in the picture is wanted."""
        with self._condition:
            others = (each for each in self._workspace.project(name).burning if each is not task)
            self._workspace.change(name, burning=(*others, *((task,) if is_wanted else ())))

    def _forget(self, name: str, task: Task) -> None:
        self._waiting = [job for job in self._waiting if job.what != (name, task)]
        if self._running and self._running.job.what == (name, task):
            self._stop_process()

    def _stop_process(self) -> None:
        if self._running:
            self._running.is_stopped = True
            processes.end(self._running.process)

    def _run(self) -> None:
        while True:
            with self._condition:
                while not self._waiting and not self._ends:
                    self._condition.wait()
                if self._ends:
                    return
                job = self._waiting.pop(0)
                try:
                    process = _process(self._workspace.path / job.name, job)
                except OSError as error:  # such as where there is no memory; the next may have more luck
                    self._keep(job, told_in_all(refused_by_system(error)))
                    continue
                running = self._running = _Running(job, process)
            self._listen_to(running)
            self._finish(running)
            with self._condition:
                self._running = None

    def _listen_to(self, running: _Running) -> None:
        """Take in what the process tells, until it ends."""
        output = running.process.stdout
        for line in output or ():
            with suppress(ValueError, TypeError, KeyError, AttributeError):
                self._take(running, json.loads(line))
        running.process.wait()

    def _take(self, running: _Running, record: Mapping[str, Any]) -> None:
        with self._condition:
            if "stage" in record:
                running.take(record["stage"], float(record["share"]), self._clock())
            running.trouble = record.get("trouble")
            running.is_done = record.get("done", False)

    def _finish(self, running: _Running) -> None:
        """Keep what came of it; where we stopped it, that was kept before."""
        if running.is_stopped:
            return
        self._keep(running.job, None if running.is_done else running.trouble or _ended())

    def _keep(self, job: Job, trouble: Mapping[str, str] | None) -> None:
        """That a task is done, or what hindered it."""
        name, task = job.what
        if task is not Task.MAKE:
            with self._condition:
                self._troubles |= {(name, task): trouble} if trouble else {}
            with suppress(WoordbeeldError):
                self._burning(name, task, is_wanted=False)
            return
        listening = Listening.STOPPED if trouble else Listening.NOT_ASKED
        with suppress(WoordbeeldError):  # a project that was taken away meanwhile has nothing to keep
            self._workspace.change(name, listening=listening, trouble=trouble)


def _process(folder: Path, job: Job) -> subprocess.Popen[str]:
    program = (sys.executable, "-m", "woordbeeld.window.worker")
    return processes.begin([*program, str(folder), job.task.value, *job.overwrite])


def _ended() -> dict[str, str]:
    return {code: told(say("window.worker_ended"), code) for code in LANGUAGES}


def _left_s(share: float, passed_s: float) -> float | None:
    return passed_s * (1 - share) / share if _LEAST_SHARE < share < 1 else None
