"""The text that a browser shows of a page, without what belongs to the site around it."""

from __future__ import annotations

import re
from enum import Enum
from typing import Final

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from bs4.exceptions import ParserRejectedMarkup

from woordbeeld.errors import BadInputError
from woordbeeld.transcript.labels import Known, parse

_HTML = re.compile(r"<(?:!doctype\s+html|html|body|/p|/div|br)\b", re.IGNORECASE)
_COLLAPSIBLE = re.compile(r"[ \t\n\r\f]+")  # HTML collapses these, not non-breaking spaces


class _Break(Enum):
    LINE = "a new line, if there is text on this one"
    FORCED = "a new line, even if this one is empty"
    PARAGRAPH = "a new line with an empty one before it"


def _tags(names: str) -> frozenset[str]:
    return frozenset(names.split())


_NOT_SHOWN: Final = _tags(
    "head title script style noscript template nav header footer button summary svg iframe select textarea"
)
_HEADINGS: Final = _tags("h1 h2 h3 h4 h5 h6")
_PARAGRAPHS: Final = _tags(
    "p ul ol dl table blockquote section article main aside figure form fieldset details hr video body"
)
_LINES: Final = _tags("div li dt dd tr address figcaption caption label legend")
_CELLS: Final = _tags("td th")
_EDGES: Final[dict[str, _Break | str]] = (
    dict.fromkeys(_PARAGRAPHS | _HEADINGS, _Break.PARAGRAPH)
    | dict.fromkeys(_LINES, _Break.LINE)
    | dict.fromkeys(_CELLS, " ")
)


def is_html(page: str) -> bool:
    return _HTML.search(page) is not None


def visible_text(page: str) -> str:
    """The text of a page: a line for each block or `<br>`, an empty line between paragraphs.

    Raises:
        BadInputError: the page is too damaged to read as HTML.
    """
    try:
        soup = BeautifulSoup(page, "html.parser")
    except (ParserRejectedMarkup, RecursionError) as error:
        remedy = "copy the transcript into a text file yourself"
        raise BadInputError("is damaged HTML", where="page", remedy=remedy) from error
    return "\n".join(_lines(_flow(soup))) + "\n"


def _flow(soup: BeautifulSoup) -> list[str | _Break]:
    """Text and breaks in the order of the page; walked with a stack, as pages nest deeper than Python."""
    flow: list[str | _Break] = []
    waiting: list[object] = [soup]
    while waiting:
        item = waiting.pop()
        if isinstance(item, _Break):
            flow.append(item)
        elif isinstance(item, Tag):
            waiting.extend(reversed(_parts(item)))
        elif type(item) in {str, NavigableString}:  # and no subclass: comments, doctypes and the like
            flow.append(str(item))
    return flow


def _parts(tag: Tag) -> list[object]:
    if tag.name in _NOT_SHOWN or (tag.name in _HEADINGS and not _is_label(tag)):
        return [_Break.PARAGRAPH]
    if tag.name == "br":
        return [_Break.FORCED]
    if tag.name == "pre":
        lines = [part for line in tag.get_text().splitlines() for part in (line, _Break.FORCED)]
        return [_Break.PARAGRAPH, *lines, _Break.PARAGRAPH]
    edges = [_EDGES[tag.name]] if tag.name in _EDGES else []
    return [*edges, *tag.children, *edges]


def _is_label(heading: Tag) -> bool:
    """Some sites make a heading of each label."""
    text = " ".join(heading.get_text().split())
    return parse(text, Known(frozenset(), frozenset())) is not None


def _lines(flow: list[str | _Break]) -> list[str]:
    lines: list[str] = []
    current: list[str] = []
    for item in (*flow, _Break.LINE):
        if isinstance(item, str):
            current.append(item)
            continue
        line = _COLLAPSIBLE.sub(" ", "".join(current)).strip(" ")
        current.clear()
        if line or (item is _Break.FORCED and lines and lines[-1]):
            lines.append(line)
        if item is _Break.PARAGRAPH and lines and lines[-1]:
            lines.append("")
    return lines
