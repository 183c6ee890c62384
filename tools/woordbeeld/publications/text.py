"""Plain text: the transcript in the house style, its words unchanged."""

from __future__ import annotations

from woordbeeld.alignment.model import Alignment
from woordbeeld.transcript.writer import write


def render_text(alignment: Alignment) -> str:
    """The transcript's own text, with LF line ends, a line end at the end, and without a byte order mark."""
    text = write(alignment.transcript).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text if text.endswith("\n") else text + "\n"
