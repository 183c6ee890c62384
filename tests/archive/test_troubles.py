"""Where the machine is at fault one video after the other, the rest is not tried, and none is given up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from woordbeeld.archive import archiving
from woordbeeld.archive.archiving import MOST_TROUBLES, make_archive
from woordbeeld.archive.clusters import OwnMachine
from woordbeeld.archive.places import Places
from woordbeeld.archive.planning import Wanted, planned
from woordbeeld.archive.record import Failure
from woordbeeld.archive.sources.table import Listed
from woordbeeld.archive.task import Ending, Outcome
from woordbeeld.archive.videos import Video
from woordbeeld.cli.archive_progress import Silent

TEXTS = {"nl": "schijf vol", "en": "disk full"}
FULL = Outcome(Ending.FAILED, Failure(TEXTS, TEXTS, TEXTS, is_of_machine=True))


class NoConnection:
    """In place of Dask."""

    class client:  # noqa: N801 - as the attribute is called
        dashboard_link = ""


def videos(count: int) -> Listed:
    return Listed(tuple(Video(f"/none/{number}.mp4", None, name=f"v{number}") for number in range(count)))


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every video fails for want of room."""

    @contextmanager
    def connected(_: Any) -> Iterator[NoConnection]:
        yield NoConnection()

    def outcomes(_: Any, board: Any, _work: Any, stopping: Any, tell: Any) -> Iterator[Any]:
        while board.waiting and not stopping.is_asked:
            task = board.begin()
            tell(board, 1)
            if board.end(task, FULL):
                yield task, FULL

    monkeypatch.setattr(archiving, "connected", connected)
    monkeypatch.setattr(archiving, "outcomes", outcomes)


@pytest.mark.usefixtures("full_disk")
def test_the_rest_is_not_tried_and_all_is_tried_again_at_the_next_run(tmp_path: Path) -> None:
    listed, places = videos(30), Places(tmp_path / "site")
    summary = make_archive(listed, places.site, Wanted(), OwnMachine(1, 1), language="en", watcher=Silent())
    assert summary.trouble == FULL
    assert (len(summary.failures), summary.left) == (MOST_TROUBLES, 30 - MOST_TROUBLES)
    assert places.failures.read_text("utf-8-sig").count("disk full") > 0
    assert len(planned(listed.videos, places, Wanted()).tasks) == 30


class Told(Silent):
    """Keeps what is told."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def line(self, line: str, *, matters: bool) -> None:
        """See `Watcher`."""
        assert matters
        self.lines.append(line)


def test_that_there_are_no_workers_is_told_once_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def connected(_: Any) -> Iterator[NoConnection]:
        yield NoConnection()

    def outcomes(_: Any, board: Any, _work: Any, _stopping: Any, tell: Any) -> Iterator[Any]:
        for workers in (0, 0, 1, 0, 0):
            tell(board, workers)
        yield from ()

    monkeypatch.setattr(archiving, "connected", connected)
    monkeypatch.setattr(archiving, "outcomes", outcomes)
    monkeypatch.setattr(archiving, "NO_WORKERS_S", 0.0)
    watcher, site = Told(), tmp_path / "site"
    make_archive(videos(1), site, Wanted(), OwnMachine(1, 1), language="en", watcher=watcher)
    assert [line.partition(".")[0] for line in watcher.lines] == ["There are no workers"] * 2
