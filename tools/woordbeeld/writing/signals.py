"""Ctrl-C and the like heeded a little later, where stopping halfway would leave halves."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final

_STOPPING: Final = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
]


@contextmanager
def signals_deferred() -> Iterator[None]:
    """Signals that would stop the program are heeded when the work is done, in the order in which they came.

    Only the main thread gets them, so elsewhere there is nothing to do.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []

    def remember(number: int, _frame: FrameType | None) -> None:
        came.append(number)

    handlers: dict[int, Any] = {}
    try:
        for number in _STOPPING:
            if signal.getsignal(number) not in (signal.SIG_IGN, None):  # None: not Python's to give back
                handlers[number] = signal.signal(number, remember)
        yield
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        for number in came:
            signal.raise_signal(number)
