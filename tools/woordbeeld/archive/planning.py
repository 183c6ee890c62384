"""What is to be done of an archive: all of which the files, what was chosen, or the program changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from woordbeeld.archive.marks import origin_mark, program_version, seen_mark
from woordbeeld.archive.places import Places
from woordbeeld.archive.record import Failure, Record, read_record, write_record
from woordbeeld.archive.task import Limits, Task
from woordbeeld.archive.videos import Stage, Video, is_address


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which stage of all videos is wanted, and how."""

    stage: Stage = Stage.PUBLISH
    retry_failed: bool = False
    overwrite: tuple[str, ...] = ()
    cache: str = ""
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Plan:
    """The tasks of a run; how many videos are as they are to be; and what failed before and is left alone."""

    tasks: tuple[Task, ...]
    settled: int = 0
    failed: tuple[tuple[Video, Failure], ...] = ()


def has_its_name(places: Places) -> Callable[[Video], bool]:
    """Whether an earlier run gave a video the name that it has."""
    return lambda video: read_record(places.record(video.name)).origin == origin_mark(video)


def have_made_again(places: Places, names: Iterable[str]) -> None:
    """Have the next run publish these videos again, of which something is not whole.

    Raises:
        EnvironmentProblemError: that cannot be kept.
    """
    for name in names:
        record = read_record(places.record(name))
        if Stage.PUBLISH in record.done:
            write_record(places.record(name), replace(record, done=record.done - {Stage.PUBLISH}))


def planned(videos: Sequence[Video], places: Places, wanted: Wanted) -> Plan:
    """What is to be done of these videos, by a glance at their files and what is kept of them."""
    tasks, failed, settled = [], [], 0
    for video in videos:
        record, seen = read_record(places.record(video.name)), _seen(video, places)
        if (
            record.failure
            and record.seen == seen != ""
            and not (wanted.retry_failed or record.failure.is_of_machine)
        ):
            failed.append((video, record.failure))
        elif _is_settled(video, record, seen, places, wanted):
            settled += 1
        else:
            tasks.append(_task(video, seen, places, wanted))
    return Plan(tuple(tasks), settled, tuple(failed))


def _seen(video: Video, places: Places) -> str:
    """Its mark at a glance; empty where a disk refuses that, and who works on it tells that of it alone."""
    try:
        return seen_mark(video, places.draft(video.name))
    except OSError:
        return ""


def _is_settled(video: Video, record: Record, seen: str, places: Places, wanted: Wanted) -> bool:
    """Whether nothing is to be done; whether a file behind an address has changed a worker finds out."""
    if wanted.stage not in record.done or not seen or record.seen != seen or record.failure:
        return False
    if is_address(video.media) or (video.transcript and is_address(video.transcript)):
        return False
    if not video.transcript and not places.draft(video.name).exists():
        return False
    is_whole = (places.bundle(video.name) / "bundle.json").is_file() and places.entry(video.name).is_file()
    return wanted.stage is not Stage.PUBLISH or is_whole


def _task(video: Video, seen: str, places: Places, wanted: Wanted) -> Task:
    return Task(
        video,
        wanted.stage,
        site=str(places.site),
        version=program_version(),
        seen=seen,
        cache=wanted.cache,
        overwrite=wanted.overwrite,
        limits=wanted.limits,
    )
