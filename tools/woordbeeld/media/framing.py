"""Where a picture stands in a frame of another shape: whole, and if it can be with captions below it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Shape(Enum):
    """A shape of open captions: the width and height of its frame, what stays free at its bottom (pixels)."""

    WIDE = ("wide", 1920, 1080, 54)  # 5 %: the safe area of EBU R 95
    SQUARE = ("square", 1080, 1080, 54)
    UPRIGHT = ("upright", 1080, 1920, 384)  # 20 %: buttons and texts of apps for upright video

    def __init__(self, name: str, width: int, height: int, bottom_margin: int) -> None:
        self.label = name
        self.width = width
        self.height = height
        self.bottom_margin = bottom_margin


@dataclass(frozen=True, slots=True)
class Framing:
    """A frame, the picture in it, and where captions begin below that (pixels).

    Where `captions_top` is None they stand in the picture.
    """

    shape: Shape
    width: int
    height: int
    left: int
    top: int
    captions_top: int | None

    @property
    def fills(self) -> bool:
        """The picture leaves no bars."""
        return (self.width, self.height) == (self.shape.width, self.shape.height)


def framed(width: int, height: int, shape: Shape, captions_height: int, gap: int) -> Framing:
    """The picture of a size in a frame, as large as it fits; all sides are even, as H.264 has them.

    It stands in the middle, or higher where captions of that height, with a gap above them, then fit below.

    >>> found = framed(640, 360, Shape.SQUARE, captions_height=120, gap=20)
    >>> found.width, found.height, found.left, found.top, found.captions_top
    (1080, 606, 0, 236, 862)
    """
    scale = min(shape.width / width, shape.height / height)
    shown_width, shown_height = (max(2, int(side * scale) // 2 * 2) for side in (width, height))
    free = shape.height - shown_height
    highest = free - gap - captions_height - shape.bottom_margin
    top = (free // 2 if highest < 0 else min(free // 2, highest)) // 2 * 2
    left = (shape.width - shown_width) // 4 * 2
    captions_top = top + shown_height + gap if highest >= 0 else None
    return Framing(shape, shown_width, shown_height, left, top, captions_top)
