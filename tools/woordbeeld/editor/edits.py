"""What an editor can do to a transcript: each edit as data, from one state to the next.

Here are those of the text, and of how far somebody has looked at it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Protocol

from woordbeeld.editor.state import State, with_text, with_time
from woordbeeld.errors import WrongUseError
from woordbeeld.transcript.editing import EditRefusedError
from woordbeeld.transcript.language_editing import set_language, with_own_marks
from woordbeeld.transcript.model import SpokenLine
from woordbeeld.transcript.pins import TranscriptItem
from woordbeeld.transcript.refusals import line_gone, not_movable
from woordbeeld.transcript.replacing import Place, replaced
from woordbeeld.transcript.rewording import (
    ItemKind,
    change_kind,
    delete,
    insert,
    join,
    move,
    reword,
    split,
)
from woordbeeld.words import Message, say

Ids = tuple[int, ...]
Places = tuple[tuple[int, int, int, str], ...]


class Edit(Protocol):
    """From one state to the next.

    `touches` are the items that it is about, which must still be what the editor saw, also where they stay as
    they are; what it changes must be so anyway.
    """

    kind: ClassVar[str]

    @property
    def touches(self) -> Ids: ...

    def apply(self, state: State) -> State:
        """The state after it.

        Raises:
            EditRefusedError: it cannot be done.
        """


@dataclass(frozen=True, slots=True)
class Reword:
    """A line, scene or sound has another text."""

    kind: ClassVar[str] = "reword"
    id: int
    text: str

    @property
    def touches(self) -> Ids:
        return (self.id,)

    def apply(self, state: State) -> State:
        text = reword(state.transcript, item_of(state, self.id), self.text)
        return as_reviewed(with_text(state, text, state.ids), (self.id,))


@dataclass(frozen=True, slots=True)
class Replace:
    """Something else stands at these places, all at once: of each the item, the characters, the new text.

    Whoever replaces a word everywhere has not looked at all that may be wrong there.
    """

    kind: ClassVar[str] = "replace"
    places: Places

    @property
    def touches(self) -> Ids:
        return tuple(dict.fromkeys(item for item, *_ in self.places))

    def apply(self, state: State) -> State:
        found: dict[int, list[Place]] = {item: [] for item in self.touches}
        for item, start, end, by in self.places:
            found[item].append(Place(start, end, by))
        wanted = [(item_of(state, item), places) for item, places in found.items()]
        return with_text(state, replaced(state.transcript, wanted), state.ids)


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """These lines are said in a language (its code); empty for that of the transcript.

    It holds from the word `first` of the first of them up to and with the word `last` of the last one, or its
    end; both from 0.
    """

    kind: ClassVar[str] = "set-language"
    ids: Ids
    language: str
    first: int = 0
    last: int | None = None

    @property
    def touches(self) -> Ids:
        return self.ids

    def apply(self, state: State) -> State:
        lines = [line_of(state, each) for each in self.ids]
        text = set_language(state.transcript, lines, self.language or None, first=self.first, last=self.last)
        return as_reviewed(with_text(state, text, state.ids), self.ids)


@dataclass(frozen=True, slots=True)
class Insert:
    """A new line, scene or sound after an item (None: before all), or amid a line: before the character `at`.

    A line is said by `speaker`, or else by whoever speaks there.
    """

    kind: ClassVar[str] = "insert"
    after: int | None
    item: str
    text: str
    speaker: str | None = None
    at: int | None = None

    @property
    def touches(self) -> Ids:
        return () if self.after is None else (self.after,)

    def apply(self, state: State) -> State:
        if self.after is not None and self.at is not None:
            state = Split(self.after, self.at).apply(state)
        after = None if self.after is None else item_of(state, self.after)
        text = insert(state.transcript, after, kind_of(self.item), self.text, self.speaker)
        at = 0 if self.after is None else state.ids.index(self.after) + 1
        return with_text(state, text, (*state.ids[:at], None, *state.ids[at:]))


@dataclass(frozen=True, slots=True)
class Delete:
    """Without these items, and without the times that were set for them."""

    kind: ClassVar[str] = "delete"
    ids: Ids

    @property
    def touches(self) -> Ids:
        return self.ids

    def apply(self, state: State) -> State:
        spoken = [item for each in self.ids if isinstance(item := item_of(state, each), SpokenLine)]
        state = with_text(state, with_own_marks(state.transcript, spoken), state.ids)
        text = delete(state.transcript, [item_of(state, each) for each in self.ids])
        _leave_a_line(state, self.ids)
        kept = tuple(bound for bound in state.pins if bound.id not in self.ids)
        left = [each for each in state.ids if each not in self.ids]
        return with_text(replace(state, pins=kept), text, left)


@dataclass(frozen=True, slots=True)
class SetKind:
    """These items are lines, scenes or sounds instead, where they stand."""

    kind: ClassVar[str] = "set-kind"
    ids: Ids
    item: str

    @property
    def touches(self) -> Ids:
        return self.ids

    def apply(self, state: State) -> State:
        kind = kind_of(self.item)
        if kind is not ItemKind.SPOKEN:
            _leave_a_line(state, self.ids)
            spoken = [item for each in self.ids if isinstance(item := item_of(state, each), SpokenLine)]
            state = with_text(state, with_own_marks(state.transcript, spoken), state.ids)
        for each in self.ids:
            text = change_kind(state.transcript, item_of(state, each), kind)
            state = with_text(state, text, state.ids)
        return as_reviewed(state, self.ids)


@dataclass(frozen=True, slots=True)
class Split:
    """A line becomes two; its start stays with the first and its end with the second."""

    kind: ClassVar[str] = "split"
    id: int
    at: int

    @property
    def touches(self) -> Ids:
        return (self.id,)

    def apply(self, state: State) -> State:
        text = split(state.transcript, line_of(state, self.id), self.at)
        at = state.ids.index(self.id) + 1
        after = with_text(state, text, (*state.ids[:at], None, *state.ids[at:]))
        if not (pin := state.times.get(self.id)):
            return after
        return with_time(with_time(after, self.id, pin.start_ms, None), after.ids[at], None, pin.end_ms)


@dataclass(frozen=True, slots=True)
class Join:
    """A line and the one after it become one, with the start of the first and the end of the second."""

    kind: ClassVar[str] = "join"
    id: int
    following: int

    @property
    def touches(self) -> Ids:
        return (self.id, self.following)

    def apply(self, state: State) -> State:
        first, second = state.times.get(self.id), state.times.get(self.following)
        lines = line_of(state, self.id), line_of(state, self.following)
        unbound = tuple(bound for bound in state.pins if bound.id not in self.touches)
        left = [each for each in state.ids if each != self.following]
        after = with_text(replace(state, pins=unbound), join(state.transcript, *lines), left)
        start_ms, end_ms = first.start_ms if first else None, second.end_ms if second else None
        return with_time(after, self.id, start_ms, end_ms)


@dataclass(frozen=True, slots=True)
class Move:
    """A scene or a sound stands so many items lower, or higher."""

    kind: ClassVar[str] = "move"
    id: int
    by: int

    @property
    def touches(self) -> Ids:
        return (self.id,)

    def apply(self, state: State) -> State:
        item = item_of(state, self.id)
        if isinstance(item, SpokenLine):
            raise not_movable()
        text = move(state.transcript, item, self.by)
        ids = list(state.ids)
        ids.insert(ids.index(self.id) + self.by, ids.pop(ids.index(self.id)))
        return with_text(state, text, ids)


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """What was `heard` somewhere has no place in the text, so that nobody is asked to add it any more."""

    kind: ClassVar[str] = "leave-out"
    heard: str

    @property
    def touches(self) -> Ids:
        return ()

    def apply(self, state: State) -> State:
        return replace(state, left_out=state.left_out | {self.heard})


@dataclass(frozen=True, slots=True)
class Mark:
    """These items were looked at, or are to be looked at again."""

    kind: ClassVar[str] = "mark"
    ids: Ids
    reviewed: bool

    @property
    def touches(self) -> Ids:
        return ()

    def apply(self, state: State) -> State:
        if self.reviewed:
            return as_reviewed(state, self.ids)
        return replace(state, reviewed=state.reviewed.difference(self.ids))


def odd(what: Message) -> WrongUseError:
    """What no page of ours asks, unless it is of another version."""
    return WrongUseError(what, remedy=say("error.editor.reload"))


def kind_of(name: str) -> ItemKind:
    try:
        return ItemKind(name)
    except ValueError:
        raise odd(say("error.editor.no_kind", item=name)) from None


def _leave_a_line(state: State, gone: Ids) -> None:
    """Refuses to leave a text in which nobody says anything."""
    if not any(isinstance(item, SpokenLine) for at, item in state.by_id.items() if at not in gone):
        raise EditRefusedError(
            say("error.edit.last_line"), reason="last-line", remedy=say("error.edit.leave_one")
        )


def item_of(state: State, item: int) -> TranscriptItem:
    if item not in state.by_id:
        raise line_gone()
    return state.by_id[item]


def line_of(state: State, item: int) -> SpokenLine:
    line = item_of(state, item)
    if not isinstance(line, SpokenLine):
        what, remedy = say("error.edit.not_spoken"), say("error.edit.choose_spoken")
        raise EditRefusedError(what, reason="not-spoken", remedy=remedy)
    return line


def as_reviewed(state: State, ids: Ids) -> State:
    """Who changes an item has looked at it."""
    return replace(state, reviewed=state.reviewed.union(each for each in ids if each in state.by_id))
