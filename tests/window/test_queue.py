"""Videos that wait for their turn: one at a time, stopped and taken up again, also after a restart."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.window.waiting import until

from woordbeeld.window import queue as queues
from woordbeeld.window.project import Listening, Task
from woordbeeld.window.queue import Job, QueueState, WorkQueue
from woordbeeld.window.workspace import Workspace

# In place of the process that listens: it is as far as a file says, and ends with what that says last.
WORKER = """
import json, sys, time
from pathlib import Path
folder = Path(sys.argv[1])
(folder / "begun").write_text((folder / "begun").read_text() + "x" if (folder / "begun").exists() else "x")
print(json.dumps({"stage": {"nl": "Luisteren", "en": "Listening"}, "share": 0.25}), flush=True)
while not (folder / "end").exists():
    time.sleep(0.01)
print((folder / "end").read_text(), flush=True)
"""


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    def process(folder: Path, _: Job) -> subprocess.Popen[str]:
        command = [sys.executable, "-c", WORKER, str(folder)]
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8")

    monkeypatch.setattr(queues, "_process", process)
    made = Workspace(tmp_path)
    for title in ("Een", "Twee"):
        made.new(title, "nl")
    return made


@pytest.fixture
def queue(workspace: Workspace) -> Iterator[WorkQueue]:
    made = WorkQueue(workspace)
    made.start()
    yield made
    made.end()


def end(workspace: Workspace, name: str, told: str) -> None:
    whole = workspace.path / name / "whole"  # it must not be read before it is
    whole.write_text(told, encoding="utf-8")
    whole.replace(workspace.path / name / "end")


def is_at(queue: WorkQueue, name: str, state: QueueState) -> None:
    until(lambda: queue.state(name) is state)


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
    process = queues._process

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
