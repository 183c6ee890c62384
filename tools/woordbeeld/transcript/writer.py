"""A transcript back to the text it was read from."""

from __future__ import annotations

from woordbeeld.transcript.model import Transcript


def write(transcript: Transcript) -> str:
    """The sources of all blocks, joined: `write(read(text)) == text` for every text."""
    return "".join(block.source for block in transcript.blocks)


def write_bytes(transcript: Transcript) -> bytes:
    """The text in the encoding that it was read with, a byte order mark included where there was one.

    Raises:
        UnicodeEncodeError: the text was changed and has characters that the encoding has not.
    """
    return write(transcript).encode(transcript.encoding)
