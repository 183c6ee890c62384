"""What in an alignment needs a person: decided once, for the report, its worklist and the editor alike."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Final

from woordbeeld.alignment.model import (
    AlignedLine,
    AlignedPhrase,
    AlignedWord,
    Alignment,
    Match,
    PlacedEvent,
    Placement,
    Unwritten,
)
from woordbeeld.alignment.phrases import aligned_phrases

LONG_UNWRITTEN_MS: Final = 1000  # shorter is often a cough or a repeated word
LOW_CONFIDENCE: Final = 0.7  # the mean over the words of a phrase; of one heard as written it is about 0.9
_ESTIMATED: Final = frozenset({Placement.SQUEEZED, Placement.UNPLACED})


@dataclass(frozen=True, slots=True)
class Misheard:
    """The words `[first, last]` of a line or phrase (from 0), beside what was heard there."""

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


def uncertain_phrases(alignment: Alignment) -> tuple[AlignedPhrase, ...]:
    """The phrases whose time a person should look at: those not heard, then the least certain first."""
    unsure = (phrase for phrase in aligned_phrases(alignment) if phrase.estimated or _is_unsure(phrase))
    return tuple(sorted(unsure, key=lambda phrase: (not phrase.estimated, phrase.confidence)))


def _is_unsure(phrase: AlignedPhrase) -> bool:
    """Whether the time of a phrase that was heard is uncertain, and nobody has set it."""
    return not (phrase.estimated or phrase.edited) and phrase.confidence < LOW_CONFIDENCE


def is_estimated(event: PlacedEvent) -> bool:
    """Whether the time of a scene or sound is no more than a guess, or there is none."""
    return event.placement in _ESTIMATED


def misheard(said: AlignedLine | AlignedPhrase) -> tuple[Misheard, ...]:
    """The words of a line or phrase that were heard as others, those next to each other together.

    Words in two languages are apart, for between them stand marks.
    """
    found = []
    all_words = zip(range(len(said.words)), said.words, said.languages, strict=True)
    for (match, _), run in groupby(all_words, key=lambda each: (each[1].match, each[2])):
        places, words, _ = zip(*run, strict=True)
        if match is Match.REPLACED:
            heard = " ".join(word.heard for word in words if word.heard)
            found.append(Misheard(places[0], places[-1], words, heard))
    return tuple(found)


def long_unwritten(alignment: Alignment) -> tuple[Unwritten, ...]:
    """Speech that the transcript lacks, long enough to be looked at, in the order of time."""
    return tuple(each for each in alignment.unwritten if each.span.duration_ms >= LONG_UNWRITTEN_MS)
