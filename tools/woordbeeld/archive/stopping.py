"""Ctrl-C: the first lets what runs come to its end, the second stops all at once."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


class Stopping:
    """Whether somebody, or something, wants the work to stop."""

    def __init__(self) -> None:
        self.is_asked = False
        self.is_pressed = False  # by a person

    def ask(self) -> None:
        self.is_asked = True


@contextmanager
def heeding_interrupts(stopping: Stopping, told: Callable[[], None]) -> Iterator[None]:
    """While this goes on the first Ctrl-C asks to stop, which is told; the second is a KeyboardInterrupt.

    So is the signal with which a cluster ends a program.
    """

    def press(_number: int, _frame: FrameType | None) -> None:
        if stopping.is_pressed:
            raise KeyboardInterrupt
        stopping.is_pressed = True
        stopping.ask()
        told()

    def end(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    if before[signal.SIGINT] is not signal.SIG_IGN:  # as in a job in the background
        signal.signal(signal.SIGINT, press)
    signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
