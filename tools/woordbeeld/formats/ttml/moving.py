"""All times of a TTML file moved: each counts from the element around it, or from the sibling before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from woordbeeld.formats.document import Range, Replacement
from woordbeeld.formats.ttml.markup import attributes, local_name
from woordbeeld.formats.ttml.times import Clock
from woordbeeld.timing import Retiming, format_timestamp

_TAG = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>"
    r"|<(?P<close>/?)(?P<name>[^\s/>!?]+)(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>",
    re.DOTALL,
)
# TTML 2, 12.1: elements that may have times.
_TIMED: Final = frozenset({"body", "div", "p", "span", "br", "set", "animate", "region", "image", "audio"})
_CONTAINERS: Final = frozenset({"body", "div", "region"})


@dataclass(frozen=True, slots=True)
class _Moment:
    """A moment (ms) as it is, and as it will be."""

    old: int = 0
    new: int = 0


@dataclass(slots=True)
class _Element:
    """An element: when it starts, and whether it ends. Where children follow one another, the next one
    starts at `following`.
    """

    name: str
    start: _Moment
    ends: bool = False
    following: _Moment | None = None

    @property
    def origin(self) -> _Moment:
        """The moment from which the times of its next child count."""
        return self.following or self.start


@dataclass(frozen=True, slots=True)
class _Tag:
    """A start tag of an element that may have times: where these stand, and those that can be read (ms)."""

    name: str
    places: Mapping[str, Range]
    ms: Mapping[str, int]
    room: int  # where another attribute may be written


def moved(source: str, clock: Clock, retiming: Retiming) -> Iterator[Replacement]:
    """The edits after which all times are elsewhere; those that count from another time only if they must."""
    moving = _Moving(source, clock, retiming)
    stack = [_Element("", _Moment())]
    for found in _TAG.finditer(source):
        if found["name"] is None:
            continue
        if found["close"]:
            stack[1:] = stack[1:-1]
            continue
        parent = stack[-1]
        element = replace(parent, name=found["name"], following=None)
        if local_name(found["name"]) in _TIMED:
            tag = moving.tag(found)
            start = moving.start(tag, parent)
            ends = moving.ends(tag, parent, start)
            yield from moving.edits(tag, parent, start, ends)
            end = min(ends.values(), key=lambda each: each.old, default=None)
            if parent.following is not None:
                parent.following = end or parent.following
            follows = start if moving.value(tag, "timeContainer") == "seq" else None
            element = _Element(tag.name, start, parent.ends or end is not None, follows)
        if not found[0].endswith("/>"):
            stack.append(element)


@dataclass(frozen=True, slots=True)
class _Moving:
    source: str
    clock: Clock
    retiming: Retiming

    def tag(self, found: re.Match[str]) -> _Tag:
        places = attributes(found[0], found.start())
        ms: dict[str, int] = {}
        for key in ("begin", "end", "dur"):
            if key in places:
                try:
                    ms[key] = self.clock.milliseconds(places[key].of(self.source))
                except ValueError:
                    continue  # it stays as it is
        return _Tag(local_name(found["name"]), places, ms, found.end("name"))

    def value(self, tag: _Tag, name: str) -> str:
        return tag.places[name].of(self.source) if name in tag.places else ""

    def _moment(self, old_ms: int, not_before: _Moment) -> _Moment:
        return _Moment(old_ms, max(self.retiming.moment(old_ms), not_before.new))

    def start(self, tag: _Tag, parent: _Element) -> _Moment:
        """When an element starts. A container that says nothing starts where what is around it does."""
        ends = bool({"end", "dur"} & tag.ms.keys()) or (tag.name == "p" and parent.ends)
        if "begin" in tag.ms or (ends and tag.name not in _CONTAINERS):
            return self._moment(parent.origin.old + tag.ms.get("begin", 0), parent.origin)
        return parent.origin

    def ends(self, tag: _Tag, parent: _Element, start: _Moment) -> dict[str, _Moment]:
        """When it ends, by each attribute that tells."""
        origins = {"end": parent.origin, "dur": start}
        return {
            key: self._moment(origin.old + tag.ms[key], origin)
            for key, origin in origins.items()
            if key in tag.ms
        }

    def edits(
        self, tag: _Tag, parent: _Element, start: _Moment, ends: Mapping[str, _Moment]
    ) -> Iterator[Replacement]:
        """The times that differ, each in its notation; a start that was not told, where it must be now."""
        new_ms = {"begin": start.new - parent.origin.new}
        if "end" in ends:
            new_ms["end"] = ends["end"].new - parent.origin.new
        if "dur" in ends:
            new_ms["dur"] = ends["dur"].new - start.new
        for key, ms in new_ms.items():
            place = tag.places.get(key)
            if place and key in tag.ms and ms != tag.ms[key]:
                yield Replacement(place.start, place.end, self.clock.written(ms, place.of(self.source)))
            elif place is None and ms:
                yield Replacement(tag.room, tag.room, f' {key}="{format_timestamp(ms)}"')
