"""A plan of audio description as data: what is said, and when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class PassageKind(Enum):
    """What a passage tells."""

    SEEN = "seen"  # what happens in the picture
    ON_SCREEN = "on-screen"  # a text in the picture, introduced: "In beeld: ..."
    ANNOUNCED = "announced"  # who speaks next, where nobody else says it


@dataclass(frozen=True, slots=True)
class Passage:
    """What is said at once: a sentence of a scene description, as an ear needs it.

    `line` is where its scene stands in the transcript; `number` counts the passages of that scene from 0.
    """

    line: int
    number: int
    kind: PassageKind
    text: str


@dataclass(frozen=True, slots=True)
class PlannedPassage:
    """A passage with its time in the film.

    Said at `speed` (1 is as the narrator speaks) it takes `length_ms`, from `start_ms` on. So much of that as
    is in `needs_ms` has no room: 0 where it fits; else it is left out, or the picture stands still so long
    from `still_ms` on.
    """

    passage: Passage
    start_ms: int
    length_ms: int
    speed: float = 1.0
    needs_ms: int = 0

    @property
    def fits(self) -> bool:
        return self.needs_ms == 0

    @property
    def still_ms(self) -> int:
        """When its room ends."""
        return self.start_ms + self.length_ms - self.needs_ms


class Fit(Enum):
    """How a scene description is told in the pauses of a film."""

    FITS = "fits"
    FASTER = "faster"  # fits, with some of it said faster
    IN_PART = "in-part"  # some of it has no room
    EXTENDED = "extended"  # none of it fits, unless the picture stands still


@dataclass(frozen=True, slots=True)
class Plan:
    """All passages in the order of the text."""

    passages: tuple[PlannedPassage, ...]

    def of(self, line: int) -> tuple[PlannedPassage, ...]:
        """The passages of the scene at a line of the transcript."""
        return tuple(each for each in self.passages if each.passage.line == line)

    def fit(self, line: int) -> Fit:
        """How the scene at a line is told."""
        found = self.of(line)
        if all(each.fits for each in found):
            return Fit.FITS if all(each.speed == 1 for each in found) else Fit.FASTER
        return Fit.IN_PART if any(each.fits for each in found) else Fit.EXTENDED

    def needs_ms(self, line: int) -> int:
        """How long the picture must stand still for the scene at a line."""
        return sum(each.needs_ms for each in self.of(line))
