"""A journal gone through again, to where it ends or makes no sense any more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from woordbeeld.editor.changes import DamagedJournalError, applied
from woordbeeld.editor.history import History
from woordbeeld.editor.journal import JournalLine
from woordbeeld.editor.records import (
    Begun,
    JournalRecord,
    Published,
    Saved,
    Saving,
    Seated,
    Step,
    parse_record,
)
from woordbeeld.editor.state import State, is_whole, with_pins


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
    def of(cls, lines: Sequence[JournalLine]) -> Replay | None:
        """As much of a journal as fits; None where not even its beginning does."""
        try:
            first = parse_record(lines[0].record) if lines else None
        except DamagedJournalError:
            return None
        if not isinstance(first, Begun) or not is_whole(first.state):
            return None
        replay = cls(History(first.state), first.state)
        with suppress(DamagedJournalError):
            for line in lines[1:]:
                # To look at each state takes long; what has a sum is what we wrote.
                replay.take(parse_record(line.record), look=not line.has_sum)
        return replay

    def take(self, record: JournalRecord, *, look: bool = True) -> None:
        """One record more; with `look` a step must lead to a state that is one.

        Raises:
            DamagedJournalError: it does not fit; nothing of it is taken.
        """
        match record:
            case Step():
                self._take_step(record, look=look)
            case Saving(version):
                self.saving = self._state_at(version)
            case Saved(version):
                self.saved = self.saving = self._state_at(version)
                self.is_published = False
            case Published():
                self.is_published = True
            case Seated(cast):
                self.cast = cast
            case Begun():
                raise DamagedJournalError("a journal begins twice")
        self.records += 1

    def _take_step(self, step: Step, *, look: bool) -> None:
        if step.number != len(self.history.entries):
            raise DamagedJournalError("a step of the journal is missing")
        saved = self.saved
        if look or step.disk is not None:
            after = self.history.after(step.entry)
            saved = saved if step.disk is None else applied(after, step.disk)
            if look and not (is_whole(after) and is_whole(saved)):
                raise DamagedJournalError("a step of the journal leads to no text")
        self.history.add(step.entry)
        self.saved = saved

    def _state_at(self, version: int) -> State:
        if version > len(self.history.entries):
            raise DamagedJournalError("a version of the journal is missing")
        return self.history.state_at(version)

    def saved_by(self, on_disk: Callable[[], State]) -> State:
        """What stood in the files; a step of saving that was half way counts as not taken."""
        if self.saving is None or self.saving is self.saved:
            return self.saved
        return _half_saved(self.saved, self.saving, on_disk())


def _half_saved(saved: State, saving: State, disk: State) -> State:
    """What we wrote of a state before the program ended; each file is either the old or the new."""
    found = saved
    if disk.text == saving.text != saved.text:
        found = with_pins(replace(saving, pins=(), offset_ms=0), saved.as_pins)
    if disk.as_pins == saving.as_pins:
        found = with_pins(found, saving.as_pins)
    return found
