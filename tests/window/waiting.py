"""Waiting for what another thread or process does."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE_S = 60


def until(condition: Callable[[], bool], within_s: float = PATIENCE_S) -> None:
    """Wait until something is so."""
    ends = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < ends, "it never was"
        time.sleep(0.01)
