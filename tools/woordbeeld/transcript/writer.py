"""A transcript back to the text it was read from."""

from __future__ import annotations

from woordbeeld.textfile import WHITE
from woordbeeld.transcript.language_marks import is_of_marks
from woordbeeld.transcript.model import Block, SpokenLine, Transcript


def write(transcript: Transcript) -> str:
    """The sources of all blocks, joined: `write(read(text)) == text` for every text."""
    return "".join(block.source for block in transcript.blocks)


def write_plain(transcript: Transcript) -> str:
    """The same without the marks of other languages, and without lines on which nothing else stands."""
    return "".join(map(_plain, transcript.blocks))


def _plain(block: Block) -> str:
    if isinstance(block, SpokenLine) and block.marked:
        end = len(block.source.rstrip(WHITE))
        return block.source[: end - len(block.text)] + block.said + block.source[end:]
    return "" if is_of_marks(block) else block.source


def write_bytes(transcript: Transcript) -> bytes:
    """The text in the encoding that it was read with, a byte order mark included where there was one.

    Raises:
        UnicodeEncodeError: the text was changed and has characters that the encoding has not.
    """
    return write(transcript).encode(transcript.encoding)
