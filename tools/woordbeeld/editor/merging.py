"""Two versions of a text that come from one, brought together line by line.

The merge is our own: merge3 finds the same parts and conflicts, but is under the GPL, whose copyleft would
reach whoever passes Woordbeeld on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum

from woordbeeld.transcript.looks import physical_lines
from woordbeeld.transcript.pins import Pins

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Lines that both sides changed, each in its own way; any of the three texts may be empty."""

    base: str
    ours: str
    theirs: str


class Side(Enum):
    """What may be kept of a conflict."""

    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Choice:
    """What somebody keeps of the conflict that has these texts."""

    ours: str
    theirs: str
    keep: Side

    @property
    def text(self) -> str:
        return {Side.OURS: self.ours, Side.THEIRS: self.theirs, Side.BOTH: self.ours + self.theirs}[self.keep]


Part = str | Conflict  # what both agree on or only one changed, or what both changed


def merge(base: str, ours: str, theirs: str) -> tuple[Part, ...]:
    r"""The three-way merge of two texts by lines (diff3: Khanna, Kunal and Pierce, 2007).

    What only one side changed is taken from that side, and what both changed alike is taken once.

    >>> merge("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n")
    ('A\nb\nC\n',)
    >>> merge("a\n", "b\n", "c\n")
    (Conflict(base='a\n', ours='b\n', theirs='c\n'),)
    """
    parts: list[Part] = []
    for part in _parts(*(physical_lines(text) for text in (base, ours, theirs))):
        if isinstance(part, str) and parts and isinstance(parts[-1], str):
            parts[-1] += part
        elif part:
            parts.append(part)
    return tuple(parts)


def merge_whatever_ends(base: str, ours: str, theirs: str) -> tuple[Part, ...]:
    r"""As `merge`, where another program may have given all lines another end: that alone is no change.

    >>> merge_whatever_ends("a\nb\n", "A\nb\n", "a\r\nb\r\n")
    ('A\r\nb\r\n',)
    """
    ends = _ends(theirs)
    if len(ends) == 1 and ends != _ends(base) == _ends(ours):
        base, ours = (_LINE_END.sub(next(iter(ends)), text) for text in (base, ours))
    return merge(base, ours, theirs)


def _ends(text: str) -> set[str]:
    return set(_LINE_END.findall(text))


def conflicts(parts: Sequence[Part]) -> tuple[Conflict, ...]:
    """What a person must decide about."""
    return tuple(part for part in parts if isinstance(part, Conflict))


def merged(parts: Sequence[Part], choices: Sequence[str] = ()) -> str:
    """The text of a merge, with a text chosen for each conflict in its order."""
    chosen = iter(choices)
    return "".join(part if isinstance(part, str) else next(chosen) for part in parts)


def merged_pins(base: Pins, ours: Pins, theirs: Pins) -> Pins:
    """Our pins with what they changed; where both set a time for the same text, ours."""
    kept = [pin for pin in ours.pins if pin not in base.pins or pin in theirs.pins]
    texts = {(pin.text, pin.before, pin.after) for pin in kept}
    new = [pin for pin in theirs.pins if pin not in base.pins and pin not in kept]
    added = [pin for pin in new if (pin.text, pin.before, pin.after) not in texts]
    offset_ms = theirs.offset_ms if ours.offset_ms == base.offset_ms else ours.offset_ms
    return Pins((*kept, *added), offset_ms)


def _parts(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[Part]:
    at = (0, 0, 0)
    for start, in_ours, in_theirs, length in _common(base, ours, theirs):
        yield _decided(base[at[0] : start], ours[at[1] : in_ours], theirs[at[2] : in_theirs])
        yield "".join(base[start : start + length])
        at = (start + length, in_ours + length, in_theirs + length)


def _decided(base: list[str], ours: list[str], theirs: list[str]) -> Part:
    if ours in (base, theirs):
        return "".join(theirs)
    if theirs == base:
        return "".join(ours)
    return Conflict("".join(base), "".join(ours), "".join(theirs))


def _common(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """The runs of lines that all three have: where they start in each, and how long they are."""
    kept_by_us, kept_by_them = _kept(base, ours), _kept(base, theirs)
    line = 0
    while line < len(base):
        first = line
        while (
            line < len(base)
            and kept_by_us.get(line) is not None
            and kept_by_us.get(line) == kept_by_us.get(first, 0) + line - first
            and kept_by_them.get(line) is not None
            and kept_by_them.get(line) == kept_by_them.get(first, 0) + line - first
        ):
            line += 1
        if line > first:
            yield first, kept_by_us[first], kept_by_them[first], line - first
        else:
            line += 1
    yield len(base), len(ours), len(theirs), 0


def _kept(base: list[str], other: list[str]) -> dict[int, int]:
    """For each line of the base that the other still has, where it has it."""
    blocks = SequenceMatcher(None, base, other, autojunk=False).get_matching_blocks()
    return {block.a + at: block.b + at for block in blocks for at in range(block.size)}
