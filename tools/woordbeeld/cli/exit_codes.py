"""What the program says to the one that started it; errors have the code of their kind."""

from __future__ import annotations

from typing import Final

DONE: Final = 0
ERRORS_FOUND: Final = 1
UNFORESEEN: Final = 70  # EX_SOFTWARE of sysexits.h
INTERRUPTED: Final = 130
