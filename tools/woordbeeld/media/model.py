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
    """Where there is voice, to about 30 ms, and what is loud without voice; each in order of time.

    `probabilities` are those of voice, one for every 32 ms. `noises` are applause, music and the like, unless
    they go on under the speech.
    """

    voice: tuple[Span, ...]
    probabilities: tuple[float, ...]
    noises: tuple[Span, ...]
