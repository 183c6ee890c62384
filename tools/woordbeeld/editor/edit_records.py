"""Edits, and what is searched for, as pages ask for them: JSON, held against the fields that there are."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any, Final, get_type_hints

from woordbeeld.editor.edits import (
    Delete,
    Edit,
    Ids,
    Insert,
    Join,
    LeaveOut,
    Mark,
    Move,
    Places,
    Replace,
    Reword,
    SetKind,
    SetLanguage,
    Split,
    odd,
)
from woordbeeld.editor.speaker_edits import (
    Given,
    GivePart,
    JoinTurn,
    MergeSpeakers,
    RenameSpeaker,
    SetSpeaker,
    SetSpeakers,
    SwapSpeakers,
)
from woordbeeld.editor.time_edits import SetOffset, SetTime
from woordbeeld.transcript.replacing import Search
from woordbeeld.words import say

MAX_TEXT_CHARS: Final = 20_000  # of one edit; the longest line that we have seen has 1,100
EDITS: Final[dict[str, type[Edit]]] = {
    each.kind: each
    for each in (
        *(SetSpeaker, SetSpeakers, GivePart, JoinTurn, RenameSpeaker, MergeSpeakers, SwapSpeakers),
        *(Reword, Replace, SetLanguage, SetKind, Insert, Delete, Split, Join, Move),
        *(SetTime, SetOffset),
        *(LeaveOut, Mark),
    )
}
_NO_TEXT: Final = frozenset({"Cc", "Cs"})  # controls, and halves of signs, which no file can hold


def parse_edit(record: Any) -> Edit:
    """An edit from JSON: its `kind`, and the fields of that.

    Raises:
        WrongUseError: it is no edit.
    """
    kind = record.get("kind") if isinstance(record, dict) else None
    if not isinstance(kind, str) or kind not in EDITS:
        raise odd(say("error.editor.no_edit"))
    given = {name: value for name, value in record.items() if name != "kind"}
    made: Edit = _made(EDITS[kind], given)
    return made


def parse_search(record: Any) -> Search:
    """What is searched for, from JSON: the fields of a `Search`.

    Raises:
        WrongUseError: it is none.
    """
    if not isinstance(record, dict):
        raise odd(say("error.editor.no_search"))
    made: Search = _made(Search, record)
    return made


def parse_ids(value: Any) -> Ids | None:
    """Items from JSON; None is all of them.

    Raises:
        WrongUseError: it is no list of items.
    """
    ids: Ids | None = None if value is None else _checked(value, Ids)
    return ids


def _made(kind: Any, given: dict[str, Any]) -> Any:
    """One of this dataclass, with all fields that it needs and none that it does not know."""
    needed = {each.name for each in fields(kind) if each.default is MISSING}
    hints = get_type_hints(kind)
    types = {each.name: hints[each.name] for each in fields(kind)}
    if not needed <= set(given) <= set(types):
        raise odd(say("error.editor.other_fields", edit=kind.__name__))
    return kind(**{name: _checked(value, types[name]) for name, value in given.items()})


def _checked(value: Any, kind: Any) -> Any:
    """A value of JSON as the field that it is for has it."""
    if kind == Ids and isinstance(value, list) and value and all(type(each) is int for each in value):
        return tuple(dict.fromkeys(value))
    if kind in _PARTS and isinstance(value, list) and value:
        return tuple(_PARTS[kind](each) for each in value)
    if value is None and kind in (int | None, str | None):
        return None
    if kind in (int, int | None) and type(value) is int:
        return value
    if kind is bool and isinstance(value, bool):
        return value
    if kind in (str, str | None) and isinstance(value, str) and len(value) <= MAX_TEXT_CHARS:
        return "".join(" " if unicodedata.category(sign) in _NO_TEXT else sign for sign in value)
    raise odd(say("error.editor.other_kind"))


def _given(value: Any) -> tuple[int, str]:
    """An item, and who says it."""
    if not isinstance(value, list) or len(value) != len(("item", "speaker")):
        raise odd(say("error.editor.other_kind"))
    return _checked(value[0], int), _checked(value[1], str)


def _place(value: Any) -> tuple[int, int, int, str]:
    """The item, the first character, the one after the last, and the text of a place."""
    if not isinstance(value, list) or len(value) != len(("item", "start", "end", "by")):
        raise odd(say("error.editor.no_place"))
    item, start, end, by = (
        _checked(each, kind) for each, kind in zip(value, (int, int, int, str), strict=True)
    )
    if not 0 <= start < end:
        raise odd(say("error.editor.place_reversed"))
    return item, start, end, by


_PARTS: Final[dict[Any, Callable[[Any], Any]]] = {Places: _place, Given: _given}
