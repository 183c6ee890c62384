"""The handbook: pages in Markdown, with pictures beside them, as the window shows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from woordbeeld.window.status import Step

FIRST: Final = "README"  # links to all others, in their order
ADDRESS: Final = "/help"
PAGE_OF_STEP: Final[Mapping[Step, str]] = {
    Step.NEW: "nieuwe-video",
    Step.READ: "tekst-bekijken",
    Step.LISTEN: "luisteren",
    Step.CORRECT: "verbeteren",
    Step.PUBLISH: "publiceren",
}
_PAGE: Final = ".md"
_PICTURE: Final = ".png"
_NO_WORD: Final = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class HelpPage:
    """A page of the handbook, with the address where the window has it."""

    name: str
    address: str
    title: str
    html: Markup


@cache
def handbook() -> Mapping[str, HelpPage]:
    """All pages by their names, the first one first."""
    first = _tokens(FIRST)
    linked = (href.removesuffix(_PAGE) for href in _links(first) if href.endswith(_PAGE))
    return {name: _page(name) for name in (FIRST, *linked)}


@cache
def pictures() -> Mapping[str, bytes]:
    """All pictures by the names of their files."""
    return {each.name: each.read_bytes() for each in folder().iterdir() if each.name.endswith(_PICTURE)}


def folder() -> Traversable:
    """Where the pages stand: in the package where it was installed, else among the documents beside it."""
    installed = files("woordbeeld") / "handleiding"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "docs/handleiding"


def address_of(step: Step | None) -> str:
    """Where the handbook tells about a step.

    >>> address_of(Step.READ), address_of(None)
    ('/help/tekst-bekijken', '/help')
    """
    return _address(PAGE_OF_STEP[step] if step else FIRST)


def slug(heading: str) -> str:
    """By which a link finds a heading.

    >>> slug("Op YouTube of Vimeo"), slug("Voor u publiceert: drie dingen")
    ('op-youtube-of-vimeo', 'voor-u-publiceert-drie-dingen')
    """
    return _NO_WORD.sub("", heading).strip().lower().replace(" ", "-")


def _page(name: str) -> HelpPage:
    tokens = _tokens(name)
    heading = next(text.content for at, text in _headings(tokens) if at.tag == "h1")
    for at, text in _headings(tokens):
        at.attrSet("id", slug(text.content))
    for token in _inline(tokens):
        for attribute in token.attrs.keys() & {"href", "src"}:
            token.attrSet(attribute, _in_window(str(token.attrs[attribute])))
    html = _markdown().renderer.render(tokens, _markdown().options, {})
    return HelpPage(name, _address(name), heading, Markup(html))  # noqa: S704 - our own pages, without HTML


def _in_window(link: str) -> str:
    """Where a link leads in the window.

    >>> _in_window("publiceren.md#meenemen"), _in_window("README.md"), _in_window("beginnen.png")
    ('/help/publiceren#meenemen', '/help', '/help/beginnen.png')
    """
    path, mark, place = link.partition("#")
    return _address(path.removesuffix(_PAGE)) + mark + place if path else link


def _address(name: str) -> str:
    return ADDRESS if name == FIRST else f"{ADDRESS}/{name}"


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _tokens(name: str) -> Sequence[Token]:
    return _markdown().parse((folder() / f"{name}{_PAGE}").read_text(encoding="utf-8"))


def _headings(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    """Each heading as it opens, with its text."""
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            yield token, tokens[at + 1]


def _inline(tokens: Sequence[Token]) -> Iterator[Token]:
    return (child for token in tokens for child in token.children or ())


def _links(tokens: Sequence[Token]) -> Iterator[str]:
    return (str(token.attrs["href"]) for token in _inline(tokens) if token.type == "link_open")
