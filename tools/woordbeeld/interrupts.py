"""Ctrl-C as a KeyboardInterrupt that is raised where it harms nobody, and is never forgotten.

Amid an import, or in a library, it may be swallowed or end the process at once: C++ that calls Python seldom
expects it. While a lock is taken, that would never be let go. There it waits a moment.
"""

from __future__ import annotations

import _thread
import signal
import sysconfig
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep
from types import FrameType
from typing import Final

AGAIN_AFTER_S: Final = 0.05
WAITS_S: Final = (
    10.0  # as long as importing torch takes on a busy machine; then it is raised wherever that is
)
_OURS: Final = str(Path(__file__).parent)
_PYTHONS: Final = sysconfig.get_path("stdlib")
_LIBRARIES: Final = ("site-packages", "dist-packages")
_HALF_TAKEN: Final = frozenset({"__enter__", "__exit__"})  # what these take may never be given back


class _CtrlC:
    """Whether it was pressed since a command began."""

    def __init__(self) -> None:
        self._pressed_s: float | None = None
        self._looks_again = False
        self._is_raised = False

    def press(self, _number: int, frame: FrameType | None) -> None:
        """By a person, or by ourselves to look again whether it harms nobody now."""
        by_itself, self._looks_again = self._looks_again, False
        if by_itself and self._is_raised:
            return
        is_again = self._pressed_s is not None and not by_itself
        if self._pressed_s is None:
            self._pressed_s = monotonic()
        if is_again or is_harmless_at(frame) or monotonic() - self._pressed_s > WAITS_S:
            self._stop()
        _thread.start_new_thread(self._look_again, ())  # a Thread would wait for a lock

    def stop_if_pressed(self) -> None:
        if self._pressed_s is not None:
            self._stop()

    def _look_again(self) -> None:
        sleep(AGAIN_AFTER_S)
        if not self._is_raised:
            self._looks_again = True
            _thread.interrupt_main()

    def _stop(self) -> None:
        self._is_raised = True
        raise KeyboardInterrupt


_ctrl_c = _CtrlC()


def heed_ctrl_c() -> None:
    """Let Ctrl-C stop what is done from now on; once more, and it does so at once wherever that is."""
    global _ctrl_c  # noqa: PLW0603 - a process has one terminal
    _ctrl_c = _CtrlC()
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:  # as in a job in the background
        signal.signal(signal.SIGINT, _ctrl_c.press)


def stop_if_pressed() -> None:
    """Stop also where something swallowed the interrupt.

    Raises:
        KeyboardInterrupt: Ctrl-C was pressed since `heed_ctrl_c`.
    """
    _ctrl_c.stop_if_pressed()


def is_harmless_at(frame: FrameType | None) -> bool:
    """Whether an interrupt may be raised here: in our own code, or what of Python's it waits in."""
    calls = list(_calls(frame))
    if any(name in _HALF_TAKEN or file.startswith("<frozen importlib") for file, name in calls):
        return False
    for file, _ in calls:
        if file.startswith(_OURS):
            return True
        if any(library in file for library in _LIBRARIES):
            return False
        if not file.startswith((_PYTHONS, "<")):
            return True
    return True


def _calls(frame: FrameType | None) -> Iterator[tuple[str, str]]:
    """The file and the name of each call that is going on, the innermost first."""
    while frame:
        yield frame.f_code.co_filename, frame.f_code.co_name
        frame = frame.f_back
