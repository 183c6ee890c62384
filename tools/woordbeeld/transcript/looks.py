"""What each line of a text looks like by itself, judged once; what lines make together is for the scanner."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from itertools import accumulate
from typing import Final

from woordbeeld.textfile import WHITE
from woordbeeld.transcript import asides, descriptions, labels
from woordbeeld.transcript.labels import Known
from woordbeeld.transcript.model import Label
from woordbeeld.transcript.words import APOSTROPHES

# Not str.splitlines(), which also ends a line at \x0b, \x85, \u2028 and more.
_PHYSICAL_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")

Opening = tuple[Label, str]  # a label with a colon, and what is said behind it


class Looks(Enum):
    """What a line is, as far as it shows that itself."""

    BLANK = "it has no words"
    PARENTHESES = "it opens with a parenthesis"
    BRACKETS = "all of it stands in other brackets, asterisks or notes of music"
    ON_SCREEN_TEXT = "it opens with a word that announces on-screen text"
    LABELLED = "it opens with a label and a colon"
    KNOWN_LABEL = "it is a label that has a colon elsewhere"
    SLUGLINE = "it is the heading of a scene in a script"
    SOUND = "it is in capitals and names a sound"
    LIKELY_LABEL = "it is a role, or the end of a name that has a label elsewhere, in capitals"
    CAPITALS = "it is in capitals"
    OTHER = "nothing shows that it is anything but speech"


@dataclass(frozen=True, slots=True)
class _Evidence:
    """All that a line is judged by."""

    text: str
    known: Known
    opening: Opening | None
    bare: Label | None
    in_capitals: bool


# The first that holds is what a line with words looks like.
_TABLE: Final[tuple[tuple[Looks, Callable[[_Evidence], object]], ...]] = (
    (Looks.PARENTHESES, lambda line: line.text.startswith("(")),
    (Looks.BRACKETS, lambda line: asides.inside(line.text) is not None),
    (Looks.ON_SCREEN_TEXT, lambda line: descriptions.opens_on_screen_text(line.text)),
    (Looks.LABELLED, lambda line: line.opening and labels.is_certain(line.opening[0], line.known)),
    (Looks.KNOWN_LABEL, lambda line: line.bare and labels.key(line.bare.text) in line.known.whole),
    (Looks.SLUGLINE, lambda line: line.in_capitals and asides.is_slugline(line.text)),
    (Looks.SOUND, lambda line: line.in_capitals and descriptions.is_sound(line.text)),
    (Looks.LIKELY_LABEL, lambda line: line.bare and labels.is_likely(line.bare, line.known)),
    (Looks.CAPITALS, lambda line: line.in_capitals),
)
_OPENS_BLOCK: Final = {Looks.PARENTHESES, Looks.BRACKETS, Looks.ON_SCREEN_TEXT}


@dataclass(frozen=True, slots=True)
class Line:
    """A physical line, or what is left of one after a block that ends on it.

    `opening` is what may be the label that it opens with, `bare` the label that all of it may be.
    """

    number: int
    start: int
    source: str
    text: str
    looks: Looks
    opening: Opening | None = None
    bare: Label | None = None

    def after(self, length: int, known: Known) -> Line:
        """What is left of it."""
        source = self.source[length:]
        opening = labels.opening(source.strip(WHITE))
        return _line(self.number, self.start + length, source, known, opening)

    @property
    def is_labelled(self) -> bool:
        """It opens with a label; `Ton Heerts:)` is the end of a description."""
        if self.looks is not Looks.LABELLED or not self.opening:
            return False
        return not self.opening[1].startswith(")")

    @property
    def opens_block(self) -> bool:
        """A label or a description starts here, whatever was going on."""
        return self.is_labelled or self.looks in _OPENS_BLOCK

    @property
    def is_in_capitals(self) -> bool:
        return in_capitals(self.text)


def lines_of(text: str) -> tuple[list[Line], Known]:
    """The lines of a text, each judged by itself and by the labels that the text has."""
    sources = physical_lines(text)
    openings = [labels.opening(source.strip(WHITE)) for source in sources]
    known = Known.of(opening[0] for opening in openings if opening)
    starts = accumulate(map(len, sources), initial=0)
    numbered = enumerate(zip(starts, sources, openings, strict=False), start=1)
    return [
        _line(number, start, source, known, opening) for number, (start, source, opening) in numbered
    ], known


def _line(number: int, start: int, source: str, known: Known, opening: Opening | None) -> Line:
    if not (text := source.strip(WHITE)):
        return Line(number, start, source, text, Looks.BLANK)
    capitals = in_capitals(text)
    bare = labels.parse_bare(text) if capitals else None
    evidence = _Evidence(text, known, opening, bare, capitals)
    for looks, holds in _TABLE:
        if holds(evidence):
            return Line(number, start, source, text, looks, opening, bare)
    return Line(number, start, source, text, Looks.OTHER)


def in_capitals(text: str) -> bool:
    """A line in capitals, not a dash or dots before a word of them."""
    return text.isupper() and (text[0].isalnum() or text[0] in APOSTROPHES or text[0] == "[")


def physical_lines(text: str) -> list[str]:
    r"""The lines of a text with their ends, as editors number them.

    >>> physical_lines("een\u2028nog een\r\ntwee")
    ['een\u2028nog een\r\n', 'twee']
    """
    return _PHYSICAL_LINE.findall(text)
