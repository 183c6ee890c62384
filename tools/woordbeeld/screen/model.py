"""Text in the picture as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from woordbeeld.timing import Span


@dataclass(frozen=True, slots=True)
class Box:
    """A place in the picture, as shares of its width and height, (0, 0) at the upper left."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    def overlap(self, other: Box) -> float:
        """How much of the smaller box lies in the other, 0 to 1."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        smaller = min(self.width * self.height, other.width * other.height)
        return max(0.0, wide) * max(0.0, high) / smaller if smaller else 0.0

    def around(self, other: Box) -> Box:
        """The smallest box that holds both."""
        left, top = min(self.left, other.left), min(self.top, other.top)
        return Box(left, top, max(self.right, other.right) - left, max(self.bottom, other.bottom) - top)


@dataclass(frozen=True, slots=True)
class ScreenLine:
    """A line of text as it is read in one picture; `confidence` (0 to 1) is the reader's own."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Reading:
    """All lines that are in the picture at a moment, from above to below."""

    at_ms: int
    lines: tuple[ScreenLine, ...]


class TextKind(Enum):
    """What a text in the picture is, by how it stays and moves."""

    SHOWN = "shown"  # a title, a sign, a caption, a name
    LOGO = "logo"  # stays (nearly) all the film, such as the mark of a broadcaster
    TICKER = "ticker"  # runs through the picture from right to left


@dataclass(frozen=True, slots=True)
class OnScreenText:
    """A text while it is shown, of one or more `lines`, and the smallest box around it."""

    lines: tuple[str, ...]
    span: Span
    box: Box
    confidence: float
    kind: TextKind = TextKind.SHOWN

    @property
    def text(self) -> str:
        return " ".join(self.lines)
