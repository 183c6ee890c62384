"""The text that a browser shows of a page, without what belongs to the site around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from html import unescape
from html.parser import HTMLParser
from typing import Final

from woordbeeld.transcript.labels import Known, parse

_HTML = re.compile(r"<(?:!doctype\s+html|html|body|/p|/div|br)\b", re.IGNORECASE)
_COLLAPSIBLE = re.compile(r"[ \t\n\r\f]+")  # HTML collapses these, not non-breaking spaces
_COMMENT: Final = "<!--"
_COMMENT_END = re.compile(r"--!?\s*>")
_MOST_PARTS: Final = 100  # of a heading in which a label is looked for


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
# What has no end tag.
_EMPTY: Final = _tags("area base br col embed hr img input link meta param source track wbr")
_EDGES: Final[dict[str, _Break | str]] = (
    dict.fromkeys(_PARAGRAPHS | _HEADINGS, _Break.PARAGRAPH)
    | dict.fromkeys(_LINES, _Break.LINE)
    | dict.fromkeys(_CELLS, " ")
    | dict.fromkeys(_NOT_SHOWN, _Break.PARAGRAPH)
    | {"br": _Break.FORCED, "pre": _Break.PARAGRAPH}
)


def is_html(page: str) -> bool:
    return _HTML.search(page) is not None


def visible_text(page: str) -> str:
    """The text of a page: a line for each block or `<br>`, an empty line between paragraphs."""
    return "\n".join(_lines(_Reader().flow_of(page))) + "\n"


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that is not closed yet; `start` is how long the flow was before it."""

    name: str
    start: int
    is_shown: bool


class _Reader(HTMLParser):
    """Text and breaks in the order of the page. No tree of it is kept, since a page may be long and deep."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.flow: list[str | _Break] = []
        self.open: list[_Open] = []
        self.times_open: Counter[str] = Counter()
        self.has_comment_end = True

    def flow_of(self, page: str) -> list[str | _Break]:
        end = page.rfind(">") + 1  # behind it there are no tags
        self.feed(page[:end])
        self.close()
        self.handle_data(unescape(page[end:]))
        while self.open:
            self._leave()
        return self.flow

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - HTMLParser has it so
        if tag == "body":
            self.handle_endtag("head")  # which need not be closed itself
        was_shown = self._is_shown()
        if tag not in _EMPTY:
            self.open.append(_Open(tag, len(self.flow), was_shown and tag not in _NOT_SHOWN))
            self.times_open[tag] += 1
        if was_shown and (edge := _EDGES.get(tag)):
            self.flow.append(edge)

    def handle_endtag(self, tag: str) -> None:
        while self.times_open[tag]:
            if self._leave() == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._is_shown():
            return
        if not self.times_open["pre"]:
            self.flow.append(data)
            return
        for line in data.splitlines(keepends=True):
            text = line.splitlines()[0]
            self.flow += [text] if text == line else [text, _Break.FORCED]

    def parse_comment(self, i: int, report: bool = True) -> int:  # noqa: ARG002, FBT001, FBT002 - as above
        """Where a comment ends; one without an end is text, and so are all after it, without another look."""
        found = _COMMENT_END.search(self.rawdata, i + len(_COMMENT)) if self.has_comment_end else None
        if found:
            return found.end()
        self.has_comment_end = False
        self.handle_data(_COMMENT)
        return i + len(_COMMENT)

    def parse_html_declaration(self, i: int) -> int:
        """Where a declaration ends: at its first `>`, whatever it declares, as browsers have it."""
        return self.rawdata.find(">", i) + 1 or -1

    def _is_shown(self) -> bool:
        return self.open[-1].is_shown if self.open else True

    def _leave(self) -> str:
        """Close the element that was opened last, and tell its name."""
        element = self.open.pop()
        self.times_open[element.name] -= 1
        if element.is_shown:
            if element.name in _HEADINGS and not _is_label(
                self.flow[element.start : element.start + _MOST_PARTS]
            ):
                del self.flow[element.start :]
            if edge := _EDGES.get(element.name):
                self.flow.append(edge)
        return element.name


def _is_label(heading: Sequence[str | _Break]) -> bool:
    """Some sites make a heading of each label."""
    text = " ".join("".join(part for part in heading if isinstance(part, str)).split())
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
