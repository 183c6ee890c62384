"""EBU STL files written byte by byte, for readers to be tried on."""

from __future__ import annotations

import struct
from dataclasses import dataclass

BOXED = b"\x0d\x0b\x0b"
END = b"\x0a\x0a"
ROW = END + b"\x8a\x8a"


@dataclass(frozen=True)
class Gsi:
    """The general block of a file; the counts are right unless given."""

    rate: bytes = b"STL25.01"
    display: bytes = b"1"
    table: bytes = b"00"
    language: bytes = b"1D"
    rows: bytes = b"23"
    start: bytes = b"00000000"
    blocks: bytes | None = None

    def with_blocks(self, *blocks: bytes) -> bytes:
        count = b"%05d" % len(blocks)
        head = b"850" + self.rate + self.display + self.table + self.language
        counts = (self.blocks or count) + count + b"001"
        texts = b"Titel".ljust(192) + b" " * 16 + b"26010126010100"
        tail = b"40" + self.rows + b"1" + self.start + b"0" * 8 + b"11"
        return (head + texts + counts + tail).ljust(1024) + b"".join(blocks)


def at(seconds: float, frames: int = 25) -> tuple[int, int, int, int]:
    whole, part = divmod(round(seconds * frames), frames)
    return whole // 3600, whole // 60 % 60, whole % 60, part


def tti(
    number: int,
    start: tuple[int, int, int, int] | float,
    end: tuple[int, int, int, int] | float,
    text: bytes,
    *,
    extension: int = 0xFF,
    cumulative: int = 0,
    row: int = 20,
    justified: int = 2,
    comment: int = 0,
) -> bytes:
    """A text block."""
    times = [each if isinstance(each, tuple) else at(each) for each in (start, end)]
    head = struct.pack(
        "<BHBB4s4sBBB",
        0,
        number,
        extension,
        cumulative,
        bytes(times[0]),
        bytes(times[1]),
        row,
        justified,
        comment,
    )
    return head + text.ljust(112, b"\x8f")


def teletext(*rows: bytes, colour: bytes = b"") -> bytes:
    """Rows of teletext in boxes, double height."""
    return b"\x8a\x8a".join(b"\x0d" + colour + b"\x0b\x0b" + row + END for row in rows)
