"""What may stand in a journal: each kind of record, held against its fields before anything is made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from woordbeeld.editor.changes import Change, DamagedJournalError, Record, Splice, state_from_record
from woordbeeld.editor.history import HistoryEntry, StepKind
from woordbeeld.editor.journal import VERSION
from woordbeeld.editor.state import State

Check = Callable[[Any], Any]  # gives the value back, or raises DamagedJournalError


@dataclass(frozen=True, slots=True)
class Begun:
    """The first: what stood in the files."""

    state: State


@dataclass(frozen=True, slots=True)
class Step:
    """An entry of the history, its number, and how the files then differed from it, if they did."""

    number: int
    entry: HistoryEntry
    disk: Change | None


@dataclass(frozen=True, slots=True)
class Saving:
    """The files are about to be written with a version."""

    version: int


@dataclass(frozen=True, slots=True)
class Saved:
    """The files have a version."""

    version: int


@dataclass(frozen=True, slots=True)
class Published:
    """The bundle follows."""


@dataclass(frozen=True, slots=True)
class Seated:
    """The speakers, each under a key of its own."""

    cast: tuple[str | None, ...]


JournalRecord = Begun | Step | Saving | Saved | Published | Seated


def parse_record(record: Record) -> JournalRecord:
    """A record as what it means.

    Raises:
        DamagedJournalError: it is of no kind that we know, or its fields are other ones or of other types.
    """
    for key, parse in _KINDS.items():
        if key in record:
            return parse(record)
    raise _odd("kind")


def _begun(record: Record) -> Begun:
    told = _fields(record, {"journal": _whole, "path": _text, "state": _state})
    if told["journal"] != VERSION:
        raise _odd("version")
    return Begun(told["state"])


def _step(record: Record) -> Step:
    fields = {"step": _count, "deed": _action, "about": _about, "change": _change}
    told = _fields(record, fields, {"of": _count, "disk": _change})
    entry = HistoryEntry(told["deed"], told["change"], told["about"], told.get("of"))
    return Step(told["step"], entry, told.get("disk"))


def _saving(record: Record) -> Saving:
    return Saving(_fields(record, {"saving": _count})["saving"])


def _saved(record: Record) -> Saved:
    return Saved(_fields(record, {"saved": _count})["saved"])


def _published(record: Record) -> Published:
    _fields(record, {"published": _count})
    return Published()


def _seated(record: Record) -> Seated:
    names = _fields(record, {"cast": _list})["cast"]
    return Seated(tuple(name if name is None else _text(name) for name in names))


_KINDS: Final[Mapping[str, Callable[[Record], JournalRecord]]] = {
    "deed": _step,
    "saving": _saving,
    "saved": _saved,
    "published": _published,
    "cast": _seated,
    "journal": _begun,
}


def _odd(what: str) -> DamagedJournalError:
    return DamagedJournalError(f"a record of the journal has another {what}")


def _fields(value: Any, needed: Mapping[str, Check], more: Mapping[str, Check] | None = None) -> Record:
    """The checked fields of an object that has all that are needed, and none that is not known."""
    known = {**needed, **(more or {})}
    if not isinstance(value, dict) or not set(needed) <= set(value) <= set(known):
        raise _odd("set of fields")
    return {name: known[name](each) for name, each in value.items()}


def _whole(value: Any) -> int:
    if type(value) is not int:
        raise _odd("number")
    return value


def _count(value: Any) -> int:
    if (number := _whole(value)) < 0:
        raise _odd("number")
    return number


def _text(value: Any) -> str:
    """A text that a file can hold: JSON may have halves of signs."""
    if not isinstance(value, str) or value.encode("utf-8", "replace").decode() != value:
        raise _odd("text")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise _odd("list")
    return value


def _texts(value: Any) -> list[str]:
    return [_text(each) for each in _list(value)]


def _numbers(value: Any) -> list[int]:
    return [_whole(each) for each in _list(value)]


def _counts(value: Any) -> list[int]:
    return [_count(each) for each in _list(value)]


def _one_number(value: Any) -> list[int]:
    if len(_list(value)) != 1:
        raise _odd("list")
    return [_whole(value[0])]


def _one_encoding(value: Any) -> list[str]:
    if len(_list(value)) != 1:
        raise _odd("list")
    try:
        "".encode(_text(value[0]))
    except LookupError:
        raise _odd("encoding") from None
    return [value[0]]


def _pins(value: Any) -> list[list[Any]]:
    times = {"start_ms": _whole, "end_ms": _whole}
    texts = {"text": _text, "speaker": _text, "before": _text, "after": _text}
    found = []
    for bound in _list(value):
        if len(_list(bound)) != len(("id", "pin")):
            raise _odd("pin")
        item = bound[0] if bound[0] is None else _count(bound[0])
        found.append([item, _fields(bound[1], {}, {**times, **texts})])
    return found


_PARTS: Final[Mapping[str, Check]] = {
    "text": _text,
    "ids": _counts,
    "pins": _pins,
    "looked": _counts,
    "left_out": _texts,
    "offset_ms": _one_number,
    "encoding": _one_encoding,
}


_LATER: Final = frozenset({"left_out"})  # parts that journals of earlier versions lack


def _state(value: Any) -> State:
    needed = {name: check for name, check in _PARTS.items() if name not in _LATER}
    later = {name: _PARTS[name] for name in _LATER}
    return state_from_record(_fields(value, {"issued": _count, **needed}, later))


def _change(value: Any) -> Change:
    splices = _fields(value, {}, dict.fromkeys(_PARTS, _list))
    for name, splice in splices.items():
        if len(splice) != len(("at", "removed", "added")):
            raise _odd("change")
        splices[name] = Splice(_count(splice[0]), *map(_PARTS[name], splice[1:]))
    return splices


def _action(value: Any) -> StepKind:
    try:
        return StepKind(_text(value))
    except ValueError:
        raise _odd("deed") from None


def _about(value: Any) -> Record:
    return _fields(value, {"kind": _text}, {"items": _numbers})
