"""What the pages are called."""

from __future__ import annotations

from pathlib import Path

from woordbeeld.formats.xml_text import xml_text
from woordbeeld.inputs import printable


def title_of(transcript: Path) -> str:
    """A title for the pages, from the name of the transcript's file.

    >>> title_of(Path("transcripts/symposium-entreeopleidingen.txt"))
    'Symposium entreeopleidingen'
    """
    title = as_title(transcript.stem.replace("-", " ").replace("_", " "))
    return title[:1].upper() + title[1:] if title else as_title(transcript.name)


def as_title(text: str) -> str:
    r"""A text as a title: on one line, without what no page can hold.

    >>> as_title("Een\n\x1b[1m caf\udce9")
    'Een [1m caf?'
    """
    return " ".join(xml_text(printable(text)).split())
