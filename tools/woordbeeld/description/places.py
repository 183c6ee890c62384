"""Where in a film each passage belongs: from when on it may be said, when it is due, and until when."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby, pairwise
from typing import Final

from woordbeeld.alignment.model import Alignment, PlacedEvent, Placement
from woordbeeld.description.model import Passage, PassageKind
from woordbeeld.description.pauses import AIR_MS, Stretches
from woordbeeld.timing import Span
from woordbeeld.transcript.model import SceneDescription, Sound
from woordbeeld.transcript.pins import in_order

BETWEEN_MS: Final = 300  # ours: from one passage to the next, as between sentences that are read aloud
FASTEST: Final = 1.15  # ours: the most at which a voice is still calm
AHEAD_MS: Final = 1_000  # ours: a cut so shortly before a line or a scene already shows who or what that is
LATEST_MS: Final = 10_000  # ours: who hears later what was seen takes it for what is seen now


@dataclass(frozen=True, slots=True)
class SpeechBeside:
    """When the line before a scene ends, and the next one begins: where none is, the film itself."""

    before_ms: int
    next_ms: int
    is_last: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A passage with its length at speed 1, and its place in the film (ms).

    It is never said before `earliest_ms`, when its scene is first seen, nor begins after `latest_ms`; best it
    begins at `due_ms`. Its shot is not seen before `shot_ms`, for all that the text tells. Beside it is
    `speech`. It begins at `fixed_ms` where a person set that. With all that its scene tells after it, it
    takes `rest_ms`.
    """

    passage: Passage
    length_ms: int
    earliest_ms: int
    due_ms: int
    shot_ms: int
    latest_ms: int
    speech: SpeechBeside
    rest_ms: int
    fixed_ms: int | None = None

    @property
    def speech_ms(self) -> int:
        return self.speech.next_ms

    @property
    def is_announced(self) -> bool:
        return self.passage.kind is PassageKind.ANNOUNCED

    def rooms(self, pauses: Stretches) -> Iterator[Span]:
        """The parts of pauses in which it may be said, without the air at their ends."""
        return (
            room
            for room in self.some_rooms(pauses, self.earliest_ms, None)
            if room.duration_ms * FASTEST >= self.length_ms
        )

    def some_rooms(self, pauses: Stretches, from_ms: int, until_ms: int | None) -> Iterator[Span]:
        """The parts of pauses in `[from_ms, until_ms)` in which some of it may be said, without the air."""
        latest_ms = self.latest_ms if self.fixed_ms is None else self.fixed_ms
        from_ms = max(from_ms, self.earliest_ms)
        for pause in pauses.within(from_ms, latest_ms + 1):
            start_ms = max(pause.start_ms + AIR_MS, from_ms) if self.fixed_ms is None else self.fixed_ms
            end_ms = pause.end_ms - AIR_MS
            if until_ms is not None:
                end_ms = min(end_ms, until_ms)
            if self.is_announced:
                end_ms = min(end_ms, self.speech_ms - AIR_MS)
            if from_ms <= start_ms < end_ms:
                yield Span(start_ms, end_ms)


def places(
    alignment: Alignment, passages: Iterable[Passage], length_ms: Callable[[Passage], int]
) -> tuple[Place, ...]:
    """The place of each passage, in the order in which their scenes are seen."""
    scenes = {
        event.source.line: event for event in alignment.events if isinstance(event.source, SceneDescription)
    }
    speech, next_seen, sounds = _speech_beside(alignment), _next_seen(alignment), _sound_after(alignment)
    found: list[tuple[Place, ...]] = []
    for line, group in groupby(passages, key=lambda passage: passage.line):
        mine = [(passage, length_ms(passage)) for passage in group]
        until = bisect_left(alignment.shots, next_seen[line] - AHEAD_MS)
        shots = _without_those_of(sounds.get(line), alignment.shots[:until])
        found.append(tuple(_of_scene(scenes[line], mine, shots, speech[line])))
    found.sort(key=lambda group: group[0].earliest_ms)
    return tuple(place for group in found for place in group)


def at_home(placed: Sequence[Place], pauses: Stretches) -> frozenset[int]:
    """The scenes, by their lines, that have room enough where the text has them: one pause for all of them.

    Scenes without speech between them have one place together, which is enough for all of them, or for none.
    """
    found: set[int] = set()
    for speech_ms, group in groupby(placed, key=lambda place: place.speech_ms):
        mine = tuple(group)
        needed_ms = sum(place.length_ms for place in mine) / FASTEST + BETWEEN_MS * (len(mine) - 1)
        earliest_ms = mine[0].earliest_ms
        rooms = (
            min(pause.end_ms, speech_ms) - AIR_MS - max(pause.start_ms + AIR_MS, earliest_ms)
            for pause in pauses.within(earliest_ms, speech_ms)
        )
        if max(rooms, default=0) >= needed_ms:
            found |= {place.passage.line for place in mine}
    return frozenset(found)


def _of_scene(
    event: PlacedEvent, mine: Sequence[tuple[Passage, int]], shots: Sequence[int], speech: SpeechBeside
) -> Iterator[Place]:
    span = event.span
    if span is None:
        raise ValueError("every scene has a time")
    lengths = [length for _, length in mine]
    seen = _shots_seen(span, lengths, shots)
    flow = accumulate((length + BETWEEN_MS for length in lengths[:-1]), initial=span.start_ms)
    pinned = span.start_ms if event.placement is Placement.EDITED else None
    for number, ((passage, length), shot_ms, flow_ms) in enumerate(zip(mine, seen, flow, strict=True)):
        due_ms = max(shot_ms, flow_ms)
        latest_ms = max(due_ms + LATEST_MS, span.end_ms)
        if passage.kind is PassageKind.ANNOUNCED:
            due_ms, latest_ms = max(span.start_ms, speech.next_ms - AIR_MS - length), speech.next_ms
        fixed_ms = pinned if number == 0 else None
        rest_ms = sum(lengths[number:]) + BETWEEN_MS * (len(lengths) - number - 1)
        yield Place(passage, length, span.start_ms, due_ms, shot_ms, latest_ms, speech, rest_ms, fixed_ms)


def _shots_seen(span: Span, lengths: Sequence[int], shots: Sequence[int]) -> Iterator[int]:
    """When the shot of each passage of a scene begins: the one nearest to its share of the scene.

    A scene tells its shots in their order, and more of those that last longer; without cuts in it all of it
    is seen from its start.
    """
    inside = (span.start_ms, *shots[bisect_left(shots, span.start_ms + 1) : bisect_left(shots, span.end_ms)])
    whole_ms = max(sum(lengths), 1)
    before_ms = 0
    for length in lengths:
        share_ms = span.start_ms + span.duration_ms * before_ms // whole_ms
        yield min(inside, key=lambda shot: abs(shot - share_ms))
        before_ms += length


def _without_those_of(sound: Span | None, shots: Sequence[int]) -> Sequence[int]:
    """The shots but for one that comes with a sound: it shows who makes that, such as people who applaud."""
    if sound is None:
        return shots
    return [shot for shot in shots if abs(shot - sound.start_ms) > AHEAD_MS]


def _sound_after(alignment: Alignment) -> Mapping[int, Span]:
    """The sound that the text has right after a scene, by the line of that."""
    spans = {event.source.line: event.span for event in alignment.events if event.span}
    return {
        item.line: spans[following.line]
        for item, following in pairwise(in_order(alignment.transcript))
        if isinstance(item, SceneDescription) and isinstance(following, Sound) and following.line in spans
    }


def _next_seen(alignment: Alignment) -> Mapping[int, int]:
    """For each scene, by its line, when the next scene or line begins; sounds go on under scenes."""
    starts = {line.source.line: line.span.start_ms for line in alignment.lines if line.span}
    starts |= {
        event.source.line: event.span.start_ms
        for event in alignment.events
        if event.span and isinstance(event.source, SceneDescription)
    }
    found: dict[int, int] = {}
    next_ms = alignment.media.duration_ms
    for item in reversed(in_order(alignment.transcript)):
        found[item.line] = next_ms
        next_ms = starts.get(item.line, next_ms)
    return found


def _speech_beside(alignment: Alignment) -> Mapping[int, SpeechBeside]:
    """The speech beside each scene, by its line."""
    spans = {line.source.line: line.span for line in alignment.lines if line.span}
    items = in_order(alignment.transcript)
    ends = accumulate((_end_of(spans.get(item.line)) for item in items), max)
    before = dict(zip((item.line for item in items), ends, strict=True))
    found: dict[int, SpeechBeside] = {}
    next_ms, is_last = alignment.media.duration_ms, True
    for item in reversed(items):
        if isinstance(item, SceneDescription):
            found[item.line] = SpeechBeside(before[item.line], next_ms, is_last)
        elif span := spans.get(item.line):
            next_ms, is_last = span.start_ms, False
    return found


def _end_of(span: Span | None) -> int:
    return span.end_ms if span else 0
