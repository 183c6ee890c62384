"""What is known of a media file, as data."""

from __future__ import annotations

from dataclasses import dataclass

from woordbeeld.timing import Span


@dataclass(frozen=True, slots=True)
class Media:
    """A media file: its name, the SHA-256 of its bytes, its length, whether it has a picture."""

    name: str
    sha256: str
    duration_ms: int
    has_video: bool


@dataclass(frozen=True, slots=True)
class Activity:
    """Where there is voice, to about 30 ms, and every pause in the speech, to 10 ms; both in order."""

    voice: tuple[Span, ...]
    pauses: tuple[Span, ...]
