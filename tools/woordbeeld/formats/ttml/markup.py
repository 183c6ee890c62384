"""What the markup of TTML says: names without their namespace, attributes by their place, styles, agents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from woordbeeld.formats.document import Range
from woordbeeld.tracks.model import LANGUAGE_CODE, PLAIN, Align, Style

_ATTRIBUTE = re.compile(r"""\s(?P<name>[\w:.-]+)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""")
_HEX_COLOUR = re.compile(r"#[0-9a-f]{6}(?:[0-9a-f]{2})?")
_RGB_COLOUR = re.compile(r"rgba?\((\d{1,3}),(\d{1,3}),(\d{1,3})(?:,\d{1,3})?\)")
_ALIGNS: Final = {
    "left": Align.LEFT, "start": Align.LEFT, "center": Align.CENTRE, "right": Align.RIGHT, "end": Align.RIGHT,
}  # fmt: skip
_KEPT_NAMES: Final = 1000  # of elements and attributes, of which a file has few
_MAX_STYLES: Final = 50  # that one element may name, directly or by way of others
_TELL_LOOK: Final = frozenset(
    {"style", "agent", "fontStyle", "fontWeight", "textDecoration", "color", "lang"}
)
_TELL_ALIGN: Final = frozenset({"style", "textAlign"})
_COLOURED: Final = frozenset({"p", "span"})  # what is around them is the look of all cues
# TTML 2, 10.3.3: the named colours that captions use.
_NAMED_COLOURS: Final = {
    "white": "#ffffff", "yellow": "#ffff00", "cyan": "#00ffff", "aqua": "#00ffff", "lime": "#00ff00",
    "green": "#008000", "red": "#ff0000", "magenta": "#ff00ff", "fuchsia": "#ff00ff", "blue": "#0000ff",
    "black": "#000000",
}  # fmt: skip


@lru_cache(maxsize=_KEPT_NAMES)
def local_name(name: str) -> str:
    """A name as expat or a file has it, without namespace or prefix.

    >>> local_name("http://www.w3.org/ns/ttml p"), local_name("tt:span")
    ('p', 'span')
    """
    return name.rpartition(" ")[2].rpartition(":")[2]


def attributes(tag: str, start: int) -> dict[str, Range]:
    """The values of the attributes of a start tag, by local name, where they stand in the source."""
    places = ((found["name"], found.span(found.lastgroup or 0)) for found in _ATTRIBUTE.finditer(tag))
    return {local_name(name): Range(start + first, start + end) for name, (first, end) in places}


def values(tag: str) -> dict[str, str]:
    """The attributes of a start tag by local name."""
    return {name: place.of(tag) for name, place in attributes(tag, 0).items()}


def tells_look(own: Mapping[str, str]) -> bool:
    """Whether attributes of an element say how its text looks, or who says it."""
    return not _TELL_LOOK.isdisjoint(own)


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks, and who says it (the name of an agent)."""

    style: Style = PLAIN
    voice: str | None = None


@dataclass(slots=True)
class Looks:
    """The styles and agents that a file defines."""

    _styles: dict[str, Mapping[str, str]] = field(default_factory=dict)
    _agents: dict[str, str] = field(default_factory=dict)

    def add_style(self, name: str, own: Mapping[str, str]) -> None:
        self._styles[name] = own

    def knows(self, style: str) -> bool:
        """Whether the file defines a style of that name."""
        return style in self._styles

    def add_agent(self, name: str, text: str) -> None:
        self._agents[name] = self._agents.get(name, "") + text

    def inside(self, around: Look, name: str, own: Mapping[str, str]) -> Look:
        """The look inside an element with these attributes."""
        if not tells_look(own):
            return around
        style = around.style
        for each in self._all(own, set()):
            style = _styled(style, each, coloured=name in _COLOURED)
        named = own.get("agent", "").partition(" ")[0]
        voice = " ".join(self._agents.get(named, "").split()) or around.voice
        return Look(style, voice)

    def align(self, own: Mapping[str, str]) -> Align | None:
        """At which side an element with these attributes puts its text, if it says so."""
        if _TELL_ALIGN.isdisjoint(own):
            return None
        told = [each["textAlign"] for each in self._all(own, set()) if "textAlign" in each]
        return _ALIGNS.get(told[-1]) if told else None

    def _all(self, own: Mapping[str, str], seen: set[str]) -> list[Mapping[str, str]]:
        """The attributes of an element after those of the styles that it names, and that these name."""
        found: list[Mapping[str, str]] = []
        for each in own.get("style", "").split():
            if each in self._styles and each not in seen and len(seen) < _MAX_STYLES:
                seen.add(each)
                found += self._all(self._styles[each], seen)
        return [*found, own]


def _styled(style: Style, own: Mapping[str, str], *, coloured: bool) -> Style:
    italic = own["fontStyle"] in ("italic", "oblique") if "fontStyle" in own else style.italic
    bold = own["fontWeight"] == "bold" if "fontWeight" in own else style.bold
    underline = "underline" in own["textDecoration"].split() if "textDecoration" in own else style.underline
    colour = _colour(own["color"]) if "color" in own and coloured else style.colour
    language = own["lang"] if LANGUAGE_CODE.fullmatch(own.get("lang", "")) else style.language
    return Style(italic, bold, underline, colour, style.classes, language)


def _colour(text: str) -> str | None:
    """A colour as `#rrggbb`.

    >>> _colour("#FFFF00FF"), _colour("yellow"), _colour("rgb(0,255,255)"), _colour("gruen")
    ('#ffff00', '#ffff00', '#00ffff', None)
    """
    plain = "".join(text.lower().split())
    if _HEX_COLOUR.fullmatch(plain):
        return plain[:7]
    if found := _RGB_COLOUR.fullmatch(plain):
        return "#" + "".join(f"{min(int(each), 255):02x}" for each in found.groups())
    return _NAMED_COLOURS.get(plain)
