"""The styles of a Word document: how text looks by those that stand behind it, and what a paragraph is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from woordbeeld.intake.document import Style
from woordbeeld.intake.readers.package import Attributes

MOST_BEHIND: Final = 50  # styles in a row; more, or a circle, is no document of Word's
_BODY_LEVEL: Final = 9  # the outline level of text that is no heading (ECMA-376 17.3.1.20)
_HEADING = re.compile(r"heading (\d)")
_OFF: Final = frozenset({"0", "false", "off", "none"})


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks; None where nothing is said of it."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None

    def over(self, below: Look) -> Look:
        """This look, and where it says nothing the one below."""
        return Look(
            below.bold if self.bold is None else self.bold,
            below.italic if self.italic is None else self.italic,
            below.hidden if self.hidden is None else self.hidden,
        )


PLAIN: Final = Look()
LOOK_ELEMENTS: Final = {"w:b": "bold", "w:i": "italic", "w:vanish": "hidden"}


@dataclass(slots=True)
class _Style:
    """A style as the file has it."""

    name: str = ""
    based_on: str = ""
    look: Look = Look()
    outline_level: int | None = None
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """What a paragraph is by its style; `is_contents` where it repeats headings at the front."""

    style: Style = Style.BODY
    level: int = 0
    is_contents: bool = False


@dataclass
class Styles:
    """All styles by their ids, what holds where none says anything, and the language."""

    by_id: dict[str, _Style] = field(default_factory=dict)
    default: Look = Look()
    default_paragraph: str = ""
    language: str | None = None

    def __post_init__(self) -> None:
        self.look = cache(self._look)
        self.kind = cache(self._kind)

    def _look(self, paragraph_style: str, character_style: str, own: Look) -> Look:
        """How a run looks: a style of the paragraph and one of the characters that both say bold give plain
        text (ECMA-376 17.7.3), and what the run says itself wins.
        """
        paragraph = self._chain(paragraph_style or self.default_paragraph).over(self.default)
        characters = self._chain(character_style)
        styled = Look(
            bool(paragraph.bold) != bool(characters.bold),
            bool(paragraph.italic) != bool(characters.italic),
            bool(paragraph.hidden) != bool(characters.hidden),
        )
        return own.over(styled)

    def _chain(self, style_id: str) -> Look:
        look = Look()
        for style in self._behind(style_id):
            look = look.over(style.look)
        return look

    def _behind(self, style_id: str) -> list[_Style]:
        """A style and those that it is based on, the nearest first."""
        found: list[_Style] = []
        while (style := self.by_id.get(style_id)) and len(found) < MOST_BEHIND:
            found.append(style)
            style_id = style.based_on
        return found

    def _kind(self, style_id: str) -> Kind:
        for style in self._behind(style_id or self.default_paragraph):
            if style.name in ("title", "subtitle"):
                return Kind(Style.HEADING, 0)
            if found := _HEADING.fullmatch(style.name):
                return Kind(Style.HEADING, int(found[1]))
            if style.name.startswith("toc ") and style.name != "toc heading":
                return Kind(is_contents=True)
            if style.outline_level is not None:
                return outline_kind(style.outline_level)
            if style.is_list:
                return Kind(Style.LIST_ITEM, 1)
        return Kind()


def outline_kind(level: int) -> Kind:
    """What a paragraph at an outline level (from 0) is."""
    return Kind(Style.HEADING, level + 1) if 0 <= level < _BODY_LEVEL else Kind()


def is_on(attributes: Attributes) -> bool:
    """Whether a property that is there is switched on."""
    return attributes.get("w:val", "1") not in _OFF


def number(attributes: Attributes) -> int:
    told = attributes.get("w:val", "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 6 else 0  # noqa: PLR2004


class StylesReader:
    """Follows the part that holds the styles."""

    def __init__(self) -> None:
        self.styles = Styles()
        self._style: _Style | None = None
        self._open: list[str] = []

    def start(self, name: str, attributes: Attributes) -> None:
        self._open.append(name)
        if name == "w:style":
            self._style = _Style()
            style_id = attributes.get("w:styleId", "")
            self.styles.by_id[style_id] = self._style
            if attributes.get("w:type") == "paragraph" and attributes.get("w:default", "0") not in _OFF:
                self.styles.default_paragraph = style_id
        elif "w:tblStylePr" in self._open:
            return
        elif (what := LOOK_ELEMENTS.get(name)) and self._open[-2:-1] == ["w:rPr"]:
            self._set_look(what, on=is_on(attributes))
        elif name == "w:lang" and "w:rPrDefault" in self._open:
            self.styles.language = attributes.get("w:val")
        elif self._style:
            _set(self._style, name, attributes)

    def end(self, name: str) -> None:
        self._open.pop()
        if name == "w:style":
            self._style = None

    def data(self, text: str) -> None:
        pass

    def _set_look(self, what: str, *, on: bool) -> None:
        if self._style:
            self._style.look = replace(self._style.look, **{what: on})
        elif "w:rPrDefault" in self._open:
            self.styles.default = replace(self.styles.default, **{what: on})


def _set(style: _Style, name: str, attributes: Attributes) -> None:
    match name:
        case "w:name":
            style.name = attributes.get("w:val", "").casefold()
        case "w:basedOn":
            style.based_on = attributes.get("w:val", "")
        case "w:outlineLvl":
            style.outline_level = number(attributes)
        case "w:numId":
            style.is_list = is_on(attributes)
