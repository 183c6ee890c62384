"""What a person has looked at and accepted, so that nobody is asked of it again; that measures nothing."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass

from woordbeeld.alignment.doubts import About
from woordbeeld.alignment.missing import Missing
from woordbeeld.alignment.on_screen import SeenText
from woordbeeld.findings import Finding
from woordbeeld.transcript.model import SpokenLine, Transcript
from woordbeeld.transcript.pins import TranscriptItem, in_order
from woordbeeld.transcript.suggestions import Suggestion


@dataclass(frozen=True, slots=True)
class Accepted:
    """Items of a transcript that are right as they are; `left_out` was heard, or seen as
    text in the picture, and has no place in it.

    A finding is of the first item that starts on its line; `lines` are those of which that is accepted.
    """

    items: frozenset[TranscriptItem] = frozenset()
    lines: frozenset[int] = frozenset()
    left_out: frozenset[str] = frozenset()

    @property
    def spoken(self) -> frozenset[int]:
        """The numbers of the lines of speech of which that is so."""
        return frozenset(item.line for item in self.items if isinstance(item, SpokenLine))

    def covers(self, about: About) -> bool:
        """Whether a person has decided about something that would be in doubt."""
        match about:
            case Missing(heard=heard):
                return heard in self.left_out
            case SeenText(text=text):
                return text in self.left_out
            case Finding(line=line):
                return line in self.lines
            case Suggestion(line=item):
                return item in self.items
        return about.source in self.items


NOTHING = Accepted()
Accepting = Callable[[Transcript], Accepted]  # what of a transcript was accepted


def accepted_in(
    transcript: Transcript, items: Container[TranscriptItem], left_out: Iterable[str]
) -> Accepted:
    """These items of a transcript, with what was left out."""
    first_on_line: dict[int, TranscriptItem] = {}
    for item in in_order(transcript):
        first_on_line.setdefault(item.line, item)
    return Accepted(
        frozenset(item for item in in_order(transcript) if item in items),
        frozenset(line for line, item in first_on_line.items() if item in items),
        frozenset(left_out),
    )


def nothing_of(_: Transcript) -> Accepted:
    """Nobody has looked at any of it."""
    return NOTHING
