"""What in an alignment needs a person: decided once, for the report, its worklist and the editor alike."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Final

from woordbeeld.alignment.model import (
    AlignedLine,
    AlignedWord,
    Alignment,
    Match,
    PlacedEvent,
    Placement,
    Unwritten,
)

LONG_UNWRITTEN_MS: Final = 1000  # shorter is often a cough or a repeated word
LOW_CONFIDENCE: Final = 0.7  # the mean over the words of a line; of one heard as written it is about 0.9
_ESTIMATED: Final = frozenset({Placement.SQUEEZED, Placement.UNPLACED})


@dataclass(frozen=True, slots=True)
class Misheard:
    """The words `[first, last]` of a line (from 0), beside what was heard there."""

    first: int
    last: int
    words: tuple[AlignedWord, ...]
    heard: str

    @property
    def written(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def start_ms(self) -> int | None:
        """When the first of them that has a time is said."""
        return next((word.span.start_ms for word in self.words if word.span), None)


def is_unsure(line: AlignedLine) -> bool:
    """Whether the time of a line that was heard is uncertain, and nobody has set it."""
    return not (line.estimated or line.edited) and line.confidence < LOW_CONFIDENCE


def uncertain_lines(alignment: Alignment) -> tuple[AlignedLine, ...]:
    """The lines whose time a person should look at: those not heard, then the least certain first."""
    lines = (line for line in alignment.lines if line.estimated or is_unsure(line))
    return tuple(sorted(lines, key=lambda line: (not line.estimated, line.confidence, line.source.line)))


def is_estimated(event: PlacedEvent) -> bool:
    """Whether the time of a scene or sound is no more than a guess, or there is none."""
    return event.placement in _ESTIMATED


def misheard(line: AlignedLine) -> tuple[Misheard, ...]:
    """The words of a line that were heard as others, those next to each other together."""
    found = []
    for match, run in groupby(enumerate(line.words), key=lambda each: each[1].match):
        places, words = zip(*run, strict=True)
        if match is Match.REPLACED:
            heard = " ".join(word.heard for word in words if word.heard)
            found.append(Misheard(places[0], places[-1], words, heard))
    return tuple(found)


def long_unwritten(alignment: Alignment) -> tuple[Unwritten, ...]:
    """Speech that the transcript lacks, long enough to be looked at, in the order of time."""
    return tuple(each for each in alignment.unwritten if each.span.duration_ms >= LONG_UNWRITTEN_MS)
