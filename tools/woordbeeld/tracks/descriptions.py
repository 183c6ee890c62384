"""Descriptions: what is seen, as cues that a screen reader or a voice can speak."""

from __future__ import annotations

from itertools import accumulate, groupby
from operator import itemgetter
from typing import Final

from woordbeeld.alignment.model import Alignment
from woordbeeld.timing import Span, shares
from woordbeeld.tracks.model import Cue, Track, TrackKind, Utterance
from woordbeeld.transcript.descriptions import described
from woordbeeld.transcript.model import SceneDescription

SPEECH_ENDS_WITHIN_MS: Final = 300  # a description may begin in the last word before its pause


def descriptions(alignment: Alignment) -> Track:
    """One cue for each scene description, whole and where it was placed, in the order of the text.

    Cues never overlap: one ends where the next starts, and those with one start share its time evenly.
    """
    scenes = [
        (event.source, event.span)
        for event in alignment.events
        if isinstance(event.source, SceneDescription) and event.span
    ]
    spans = _apart([span for _, span in scenes])
    cues = (
        Cue(span, (Utterance((described(scene.text),)),), (scene.line,))
        for (scene, _), span in zip(scenes, spans, strict=True)
    )
    return Track(TrackKind.DESCRIPTIONS, alignment.language, tuple(cues))


def room_to_speak(alignment: Alignment) -> tuple[int, ...]:
    """For each description until when (ms) it can be spoken: then people speak on, or the next one starts.

    Where it starts in the middle of speech there is no room: that is its own start.
    """
    spoken = sorted((line.span for line in alignment.lines if line.span), key=lambda span: span.start_ms)
    cues = descriptions(alignment).cues
    found = []
    for cue, following in zip(cues, (*cues, None)[1:], strict=True):
        start_ms = cue.span.start_ms
        speech = (span for span in spoken if span.end_ms > start_ms + SPEECH_ENDS_WITHIN_MS)
        next_ms = next((span.start_ms for span in speech), alignment.media.duration_ms)
        found.append(max(start_ms, min(next_ms, following.span.start_ms if following else next_ms)))
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
