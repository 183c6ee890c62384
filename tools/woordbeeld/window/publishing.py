"""What the page to publish a bundle shows of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from woordbeeld import publishing
from woordbeeld.publications.evidence.model import Task as Job
from woordbeeld.window.project import Task
from woordbeeld.words import told

PREVIEW_WIDTHS: Final = ((320, "phone"), (768, "tablet"), (1280, "screen"))  # CSS pixels, each with its word
HEADING_LEVELS: Final = (2, 3, 4, 5)
MOST_JOBS: Final = 3  # that are shown, of all that the report has
BURNT: Final = (Task.BURN_WIDE, Task.BURN_SQUARE, Task.BURN_UPRIGHT)


@dataclass(frozen=True, slots=True)
class ToDo:
    """A job for a person, at how many places, if it is at some, and the moment of the first (ms)."""

    job: Job
    places: int
    first_ms: int | None

    @property
    def first_place(self) -> str:
        """The fragment of the address at which the editor shows it; empty where it cannot."""
        return "" if self.first_ms is None else f"#t={self.first_ms / 1000:.3f}"


def to_do(bundle: Path) -> tuple[ToDo, ...]:
    """All that is left for a person by the report of a bundle, what comes first before the rest."""
    try:
        report = json.loads((bundle / "report.json").read_text(encoding="utf-8"))
        return tuple(_jobs(report))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ()


def _jobs(report: Mapping[str, Any]) -> Iterator[ToDo]:
    for each in (*report["now"], *report["judge"]):
        first_ms = each.get("first_ms")
        yield ToDo(Job(each["task"]), int(each.get("places", 0)), None if first_ms is None else int(first_ms))


def is_older(path: Path, bundle: Path) -> bool:
    """Whether a video with its captions in the picture was made before the bundle was."""
    return path.stat().st_mtime_ns < (bundle / "bundle.json").stat().st_mtime_ns


def codes(bundle: Path, url: str) -> Mapping[str, str]:
    """The code that shows a bundle on a page, at an address or beside that page.

    Raises:
        BadInputError: there is no bundle.
        WrongUseError: the address is none.
    """
    whole = url if "://" in url or not url else f"https://{url}"
    code = publishing.embed(bundle, whole or None)
    return {"frame": code.frame, "video": code.video}


def platforms(bundle: Path, language: str) -> list[Mapping[str, Any]]:
    """What to give YouTube and Vimeo, in a language.

    Raises:
        BadInputError: there is no bundle, or its chapters were changed.
    """
    return [
        {
            "name": upload.platform,
            "files": [{"name": name, "for": told(where, language)} for name, where in upload.files],
            "title": upload.title,
            "description": upload.description,
            "notes": [told(each, language) for each in upload.notes],
        }
        for upload in publishing.platform_uploads(bundle)
    ]
