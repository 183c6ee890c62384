"""What is known of a media file, as data."""

from __future__ import annotations

from dataclasses import dataclass

from woordbeeld.timing import Span


@dataclass(frozen=True, slots=True)
class Media:
    """A media file: its name, the SHA-256 of its bytes, how long its sound lasts, whether it has a picture."""

    name: str
    sha256: str
    duration_ms: int
    has_video: bool


@dataclass(frozen=True, slots=True)
class Listening:
    """What was found in the sound and the picture without knowing any words.

    `voice` are the spans with speech, `shots` the moments (ms) at which a new shot starts, without the first.
    """

    voice: tuple[Span, ...]
    shots: tuple[int, ...]
