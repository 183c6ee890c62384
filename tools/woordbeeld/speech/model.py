"""What the recogniser heard, as data."""

from __future__ import annotations

from dataclasses import dataclass

from woordbeeld.timing import Span


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A word as the recogniser wrote it, its time, and the recogniser's probability (0 to 1)."""

    text: str
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Speech:
    """All words heard, in order of time; the language (Whisper's code) and the model that heard them."""

    language: str
    model: str
    words: tuple[HeardWord, ...]
