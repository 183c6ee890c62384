"""Edits of when something is said, seen or heard."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Final

from woordbeeld.editor.edits import Ids, as_reviewed, item_of
from woordbeeld.editor.state import State, with_time
from woordbeeld.transcript.editing import EditRefusedError
from woordbeeld.transcript.pins import find_pinned
from woordbeeld.words import say

MOST_MS: Final = 100 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class SetTime:
    """The start and the end (ms) of an item; without both its time is left to be found."""

    kind: ClassVar[str] = "set-time"
    id: int
    start_ms: int | None
    end_ms: int | None

    @property
    def touches(self) -> Ids:
        return (self.id,)

    def apply(self, state: State) -> State:
        item = item_of(state, self.id)
        known = [ms for ms in (self.start_ms, self.end_ms) if ms is not None]
        start_ms, end_ms = (ms if ms is None else ms - state.offset_ms for ms in (self.start_ms, self.end_ms))
        if any(ms > MOST_MS for ms in known):
            raise EditRefusedError(
                say("error.edit.beyond"), reason="beyond", remedy=say("error.edit.set_within")
            )
        if any(ms < 0 for ms in known) or known != sorted(set(known)):
            raise EditRefusedError(
                say("error.edit.no_time"), reason="no-time", remedy=say("error.edit.set_other")
            )
        after = with_time(state, self.id, start_ms, end_ms)
        found, _ = find_pinned(after.transcript, after.as_pins)
        if known and after.times[self.id] != found.get(item):
            raise EditRefusedError(
                say("error.edit.not_unique"), reason="not-unique", remedy=say("error.edit.set_beside")
            )
        return as_reviewed(after, (self.id,))


@dataclass(frozen=True, slots=True)
class SetOffset:
    """All times that were set are so much later (ms) in the video than their pins say, or earlier."""

    kind: ClassVar[str] = "set-offset"
    offset_ms: int

    @property
    def touches(self) -> Ids:
        return ()

    def apply(self, state: State) -> State:
        if abs(self.offset_ms) > MOST_MS:
            raise EditRefusedError(
                say("error.edit.offset_beyond"), reason="beyond", remedy=say("error.edit.smaller_offset")
            )
        times = [ms for pin in state.as_pins.pins for ms in (pin.start_ms, pin.end_ms) if ms is not None]
        if times and min(times) + self.offset_ms < 0:
            raise EditRefusedError(
                say("error.edit.before_video"),
                reason="before-video",
                remedy=say("error.edit.larger_offset"),
            )
        return replace(state, offset_ms=self.offset_ms)
