"""Tracks of cues: what is shown or spoken when, apart from any file format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from woordbeeld.timing import Span

LANGUAGE_CODE: Final = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")  # as BCP 47 has it


class TrackKind(Enum):
    """The kinds of timed text of HTML's `<track>`; metadata is for programs, and nobody reads it."""

    CAPTIONS = "captions"
    DESCRIPTIONS = "descriptions"
    CHAPTERS = "chapters"
    METADATA = "metadata"


class Colour(Enum):
    """Colours that tell speakers apart on black, in the order in which they are given out (BBC 7)."""

    WHITE = "white"
    YELLOW = "yellow"
    CYAN = "cyan"
    LIME = "lime"

    @property
    def code(self) -> str:
        """The colour as `#rrggbb`."""
        return {"white": "#ffffff", "yellow": "#ffff00", "cyan": "#00ffff", "lime": "#00ff00"}[self.value]


@dataclass(frozen=True, slots=True)
class Style:
    """How a run of text looks; `colour` is `#rrggbb`, `classes` are those of WebVTT's `<c.name>`.

    `language` is told to voices and fonts; None where it is that of the text around it.
    """

    italic: bool = False
    bold: bool = False
    underline: bool = False
    colour: str | None = None
    classes: tuple[str, ...] = ()
    language: str | None = None


PLAIN: Final = Style()


@dataclass(frozen=True, slots=True)
class StyledRun:
    """The characters `[start, end)` of a shown line, which do not look plain or are in another language."""

    line: int
    start: int
    end: int
    style: Style


class Vertical(Enum):
    """Where in the picture a cue stands, from top to bottom."""

    __hash__ = object.__hash__  # each is looked up very often, and there is one of each

    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


class Align(Enum):
    """At which side of the picture a cue stands."""

    __hash__ = object.__hash__  # each is looked up very often, and there is one of each

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class ScreenPosition:
    """Where a cue is shown; cues at once in different places do not hide each other.

    `region` is what a file calls a part of the picture of its own.
    """

    vertical: Vertical = Vertical.BOTTOM
    align: Align = Align.CENTRE
    region: str = ""


DASH: Final = "-"


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one speaker says in a cue, or a sound, and how viewers are told whose it is.

    `voice` is the speaker's name, None where nobody speaks or it is not known. `speaker_prefix` is shown
    before the text where the speaker changes: a label with its space (`TON HEERTS: `), or a `DASH`. It counts
    for the length of the first line and is not part of `lines`. An empty first line leaves it alone on its
    line.
    A voice that is `off_screen` is shown in italics. `runs` are styles in the `shown` lines, as a file that
    was read has them. `sound` marks what is none by its signs, such as `TELEFOON GAAT`.
    """

    lines: tuple[str, ...]
    voice: str | None = None
    speaker_prefix: str = ""
    colour: Colour | None = None
    off_screen: bool = False
    runs: tuple[StyledRun, ...] = ()
    sound: bool = False

    @property
    def shown(self) -> tuple[str, ...]:
        """The lines as a viewer sees them, speaker prefix included."""
        return (f"{self.speaker_prefix}{self.lines[0]}".rstrip(), *self.lines[1:])


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown during a span; of more than one speaker only where short replies share it.

    `sources` are line numbers in the text that the cue comes from: the transcript, or the file of captions
    that it was read from.
    """

    span: Span
    utterances: tuple[Utterance, ...]
    sources: tuple[int, ...]
    placement: ScreenPosition = ScreenPosition()

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of text, without speaker prefixes."""
        if len(self.utterances) == 1:
            return self.utterances[0].lines
        return tuple(line for utterance in self.utterances for line in utterance.lines)

    @property
    def shown(self) -> tuple[str, ...]:
        """The lines as a viewer sees them."""
        if len(self.utterances) == 1:
            return self.utterances[0].shown
        return tuple(line for utterance in self.utterances for line in utterance.shown)

    @property
    def text(self) -> str:
        """The text on one line, without speaker prefixes: what reading speed counts."""
        return " ".join(filter(None, self.lines))


@dataclass(frozen=True, slots=True)
class Track:
    """Cues in the order of the text, in one language (`nl`), None where a file does not tell it."""

    kind: TrackKind
    language: str | None
    cues: tuple[Cue, ...]
