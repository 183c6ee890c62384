"""Where the program keeps what outlives a run, outside the user's folders."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import platformdirs

JOURNAL_DAYS: Final = (
    90  # that all that was done to a text, and saved, can still be undone after the last of it
)


def journals() -> Path:
    """Where the journals of all transcripts are kept."""
    kept = os.environ.get("WOORDBEELD_JOURNALS")
    return Path(kept) if kept else Path(platformdirs.user_state_dir("woordbeeld")) / "journals"


def locks() -> Path:
    """Where it is kept who is busy with what."""
    return journals() / "locks"
