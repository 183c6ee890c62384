"""Videos that wait for their turn: one at a time, stopped and taken up again, also after a restart."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import pytest
from tests.window.waiting import until
from tests.window.working import end, process

from woordbeeld.window import queue as queues
from woordbeeld.window.project import Listening, Task
from woordbeeld.window.queue import Job, QueueState, WorkQueue, _Running
from woordbeeld.window.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setattr(queues, "_process", process)
    made = Workspace(tmp_path)
    for title in ("Een", "Twee"):
        made.new(title, "nl")
    return made


def is_at(queue: WorkQueue, name: str, state: QueueState) -> None:
    until(lambda: queue.state(name) is state)


def test_a_stage_that_is_done_again_is_shown_once_where_it_is_now() -> None:
    with subprocess.Popen([sys.executable, "-c", ""], text=True) as ended:
        running = _Running(Job("een"), ended)
    told = [("Listening", 0.5), ("Listening", 1.0), ("Comparing", 1.0), ("Listening", 0.25)]
    for at, (stage, share) in enumerate(told):
        running.take({"en": stage}, share, float(at))
    assert running.stages == [({"en": "Comparing"}, 1.0, 2.0), ({"en": "Listening"}, 0.25, 3.0)]


def test_one_after_the_other(workspace: Workspace, queue: WorkQueue) -> None:
    queue.want("een")
    queue.want("twee")
    until(lambda: len(queue.stages("een")) > 0)
    assert [(each.name["en"], each.share) for each in queue.stages("een")] == [("Listening", 0.25)]
    assert (queue.state("een"), queue.state("twee")) == (QueueState.BUSY, QueueState.WAITS)
    end(workspace, "een", '{"done": true}')
    is_at(queue, "twee", QueueState.BUSY)
    until(lambda: workspace.project("een").listening is Listening.NOT_ASKED)
    assert queue.state("een") is QueueState.IDLE
    end(workspace, "twee", '{"done": true}')
    is_at(queue, "twee", QueueState.IDLE)


def test_what_is_stopped_begins_again_when_it_is_wanted(workspace: Workspace, queue: WorkQueue) -> None:
    queue.want("een")
    until(lambda: len(queue.stages("een")) > 0)
    queue.stop("een")
    is_at(queue, "een", QueueState.IDLE)
    assert workspace.project("een").listening is Listening.STOPPED
    queue.want("een")
    until(lambda: (workspace.path / "een/begun").read_text() == "xx")
    assert workspace.project("een").listening is Listening.WANTED


def test_what_is_only_made_again_is_so_also_after_a_restart(workspace: Workspace) -> None:
    made(workspace, "een")
    first = WorkQueue(workspace)
    first.start()
    first.remake("een")
    until(lambda: len(first.stages("een")) > 0)
    first.end()
    again = WorkQueue(workspace)
    again.start()
    is_at(again, "een", QueueState.BUSY)
    again.remake("een")
    assert workspace.project("een").listening is Listening.REMAKING
    end(workspace, "een", '{"done": true}')
    until(lambda: workspace.project("een").listening is Listening.NOT_ASKED)
    again.end()


@pytest.mark.parametrize("listening", [Listening.WANTED, Listening.STOPPED])
def test_what_was_not_heard_yet_is_listened_to_also_where_it_is_made_again(
    workspace: Workspace, queue: WorkQueue, listening: Listening
) -> None:
    queue.remake("twee")  # of which nothing is made
    made(workspace, "een")
    workspace.change("een", listening=listening)
    queue.remake("een")
    assert {workspace.project(name).listening for name in ("een", "twee")} == {Listening.WANTED}


def made(workspace: Workspace, name: str) -> None:
    bundle = workspace.project(name).bundle
    bundle.mkdir()
    (bundle / "bundle.json").touch()


def test_what_fails_is_told_and_the_next_goes_on(workspace: Workspace, queue: WorkQueue) -> None:
    queue.want("een")
    queue.want("twee")
    end(workspace, "een", '{"trouble": {"nl": "te stil", "en": "too quiet"}}')
    is_at(queue, "twee", QueueState.BUSY)
    until(lambda: workspace.project("een").trouble == {"nl": "te stil", "en": "too quiet"})
    assert workspace.project("een").listening is Listening.STOPPED


def test_a_process_that_dies_is_told(workspace: Workspace, queue: WorkQueue) -> None:
    end(workspace, "een", "no JSON at all")
    queue.want("een")
    until(lambda: workspace.project("een").trouble is not None)
    assert set(workspace.project("een").trouble or {}) == {"nl", "en"}


def test_a_process_that_cannot_begin_is_told_and_the_next_goes_on(
    workspace: Workspace, queue: WorkQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(folder: Path, job: Job) -> subprocess.Popen[str]:
        if job.name == "een":
            raise OSError(errno.ENOMEM, "no memory")
        return process(folder, job)

    monkeypatch.setattr(queues, "_process", refused)
    queue.want("een")
    queue.want("twee")
    is_at(queue, "twee", QueueState.BUSY)
    trouble = workspace.project("een").trouble or {}
    assert "(er is te weinig geheugen); " in trouble["nl"]
    assert "(Cannot allocate memory); " in trouble["en"]


@pytest.mark.parametrize("told", ["[]", "1", '"x"', '{"stage": 1}', "{"])
def test_what_is_no_news_is_passed_over(workspace: Workspace, queue: WorkQueue, told: str) -> None:
    end(workspace, "een", told + '\n{"done": true}')
    queue.want("een")
    until(lambda: workspace.project("een").listening is Listening.NOT_ASKED)


def test_what_was_wanted_goes_on_after_the_program_was_started_again(workspace: Workspace) -> None:
    first = WorkQueue(workspace)
    first.start()
    first.want("een")
    first.want("twee")
    first.want("een", Task.BURN_SQUARE)
    first.want("een", Task.BURN_WIDE)
    first.stop("een", Task.BURN_WIDE)
    until(lambda: len(first.stages("een")) > 0)
    first.end()
    again = WorkQueue(workspace)
    again.start()
    is_at(again, "een", QueueState.BUSY)
    assert again.state("twee") is QueueState.WAITS
    assert again.state("een", Task.BURN_SQUARE) is QueueState.WAITS
    assert again.state("een", Task.BURN_WIDE) is QueueState.IDLE
    end(workspace, "een", '{"done": true}')
    until(lambda: workspace.project("een").burning == ())
    again.end()


def test_a_project_that_is_taken_away_stops_no_other(workspace: Workspace, queue: WorkQueue) -> None:
    queue.want("een")
    queue.want("twee")
    until(lambda: len(queue.stages("een")) > 0)
    (workspace.path / "een/project.json").unlink()
    end(workspace, "een", '{"done": true}')
    is_at(queue, "twee", QueueState.BUSY)
