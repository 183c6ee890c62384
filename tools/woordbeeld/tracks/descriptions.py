"""Descriptions: what is seen, as cues that a screen reader or a voice can speak, when that was planned."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from operator import itemgetter
from typing import Final

from woordbeeld.alignment.model import Alignment
from woordbeeld.description.model import Plan, PlannedPassage
from woordbeeld.description.pauses import quiet_of
from woordbeeld.description.planning import plan
from woordbeeld.timing import Span, shares
from woordbeeld.tracks.model import Cue, Track, TrackKind, Utterance
from woordbeeld.transcript.descriptions import described

SPEECH_ENDS_WITHIN_MS: Final = 300  # a description may begin in the last word before its pause
IN_ONE_GO_MS: Final = 1_000  # ours: what of one scene follows sooner is one cue


def descriptions(alignment: Alignment, planned: Plan | None = None) -> Track:
    """What is said of each scene, at the times of a plan; that is made where none is given.

    Passages of one scene that follow each other are one cue. What has no room is at its place all the same,
    and so is a scene of which nothing is to be said, for others say it. Cues never overlap: one ends where
    the next starts, and those with one start share its time evenly.
    """
    found = sorted(_cues(alignment, planned or plan(alignment)), key=lambda cue: cue.span.start_ms)
    spans = _apart([cue.span for cue in found])
    cues = (Cue(span, cue.utterances, cue.sources) for span, cue in zip(spans, found, strict=True))
    return Track(TrackKind.DESCRIPTIONS, alignment.language, tuple(cues))


def _cues(alignment: Alignment, planned: Plan) -> Iterator[Cue]:
    """The cues in the order of the text, before they are set apart."""
    by_line = {
        line: tuple(group) for line, group in groupby(planned.passages, key=lambda each: each.passage.line)
    }
    spans = {event.source.line: event.span for event in alignment.events}
    for scene in alignment.transcript.scenes:
        if said := by_line.get(scene.line):
            yield from (_cue(group) for group in _in_one_go(said))
        elif span := spans.get(scene.line):
            yield Cue(span, (Utterance((described(scene.text),)),), (scene.line,))


def _in_one_go(said: Sequence[PlannedPassage]) -> Iterator[list[PlannedPassage]]:
    group: list[PlannedPassage] = []
    for each in said:
        if group and each.start_ms - group[-1].still_ms > IN_ONE_GO_MS:
            yield group
            group = []
        group.append(each)
    yield group


def _cue(said: Sequence[PlannedPassage]) -> Cue:
    start_ms = said[0].start_ms
    end_ms = max(each.still_ms for each in said)
    text = " ".join(each.passage.text for each in said)
    return Cue(Span(start_ms, max(end_ms, start_ms + 1)), (Utterance((text,)),), (said[0].passage.line,))


def room_to_speak(alignment: Alignment, cues: Sequence[Cue]) -> tuple[int, ...]:
    """For each description until when (ms) it can be spoken: then people speak on, or the next one starts.

    Where it starts in the middle of speech there is no room: that is its own start.
    """
    pauses = quiet_of(alignment).pauses
    found = []
    for cue, following in zip(cues, (*cues, None)[1:], strict=True):
        start_ms = cue.span.start_ms
        pause = next(iter(pauses.within(start_ms, start_ms + SPEECH_ENDS_WITHIN_MS)), None)
        until_ms = pause.end_ms if pause else start_ms
        found.append(min(until_ms, following.span.start_ms) if following else until_ms)
    return tuple(found)


def _apart(spans: list[Span]) -> list[Span]:
    """The spans without overlap, in the order given; each moves as little as that takes.

    >>> _apart([Span(0, 900), Span(500, 900), Span(500, 700)])
    [Span(start_ms=0, end_ms=500), Span(start_ms=500, end_ms=700), Span(start_ms=700, end_ms=900)]
    """
    starts = accumulate((span.start_ms for span in spans), max)
    pairs = groupby(zip(starts, spans, strict=True), key=itemgetter(0))
    groups = [(start_ms, [span for _, span in group]) for start_ms, group in pairs]
    found: list[Span] = []
    for number, (start_ms, group) in enumerate(groups, 1):
        from_ms = max(start_ms, found[-1].end_ms if found else 0)
        end_ms = max(span.end_ms for span in group)
        if number < len(groups):
            end_ms = min(end_ms, groups[number][0])
        found += shares(Span(from_ms, max(end_ms, from_ms + 1)), [1] * len(group))
    return found
