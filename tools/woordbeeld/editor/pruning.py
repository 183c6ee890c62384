"""Journals of texts that were saved long ago, made short: what was done there can be undone no more."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Final

from woordbeeld.editor.changes import state_as_record
from woordbeeld.editor.journal import Journal, Record
from woordbeeld.editor.on_disk import is_missing
from woordbeeld.editor.replaying import Replay
from woordbeeld.editor.state import is_kept
from woordbeeld.errors import WoordbeeldError
from woordbeeld.kept import JOURNAL_DAYS

NS_A_DAY: Final = 24 * 60 * 60 * 1_000_000_000


def prune(folder: Path, now_ns: int) -> None:
    """Make short the journals in a folder that nobody wrote for 90 days, where all is in the files.

    What was looked at, and what was left out, stays; a journal without either goes. Whatever is not saved, is
    damaged, is open in an editor, or is of a transcript that is there no more, is left as it is.
    """
    for file in sorted(folder.glob("*.jsonl")):
        with suppress(WoordbeeldError, OSError):  # then it is left as it is
            if now_ns - file.stat().st_mtime_ns > JOURNAL_DAYS * NS_A_DAY:
                _shorten(Journal(file))


def _shorten(journal: Journal) -> None:
    if not journal.take():
        return
    try:
        lines = journal.read()
        replay = Replay.of(lines)
        if replay and replay.records == len(lines) and not journal.has_more(lines) and _is_saved(replay):
            path = lines[0].record.get("path")
            if isinstance(path, str) and not is_missing(Path(path)):
                journal.write_anew(_shortened(path, replay))
    finally:
        journal.let_go()


def _is_saved(replay: Replay) -> bool:
    """Whether the files have all that was done."""
    state, saved = replay.history.state, replay.saved
    is_half_way = replay.saving is not None and replay.saving is not saved
    return not is_half_way and is_kept(state, saved)


def _shortened(path: str, replay: Replay) -> list[Record]:
    """The records to go on from as if nothing had been done; none where nothing is to be kept."""
    state = replay.history.state
    if not (state.reviewed or state.left_out):
        return []
    unpublished: list[Record] = [] if replay.is_published else [{"saved": 0}]
    return [{"path": path, "state": state_as_record(state)}, {"cast": replay.cast}, *unpublished]
