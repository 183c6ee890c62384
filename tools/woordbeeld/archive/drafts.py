"""Drafts of an archive: whether a text is still as a computer wrote it, or somebody corrected it."""

from __future__ import annotations

import hashlib

from woordbeeld.archive.places import Places
from woordbeeld.archive.whole import write_whole


def write_draft(places: Places, name: str, text: str) -> None:
    """Write the draft of a video, and keep what it was.

    Raises:
        EnvironmentProblemError: it cannot be written.
    """
    write_whole(places.drafted(name), _mark(text.encode()))
    write_whole(places.draft(name), text)  # last: with it, the draft counts as made


def is_as_drafted(places: Places, name: str) -> bool:
    """Whether the text of a video is the draft that was made of it, in which nobody changed anything."""
    try:
        return places.drafted(name).read_text("utf-8") == _mark(places.draft(name).read_bytes())
    except (OSError, ValueError):
        return False


def _mark(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest() + "\n"
