"""The colours of WebVTT's default classes (W3C WebVTT, 5.1), as they look."""

from __future__ import annotations

from typing import Final

COLOURS: Final = {
    "white": "#ffffff", "yellow": "#ffff00", "cyan": "#00ffff", "lime": "#00ff00", "red": "#ff0000",
    "magenta": "#ff00ff", "blue": "#0000ff", "black": "#000000",
}  # fmt: skip
