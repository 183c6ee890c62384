"""What a cue of SubRip shows: its text as tokens, with tags of HTML and of SubStation Alpha."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from woordbeeld.formats.subrip.text import unescape
from woordbeeld.formats.tokens import MOST_KEPT, Tag, Token, TokenKind, plain_lines, shown_lines
from woordbeeld.tracks.model import Align, ScreenPosition, Style, Utterance, Vertical
from woordbeeld.tracks.speaker_prefixes import utterances

_TOKEN = re.compile(
    r"(?i)(?P<break>\r\n|\r|\n|<br\s*/?>|\\N)|(?P<override>\{\\[^{}\r\n]*\})"
    r"|(?P<tag></?(?:[biuscv]|em|strong|font|span|ruby|rt)(?:[\s.][^<>]*)?>)"
    r"|(?P<space>(?:[^\S\r\n]|\\h)+)|(?P<text>(?:(?!\\[Nh])[^\s<{])+|.)"
)
_TAG = re.compile(r"<(?P<close>/?)(?P<name>\w+)(?P<rest>[^>]*)>")
_FONT_COLOUR = re.compile(r"(?i)color\s*=\s*[\"']?(?P<code>#?\w+)")
_CODE = re.compile("[0-9a-f]{6}")
_SHORT_CODE = re.compile("[0-9a-f]{3}")
# Names of colours as players know them; green is that of teletext, which captions mean by it.
_COLOURS: Final = {
    "white": "#ffffff", "lime": "#00ff00", "green": "#00ff00", "cyan": "#00ffff", "red": "#ff0000",
    "yellow": "#ffff00", "magenta": "#ff00ff", "blue": "#0000ff", "black": "#000000", "aqua": "#00ffff",
    "fuchsia": "#ff00ff", "gray": "#808080", "grey": "#808080", "maroon": "#800000", "navy": "#000080",
    "olive": "#808000", "orange": "#ffa500", "pink": "#ffc0cb", "purple": "#800080", "silver": "#c0c0c0",
    "teal": "#008080",
}  # fmt: skip
_ITALIC: Final = frozenset({"i", "em"})
_BOLD: Final = frozenset({"b", "strong"})
_FIXED: Final = frozenset({"ruby", "rt"})
_OVERRIDE_TAG = re.compile(r"(?i)\{\\([ibus])([01])\}")
_PLACE = re.compile(r"(?i)\{[^{}]*\\an([1-9])[^{}]*\}")
_MARKUP = re.compile(r"[<{\\\u2060]")


def placement(payload: str) -> ScreenPosition:
    r"""Where `{\an8}` puts a cue; the digits stand as on a numeric pad."""
    if not (found := _PLACE.search(payload)):
        return ScreenPosition()
    row, column = divmod(int(found[1]) - 1, 3)
    vertical = (Vertical.BOTTOM, Vertical.MIDDLE, Vertical.TOP)[row]
    return ScreenPosition(vertical, (Align.LEFT, Align.CENTRE, Align.RIGHT)[column])


@lru_cache(maxsize=MOST_KEPT)
def spoken(payload: str) -> tuple[Utterance, ...]:
    """What is said in a cue; a text is read once, however often its file is read again after a change."""
    return utterances(shown_lines(tokens_of(payload)) if _MARKUP.search(payload) else plain_lines(payload))


@lru_cache(maxsize=MOST_KEPT)
def tokens_of(payload: str) -> tuple[Token, ...]:
    """The tokens of what a cue shows; their places count from its start."""
    return tuple(_token(found) for found in _TOKEN.finditer(payload))


def _token(found: re.Match[str]) -> Token:
    start, end = found.span()
    if found["text"] is not None:
        return Token(TokenKind.TEXT, start, end, unescape(found["text"]))
    if found["break"] is not None:
        return Token(TokenKind.BREAK, start, end)
    if found["space"] is not None:
        return Token(TokenKind.SPACE, start, end, found["space"].replace("\\h", "\N{NO-BREAK SPACE}"))
    return _override(found) if found["override"] else _tag(found)


def _override(found: re.Match[str]) -> Token:
    r"""A tag of SubStation Alpha in braces: `{\i1}` opens and `{\i0}` closes, others mark the whole cue."""
    styled = _OVERRIDE_TAG.fullmatch(found["override"])
    if not styled:
        return Token(TokenKind.MARK, *found.span(), found["override"])
    name = f"\\{styled[1].lower()}"
    kind = TokenKind.OPEN if styled[2] == "1" else TokenKind.CLOSE
    return Token(kind, *found.span(), tag=Tag(name, style=_style(name[1:]), switches=True))


def _tag(found: re.Match[str]) -> Token:
    start, end = found.span()
    tag = _TAG.fullmatch(found["tag"])
    name = tag["name"].lower() if tag else ""
    if tag and tag["close"]:
        return Token(TokenKind.CLOSE, start, end, tag=Tag(name))
    style = _style(name, tag["rest"] if tag else "")
    return Token(TokenKind.OPEN, start, end, tag=Tag(name, style=style, fixed=name in _FIXED))


def _style(name: str, rest: str = "") -> Style:
    if name == "font":
        named = _FONT_COLOUR.search(rest)
        return Style(colour=_colour(named["code"].lower()) if named else None)
    return Style(italic=name in _ITALIC, bold=name in _BOLD, underline=name == "u")


def _colour(name: str) -> str | None:
    """A colour as `#rrggbb`; None for what no player knows.

    >>> _colour("yellow"), _colour("ff8800"), _colour("#f80"), _colour("gruen")
    ('#ffff00', '#ff8800', '#ff8800', None)
    """
    if name in _COLOURS:
        return _COLOURS[name]
    digits = name.removeprefix("#")
    short = _SHORT_CODE.fullmatch(digits)
    code = "".join(digit * 2 for digit in digits) if short else digits
    return f"#{code}" if _CODE.fullmatch(code) else None


def closing(tag: Tag) -> str:
    """What closes a tag."""
    return f"{{{tag.name}0}}" if tag.name.startswith("\\") else f"</{tag.name}>"
