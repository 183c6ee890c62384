"""How much work something is, counted, not timed: the speed of a machine does not change it."""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable
from types import FrameType
from typing import Final

TIMES: Final = 3


def calls(work: Callable[[], object]) -> int:
    """How many functions of Python are called, and how often generators are resumed."""
    count = 0

    def tell(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(tell)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def peak_bytes(work: Callable[[], object]) -> int:
    """How much memory Python has at once for it, what is kept of it included.

    The least of some times, for threads that other tests left behind may take memory at the same time.
    """
    return min(_peak_bytes_once(work) for _ in range(TIMES))


def _peak_bytes_once(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
