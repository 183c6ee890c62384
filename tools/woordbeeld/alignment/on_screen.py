"""What the picture shows as text, and how who does not see it is told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from woordbeeld.screen.lower_thirds import LowerThird
from woordbeeld.screen.model import OnScreenText
from woordbeeld.transcript.model import SceneDescription, Sound, SpokenLine
from woordbeeld.words import Message, language_of_words, say, told

_GOES_ON: Final = re.compile(r"[^\W\d_]*[a-zà-ÿ]|[-–—&(]")  # how a line begins that goes on from the last
_STAYS_OPEN: Final = re.compile(r"[,;:&(–—-]$|\b(?:de|het|een|van|en|of|the|a|of|and)$", re.IGNORECASE)
_IS_CLOSED: Final = re.compile(r"[.!?…]$")


class ToldBy(Enum):
    """How who does not see it knows of a text."""

    SPEECH = "spoken"  # it is said near it
    DESCRIPTION = "described"  # a scene description, or the label of who speaks, has it
    BEFORE = "before"  # the same text was shown before, and is looked at there
    IN_PART = "in-part"  # some of it is said or described
    NOTHING = "missing"
    NOT_ASKED = "not-asked"  # a logo or a ticker


@dataclass(frozen=True, slots=True)
class SeenText:
    """A text in the picture, and how it is told.

    It belongs after the item `after` of the transcript, None before all; `line` is the one beside which an
    editor finds it, None where nobody speaks.
    """

    shown: OnScreenText
    told: ToldBy
    after: SpokenLine | SceneDescription | Sound | None = None
    line: SpokenLine | None = None

    @property
    def asks(self) -> bool:
        """Whether a person should look at it."""
        return self.told in (ToldBy.NOTHING, ToldBy.IN_PART)

    @property
    def is_asked_of(self) -> bool:
        """Whether it must be told at all, once."""
        return self.told not in (ToldBy.NOT_ASKED, ToldBy.BEFORE)

    @property
    def text(self) -> str:
        """It as a description would quote it."""
        return quoted(self.shown.lines)

    def as_scene(self, language: str) -> str:
        """The scene description that tells it, in the language of a transcript (its code)."""
        return told(say("screen.as_scene", text=self.text), language_of_words(language))


@dataclass(frozen=True, slots=True)
class NameOnScreen:
    """A line of somebody while another name than that of its label stands in the picture."""

    source: SpokenLine
    start_ms: int | None
    speaker: str
    shown: LowerThird

    @property
    def why(self) -> Message:
        """The two names."""
        return say("screen.other_name", shown=self.shown.text, speaker=self.speaker)


@dataclass(frozen=True, slots=True)
class SeenTexts:
    """All texts in the picture in order of time; `untold` says why nobody read them, where that is so."""

    texts: tuple[SeenText, ...] = ()
    untold: Message | None = None

    @property
    def missing(self) -> tuple[SeenText, ...]:
        """Those that a person is asked to describe, what is told in no way first."""
        asked = [each for each in self.texts if each.asks]
        return tuple(sorted(asked, key=lambda each: each.told is not ToldBy.NOTHING))


def quoted(lines: Sequence[str]) -> str:
    """Lines of a picture as running text: what is a sentence of its own ends with a full stop.

    >>> quoted(("Rapport themaonderzoek", "entreeopleidingen?", "www.onderwijsinspectie.nl"))
    'Rapport themaonderzoek entreeopleidingen? www.onderwijsinspectie.nl.'
    >>> quoted(("Ministerie van Onderwijs,", "Cultuur en Wetenschap", "Inspectie"))
    'Ministerie van Onderwijs, Cultuur en Wetenschap. Inspectie.'
    """
    text = lines[0]
    for line in lines[1:]:
        goes_on = _GOES_ON.match(line) and not line.startswith("www.") and line[:1].islower()
        joined = goes_on or _STAYS_OPEN.search(text) or _IS_CLOSED.search(text) or line[:1] in "-–—&("
        text += f" {line}" if joined else f". {line}"
    return text if _IS_CLOSED.search(text) else f"{text}."
