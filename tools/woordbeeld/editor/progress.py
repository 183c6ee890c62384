"""How far the video and its bundle are, while somebody corrects the text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

Record = dict[str, Any]


class BundleState(Enum):
    """How far the files of the bundle follow what was saved."""

    NONE = "none"  # there is none to write
    WAITS = "waits"  # for the next save
    FOLLOWS = "follows"
    BUSY = "busy"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Hearing:
    """How far the listening to the video is: its step, from 1, and how much of that is done."""

    step: int = 0
    percent: int = 0


@dataclass(frozen=True, slots=True)
class Sound:
    """What is drawn and played of a video; `media` is None until there is a file that browsers play."""

    duration_ms: int
    peaks: bytes
    media: Path | None

    @property
    def as_record(self) -> Record:
        """What pages are told of it."""
        return {"duration": self.duration_ms / 1000, "media": self.media is not None}
