"""Python looks for cycles of objects whenever many are made; captions make many, and no cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

RARE: Final = (1_000_000, 20, 50)  # objects more until a search, and searches until a more thorough one


@contextmanager
def rare_collection() -> Iterator[None]:
    """Searches for cycles are rare meanwhile: with ten thousand cues they took a third of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(*RARE)
    try:
        yield
    finally:
        gc.set_threshold(*usual)
