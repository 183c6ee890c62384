"""What an editor can do to a transcript: each edit as data, from one state to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Final, Protocol, TypeVar

from woordbeeld.editor.state import State, with_text, with_time
from woordbeeld.errors import WrongUseError
from woordbeeld.transcript.directory import unnamed_after
from woordbeeld.transcript.editing import (
    EditRefusedError,
    merge_speakers,
    rename_speaker,
    swap_speakers,
)
from woordbeeld.transcript.language_editing import give, set_language, with_own_marks
from woordbeeld.transcript.model import SpokenLine
from woordbeeld.transcript.pins import TranscriptItem, find_pinned
from woordbeeld.transcript.refusals import line_gone, not_movable
from woordbeeld.transcript.replacing import Place, replaced
from woordbeeld.transcript.rewording import ItemKind, delete, insert, join, move, reword, split
from woordbeeld.words import Message, say

MOST_MS: Final = 100 * 60 * 60 * 1000

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


EDITS: Final[dict[str, type[Edit]]] = {}
_Made = TypeVar("_Made", bound=Edit)


def _edit(made: type[_Made]) -> type[_Made]:
    """A kind of edit: whoever asks for its `kind`, with its fields, gets one."""
    EDITS[made.kind] = made
    return made


@_edit
@dataclass(frozen=True, slots=True)
class SetSpeaker:
    """These lines are said by somebody else, known or new; those right below of nobody go along."""

    kind: ClassVar[str] = "set-speaker"
    ids: Ids
    speaker: str

    @property
    def touches(self) -> Ids:
        return self.ids

    def apply(self, state: State) -> State:
        lines = [_line(state, each).line for each in self.ids]
        lines += unnamed_after(state.transcript, lines)
        return _reviewed(with_text(state, give(state.transcript, lines, self.speaker), state.ids), self.ids)


@_edit
@dataclass(frozen=True, slots=True)
class RenameSpeaker:
    """A speaker has another name, everywhere."""

    kind: ClassVar[str] = "rename-speaker"
    speaker: str
    name: str

    @property
    def touches(self) -> Ids:
        return ()

    def apply(self, state: State) -> State:
        return with_text(state, rename_speaker(state.transcript, self.speaker, self.name), state.ids)


@_edit
@dataclass(frozen=True, slots=True)
class MergeSpeakers:
    """What one speaker says is said by another."""

    kind: ClassVar[str] = "merge-speakers"
    speaker: str
    into: str

    @property
    def touches(self) -> Ids:
        return ()

    def apply(self, state: State) -> State:
        return with_text(state, merge_speakers(state.transcript, self.speaker, self.into), state.ids)


@_edit
@dataclass(frozen=True, slots=True)
class SwapSpeakers:
    """What each of two speakers says is said by the other."""

    kind: ClassVar[str] = "swap-speakers"
    speaker: str
    other: str

    @property
    def touches(self) -> Ids:
        return ()

    def apply(self, state: State) -> State:
        return with_text(state, swap_speakers(state.transcript, self.speaker, self.other), state.ids)


@_edit
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
        text = reword(state.transcript, _item(state, self.id), self.text)
        return _reviewed(with_text(state, text, state.ids), (self.id,))


@_edit
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
        wanted = [(_item(state, item), places) for item, places in found.items()]
        return with_text(state, replaced(state.transcript, wanted), state.ids)


@_edit
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
        lines = [_line(state, each) for each in self.ids]
        text = set_language(state.transcript, lines, self.language or None, first=self.first, last=self.last)
        return _reviewed(with_text(state, text, state.ids), self.ids)


@_edit
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
        after = None if self.after is None else _item(state, self.after)
        try:
            kind = ItemKind(self.item)
        except ValueError:
            raise odd(say("error.editor.no_kind", item=self.item)) from None
        text = insert(state.transcript, after, kind, self.text, self.speaker)
        at = 0 if self.after is None else state.ids.index(self.after) + 1
        return with_text(state, text, (*state.ids[:at], None, *state.ids[at:]))


@_edit
@dataclass(frozen=True, slots=True)
class Delete:
    """Without these items, and without the times that were set for them."""

    kind: ClassVar[str] = "delete"
    ids: Ids

    @property
    def touches(self) -> Ids:
        return self.ids

    def apply(self, state: State) -> State:
        spoken = [item for each in self.ids if isinstance(item := _item(state, each), SpokenLine)]
        state = with_text(state, with_own_marks(state.transcript, spoken), state.ids)
        text = delete(state.transcript, [_item(state, each) for each in self.ids])
        if not any(isinstance(item, SpokenLine) for at, item in state.by_id.items() if at not in self.ids):
            raise EditRefusedError(
                say("error.edit.last_line"), reason="last-line", remedy=say("error.edit.leave_one")
            )
        kept = tuple(bound for bound in state.pins if bound.id not in self.ids)
        left = [each for each in state.ids if each not in self.ids]
        return with_text(replace(state, pins=kept), text, left)


@_edit
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
        text = split(state.transcript, _line(state, self.id), self.at)
        at = state.ids.index(self.id) + 1
        after = with_text(state, text, (*state.ids[:at], None, *state.ids[at:]))
        if not (pin := state.times.get(self.id)):
            return after
        return with_time(with_time(after, self.id, pin.start_ms, None), after.ids[at], None, pin.end_ms)


@_edit
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
        lines = _line(state, self.id), _line(state, self.following)
        unbound = tuple(bound for bound in state.pins if bound.id not in self.touches)
        left = [each for each in state.ids if each != self.following]
        after = with_text(replace(state, pins=unbound), join(state.transcript, *lines), left)
        start_ms, end_ms = first.start_ms if first else None, second.end_ms if second else None
        return with_time(after, self.id, start_ms, end_ms)


@_edit
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
        item = _item(state, self.id)
        if isinstance(item, SpokenLine):
            raise not_movable()
        text = move(state.transcript, item, self.by)
        ids = list(state.ids)
        ids.insert(ids.index(self.id) + self.by, ids.pop(ids.index(self.id)))
        return with_text(state, text, ids)


@_edit
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
        item = _item(state, self.id)
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
        return _reviewed(after, (self.id,))


@_edit
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


@_edit
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


@_edit
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
            return _reviewed(state, self.ids)
        return replace(state, reviewed=state.reviewed.difference(self.ids))


def odd(what: Message) -> WrongUseError:
    """What no page of ours asks, unless it is of another version."""
    return WrongUseError(what, remedy=say("error.editor.reload"))


def _item(state: State, item: int) -> TranscriptItem:
    if item not in state.by_id:
        raise line_gone()
    return state.by_id[item]


def _line(state: State, item: int) -> SpokenLine:
    line = _item(state, item)
    if not isinstance(line, SpokenLine):
        what, remedy = say("error.edit.not_spoken"), say("error.edit.choose_spoken")
        raise EditRefusedError(what, reason="not-spoken", remedy=remedy)
    return line


def _reviewed(state: State, ids: Ids) -> State:
    """Who changes an item has looked at it."""
    return replace(state, reviewed=state.reviewed.union(each for each in ids if each in state.by_id))
