"""Colours of WebVTT: its default classes (W3C WebVTT, 5.1), and classes of ours for all others."""

from __future__ import annotations

import re
from typing import Final

COLOURS: Final = {
    "white": "#ffffff", "yellow": "#ffff00", "cyan": "#00ffff", "lime": "#00ff00", "red": "#ff0000",
    "magenta": "#ff00ff", "blue": "#0000ff", "black": "#000000",
}  # fmt: skip
_CLASSES: Final = {code: name for name, code in COLOURS.items()}
_OTHER: Final = "colour-"
_OTHER_CLASS = re.compile(rf"{_OTHER}([0-9a-f]{{6}})")


def colour_of(name: str) -> str | None:
    """The colour that a class stands for, as `#rrggbb`.

    >>> colour_of("cyan"), colour_of("colour-ff8800"), colour_of("loud")
    ('#00ffff', '#ff8800', None)
    """
    found = _OTHER_CLASS.fullmatch(name)
    return f"#{found[1]}" if found else COLOURS.get(name)


def class_of(code: str) -> str:
    """The class for a colour.

    >>> class_of("#00ffff"), class_of("#ff8800")
    ('cyan', 'colour-ff8800')
    """
    return _CLASSES.get(code, f"{_OTHER}{code[1:]}")


def style(code: str) -> str:
    """The style for the class of a colour.

    >>> style("#ffff00"), style("#ff8800")
    ('::cue(.yellow) { color: yellow; }', '::cue(.colour-ff8800) { color: #ff8800; }')
    """
    return f"::cue(.{class_of(code)}) {{ color: {_CLASSES.get(code, code)}; }}"


def in_order(codes: set[str]) -> list[str]:
    """Colours in the order of the default classes, others after them."""
    return [*(code for code in _CLASSES if code in codes), *sorted(codes - _CLASSES.keys())]
