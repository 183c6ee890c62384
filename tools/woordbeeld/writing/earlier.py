"""Bundles of versions that wrote no manifest, known by how those wrote: all files in one go, in one order."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from woordbeeld.writing.manifest import FileMarks, mark_of_file

ALIGNMENT: Final = "alignment.json"
REPORT: Final = "report.json"
VERSION: Final = 1  # of both, in those versions
# In the order in which those versions wrote them; * stands for the language.
NAMES: Final = (
    *("captions.*.vtt", "descriptions.*.vtt", "chapters.*.vtt", "captions.*.srt", "captions.*.ttml"),
    *("transcript.txt", "transcript.md", "transcript.html", "transcript.fragment.html", "transcript.docx"),
    *(ALIGNMENT, REPORT, "report.html", "index.html"),
)
IN_ONE_GO_S: Final = 10  # in which a run writes a few hundred kilobytes also to a slow disk


def marks_of_earlier_version(folder: Path) -> FileMarks:
    """The publications in a folder that are as a run of an earlier version left them: all of them or none.

    Each was last changed no earlier than the one before it, and the last soon after the first. A file that a
    person changed afterwards breaks that order, and so does a copy of the folder.
    """
    language = _language(folder)
    if not language:
        return {}
    names = [name.replace("*", language) for name in NAMES]
    there = [name for name in names if (folder / name).is_file()]
    changed_at = [(folder / name).stat().st_mtime for name in there]
    in_order = all(one <= other for one, other in pairwise(changed_at))
    if not in_order or changed_at[-1] - changed_at[0] > IN_ONE_GO_S:
        return {}
    marks = {name: mark_of_file(folder / name) for name in there}
    return {name: mark for name, mark in marks.items() if mark}


def _language(folder: Path) -> str | None:
    """The language of a bundle, by its `alignment.json`; None where there is none."""
    alignment, report = (_read(folder / name) for name in (ALIGNMENT, REPORT))
    if alignment.get("version") != VERSION or report.get("version") != VERSION:
        return None
    language = alignment.get("language")
    return language if isinstance(language, str) and {"media", "words"} <= alignment.keys() else None


def _read(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
