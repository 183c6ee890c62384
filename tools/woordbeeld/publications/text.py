"""Plain text: the transcript in the house style, its words unchanged."""

from __future__ import annotations

from woordbeeld.alignment.model import Alignment
from woordbeeld.transcript.writer import write_plain


def render_text(alignment: Alignment) -> str:
    """The transcript's own text without marks of languages, with LF line ends and one at its end.

    There is no byte order mark.
    """
    text = write_plain(alignment.transcript).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text if text.endswith("\n") else text + "\n"
