"""A file read as an annotated transcript: as it stands where that is house style, else written so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from woordbeeld.intake.document import Document
from woordbeeld.intake.house_style import Written, house_style
from woordbeeld.intake.understand import understand
from woordbeeld.intake.understanding import Item, Understanding
from woordbeeld.textfile import WHITE
from woordbeeld.timing import Span
from woordbeeld.transcript.looks import physical_lines
from woordbeeld.transcript.model import Block, SceneDescription, Sound, SpokenLine, Transcript
from woordbeeld.transcript.pieces import ItemKind
from woordbeeld.transcript.reader import read

UNDERSTOOD: Final = 0.5  # of the work is done: what is written is then understood again, to be sure of it


@dataclass(frozen=True, slots=True)
class Reading:
    """A transcript in house style, and how it came from the file.

    It is `as_it_stands` where the text is that of the file itself, or a stretch of it, to the character.
    `lines` has for each item of the understanding its line in the text.
    """

    text: str
    understanding: Understanding
    lines: tuple[int, ...]
    as_it_stands: bool

    @property
    def doubtful(self) -> tuple[tuple[int, Item], ...]:
        """What a person should look at, each with its line in the text."""
        return tuple(
            (line, item)
            for line, item in zip(self.lines, self.understanding.items, strict=True)
            if item.doubt
        )

    @property
    def has_speech(self) -> bool:
        """Whether anybody says anything in it: a file in which nobody does is likely misread."""
        return any(item.kind is ItemKind.SPOKEN for item in self.understanding.items)

    @property
    def needs_a_look(self) -> bool:
        """Whether a person should look at it before it is used."""
        return bool(self.doubtful) or not self.has_speech

    @property
    def times(self) -> dict[tuple[int, int], Span]:
        """When words are said by the document, by the number of their line in the text and theirs in it."""
        found: dict[tuple[int, int], Span] = {}
        for line, item in zip(self.lines, self.understanding.items, strict=True):
            if item.kind is ItemKind.SPOKEN and item.span:
                words = len(item.text.split())
                inside = {(line, words - left): span for left, span in item.moments if left < words}
                found |= {(line, 0): item.span} | inside
        return found


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Lines of a text that follow each other, and how many lines stand above them."""

    lines: Sequence[str]
    before: int = 0

    @property
    def text(self) -> str:
        return "".join(self.lines)

    def __contains__(self, place: int | None) -> bool:
        return place is not None and 0 < place - self.before <= len(self.lines)


def read_as_transcript(
    document: Document, source: str | None = None, progress: Callable[[float], None] = lambda _: None
) -> Reading:
    """The transcript in a document; `source` is its text, to the character, if it is plain text."""
    understanding = understand(document)
    progress(UNDERSTOOD)
    return as_transcript(understanding, source)


def as_transcript(understanding: Understanding, source: str | None = None) -> Reading:
    """The transcript that was understood; as it stands in the `source`, or nearly so, if it can."""
    written = house_style(understanding)
    if source is not None and (own := _own_text(source, understanding, written)):
        beside = tuple(each for each in understanding.left_out if each.place not in own)
        return _of(own, replace(understanding, left_out=beside), as_it_stands=True)
    marked = _marked(source, understanding) if source is not None and understanding.by_sound else None
    if marked is not None and (own := _own_text(marked, understanding, written)):
        return _of(own, understanding, as_it_stands=False)
    return Reading(written.text, understanding, written.lines, as_it_stands=False)


def _of(own: _Stretch, understanding: Understanding, *, as_it_stands: bool) -> Reading:
    lines = tuple(item.place - own.before for item in understanding.items)
    return Reading(own.text, understanding, lines, as_it_stands)


def _marked(source: str, understanding: Understanding) -> str:
    """A text in which what nobody says, by the sound, is marked in its place, so that all lines keep theirs.

    A description gets its parentheses; of a heading an empty line is left.
    """
    lines = physical_lines(source)
    unsaid = {each.place: each.text for each in understanding.left_out if each.place is not None}
    seen = {item.place: item.text for item in understanding.items if item.kind is ItemKind.SCENE}
    for at, line in enumerate(lines, 1):
        text, ending = line.strip(WHITE), line[len(line.rstrip("\r\n")) :]
        if text and seen.get(at) == text:
            lines[at - 1] = f"({text}){ending}"
        elif text and unsaid.get(at) == text:
            lines[at - 1] = ending
    return "".join(lines)


def _own_text(source: str, understanding: Understanding, written: Written) -> _Stretch | None:
    """The stretch of a text that is read in house style just as it was understood; None if there is none."""
    wanted = _said(read(written.text))
    if _said(read(source)) == wanted:
        return _Stretch(physical_lines(source))
    places = [place for item in understanding.items for place in (item.first_place, item.place)]
    if not places:
        return None
    gone = [each.place for each in understanding.left_out if each.place is not None]
    last = min((place for place in gone if place > max(places)), default=None)
    before = min(places) - 1
    lines = physical_lines(source)[before : last - 1 if last else None]
    while lines and not lines[-1].strip(WHITE):
        lines.pop()
    own = _Stretch(lines, before)
    return own if _said(read(own.text)) == wanted else None


def _said(transcript: Transcript) -> list[tuple[type[Block], str, str | None]]:
    """All lines, scenes and sounds, with who speaks, to compare two transcripts by."""
    return [
        (type(block), block.text.casefold(), _speaker(block))
        for block in transcript.blocks
        if isinstance(block, SpokenLine | SceneDescription | Sound)
    ]


def _speaker(block: Block) -> str | None:
    speaker = block.speaker if isinstance(block, SpokenLine) else None
    return speaker.name.casefold() if speaker else None
