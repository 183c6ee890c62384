"""Where in the picture the settings of a cue of WebVTT put it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from woordbeeld.tracks.model import Align, ScreenPosition, Vertical

_ROWS: Final = 15  # of a picture, in which `line` counts (W3C, 7.2: the height of the video over a line)


def placement(settings: Mapping[str, str]) -> ScreenPosition:
    """The place that settings tell which players heed."""
    align = settings.get("align", "center")
    side = {"start": Align.LEFT, "left": Align.LEFT, "end": Align.RIGHT, "right": Align.RIGHT}
    return ScreenPosition(
        _vertical(settings.get("line", "").partition(",")[0]),
        side.get(align) or _side(settings.get("position", "").partition("%")[0]),
        settings.get("region", ""),
    )


def _side(position: str) -> Align:
    """At which side of the picture captions are centred, which counts in per cent from the left."""
    per_cent = float(position or 50)
    return Align.LEFT if per_cent < 100 / 3 else Align.CENTRE if per_cent <= 200 / 3 else Align.RIGHT


def _vertical(line: str) -> Vertical:
    """In which third of the picture a line is, which counts from the top, or from below if negative."""
    if not line:
        return Vertical.BOTTOM
    share = float(line[:-1]) / 100 if line.endswith("%") else float(line) % _ROWS / _ROWS
    return Vertical.TOP if share < 1 / 3 else Vertical.MIDDLE if share < 2 / 3 else Vertical.BOTTOM
