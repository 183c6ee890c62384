"""The difference between two states: small, kept as JSON, and good for going forth and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from woordbeeld.editor.state import Bound, State
from woordbeeld.transcript.pins import Pin

Record = dict[str, Any]


class DamagedJournalError(ValueError):
    """A record of a journal that does not fit what came before, or is not ours; it is told to nobody."""


@dataclass(frozen=True, slots=True)
class Splice:
    """At this place of a sequence `removed` gives way to `added`."""

    at: int
    removed: Sequence[Any]
    added: Sequence[Any]

    @property
    def inverse(self) -> Splice:
        return Splice(self.at, self.added, self.removed)


Change = dict[str, Splice]  # of those parts of a state that differ


def change_between(before: State, after: State) -> Change:
    """What makes one state of another."""
    pairs = {name: (part, _parts(after)[name]) for name, part in _parts(before).items()}
    return {name: _splice(*pair) for name, pair in pairs.items() if pair[0] != pair[1]}


def applied(state: State, change: Change) -> State:
    """The state after a change.

    Raises:
        DamagedJournalError: the change is of another state.
    """
    parts = _parts(state)
    for name, splice in change.items():
        part, end = parts[name], splice.at + len(splice.removed)
        if splice.at > len(part) or part[splice.at : end] != splice.removed:
            raise DamagedJournalError("a change does not fit: the text was another")
        parts[name] = part[: splice.at] + splice.added + part[end:]
    ids = tuple(parts["ids"])
    pins = tuple(Bound(each, Pin(**{"text": "", **pin})) for each, pin in parts["pins"])
    return replace(
        state,
        text=parts["text"],
        ids=ids,
        issued=max([state.issued, *(each + 1 for each in ids)]),
        pins=pins,
        reviewed=frozenset(parts["looked"]),
        left_out=frozenset(parts["left_out"]),
        offset_ms=parts["offset_ms"][0],
        encoding=parts["encoding"][0],
    )


def inverse(change: Change) -> Change:
    """The change that takes a change back."""
    return {name: splice.inverse for name, splice in change.items()}


def as_record(change: Change) -> Record:
    """A change as JSON has it."""
    return {name: [splice.at, splice.removed, splice.added] for name, splice in change.items()}


def state_as_record(state: State) -> Record:
    """A whole state as JSON has it."""
    return {"issued": state.issued, **_parts(state)}


def state_from_record(record: Record) -> State:
    """A whole state read back from JSON; parts that an earlier version did not know are empty."""
    empty = State("", "", (), record["issued"])
    parts = {name: _splice(part, record.get(name, part)) for name, part in _parts(empty).items()}
    return applied(empty, parts)


def _parts(state: State) -> dict[str, Any]:
    """The parts of a state as sequences of what JSON knows."""
    return {
        "text": state.text,
        "ids": list(state.ids),
        "pins": [[bound.id, _told(bound.pin)] for bound in state.pins],
        "looked": sorted(state.reviewed),
        "left_out": sorted(state.left_out),
        "offset_ms": [state.offset_ms],
        "encoding": [state.encoding],
    }


def _told(pin: Pin) -> Record:
    return {name: value for name, value in asdict(pin).items() if value not in (None, "")}


def _splice(before: Sequence[Any], after: Sequence[Any]) -> Splice:
    """The shortest that makes one sequence of the other."""
    most = min(len(before), len(after))
    head = next((at for at in range(most) if before[at] != after[at]), most)
    tail = next((at for at in range(most - head) if before[-1 - at] != after[-1 - at]), most - head)
    return Splice(head, before[head : len(before) - tail], after[head : len(after) - tail])
