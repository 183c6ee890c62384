"""What is being corrected: the text, the times that were set, and what somebody has looked at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import Enum, auto
from functools import cached_property
from itertools import count

from woordbeeld.alignment.accepted import Accepted, accepted_in
from woordbeeld.transcript.model import SpokenLine, Transcript
from woordbeeld.transcript.pins import Pin, Pins, TranscriptItem, find_pinned, in_order, pin_of
from woordbeeld.transcript.reader import read


@dataclass(frozen=True, slots=True)
class Bound:
    """A pin with the item whose time it sets; without one where the text has no such place any more."""

    id: int | None
    pin: Pin


Marks = tuple[tuple[bool, ...], frozenset[str]]  # of each item whether it was looked at; what was left out


class ItemPart(Enum):
    """What two people can change of an item without being in each other's way."""

    TEXT = auto()
    SPEAKER = auto()
    TIME = auto()


@dataclass(frozen=True)
class State:
    """One version. An item is a spoken line, a scene or a sound; `ids` has one for each, in their order.

    An item keeps its id whatever is changed in or around it, and no id is ever given twice: `issued` counts
    them. `reviewed` are the items that somebody has looked at, `left_out` what was heard and has, as somebody
    decided, no place in the text. The times of pins are before `offset_ms`.
    """

    text: str
    encoding: str
    ids: tuple[int, ...]
    issued: int
    pins: tuple[Bound, ...] = ()
    reviewed: frozenset[int] = frozenset()
    offset_ms: int = 0
    left_out: frozenset[str] = frozenset()

    @cached_property
    def transcript(self) -> Transcript:
        return read(self.text, self.encoding)

    @cached_property
    def items(self) -> tuple[TranscriptItem, ...]:
        return in_order(self.transcript)

    @cached_property
    def by_id(self) -> dict[int, TranscriptItem]:
        return dict(zip(self.ids, self.items, strict=True))

    @cached_property
    def times(self) -> dict[int, Pin]:
        """The pin of each item that has one."""
        return {bound.id: bound.pin for bound in self.pins if bound.id is not None}

    @property
    def accepted(self) -> Accepted:
        """What of it somebody has looked at, and what was left out."""
        looked = {block for item, block in self.by_id.items() if item in self.reviewed}
        return accepted_in(self.transcript, looked, self.left_out)

    @property
    def marks(self) -> Marks:
        """The same, whatever ids the items have."""
        return tuple(item in self.reviewed for item in self.ids), self.left_out

    @property
    def as_pins(self) -> Pins:
        """All pins as a file has them."""
        return Pins(tuple(bound.pin for bound in self.pins), self.offset_ms)


def first_state(text: str, encoding: str, pins: Pins) -> State:
    """What stands in the files."""
    transcript = read(text, encoding)
    ids = tuple(range(len(in_order(transcript))))
    fresh = State(text, encoding, ids, len(ids), offset_ms=pins.offset_ms)
    return with_pins(fresh, pins)


def is_whole(state: State) -> bool:
    """Whether each item has an id of its own, and each pin an item or none."""
    bound = [each.id for each in state.pins if each.id is not None]
    return (
        len(state.ids) == len(state.items) == len(set(state.ids))
        and set(bound) <= set(state.ids)
        and len(bound) == len(set(bound))
    )


def says_the_same(one: State, other: State) -> bool:
    """Whether the same would stand in the files, whatever somebody has looked at."""
    return (one.text, one.encoding, one.as_pins) == (other.text, other.encoding, other.as_pins)


def is_kept(state: State, saved: State) -> bool:
    """Whether nothing of a state would be new where another was saved."""
    return (state.text, state.as_pins, state.marks) == (saved.text, saved.as_pins, saved.marks)


def with_text(state: State, text: str, ids: Sequence[int | None] | None = None) -> State:
    """Another text: items that it still has keep their ids, and pins go with their items.

    `ids` are those of its items, None for new ones, where that is known; else items are known by what they
    say. A pin whose item would not be found by it any more, among others that say the same, loses its place.
    """
    if text == state.text:
        return state
    fresh = State(text, state.encoding, (), state.issued, offset_ms=state.offset_ms, left_out=state.left_out)
    carried = ids if ids is not None else _carried(state.items, state.ids, fresh.items)
    given = count(state.issued)
    ids = tuple(next(given) if each is None else each for each in carried)
    issued = max([state.issued, *(each + 1 for each in ids)])
    reviewed = state.reviewed.intersection(ids)
    fresh = replace(fresh, ids=ids, issued=issued, reviewed=reviewed)
    return _with_found(replace(fresh, pins=tuple(_rebound(state.pins, fresh))))


def with_pins(state: State, pins: Pins) -> State:
    """Other pins, each with the item that it finds."""
    found, _ = find_pinned(state.transcript, pins)
    owners = {pin: each for each, item in state.by_id.items() if (pin := found.get(item))}
    bound = tuple(Bound(owners.get(pin), pin) for pin in pins.pins)
    return replace(state, pins=bound, offset_ms=pins.offset_ms)


def with_marks(state: State, of: State) -> State:
    """The state in which those items are looked at that are as they were when they were in another state."""
    carried = with_pins(with_text(of, state.text), state.as_pins)
    changed = {item for item, _ in changed_parts(of, carried)}
    looked = of.reviewed - changed
    reviewed = (item for item, old in zip(state.ids, carried.ids, strict=True) if old in looked)
    return replace(state, reviewed=frozenset(reviewed), left_out=of.left_out)


def with_time(state: State, item: int, start_ms: int | None, end_ms: int | None) -> State:
    """The time of an item set, or with neither start nor end left to be found."""
    others = tuple(bound for bound in state.pins if bound.id != item)
    if start_ms is None and end_ms is None:
        return replace(state, pins=others)
    bound = Bound(item, pin_of(state.transcript, state.by_id[item], start_ms, end_ms))
    if len(others) < len(state.pins):
        return replace(state, pins=tuple(bound if each.id == item else each for each in state.pins))
    at = _place_among(others, item, state.ids)
    return replace(state, pins=(*others[:at], bound, *others[at:]))


def changed_parts(before: State, after: State) -> set[tuple[int, ItemPart]]:
    """What is not as it was of which items; all of those that only one of the states has."""
    old, new = (_parts(state) for state in (before, after))
    return {
        key for key in old.keys() | new.keys() if key not in old or key not in new or old[key] != new[key]
    }


def _parts(state: State) -> dict[tuple[int, ItemPart], object]:
    parts: dict[tuple[int, ItemPart], object] = {}
    for item, block in state.by_id.items():
        pin = state.times.get(item)
        speaker = block.speaker if isinstance(block, SpokenLine) else None
        parts[item, ItemPart.TEXT] = type(block), block.text
        parts[item, ItemPart.SPEAKER] = speaker.name if speaker else None
        parts[item, ItemPart.TIME] = (pin.start_ms, pin.end_ms) if pin else None
    return parts


def _rebound(pins: Iterable[Bound], state: State) -> Iterator[Bound]:
    """Pins told anew by what their items now say and stand between."""
    for bound in pins:
        item = state.by_id.get(bound.id) if bound.id is not None else None
        if item is None:
            yield Bound(None, bound.pin)
        else:
            yield Bound(bound.id, pin_of(state.transcript, item, bound.pin.start_ms, bound.pin.end_ms))


def _with_found(state: State) -> State:
    """The state in which each pin that has an item is the one that finds it."""
    if not state.times:
        return state
    found, _ = find_pinned(state.transcript, state.as_pins)
    return replace(
        state,
        pins=tuple(
            bound
            if bound.id is None or found.get(state.by_id[bound.id]) == bound.pin
            else Bound(None, bound.pin)
            for bound in state.pins
        ),
    )


def _place_among(pins: Sequence[Bound], item: int, ids: Sequence[int]) -> int:
    """Where a new pin goes among the others, which stay: before the first of a later item, or without one."""
    places = {each: at for at, each in enumerate(ids)}
    later = (at for at, each in enumerate(pins) if each.id is None or places[each.id] > places[item])
    return next(later, len(pins))


def _carried(
    before: Sequence[TranscriptItem], ids: Sequence[int], after: Sequence[TranscriptItem]
) -> list[int | None]:
    """For each item of a new text the id that it had in the old one; None for what is new."""
    old, new = ([(type(item), item.text) for item in items] for items in (before, after))
    head = _common_length(old, new)
    tail = _common_length(old[head:][::-1], new[head:][::-1])
    middle = (old[head : len(old) - tail], new[head : len(new) - tail])
    found: list[int | None] = [*ids[:head], *[None] * len(middle[1]), *ids[len(old) - tail :]]
    steps = SequenceMatcher(None, *middle, autojunk=False).get_opcodes()
    for tag, from_old, to_old, from_new, to_new in steps:
        if tag not in ("equal", "replace"):
            continue
        for one, other in zip(range(from_old, to_old), range(from_new, to_new), strict=False):
            if middle[0][one][0] is middle[1][other][0]:
                found[head + other] = ids[head + one]
    return found


def _common_length(one: Sequence[object], other: Sequence[object]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))
