"""What is to be done of an archive: what changed, what was never done, and what failed if that is asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from woordbeeld.archive.archiving import drafts_of, gone_from
from woordbeeld.archive.drafts import write_draft
from woordbeeld.archive.entry import Entry, render_entry
from woordbeeld.archive.marks import origin_mark, seen_mark
from woordbeeld.archive.places import Places, refuse_source_in_site
from woordbeeld.archive.planning import Wanted, has_its_name, have_made_again, planned
from woordbeeld.archive.record import Failure, Record, read_record, write_record
from woordbeeld.archive.sources.table import Listed
from woordbeeld.archive.videos import Stage, Video
from woordbeeld.errors import WrongUseError

TEXTS = {"nl": "a", "en": "a"}
FAILURE = Failure(TEXTS, TEXTS, TEXTS)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "site")


@pytest.fixture
def video(tmp_path: Path) -> Video:
    (tmp_path / "a.mp4").write_bytes(b"video")
    (tmp_path / "a.txt").write_bytes(b"A: ja\n")
    return Video(str(tmp_path / "a.mp4"), str(tmp_path / "a.txt"), "a.mp4", "a")


def finish(video: Video, places: Places, record: Record | None = None) -> None:
    """Leave what a run leaves that made the video."""
    bundle = places.bundle(video.name)
    bundle.mkdir(parents=True, exist_ok=True)
    (bundle / "bundle.json").write_text("{}")
    places.entry(video.name).write_text(render_entry(Entry(video.name, "A", "nl")))
    seen = seen_mark(video, places.draft(video.name))
    done = record or Record(key="key", done=frozenset({Stage.PUBLISH}))
    write_record(places.record(video.name), replace(done, seen=seen))


def is_to_do(video: Video, places: Places, wanted: Wanted | None = None) -> bool:
    return bool(planned([video], places, wanted or Wanted()).tasks)


def test_what_is_done_is_done_until_something_of_it_changes(video: Video, places: Places) -> None:
    assert is_to_do(video, places)
    finish(video, places)
    assert not is_to_do(video, places)
    assert is_to_do(replace(video, title="Anders"), places)
    assert is_to_do(video, places, Wanted(Stage.LISTEN))
    Path(video.transcript or "").write_bytes(b"B: ja\n ")
    assert is_to_do(video, places)


@pytest.mark.parametrize("name", ["bundle.json", "entry.json"])
def test_what_somebody_removed_is_made_again(video: Video, places: Places, name: str) -> None:
    finish(video, places)
    (places.bundle("a") / name).unlink()
    assert is_to_do(video, places)


def test_times_set_by_hand_count(video: Video, places: Places) -> None:
    finish(video, places)
    Path(video.media).with_name("a.pins.toml").write_text("offset_ms = 5\n")
    assert is_to_do(video, places)


def test_a_draft_counts_as_the_transcript(video: Video, places: Places) -> None:
    untold = replace(video, transcript=None)
    places.draft("a").parent.mkdir(parents=True)
    places.draft("a").write_text("SPREKER 1: ja\n")
    finish(untold, places)
    assert not is_to_do(untold, places)
    places.draft("a").write_text("STEF BÖGER: ja\n")
    assert is_to_do(untold, places)
    finish(untold, places)
    places.draft("a").unlink()
    assert is_to_do(untold, places)


def test_what_has_an_address_is_asked_after_each_time(video: Video, places: Places) -> None:
    far = replace(video, media="https://example.nl/a.mp4")
    finish(far, places)
    assert is_to_do(far, places)


def test_what_failed_is_left_alone_unless_it_is_asked_or_was_the_machine(
    video: Video, places: Places
) -> None:
    finish(video, places, Record(failure=FAILURE))
    plan = planned([video], places, Wanted())
    assert (plan.tasks, plan.failed) == ((), ((video, FAILURE),))
    assert is_to_do(video, places, Wanted(retry_failed=True))
    finish(video, places, Record(failure=replace(FAILURE, is_of_machine=True)))
    assert is_to_do(video, places)


def test_what_the_source_has_no_more_is_told(video: Video, places: Places) -> None:
    finish(video, places)
    finish(replace(video, name="b"), places)
    assert gone_from(places, Listed((video,))) == ("b",)


def test_a_long_name_is_only_a_name(tmp_path: Path, places: Places) -> None:
    stem = "een-heel-lange-naam-" * 12
    for ending in ("mp4", "txt"):
        (tmp_path / f"{stem}.{ending}").write_bytes(b"a")
    video = Video(str(tmp_path / f"{stem}.mp4"), str(tmp_path / f"{stem}.txt"), f"{stem}.mp4", "a")
    assert is_to_do(video, places)
    finish(video, places)
    assert not is_to_do(video, places)


def test_a_video_whose_files_the_disk_refuses_keeps_no_other_back(video: Video, places: Places) -> None:
    finish(video, places)
    refused = replace(video, transcript=str(Path(video.media).with_name("b" * 300)), name="b")
    plan = planned([refused, video], places, Wanted())
    assert ([task.video.name for task in plan.tasks], plan.settled) == (["b"], 1)


def test_a_source_in_the_site_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "videos/2018").mkdir(parents=True)
    for source, site in (("videos", "."), ("videos/2018", "."), ("videos", "videos")):
        with pytest.raises(WrongUseError):
            refuse_source_in_site(tmp_path / source, tmp_path / site)
    refuse_source_in_site(tmp_path / "videos", tmp_path / "site")
    refuse_source_in_site(tmp_path, tmp_path / "site")


def test_an_earlier_run_tells_the_name_of_a_video(video: Video, places: Places) -> None:
    assert not has_its_name(places)(video)
    finish(video, places, Record(key="key", done=frozenset({Stage.PUBLISH}), origin=origin_mark(video)))
    assert has_its_name(places)(video)
    assert not has_its_name(places)(replace(video, source="2018/a.mp4"))


def test_what_the_site_left_out_is_published_again(video: Video, places: Places) -> None:
    finish(video, places, Record(key="key", done=frozenset({Stage.LISTEN, Stage.PUBLISH})))
    have_made_again(places, ["a", "somebody's own"])
    assert is_to_do(video, places)
    assert read_record(places.record("a")).done == {Stage.LISTEN}
    assert [path.name for path in places.record("a").parent.iterdir()] == ["a.json"]


def test_a_draft_is_one_until_somebody_corrects_it(video: Video, places: Places) -> None:
    listed = Listed((replace(video, transcript=None), replace(video, name="b")))
    write_draft(places, "a", "SPREKER 1: ja\n")
    assert drafts_of(places, listed) == 1
    places.draft("a").write_text("STEF BÖGER: ja\n", encoding="utf-8")
    assert drafts_of(places, listed) == 0
