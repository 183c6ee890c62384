"""Captions, descriptions and chapters held against the tables of rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from woordbeeld.findings import Finding, Severity
from woordbeeld.timing import format_clock
from woordbeeld.tracks.cue_rules import CUE_RULES
from woordbeeld.tracks.model import Track
from woordbeeld.tracks.profile import CaptionProfile
from woordbeeld.tracks.rules import CheckedTrack, Hit, Rule, SoundAndPicture, quoted
from woordbeeld.tracks.sound_rules import SOUND_RULES
from woordbeeld.tracks.track_rules import TRACK_RULES
from woordbeeld.words import say

RULES: Final[tuple[Rule, ...]] = (*CUE_RULES, *TRACK_RULES, *SOUND_RULES)


def check(track: Track, profile: CaptionProfile, heard: SoundAndPicture | None = None) -> tuple[Finding, ...]:
    """What in a track breaks a rule, in the order of its cues: with the number measured, and the limit.

    What concerns the whole track comes first. Without `heard`, the rules about the sound are not applied.
    """
    found = list(hits(track, profile, heard))
    found.sort(key=lambda pair: -1 if pair[0].index is None else pair[0].index)
    return tuple(_finding(track, hit, rule) for hit, rule in found)


def hits(
    track: Track, profile: CaptionProfile, heard: SoundAndPicture | None = None, *, of: Iterable[Rule] = RULES
) -> Iterator[tuple[Hit, Rule]]:
    """Where some rules are broken, rule by rule: what findings are made of, in less time."""
    checked = CheckedTrack(track, profile, heard)
    for rule in of:
        if track.kind in rule.kinds and (heard is not None or not rule.needs_sound):
            for hit in rule.find(checked):
                yield hit, rule


def count_errors(track: Track, profile: CaptionProfile) -> int:
    """How many errors there are in a track, apart from the sound."""
    return sum(
        1 for _ in hits(track, profile, of=(rule for rule in RULES if rule.severity is Severity.ERROR))
    )


def _finding(track: Track, hit: Hit, rule: Rule) -> Finding:
    kind = track.kind.value
    if hit.index is None:
        message = say(f"check.{kind}.track", what=hit.what)
        return Finding(rule.id, rule.severity, message, suggestion=rule.suggestion)
    cue = track.cues[hit.index]
    time = format_clock(cue.span.start_ms)
    message = say(f"check.{kind}.cue", number=hit.index + 1, time=time, text=quoted(cue), what=hit.what)
    return Finding(rule.id, rule.severity, message, cue.sources[0], cue.span, rule.suggestion)
