"""Plain text: each line that is not empty is a paragraph, with the number of its line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from woordbeeld.intake.document import Document, Paragraph, Run
from woordbeeld.textfile import WHITE

NAME: Final = "text"


def read_text(text: str) -> Document:
    r"""The lines of a text, each as it stands, without its line end; an empty line sets the next one apart.

    >>> [(each.text, each.place, each.apart) for each in read_text("Een \n\ttwee\n\ndrie").paragraphs]
    [('Een ', 1, True), ('\ttwee', 2, False), ('drie', 4, True)]
    """
    return Document(NAME, tuple(_paragraphs(text.removeprefix("\ufeff"))), lines=True)


def _paragraphs(text: str) -> Iterator[Paragraph]:
    apart = True
    for place, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if line.strip(WHITE):
            yield Paragraph((Run(line),), place, apart, spaced=apart)
            apart = False
        else:
            apart = True
