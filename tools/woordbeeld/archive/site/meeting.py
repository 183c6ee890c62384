"""How all videos of an archive stand with the law: totals, what is left to do, and one statement for all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from woordbeeld.archive.site.model import State, Video, Work
from woordbeeld.publications.evidence.model import Criterion, Deviation, Task, Verdict, criteria


@dataclass(frozen=True, slots=True)
class Total:
    """A criterion with how many videos have each verdict on it."""

    criterion: Criterion
    videos: Mapping[Verdict, int]


@dataclass(frozen=True, slots=True)
class TotalWork:
    """A task with in how many videos it is left, and in how many places."""

    task: Task
    videos: int
    places: int


@dataclass(frozen=True, slots=True)
class SharedDeviation:
    """A part of the statement that holds for so many videos, as most of them tell it.

    The `deviations` are all ways in which they do, each with its number of videos, most first.
    """

    part: Deviation
    deviations: tuple[tuple[str, int], ...]
    videos: int


def states(videos: Iterable[Video]) -> dict[State, int]:
    """How many videos are in each state."""
    counted = Counter(video.state for video in videos)
    return {state: counted[state] for state in State}


def totals(videos: Iterable[Video], language: str) -> tuple[Total, ...]:
    """The criteria that the law asks for, in their order, as far as any video was judged by them."""
    counted: dict[str, Counter[Verdict]] = {}
    for video in videos:
        for criterion, verdict in video.verdicts:
            counted.setdefault(criterion, Counter())[verdict] += 1
    return tuple(
        Total(criterion, {verdict: counted[criterion.id][verdict] for verdict in Verdict})
        for criterion in criteria(language)
        if criterion.id in counted
    )


def work_left(videos: Iterable[Video]) -> tuple[TotalWork, ...]:
    """What is to be done before publishing, in the order of the report of a video."""
    found: dict[Task, list[Work]] = {}
    for video in videos:
        for work in video.now:
            found.setdefault(work.task, []).append(work)
    return tuple(
        TotalWork(task, len(found[task]), sum(work.places for work in found[task]))
        for task in Task
        if task in found
    )


def shared_statement(videos: Sequence[Video]) -> tuple[SharedDeviation, ...]:
    """The statements of all videos as one: parts that tell the same are one part, in the order of the law.

    What deviates may be told with numbers, so that it differs from video to video.
    """
    found: dict[Deviation, Counter[str]] = {}
    for part in _parts(videos):
        found.setdefault(replace(part, deviation=""), Counter())[part.deviation] += 1
    shared = (_shared(part, deviations) for part, deviations in found.items())
    return tuple(
        sorted(shared, key=lambda each: (_criterion_in(each.part.title), -each.videos, each.part.cause))
    )


def _parts(videos: Sequence[Video]) -> Iterator[Deviation]:
    for video in videos:
        yield from video.statement


def _shared(part: Deviation, deviations: Counter[str]) -> SharedDeviation:
    ordered = sorted(deviations.items(), key=lambda each: (-each[1], each[0]))
    return SharedDeviation(replace(part, deviation=ordered[0][0]), tuple(ordered), deviations.total())


def _criterion_in(title: str) -> tuple[int, ...]:
    """The number of a criterion in the title of a part.

    >>> _criterion_in("Ondertitels (succescriterium 1.2.2)")
    (1, 2, 2)
    """
    number = title.rpartition(" ")[2].rstrip(")")
    return tuple(int(each) for each in number.split(".") if each.isdecimal())
