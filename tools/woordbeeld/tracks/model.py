"""Tracks of cues: what is shown or spoken when, apart from any file format."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from woordbeeld.timing import Span


class TrackKind(Enum):
    """The kinds of timed text of HTML's `<track>` that we make."""

    CAPTIONS = "captions"
    DESCRIPTIONS = "descriptions"
    CHAPTERS = "chapters"


@dataclass(frozen=True, slots=True)
class Cue:
    """Text lines shown during a span. `voice` is the speaker's name, None where nobody speaks.

    `label` is the visible name (`TON HEERTS`), set where the speaker changes; it is shown before the
    text, counts for the length of the first line, and is not part of `lines`. An empty first line leaves
    the label alone on its line.
    `sources` are the line numbers in the transcript that the text comes from.
    """

    span: Span
    lines: tuple[str, ...]
    sources: tuple[int, ...]
    voice: str | None = None
    label: str | None = None

    @property
    def shown(self) -> tuple[str, ...]:
        """The lines as a viewer sees them, label included."""
        if self.label is None:
            return self.lines
        return (f"{self.label}: {self.lines[0]}".rstrip(), *self.lines[1:])

    @property
    def text(self) -> str:
        """The text on one line, without the label: what reading speed counts."""
        return " ".join(line for line in self.lines if line)


@dataclass(frozen=True, slots=True)
class Track:
    """Cues in the order of their start, in one language (`nl`)."""

    kind: TrackKind
    language: str
    cues: tuple[Cue, ...]
