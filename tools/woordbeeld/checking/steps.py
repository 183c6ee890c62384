"""What a step of `--fix` is: it looks at a file and gives edits, or says why a cue is left alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from woordbeeld.formats.document import Document, Piece, Replacement
from woordbeeld.timing import format_clock
from woordbeeld.tracks.model import Cue
from woordbeeld.tracks.profile import CaptionProfile
from woordbeeld.tracks.rules import quoted
from woordbeeld.words import Message, say


@dataclass(frozen=True, slots=True)
class Fix:
    """One fault fixed: the edits of the file, and what they do."""

    edits: tuple[Replacement, ...]
    what: Message


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """A cue with a fault that cannot be fixed without a person, and why."""

    cue: Cue
    why: Message

    @property
    def what(self) -> Message:
        return described(self.cue, say("left.as_it_is", why=self.why))


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be fixed: what breaks one of these `rules`, under a profile."""

    profile: CaptionProfile
    rules: Collection[str]


Step = Callable[[Document, Task], Iterator[Fix | LeftAlone]]


def described(cue: Cue, what: Message) -> Message:
    """What is said of a cue, with its time and its text to know it by."""
    return say("fix.at_cue", time=format_clock(cue.span.start_ms), text=quoted(cue), what=what)


def cues_of(document: Document) -> Iterator[tuple[int, Piece, Cue]]:
    """The cues of a file, each with its number (from 0) and its piece."""
    for at, (piece, cue) in enumerate(zip(document.cue_pieces, document.track.cues, strict=True)):
        yield at, piece, cue
