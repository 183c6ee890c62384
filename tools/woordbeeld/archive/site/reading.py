"""A video of an archive, read from its bundle: what is said in it, and how it stands with the law."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

from woordbeeld.archive.entry import FILE, read_entry
from woordbeeld.archive.site.model import MediaFile, Moment, Video, Work
from woordbeeld.archive.site.moments import moments_of
from woordbeeld.errors import BadInputError, WoordbeeldError
from woordbeeld.publications.evidence.model import NOT_REQUIRED, Deviation, Task, Verdict
from woordbeeld.words import say
from woordbeeld.writing import MadeBundle, open_bundle

VIDEOS: Final = "videos"
_DEVIATION: Final = tuple(field.name for field in fields(Deviation))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The folder of a video that the site cannot have now, and why."""

    name: str
    why: WoordbeeldError


def folders_of(site: Path) -> tuple[Path, ...]:
    """The folders of the videos of an archive, by their names; hidden ones are of runs that go on."""
    videos = site / VIDEOS
    found = videos.iterdir() if videos.is_dir() else ()
    return tuple(sorted(path for path in found if path.is_dir() and not path.name.startswith(".")))


def read_video(folder: Path) -> tuple[Video, tuple[Moment, ...]]:
    """The video in a folder, and its moments.

    Raises:
        WoordbeeldError: its bundle is not whole, not as it was made, of another version, or just being
            replaced; or nothing says of which video it is.
    """
    entry = read_entry(folder / FILE)
    bundle = open_bundle(folder)
    bundle.refuse_if_not_whole()
    alignment, report = (_record(bundle, name) for name in ("alignment.json", "report.json"))
    try:
        moments = moments_of(alignment)
        video = Video(
            entry,
            MediaFile(bundle.played, bundle.manifest.media[bundle.played].size),
            alignment["media"]["has_video"] is True,
            int(alignment["media"]["duration_ms"]),
            tuple(dict.fromkeys(moment.speaker for moment in moments if moment.speaker)),
            _verdicts(report),
            tuple(Work(Task(each["task"]), int(each["places"])) for each in report["now"]),
            tuple(Deviation(*(str(each[name]) for name in _DEVIATION)) for each in report["statement"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInputError(
            say("error.site.another_version"), where=str(folder), remedy=say("error.site.make_again")
        ) from error
    return video, moments


def _record(bundle: MadeBundle, name: str) -> Any:
    data = bundle.read(bundle.named(name))
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadInputError(
            say("error.site.another_version"),
            where=str(bundle.path(name)),
            remedy=say("error.site.make_again"),
        ) from error


def _verdicts(report: Mapping[str, Any]) -> tuple[tuple[str, Verdict], ...]:
    return tuple(
        (str(each["id"]), Verdict(each["verdict"]))
        for each in report["criteria"]
        if each["level"] != NOT_REQUIRED
    )
