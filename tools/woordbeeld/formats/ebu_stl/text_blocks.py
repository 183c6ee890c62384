"""The text blocks (TTI) of an EBU STL file, of 128 bytes each, and which of them are one subtitle."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

from woordbeeld.formats.ebu_stl.header import LENGTH as HEADER_LENGTH

LENGTH: Final = 128
FIELD_START: Final = 16  # where in a block its text field starts
FIELD_LENGTH: Final = 112
UNUSED: Final = "\x8f"  # fills the rest of a text field
LAST: Final = 0xFF  # as an extension number: the last block of a subtitle
FIRST_OTHER: Final = 0xF0  # extension numbers from here on are no text, but the last block
TIME_IN: Final = 5  # where in a block its time codes stand
TIME_OUT: Final = 9
TIME_LENGTH: Final = 4
_NO_TIMES: Final = "\0" * 8
_LAYOUT: Final = struct.Struct("<BHBB4s4sBBB")

TimeCode = tuple[int, int, int, int]


class Cumulative(IntEnum):
    """Whether a subtitle stands alone, or builds up one caption with those around it."""

    NONE = 0
    FIRST = 1
    MIDDLE = 2
    LAST = 3


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A block: where it starts in the file, and what stands before its text."""

    start: int
    group: int
    subtitle: int
    extension: int
    cumulative: int
    time_in: TimeCode
    time_out: TimeCode
    row: int
    justification: int
    comment: int

    @property
    def number(self) -> int:
        """Which block of the file it is, from 1 on."""
        return (self.start - HEADER_LENGTH) // LENGTH + 1

    @property
    def end(self) -> int:
        return self.start + LENGTH

    @property
    def has_text(self) -> bool:
        """Whether it holds text, not data of a user."""
        return self.extension < FIRST_OTHER or self.extension == LAST


def text_blocks(source: str) -> list[TextBlock]:
    """All whole blocks of a file."""
    starts = range(HEADER_LENGTH, len(source) - LENGTH + 1, LENGTH)
    return [block_at(source, start) for start in starts]


def block_at(source: str, start: int) -> TextBlock:
    """The block that starts there."""
    head = source[start : start + FIELD_START].encode("latin-1")
    group, subtitle, extension, cumulative, time_in, time_out, *rest = _LAYOUT.unpack(head)
    return TextBlock(start, group, subtitle, extension, cumulative, _code(time_in), _code(time_out), *rest)


def without_times(blocks: str) -> str:
    """Blocks with zeros for their time codes: what is shown does not depend on these."""
    each = (blocks[start : start + LENGTH] for start in range(0, len(blocks), LENGTH))
    return "".join(f"{block[:TIME_IN]}{_NO_TIMES}{block[TIME_IN + len(_NO_TIMES) :]}" for block in each)


def _code(parts: bytes) -> TimeCode:
    hours, minutes, seconds, frames = parts
    return hours, minutes, seconds, frames


def code_in(text: str) -> TimeCode:
    """The time code in four bytes of a block.

    >>> code_in(time_bytes((10, 0, 1, 24)))
    (10, 0, 1, 24)
    """
    return _code(text.encode("latin-1"))


def time_bytes(code: TimeCode) -> str:
    """A time code as a block has it."""
    return "".join(map(chr, code))


def render_blocks(block: TextBlock, fields: Sequence[str]) -> str:
    """The blocks of a subtitle, whose text stands in one field or more."""
    return "".join(
        _LAYOUT.pack(
            block.group,
            block.subtitle,
            LAST if number == len(fields) - 1 else number,
            block.cumulative,
            bytes(block.time_in),
            bytes(block.time_out),
            block.row,
            block.justification,
            block.comment,
        ).decode("latin-1")
        + field.ljust(FIELD_LENGTH, UNUSED)
        for number, field in enumerate(fields)
    )


@dataclass(frozen=True, slots=True)
class Subtitle:
    """The blocks of one subtitle, or of several that build up one caption.

    `whole` says whether its last block is there, `complete` whether all of what builds it up is.
    """

    blocks: tuple[TextBlock, ...]
    whole: bool = True
    complete: bool = True

    @property
    def first(self) -> TextBlock:
        return self.blocks[0]

    @property
    def last(self) -> TextBlock:
        return next(block for block in reversed(self.blocks) if block.has_text)

    @property
    def built_up(self) -> bool:
        return len({block.subtitle for block in self.blocks}) > 1

    @property
    def end(self) -> int:
        return self.blocks[-1].end


def subtitles(blocks: Sequence[TextBlock]) -> Iterator[Subtitle | TextBlock]:
    """The subtitles of a file, and between them the blocks that are of none, such as data of a user."""
    pending: Subtitle | None = None
    for each in _single(blocks):
        if isinstance(each, TextBlock):
            if pending:
                pending = replace(pending, blocks=(*pending.blocks, each))
            else:
                yield each
            continue
        goes_on = each.first.cumulative in (Cumulative.MIDDLE, Cumulative.LAST) and not each.first.comment
        if pending and goes_on:
            blocks_of_both = (*pending.blocks, *each.blocks)
            pending = replace(pending, blocks=blocks_of_both, whole=pending.whole and each.whole)
        else:
            if pending:
                yield replace(pending, complete=False)
            pending = replace(each, complete=not goes_on)
        if each.first.comment or each.first.cumulative not in (Cumulative.FIRST, Cumulative.MIDDLE):
            yield pending
            pending = None
    if pending:
        yield replace(pending, complete=False)


def _single(blocks: Sequence[TextBlock]) -> Iterator[Subtitle | TextBlock]:
    """Each subtitle with the blocks that its text goes on in, and data of a user that stand between these."""
    opened: list[TextBlock] = []
    for block in blocks:
        if opened and block.subtitle != opened[0].subtitle:
            yield Subtitle(tuple(opened), whole=False)
            opened = []
        if not block.has_text and not opened:
            yield block
            continue
        opened.append(block)
        if block.extension == LAST:
            yield Subtitle(tuple(opened))
            opened = []
    if opened:
        yield Subtitle(tuple(opened), whole=False)
