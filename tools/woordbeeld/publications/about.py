"""What a bundle says of its video beside the transcript: its title, its introduction, who describes it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from woordbeeld.formats.xml_text import xml_text
from woordbeeld.inputs import printable

_EMPTY_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class About:
    """The title, the language of the transcript, and the paragraphs that stand above the video.

    `voice` says the descriptions, as `--voice` names it but for the folder of its file; None is nobody, or
    whoever recorded them. `extended` tells that a film stands still for what has no room.
    """

    title: str
    language: str
    introduction: tuple[str, ...] = ()
    voice: str | None = None
    extended: bool = False


def as_paragraphs(text: str) -> tuple[str, ...]:
    r"""A plain text as paragraphs, which empty lines part, without what no page can hold.

    >>> as_paragraphs("Wat leert\r\nu hier?\n \n\nVeel.\n")
    ('Wat leert u hier?', 'Veel.')
    """
    lines = xml_text(printable(text)).replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n")
    paragraphs = (" ".join(paragraph.split()) for paragraph in _EMPTY_LINES.split(lines))
    return tuple(filter(None, paragraphs))
