"""What the program asks of whoever says a description."""

from __future__ import annotations

from enum import Enum
from typing import Final, Protocol

from woordbeeld.media.samples import Samples

NARRATION_RATE: Final = 48_000  # samples a second; that of video


class NarratorKind(Enum):
    """What listeners are told of a voice."""

    PERSON = "person"  # recordings of somebody
    COMPUTER = "computer"  # a voice fit to be published
    DRAFT = "draft"  # one that tells how it will be, and no more


class Narrator(Protocol):
    """Says passages in one voice."""

    @property
    def name(self) -> str:
        """As people know it: `espeak-ng nl`; empty where nobody said who recorded it."""
        ...

    @property
    def kind(self) -> NarratorKind: ...

    @property
    def identity(self) -> str:
        """What its sound depends on, such as a version or the SHA-256 of a file: by it sound is kept."""
        ...

    def say(self, text: str, language: str, speed: float = 1.0) -> Samples | None:
        """The sound of a text (float32, (n,), mono, `NARRATION_RATE`, [-1, 1]), without silence at its ends.

        None where it has none for this text: a person has not recorded it yet.

        Raises:
            EnvironmentProblemError: the voice cannot be used on this machine.
        """
        ...
