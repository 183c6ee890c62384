"""The log of this package: what it does and what it could not do, for who asks with `--verbose` or embeds it.

Modules log to `logging.getLogger(__name__)`. Nothing is shown until somebody gives the logger "woordbeeld" a
handler; a traceback that nobody else is told belongs there.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from woordbeeld.showing import echo_text

PACKAGE: Final = "woordbeeld"
_FORM: Final = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class TerminalHandler(logging.Handler):
    """Shows a record on standard error, where no terminal obeys what stands in it."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            echo_text(f"{self.format(record)}\n", err=True)
        except Exception:  # noqa: BLE001 - as in all handlers: a log that cannot be shown stops no work
            self.handleError(record)


@contextmanager
def log_shown() -> Iterator[None]:
    """Show all of the log on standard error meanwhile."""
    logger, handler = logging.getLogger(PACKAGE), TerminalHandler()
    handler.setFormatter(logging.Formatter(_FORM))
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)


def is_shown() -> bool:
    """Whether the log is shown, so that bars of progress would stand in its way."""
    return any(isinstance(handler, TerminalHandler) for handler in logging.getLogger(PACKAGE).handlers)
