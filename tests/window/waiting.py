"""Waiting for what another thread or process does."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

PATIENCE_S = 60
Result = TypeVar("Result")


def until(condition: Callable[[], bool], within_s: float = PATIENCE_S) -> None:
    """Wait until something is so."""
    ends = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < ends, "it never was"
        time.sleep(0.01)


def done(work: Coroutine[Any, Any, Result]) -> Result:
    """What comes of it, in a thread of its own: in that of the tests a browser may have a loop of events."""
    with ThreadPoolExecutor() as threads:
        return threads.submit(asyncio.run, work).result()
