"""What reads text in a picture."""

from __future__ import annotations

from typing import Protocol

from woordbeeld.media.pictures import Pixels
from woordbeeld.screen.model import ScreenLine


class OnScreenReader(Protocol):
    """Reads all lines of text in a picture."""

    @property
    def identity(self) -> str:
        """What readings depend on, such as the SHA-256 of the weights: by it they are remembered."""

    def read(self, pixels: Pixels, short_side: int) -> tuple[ScreenLine, ...]:
        """The lines in a picture or a part of one (uint8, (h, w, 3), RGB), with boxes as shares of it.

        `short_side` is that of the whole picture, in pixels.
        """
