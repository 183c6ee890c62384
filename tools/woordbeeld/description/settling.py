"""What is left to settle of a plan: one speed for what is said in one go, and where the film stands still."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from woordbeeld.description.model import PlannedPassage
from woordbeeld.description.pauses import AIR_MS, Stretches
from woordbeeld.description.places import BETWEEN_MS, FASTEST, Place
from woordbeeld.timing import Span, part_edges

LEAST_SPARE_MS: Final = 1_000  # ours: a passage that has less room begins when the picture stands still

Said = Sequence[PlannedPassage | None]


def at_even_speeds(placed: Sequence[Place], said: Said, pauses: Stretches) -> Said:
    """What is said in one go of one scene at one speed: the slowest for which it has room."""
    found = list(said)
    for first, last in _in_one_go(said):
        mine = [each for each in said[first:last] if each]
        if all(each.speed == 1 for each in mine):
            continue
        lengths = [place.length_ms for place in placed[first:last]]
        until_ms = _room_ends(placed[last - 1], mine[-1], pauses, _next_start(said, last))
        room_ms = until_ms - mine[0].start_ms - BETWEEN_MS * (len(mine) - 1)
        evened = _sharing(mine, lengths, min(room_ms, sum(lengths)))
        is_calm = all(each.speed <= FASTEST for each in evened)  # which a millisecond may prevent
        if is_calm and _is_seen(placed[first:last], mine, evened):
            found[first:last] = evened
    return found


def _is_seen(
    placed: Sequence[Place], before: Sequence[PlannedPassage], evened: Sequence[PlannedPassage]
) -> bool:
    """Whether no passage is said before its shot that was not, nor sooner before it."""
    return all(
        each.start_ms >= min(place.shot_ms, was.start_ms)
        for place, was, each in zip(placed, before, evened, strict=True)
    )


def _in_one_go(said: Said) -> Iterator[tuple[int, int]]:
    """From which number to which passages of one scene follow each other without more than a breath."""
    first = 0
    for number, (each, following) in enumerate(pairwise((*said, None)), 1):
        goes_on = (
            each
            and following
            and each.passage.line == following.passage.line
            and following.start_ms == each.start_ms + each.length_ms + BETWEEN_MS
        )
        if not goes_on:
            if each:
                yield first, number
            first = number


def _sharing(mine: Sequence[PlannedPassage], lengths: Sequence[int], room_ms: int) -> list[PlannedPassage]:
    """Passages one after another, each with a share of the room by its length."""
    found = []
    at_ms = mine[0].start_ms
    edges = pairwise(part_edges(Span(0, room_ms), lengths))
    for each, whole_ms, (start_ms, end_ms) in zip(mine, lengths, edges, strict=True):
        length_ms = end_ms - start_ms
        found.append(replace(each, start_ms=at_ms, length_ms=length_ms, speed=whole_ms / length_ms))
        at_ms += length_ms + BETWEEN_MS
    return found


def _room_ends(place: Place, last: PlannedPassage, pauses: Stretches, next_ms: int | None) -> int:
    pause = pauses.within(last.start_ms, last.start_ms + last.length_ms)[0]
    ends = [pause.end_ms - AIR_MS]
    if next_ms is not None:
        ends.append(next_ms - BETWEEN_MS)
    if place.is_announced:
        ends.append(place.speech_ms - AIR_MS)
    return min(ends)


def _next_start(said: Said, number: int) -> int | None:
    """When the first passage from a number on that has room is said."""
    return next((each.start_ms for each in said[number:] if each), None)


def with_spare_room(placed: Sequence[Place], said: Said, pauses: Stretches) -> Iterator[PlannedPassage]:
    """All passages; what has no room begins in what room is left, or else where nobody speaks."""
    starts = _starts_after(said)
    before: PlannedPassage | None = None
    for place, each, next_ms in zip(placed, said, starts, strict=True):
        before = each or _without_room(place, before, next_ms, pauses)
        yield before


def _starts_after(said: Said) -> list[int | None]:
    """For each passage when the next one that has room is said."""
    found: list[int | None] = []
    next_ms: int | None = None
    for each in reversed(said):
        found.append(next_ms)
        next_ms = each.start_ms if each else next_ms
    return found[::-1]


def _without_room(
    place: Place, before: PlannedPassage | None, next_ms: int | None, pauses: Stretches
) -> PlannedPassage:
    """A passage in the longest room that is left for it, or at the first moment of silence."""
    free_ms = max(before.still_ms + BETWEEN_MS if before else 0, place.shot_ms)
    until_ms = None if next_ms is None else next_ms - BETWEEN_MS
    rooms = tuple(place.some_rooms(pauses, free_ms, until_ms))
    room = max(rooms, key=lambda each: each.duration_ms, default=None)
    if room and room.duration_ms >= LEAST_SPARE_MS:
        needs_ms = max(0, place.length_ms - room.duration_ms)
        return PlannedPassage(place.passage, room.start_ms, place.length_ms, needs_ms=needs_ms)
    start_ms = _still(place, before.still_ms if before else 0, next_ms, pauses)
    return PlannedPassage(place.passage, start_ms, place.length_ms, needs_ms=place.length_ms)


def _still(place: Place, free_ms: int, next_ms: int | None, pauses: Stretches) -> int:
    """Where the picture may stand still without cutting a word: in the first pause, however short it is.

    It does so at the end of that, when what is told is seen most surely; before its own shot only where a
    passage after it is said before that. Before a film that begins with speech, and after one that ends with
    it, it does so at the very start and end.
    """
    shot_ms = place.shot_ms if next_ms is None else min(place.shot_ms, next_ms)
    from_ms = max(free_ms, place.earliest_ms, shot_ms)
    if place.fixed_ms is not None:
        return max(from_ms, place.fixed_ms)
    until_ms = place.latest_ms if next_ms is None else min(next_ms, place.latest_ms)
    if place.is_announced:
        until_ms = min(until_ms, place.speech_ms)
    if (edge_ms := _edge(place, free_ms, pauses)) is not None:
        return edge_ms
    for pause in pauses.within(from_ms, max(until_ms, from_ms) + 1):
        late_ms = max(pause.end_ms - AIR_MS, (pause.start_ms + pause.end_ms) // 2)
        return max(from_ms, min(late_ms, until_ms))
    return from_ms


def _edge(place: Place, free_ms: int, pauses: Stretches) -> int | None:
    """The start of the film for what is seen before all speech, its end for what is seen after all of it.

    None where there is a pause between that and the speech, or speech on the other side as well.
    """
    if not place.speech.before_ms and free_ms <= place.speech_ms:
        has_pause = pauses.within(max(free_ms, place.earliest_ms), place.speech_ms)
        return None if has_pause else free_ms
    if place.speech.is_last:
        from_ms = max(free_ms, place.earliest_ms, place.speech.before_ms)
        return None if pauses.within(from_ms, place.speech_ms) else max(free_ms, place.speech_ms)
    return None
