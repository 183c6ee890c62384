"""What was understood of a document: what is said, seen and heard, what was left out, what is doubtful."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from woordbeeld.intake.document import Document, LeftOut
from woordbeeld.timing import Span
from woordbeeld.transcript.pieces import ItemKind


class Doubt(Enum):
    """Why a person should look at how a paragraph was read."""

    MAY_BE_SPEECH = "read as a description or a sound, may be speech"
    MAY_BE_DESCRIPTION = "read as speech, may be a description or a heading"
    MAY_BE_SPEAKER = "read as speech, may name a speaker"
    MAY_BE_NO_SPEAKER = "read as a speaker, may be a heading or speech"
    MAY_BE_OUTSIDE = "read as speech, may stand outside the transcript"
    MAY_BE_MINUTES = "read as speech, may only stand in the minutes"
    NO_SPEAKER = "nobody is known to say it"
    NOBODY_NAMED = "the text names nobody who speaks"
    MISSPELT = "the name of the speaker is almost that of another: a typing error?"
    ANOTHER_SPEAKER = "somebody else says it, whose name is not given"


@dataclass(frozen=True, slots=True)
class Item:
    """A line of speech, a scene or a sound, as it was understood.

    `speaker` is as the document writes it, None for nobody known; `remark` is what stands beside the name. It
    `opens_turn` where the document says anew who speaks. `span` is when, by the document, and `moments` are
    the times of words inside it, each with how many words are left from there. `label_place` is where a
    label alone on its line stands.
    """

    kind: ItemKind
    text: str
    place: int
    speaker: str | None = None
    remark: str = ""
    opens_turn: bool = False
    apart: bool = True
    span: Span | None = None
    doubt: Doubt | None = None
    label_place: int | None = None
    moments: tuple[tuple[int, Span], ...] = ()

    @property
    def first_place(self) -> int:
        """Where it begins in the document, with its label."""
        return self.place if self.label_place is None else self.label_place


@dataclass(frozen=True, slots=True)
class Settled:
    """Text of which the document does not tell whether it is said, and whether it was heard."""

    place: int
    text: str
    is_heard: bool


@dataclass(frozen=True, slots=True)
class Understanding:
    """The items of a document in their order, what was left out, and the layouts that it was read by.

    What was doubtful and is no more, for it was held against the sound, is `by_sound`. `language` is what its
    words seem to be, since that of a document is often that of the program that made it.
    """

    document: Document
    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...]
    layouts: tuple[str, ...]
    by_sound: tuple[Settled, ...] = ()
    language: str = "nl"

    @property
    def doubtful(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.doubt)
