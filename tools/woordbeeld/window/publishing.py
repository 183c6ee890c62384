"""What the page to publish a bundle shows of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, Final

from woordbeeld import publishing
from woordbeeld.publications.evidence.model import Task as Job
from woordbeeld.window.project import Task
from woordbeeld.words import told

PREVIEW_WIDTHS: Final = ((320, "phone"), (768, "tablet"), (1280, "screen"))  # CSS pixels, each with its word
HEADING_LEVELS: Final = (2, 3, 4, 5)
MOST_TASKS: Final = 3
BURNT: Final = (Task.BURN_WIDE, Task.BURN_SQUARE, Task.BURN_UPRIGHT)


def first_tasks(bundle: Path) -> tuple[tuple[Job, int], ...]:
    """What a person does first by the report of a bundle, and at how many places, if it is at some."""
    try:
        report = json.loads((bundle / "report.json").read_text(encoding="utf-8"))
        return tuple(islice(_tasks(report), MOST_TASKS))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ()


def _tasks(report: Mapping[str, Any]) -> Iterator[tuple[Job, int]]:
    for each in (*report["now"], *report["judge"]):
        yield Job(each["task"]), int(each.get("places", 0))


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
