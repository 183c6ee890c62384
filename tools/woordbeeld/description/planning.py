"""When each passage is said: all of them placed at once in the pauses, at the least cost."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from woordbeeld.alignment.model import Alignment
from woordbeeld.description.model import Passage, Plan, PlannedPassage
from woordbeeld.description.passages import passages
from woordbeeld.description.pauses import AIR_MS, Quiet, quiet_of
from woordbeeld.description.places import BETWEEN_MS, FASTEST, LATEST_MS, Place, at_home, places
from woordbeeld.description.rates import estimated_ms
from woordbeeld.description.settling import at_even_speeds, with_spare_room
from woordbeeld.timing import Span


@dataclass(frozen=True, slots=True)
class Costs:
    """What a plan costs, in seconds that a passage comes later than what it tells.

    Decision record 0006 tells what goes wrong without each of them.
    """

    left_out: float = 10_000.0  # of a passage without room: more than all that follows, of several passages
    at_home: float = 100_000.0  # and of one whose scene has room at its own place: it makes way for no other
    left_out_second: float = 20.0  # of each second of it: of two for one pause the longer is said
    late: float = 1.0  # of each second after it is due
    early: float = (
        100.0  # of a passage before its own shot in the scene: only without other room before the next line
    )
    early_second: float = 20.0  # of each second of that
    too_soon: float = 2.0  # of each second between a name and the speech that it announces
    next_line: float = 110.0  # for being said after the next line has begun: the film is somewhere else
    faster: float = 20.0  # of each time as fast: 3 for 1.15
    named_sound: float = 2.0  # of each second of a sound that the text names, for it is worth hearing
    noise: float = 0.5  # of each second of a sound that nobody names


COSTS: Final = Costs()


def plan(
    alignment: Alignment,
    length_ms: Callable[[Passage], int] | None = None,
    costs: Costs = COSTS,
) -> Plan:
    """When each passage of what is seen is said, in the pauses of the speech.

    `length_ms` tells how long a passage takes at speed 1, which else is estimated. No passage is said before
    its scene is seen, two at once, or while somebody speaks: `AIR_MS` of the pause stay free at both ends.
    None is said before its own shot in the scene, unless it has no other room before the next line. Their
    order is that of the scenes, and what a person set begins at that moment. What has no room is said where
    the picture would have to stand still for it.
    """
    told = passages(alignment.transcript, alignment.language)
    length_ms = length_ms or (lambda passage: estimated_ms(passage.text, alignment.language))
    placed = places(alignment, told, length_ms)
    quiet = quiet_of(alignment)
    said = at_even_speeds(placed, _Planner(quiet, costs).best(placed), quiet.pauses)
    found = with_spare_room(placed, said, quiet.pauses)
    order = {passage: number for number, passage in enumerate(told)}
    return Plan(tuple(sorted(found, key=lambda each: order[each.passage])))


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to say the passages up to one, the last of them; None where that is left out.

    What comes next may begin `BETWEEN_MS` after `end_ms`.
    """

    end_ms: int
    cost: float
    said: PlannedPassage | None = None
    before: _Way | None = None


class _Planner:
    """The dynamic programme: for each passage, the ways to have said all until then that may still be best.

    Of two ways the one that ends later must cost less, or it is dropped. A passage begins as soon as the
    one before it allows, or at one of few moments of a pause: its start, when the passage is due, where a
    sound ends, or as late as it can.
    """

    def __init__(self, quiet: Quiet, costs: Costs) -> None:
        self.quiet, self.costs = quiet, costs
        self.at_home: frozenset[int] = frozenset()

    def best(self, placed: Sequence[Place]) -> tuple[PlannedPassage | None, ...]:
        """Each passage with its time, None where it has no room."""
        self.at_home = at_home(placed, self.quiet.pauses)
        ways: Sequence[_Way] = [_Way(-BETWEEN_MS, 0.0)]
        for place in placed:
            ways = _without_long_past(ways, place.earliest_ms - BETWEEN_MS)
            ways = _worth_keeping((*self._left_out(ways, place), *self._said(ways, place)))
        found: list[PlannedPassage | None] = []
        way: _Way | None = min(ways, key=lambda each: each.cost)
        while way and way.before:
            found.append(way.said)
            way = way.before
        return tuple(reversed(found))

    def _left_out(self, ways: Iterable[_Way], place: Place) -> Iterator[_Way]:
        home = self.costs.at_home if place.passage.line in self.at_home else 0.0
        cost = home + self.costs.left_out + self.costs.left_out_second * place.length_ms / 1000
        for way in ways:
            end_ms = way.end_ms if place.fixed_ms is None else max(way.end_ms, place.fixed_ms)
            yield _Way(end_ms, way.cost + cost, None, way)

    def _said(self, ways: Sequence[_Way], place: Place) -> Iterator[_Way]:
        ends = [way.end_ms for way in ways]
        gap_ms = BETWEEN_MS if place.fixed_ms is None else 0
        for room in place.rooms(self.quiet.pauses):
            for start_ms in self._starts(place, room, ends):
                if not (at := bisect_right(ends, start_ms - gap_ms)):
                    continue
                before = ways[at - 1]
                for said in _at_speeds(place, start_ms, room.end_ms):
                    cost = before.cost + self._cost(place, said)
                    yield _Way(said.start_ms + said.length_ms, cost, said, before)

    def _starts(self, place: Place, room: Span, ends: Sequence[int]) -> Iterator[int]:
        """The moments in a room at which a passage may begin."""
        if place.fixed_ms is not None:
            yield place.fixed_ms
            return
        latest_ms = min(room.end_ms - ceil(place.length_ms / FASTEST), place.latest_ms)
        wanted = {
            room.start_ms,
            place.due_ms,
            place.shot_ms,
            room.end_ms - place.length_ms,
            room.end_ms - place.rest_ms,
            room.end_ms - ceil(place.rest_ms / FASTEST),
            *(end_ms + BETWEEN_MS for end_ms in ends),
        }
        for sounds in (self.quiet.named, self.quiet.noises):
            for sound in sounds.within(room.start_ms, room.end_ms):
                wanted |= {sound.end_ms, sound.start_ms - place.length_ms}
        yield from (each for each in sorted(wanted) if room.start_ms <= each <= latest_ms)

    def _cost(self, place: Place, said: PlannedPassage) -> float:
        costs, start_ms, end_ms = self.costs, said.start_ms, said.start_ms + said.length_ms
        cost = costs.named_sound * self.quiet.named.taken_ms(start_ms, end_ms)
        cost += costs.noise * self.quiet.noises.taken_ms(start_ms, end_ms)
        if place.is_announced:
            cost += costs.too_soon * _bounded(place.speech_ms - AIR_MS - end_ms)
        else:
            cost += costs.late * _bounded(start_ms - place.due_ms)
            cost += costs.early_second * _bounded(place.shot_ms - start_ms)
        cost /= 1000
        if start_ms < place.shot_ms and not place.is_announced:
            cost += costs.early
        if start_ms >= place.speech_ms:
            cost += costs.next_line
        if said.speed > 1:
            cost += costs.faster * (said.speed - 1)
        return cost


def _bounded(ms: int) -> int:
    """A time that costs something, but nothing more above `LATEST_MS`: then it is too much anyway."""
    return min(max(0, ms), LATEST_MS)


def _at_speeds(place: Place, start_ms: int, until_ms: int) -> Iterator[PlannedPassage]:
    """A passage from a moment on: as slow as there is room for, and as fast as can be."""
    room_ms = until_ms - start_ms
    lengths = {ceil(place.length_ms / FASTEST)}
    lengths.add(min(place.length_ms, room_ms))
    for length_ms in lengths:
        if place.length_ms / FASTEST <= length_ms <= room_ms:
            yield PlannedPassage(place.passage, start_ms, length_ms, place.length_ms / length_ms)


def _without_long_past(ways: Sequence[_Way], free_ms: int) -> Sequence[_Way]:
    """The ways, of those that end before all that is still to be said only the cheapest.

    Else there would be more of them with each passage.
    """
    past = bisect_right(ways, free_ms, key=lambda way: way.end_ms)
    return ways[max(past - 1, 0) :]


def _worth_keeping(ways: Iterable[_Way]) -> list[_Way]:
    """The ways in order of their end, each cheaper than all that end before it."""
    kept: list[_Way] = []
    for way in sorted(ways, key=lambda each: (each.end_ms, each.cost)):
        if not kept or way.cost < kept[-1].cost:
            kept.append(way)
    return kept
