"""An archive made: all videos of a source, those that failed in a table, and the site of all."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Final, Protocol

from woordbeeld.archive.board import Board
from woordbeeld.archive.child import work
from woordbeeld.archive.clusters import Where, connected, dashboard_of
from woordbeeld.archive.dispatching import outcomes
from woordbeeld.archive.drafts import is_as_drafted
from woordbeeld.archive.failures import Failed, failed, render_failures, unusable
from woordbeeld.archive.log import Log, line_of
from woordbeeld.archive.marks import origin_mark
from woordbeeld.archive.places import KEPT, Places
from woordbeeld.archive.planning import Plan, Wanted, planned
from woordbeeld.archive.progress import Progress
from woordbeeld.archive.record import read_record, write_record
from woordbeeld.archive.sources.table import Listed
from woordbeeld.archive.stopping import Stopping, heeding_interrupts
from woordbeeld.archive.task import Ending, Outcome, Task
from woordbeeld.archive.whole import write_whole
from woordbeeld.errors import EnvironmentProblemError
from woordbeeld.words import say
from woordbeeld.writing import locked
from woordbeeld.writing.disk import check_folder, refusals_told

MOST_TROUBLES: Final = 10  # of the machine, one after the other: then the rest would fail as well
NO_WORKERS_S: Final = 15.0  # from then on people are told that there are none


class Watcher(Protocol):
    """Who is told how far an archive is."""

    def begin(self, dashboard: str) -> None:
        """The workers are there, with a page on which to see them."""

    def progress(self, progress: Progress) -> None:
        """So far it is."""

    def line(self, line: str, *, matters: bool) -> None:
        """A line was added to the log; one that matters is shown beside the progress."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of a run: how many videos were made, were as they are to be, and are left; what failed."""

    made: int
    settled: int
    failures: tuple[Failed, ...]
    left: int = 0
    drafts: int = 0  # videos of which a computer wrote the text, and nobody corrected it
    gone: tuple[str, ...] = ()  # videos of the site that the source has no more
    is_interrupted: bool = False
    trouble: Outcome | None = None  # of the machine, for which it was given up


def make_archive(
    listed: Listed,
    site: Path,
    wanted: Wanted,
    where: Where,
    *,
    language: str,
    watcher: Watcher,
) -> Summary:
    """Make the bundles of all videos that are not as they are to be, and the table of those that failed.

    Raises:
        EnvironmentProblemError: another run is busy with the same site, or there are no workers.
    """
    places = Places(site.absolute())
    check_folder(places.site)
    with refusals_told(places.site):
        (places.site / KEPT).mkdir(parents=True, exist_ok=True)
    with locked(places.site):
        plan = planned(listed.videos, places, wanted)
        run = _Run(places, plan, listed, language, watcher)
        try:
            if plan.tasks:
                run.run(where)
        finally:
            run.write_failures()
        return run.summary()


class _Run:
    """A run that goes on: what it has made, and what failed."""

    def __init__(self, places: Places, plan: Plan, listed: Listed, language: str, watcher: Watcher) -> None:
        self._places = places
        self._plan = plan
        self._listed = listed
        self._language = language
        self._watcher = watcher
        self._log = Log(places.log, language)
        self._stopping = Stopping()
        self._board = Board(plan.tasks)
        self._progress = Progress(len(plan.tasks), self._board.left_bytes, left_bytes=self._board.left_bytes)
        self._failures = [*map(unusable, listed.unusable), *(failed(*each) for each in plan.failed)]
        self._gone = gone_from(places, listed)
        self._troubles = 0
        self._trouble: Outcome | None = None
        self._began = monotonic()
        self._seen = self._began  # when there was a worker last
        self._has_told_none = False

    def run(self, where: Where) -> None:
        """Do all tasks, unless somebody stops it."""
        with connected(where) as connection:
            self._watcher.begin(dashboard_of(connection.client))
            self._began = self._seen = monotonic()
            try:
                with heeding_interrupts(self._stopping, self._tell_stopping):
                    for task, outcome in outcomes(connection, self._board, work, self._stopping, self._tell):
                        self._take(task, outcome)
            except BaseException:
                connection.end_at_once()
                raise

    def write_failures(self) -> None:
        write_whole(self._places.failures, render_failures(self._failures, self._language))

    def summary(self) -> Summary:
        return Summary(
            made=self._progress.done - self._progress.unchanged,
            settled=self._plan.settled + self._progress.unchanged,
            failures=tuple(self._failures),
            left=self._board.waiting + self._board.running,
            drafts=drafts_of(self._places, self._listed),
            gone=self._gone,
            is_interrupted=self._stopping.is_pressed,
            trouble=self._trouble,
        )

    def _take(self, task: Task, outcome: Outcome) -> None:
        """Keep what came of a task; where one after the other fails by the machine, the rest is not tried."""
        self._progress = self._progress.after(outcome)
        if outcome.failure:
            self._failures.append(failed(task.video, outcome.failure))
            record = self._places.record(task.video.name)
            with suppress(EnvironmentProblemError):  # a full disk: then it is tried again at the next run
                before = replace(read_record(record), origin=origin_mark(task.video))
                write_record(record, replace(before, seen=task.seen, failure=outcome.failure))
        is_of_machine = bool(outcome.failure and outcome.failure.is_of_machine)
        is_trouble = is_of_machine or outcome.ending is Ending.DIED
        self._troubles = self._troubles + 1 if is_trouble else 0
        if self._troubles >= MOST_TROUBLES:
            self._trouble = outcome
            self._stopping.ask()
        line = self._log.add(line_of(task, outcome, self._language))
        self._watcher.line(line, matters=outcome.failure is not None)

    def _tell(self, board: Board, workers: int) -> None:
        self._progress = replace(
            self._progress,
            waiting=board.waiting,
            running=board.running,
            left_bytes=board.left_bytes,
            passed_s=monotonic() - self._began,
            workers=workers,
        )
        self._watcher.progress(self._progress)
        if workers:
            self._seen, self._has_told_none = monotonic(), False
        elif not self._has_told_none and monotonic() - self._seen >= NO_WORKERS_S:
            self._has_told_none = True
            self._watcher.line(self._log.add(say("archive.no_workers")), matters=True)

    def _tell_stopping(self) -> None:
        line = self._log.add(say("archive.stopping", count=self._board.running))
        self._watcher.line(line, matters=True)


def drafts_of(places: Places, listed: Listed) -> int:
    """Of how many videos the text is a draft that nobody corrected."""
    return sum(not each.transcript and is_as_drafted(places, each.name) for each in listed.videos)


def gone_from(places: Places, listed: Listed) -> tuple[str, ...]:
    """The names of the videos on a site that its source has no more; nobody but their owner removes them."""
    there = {path.parent.name for path in places.videos.glob("*/entry.json")}
    return tuple(sorted(there - {video.name for video in listed.videos}))
