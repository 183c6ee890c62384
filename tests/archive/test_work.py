"""One video in a process of its own: watched, ended where it wants too much, and told what hindered it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest
from tests.archive.conftest import Made

from woordbeeld.archive.child import Child, end_all, work
from woordbeeld.archive.entry import read_entry
from woordbeeld.archive.marks import program_version
from woordbeeld.archive.places import KEPT, Places
from woordbeeld.archive.record import read_record
from woordbeeld.archive.task import Ending, Limits, Outcome, Task, outcome_of, task_as_text
from woordbeeld.archive.videos import Chosen, Stage, Video

pytestmark = pytest.mark.whisper
GB = 10**9
WITHOUT_SCREEN = Chosen(screen=False)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site" / KEPT).mkdir(parents=True)
    return tmp_path / "site"


@pytest.fixture(scope="module")
def child() -> Iterator[Child]:
    """A process that has not ended so far."""
    yield Child()
    end_all()


@pytest.fixture
def video(undisturbed: Made) -> Video:
    source = undisturbed.source
    return Video(
        str(source / "praatje-01.mp4"),
        str(source / "praatje-01.txt"),
        name="praatje",
        title="Praatje",
        chosen=WITHOUT_SCREEN,
    )


def task(video: Video, site: Path, stage: Stage = Stage.PUBLISH, limits: Limits | None = None) -> Task:
    return Task(video, stage, str(site), program_version(), "seen", limits=limits or Limits(4 * GB))


def what(outcome: Outcome) -> str:
    assert outcome.failure
    return outcome.failure.what["en"]


def test_a_stage_is_done_once_as_long_as_nothing_changes(child: Child, video: Video, site: Path) -> None:
    for stage in (Stage.LISTEN, Stage.ALIGN, Stage.PUBLISH):
        assert child.do(task(video, site, stage)).ending is Ending.DONE
        assert child.do(task(video, site, stage)).ending is Ending.UNCHANGED
    assert read_record(Places(site).record("praatje")).done == {Stage.LISTEN, Stage.ALIGN, Stage.PUBLISH}
    assert (site / "videos/praatje/index.html").is_file()


def test_what_was_chosen_otherwise_is_made_anew(child: Child, video: Video, site: Path) -> None:
    assert child.do(task(video, site)).ending is Ending.DONE
    titled = replace(video, title="Anders", description="Een korte inleiding.", date="2018-06-27")
    assert child.do(task(titled, site)).ending is Ending.DONE
    page = (site / "videos/praatje/index.html").read_text(encoding="utf-8")
    assert "<title>Anders" in page
    assert "Een korte inleiding." in page


def test_a_video_without_a_transcript_gets_a_draft_that_is_never_written_over(
    child: Child, video: Video, site: Path
) -> None:
    untold = replace(video, transcript=None)
    assert child.do(task(untold, site)).ending is Ending.DONE
    draft = site / "drafts/praatje.txt"
    assert draft.is_file()
    assert read_entry(site / "videos/praatje/entry.json").is_draft
    corrected = draft.read_text(encoding="utf-8").replace("SPREKER 1", "STEF")
    draft.write_text(corrected, encoding="utf-8")
    assert child.do(task(untold, site)).ending is Ending.DONE
    assert draft.read_text(encoding="utf-8") == corrected
    assert not read_entry(site / "videos/praatje/entry.json").is_draft
    assert "STEF:" in (site / "videos/praatje/transcript.txt").read_text(encoding="utf-8")


def test_a_video_that_takes_too_long_is_ended(video: Video, site: Path) -> None:
    outcome = Child().do(task(video, site, limits=Limits(4 * GB, time_s=0)))
    assert outcome.ending is Ending.FAILED
    assert what(outcome) == "it took more than 0 minutes"


def test_a_video_that_wants_too_much_memory_is_ended(video: Video, site: Path) -> None:
    child = Child()
    outcome = child.do(task(video, site, limits=Limits(20_000_000)))
    assert outcome.ending is Ending.FAILED
    assert what(outcome) == "it needed more than 0.0 GB of memory"
    assert not child.is_alive
    assert outcome.peak_bytes > 20_000_000


def test_a_process_that_dies_is_told_and_the_next_task_has_another(video: Video, site: Path) -> None:
    child = Child()
    psutil.Process(child.process_id).kill()
    outcome = child.do(task(video, site))
    assert outcome.ending is Ending.DIED
    assert "ended by itself" in what(outcome)
    again = outcome_of(work(task_as_text(task(video, site))))
    assert again.ending is Ending.DONE


def test_a_worker_of_another_version_refuses(video: Video, site: Path) -> None:
    other = Task(video, Stage.PUBLISH, str(site), "0.0.1")
    outcome = outcome_of(work(task_as_text(other)))
    assert outcome.failure
    assert outcome.failure.is_of_machine
    assert "0.0.1" in what(outcome)


def test_a_worker_that_does_not_see_the_site_refuses(video: Video, tmp_path: Path) -> None:
    outcome = outcome_of(work(task_as_text(task(video, tmp_path / "elsewhere"))))
    assert outcome.failure
    assert outcome.failure.is_of_machine
    assert "does not see the folder" in what(outcome)
    assert not (tmp_path / "elsewhere").exists()
