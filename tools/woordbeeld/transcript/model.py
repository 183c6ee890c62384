"""The annotated transcript as data: blocks that together are the source text, to the character."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from itertools import groupby

from woordbeeld.findings import Finding


class ItemKind(Enum):
    """What an item is."""

    SPOKEN = "spoken"
    SCENE = "scene"
    SOUND = "sound"


@dataclass(frozen=True, slots=True)
class Speaker:
    """One person or role: the canonical name, and every label the transcript uses for it, longest first."""

    name: str
    labels: tuple[str, ...] = field(hash=False)  # there may be thousands, and they are looked up by the line


@dataclass(frozen=True, slots=True)
class Label:
    """A speaker label as written, without its colon: `EVA WESTERHOF`, qualifier `VIA EEN TOLK`."""

    text: str
    qualifier: str | None = None


@dataclass(frozen=True, slots=True)
class Blank:
    """White space between blocks (and a byte order mark); it has no words.

    In every block `line` is the 1-based number of the physical line on which the block starts, and
    `source` its exact text, line endings included: the sources of all blocks, joined, are the file.
    """

    line: int
    source: str


@dataclass(frozen=True, slots=True)
class LabelLine:
    """A label alone on its line, above what that speaker says."""

    line: int
    source: str
    label: Label


@dataclass(frozen=True, slots=True)
class Part:
    """What is said in one language, by its code; None is the language of the transcript."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A line of speech. `speaker` is None where no label came before; `turn` counts turns from 0.

    `text` is as written, with the marks of other languages; `marked` are its parts without them, where there
    are any.
    """

    line: int
    source: str
    text: str
    speaker: Speaker | None
    turn: int
    label: Label | None = None
    marked: tuple[Part, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """All that is said, in parts of one language each."""
        return self.marked or (Part(self.text),)

    @property
    def said(self) -> str:
        """What is said, without marks."""
        return "".join(part.text for part in self.marked) if self.marked else self.text

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(self.said.split())

    @property
    def languages(self) -> tuple[str | None, ...]:
        """The language of each word."""
        return tuple(part.language for part in self.parts for _ in part.text.split())


@dataclass(frozen=True, slots=True)
class SceneDescription:
    """What is seen: text without its parentheses, white space made single spaces.

    `on_screen` holds the on-screen texts quoted in it; `announces` is the speaker whom its end announces.
    """

    line: int
    source: str
    text: str
    on_screen: tuple[str, ...] = ()
    announces: Speaker | None = None


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound that is heard, as written: `RUSTIGE MUZIEK DIE WEGEBT`."""

    line: int
    source: str
    text: str


Block = Blank | LabelLine | SpokenLine | SceneDescription | Sound


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's uninterrupted speech."""

    speaker: Speaker | None
    lines: tuple[SpokenLine, ...]


@dataclass(frozen=True, slots=True)
class Transcript:
    """All blocks in order, the speakers in order of appearance, and what the reader found odd.

    `encoding` is what the file was read with and is to be written with.
    """

    blocks: tuple[Block, ...]
    speakers: tuple[Speaker, ...] = ()
    findings: tuple[Finding, ...] = ()
    encoding: str = "utf-8"

    @property
    def spoken_lines(self) -> tuple[SpokenLine, ...]:
        return tuple(block for block in self.blocks if isinstance(block, SpokenLine))

    @property
    def scenes(self) -> tuple[SceneDescription, ...]:
        return tuple(block for block in self.blocks if isinstance(block, SceneDescription))

    @property
    def sounds(self) -> tuple[Sound, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Sound))

    @property
    def turns(self) -> tuple[Turn, ...]:
        grouped = (tuple(lines) for _, lines in groupby(self.spoken_lines, key=lambda line: line.turn))
        return tuple(Turn(lines[0].speaker, lines) for lines in grouped)
