"""A journal gone through again, to where it ends or makes no sense any more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from woordbeeld.editor.changes import applied, from_record, state_from_record
from woordbeeld.editor.history import History, entry_from_record
from woordbeeld.editor.journal import Record
from woordbeeld.editor.state import State, with_pins
from woordbeeld.errors import BadInputError

# What a record that is none of ours may lead to.
_ODD: Final = (BadInputError, LookupError, TypeError, ValueError, AttributeError)


@dataclass
class Replay:
    """A journal gone through again: all that was done, and what was saved and published of it.

    `records` of it fit; those after them are of another program, or damaged.
    """

    history: History
    saved: State
    saving: State | None = None
    is_published: bool = True
    cast: tuple[str | None, ...] = ()
    records: int = 1

    @classmethod
    def of(cls, records: Sequence[Record]) -> Replay | None:
        """As much of a journal as fits; None where not even its beginning does."""
        try:
            first = state_from_record(records[0]["state"])
            replay = cls(History(first), first)
        except _ODD:
            return None
        with suppress(*_ODD):
            for record in records[1:]:
                replay.take(record)
        return replay

    def take(self, record: Record) -> None:
        """One record more."""
        if "deed" in record:
            if record["step"] != len(self.history.entries):
                raise ValueError("a step is missing")
            self.history.add(entry_from_record(record))
            if "disk" in record:
                self.saved = applied(self.history.state, from_record(record["disk"]))
        elif "saving" in record:
            self.saving = self.history.state_at(record["saving"])
        elif "saved" in record:
            self.saved = self.saving = self.history.state_at(record["saved"])
            self.is_published = False
        elif "published" in record:
            self.is_published = True
        elif "cast" in record:
            self.cast = tuple(record["cast"])
        else:
            raise ValueError("a record of another kind")
        self.records += 1

    def saved_by(self, on_disk: Callable[[], State]) -> State:
        """What stood in the files; a step of saving that was half way counts as not taken."""
        if self.saving is None or self.saving is self.saved:
            return self.saved
        return _half_saved(self.saved, self.saving, on_disk())


def _half_saved(saved: State, saving: State, disk: State) -> State:
    """What we wrote of a state before the program ended; each file is either the old or the new."""
    found = saved
    if disk.text == saving.text:
        found = with_pins(replace(saving, pins=(), offset_ms=0), saved.as_pins)
    if disk.as_pins == saving.as_pins:
        found = with_pins(found, saving.as_pins)
    return found
