"""Time codes of EBU STL: hours, minutes, seconds and frames, to and from milliseconds."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from woordbeeld.timing import first_frame_from, frame_ms, last_frame_until, nearest_frame

MAX_HOURS: Final = 24  # a day is all that a time code can tell

# Frames that a time code counts in a second, and how many there really are. The standard knows 25 and 30;
# the others are found in files.
RATES: Final = {
    "STL23.01": (24, Fraction(24000, 1001)),
    "STL24.01": (24, Fraction(24)),
    "STL25.01": (25, Fraction(25)),
    "STL30.01": (30, Fraction(30)),
    "STL50.01": (50, Fraction(50)),
}
USUAL: Final = "STL25.01"


@dataclass(frozen=True, slots=True)
class TimeCodes:
    """How a file counts time: `counted` frames in a second of its time codes, `frames` in one of a clock.

    `from_frame` is the frame at which the programme starts; times in milliseconds count from there.
    """

    counted: int = 25
    frames: Fraction = Fraction(25)
    from_frame: int = 0

    def frame_of(self, parts: tuple[int, int, int, int]) -> int | None:
        """The number of the frame that a time code names; None where there is no such time code."""
        hours, minutes, seconds, frame = parts
        if not (hours < MAX_HOURS and minutes < 60 and seconds < 60 and frame < self.counted):  # noqa: PLR2004
            return None
        return ((hours * 60 + minutes) * 60 + seconds) * self.counted + frame

    def code_of(self, frame: int) -> tuple[int, int, int, int] | None:
        """The time code of a frame; None from a day on.

        >>> TimeCodes().code_of(25 * 61 + 3)
        (0, 1, 1, 3)
        """
        seconds, rest = divmod(frame, self.counted)
        found = (seconds // 3600, seconds // 60 % 60, seconds % 60, rest)
        return found if frame >= 0 and found[0] < MAX_HOURS else None

    def milliseconds(self, frame: int) -> int:
        """The moment of a frame, from the start of the programme on."""
        return frame_ms(frame - self.from_frame, self.frames)

    def nearest(self, ms: int) -> int:
        """The frame that is nearest to a moment."""
        return self.from_frame + nearest_frame(ms, self.frames)

    def not_before(self, ms: int) -> int:
        """The first frame that is not before a moment."""
        return self.from_frame + first_frame_from(ms, self.frames)

    def not_after(self, ms: int) -> int:
        """The last frame that is not after a moment."""
        return self.from_frame + last_frame_until(ms, self.frames)


def written(parts: tuple[int, int, int, int]) -> str:
    """A time code as people write it.

    >>> written((10, 0, 1, 5))
    '10:00:01:05'
    """
    return ":".join(f"{part:02}" for part in parts)
