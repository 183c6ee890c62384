"""All that was done, in order, so that everything can be taken back and done again, across restarts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from woordbeeld.editor.changes import (
    Change,
    DamagedJournalError,
    Record,
    applied,
    as_record,
    change_between,
    inverse,
)
from woordbeeld.editor.merging import conflicts, merge, merged
from woordbeeld.editor.state import Bound, State, with_text
from woordbeeld.transcript.editing import EditRefusedError
from woordbeeld.words import say


class StepKind(Enum):
    """How a state came about."""

    DONE = "done"
    UNDONE = "undone"
    REDONE = "redone"
    MERGED = "merged"  # what somebody else changed in the files
    GIVEN_UP = "given-up"  # it can be taken back, or done again, no more


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One step: what happened, the entry that it takes back or does again, and what changed.

    `about` says what was done, for people: the kind of edit and the items that it was about.
    """

    kind: StepKind
    change: Change
    about: Record
    of: int | None = None


@dataclass
class History:
    """The entries, the state that they lead to, and what can be taken back and done again (entry numbers)."""

    state: State
    entries: list[HistoryEntry] = field(default_factory=list)
    done: list[int] = field(default_factory=list)
    undone: list[int] = field(default_factory=list)

    def add(self, entry: HistoryEntry) -> None:
        """One more step.

        Raises:
            BadInputError: it is one from another state, or turns what is not next to be turned.
        """
        state, number = self.after(entry), len(self.entries)
        match entry.kind:
            case StepKind.DONE:
                self.done.append(number)
                self.undone.clear()
            case StepKind.UNDONE:
                self.undone.append(_next(self.done, entry))
            case StepKind.REDONE:
                self.done.append(_next(self.undone, entry))
            case StepKind.GIVEN_UP:
                _next(self.done if entry.of in self.done else self.undone, entry)
        self.state = state
        self.entries.append(entry)

    @property
    def next_undo(self) -> Record | None:
        """What would be taken back."""
        return self.entries[self.done[-1]].about if self.done else None

    @property
    def next_redo(self) -> Record | None:
        """What would be done again."""
        return self.entries[self.undone[-1]].about if self.undone else None

    def doing(self, after: State, about: Record) -> HistoryEntry:
        """The step to a new state."""
        return HistoryEntry(StepKind.DONE, change_between(self.state, after), about)

    def merging(self, after: State) -> HistoryEntry:
        """The step to a state with what somebody else changed."""
        return HistoryEntry(StepKind.MERGED, change_between(self.state, after), {"kind": "merge"})

    def giving_up(self, stack: Sequence[int]) -> HistoryEntry:
        """The step past an action that cannot be turned, so that those before it still can."""
        return HistoryEntry(StepKind.GIVEN_UP, {}, self.entries[stack[-1]].about, stack[-1])

    def after(self, entry: HistoryEntry) -> State:
        """The state after a step that is not taken yet."""
        return applied(self.state, entry.change)

    def undoing(self) -> HistoryEntry | None:
        """The step that takes the last action back; None where there is none.

        Raises:
            EditRefusedError: somebody else has changed the same lines since.
        """
        return self._turning(self.done, StepKind.UNDONE)

    def redoing(self) -> HistoryEntry | None:
        """The step that does again what was taken back last (see `undoing`)."""
        return self._turning(self.undone, StepKind.REDONE)

    def state_at(self, version: int) -> State:
        """The state after so many entries."""
        state = self.state
        for entry in reversed(self.entries[version:]):
            state = applied(state, inverse(entry.change))
        return state

    def _turning(self, stack: Sequence[int], kind: StepKind) -> HistoryEntry | None:
        if not stack:
            return None
        number = stack[-1]
        about = self.entries[number].about
        last = max(
            at for at, entry in enumerate(self.entries) if number in (entry.of, at)
        )  # when it was last done or taken back
        change = inverse(self.entries[last].change)
        if any(entry.kind is StepKind.MERGED for entry in self.entries[last:]):
            change = change_between(self.state, self._turned(last))
        return HistoryEntry(kind, change, about, number)

    def _turned(self, last: int) -> State:
        """The state without the change of an entry, but with what was merged since."""
        after = self.state_at(last + 1)
        before = applied(after, inverse(self.entries[last].change))
        parts = merge(after.text, self.state.text, before.text)
        if conflicts(parts):
            raise EditRefusedError(
                say("error.edit.changed_since"), reason="changed-since", remedy=say("error.edit.by_hand")
            )
        state = with_text(self.state, merged(parts))
        turned = _with_changes(state.pins, after.pins, before.pins)
        pins = tuple(Bound(pin.id if pin.id in state.ids else None, pin.pin) for pin in turned)
        reviewed = frozenset(_with_changes(state.reviewed, after.reviewed, before.reviewed)).intersection(
            state.ids
        )
        left_out = frozenset(_with_changes(state.left_out, after.left_out, before.left_out))
        offset_ms = before.offset_ms if state.offset_ms == after.offset_ms else state.offset_ms
        return replace(state, pins=pins, reviewed=reviewed, left_out=left_out, offset_ms=offset_ms)


def _next(stack: list[int], entry: HistoryEntry) -> int:
    """The number of the action that an entry turns, taken from those that can be."""
    if not stack or stack[-1] != entry.of:
        raise DamagedJournalError("a step turns what was not done")
    return stack.pop()


def _with_changes(now: Any, before: Any, after: Any) -> tuple[Any, ...]:
    """What there is now, without what was taken out and with what was put in between two earlier moments."""
    kept = tuple(each for each in now if each not in before or each in after)
    return (*kept, *(each for each in after if each not in before and each not in kept))


def entry_as_record(entry: HistoryEntry) -> Record:
    """An entry as JSON has it."""
    of = {} if entry.of is None else {"of": entry.of}
    return {"deed": entry.kind.value, "about": entry.about, **of, "change": as_record(entry.change)}
