"""The rules that captions, descriptions and chapters are checked against, as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from woordbeeld.findings import Finding, Severity
from woordbeeld.timing import format_clock
from woordbeeld.tracks.model import Cue, Track, TrackKind
from woordbeeld.tracks.profile import CaptionProfile

_QUOTED_CHARS = 40


@dataclass(frozen=True, slots=True)
class _Place:
    """A cue with the one after it, and the profile that it is held against."""

    cue: Cue
    following: Cue | None
    profile: CaptionProfile

    @property
    def speed(self) -> float:
        """Characters a second, spaces included, label not."""
        return len(self.cue.text) * 1000 / self.cue.span.duration_ms

    @property
    def gap_ms(self) -> int | None:
        return self.following.span.start_ms - self.cue.span.end_ms if self.following else None

    @property
    def longest_line(self) -> int:
        return max(map(len, self.cue.shown), default=0)


@dataclass(frozen=True, slots=True)
class Rule:
    """A stable id, how bad it is to break the rule, what breaks it, and in plain words by how much."""

    id: str
    severity: Severity
    kinds: frozenset[TrackKind]
    broken: Callable[[_Place], bool]
    message: Callable[[_Place], str]


_ALL = frozenset(TrackKind)
_CAPTIONS = frozenset({TrackKind.CAPTIONS})

RULES: tuple[Rule, ...] = (
    Rule(
        "empty",
        Severity.ERROR,
        _ALL,
        lambda at: not at.cue.text.strip(),
        lambda _: "has no text",
    ),
    Rule(
        "overlap",
        Severity.ERROR,
        _ALL,
        lambda at: at.gap_ms is not None and at.gap_ms < 0,
        lambda at: f"still shows {_seconds(-(at.gap_ms or 0))} after the next one has started",
    ),
    Rule(
        "lines",
        Severity.ERROR,
        _CAPTIONS,
        lambda at: len(at.cue.shown) > at.profile.max_lines,
        lambda at: f"has {len(at.cue.shown)} lines; at most {at.profile.max_lines}",
    ),
    Rule(
        "line-length",
        Severity.ERROR,
        _CAPTIONS,
        lambda at: at.longest_line > at.profile.max_line_chars,
        lambda at: f"has a line of {at.longest_line} characters; at most {at.profile.max_line_chars}",
    ),
    Rule(
        "reading-speed",
        Severity.ERROR,
        _CAPTIONS,
        lambda at: at.speed > at.profile.max_chars_per_second,
        lambda at: f"must be read at {_speed(at)}; at most {at.profile.max_chars_per_second}",
    ),
    Rule(
        "reading-speed-aim",
        Severity.NOTE,
        _CAPTIONS,
        lambda at: at.profile.aim_chars_per_second < at.speed <= at.profile.max_chars_per_second,
        lambda at: f"must be read at {_speed(at)}; {at.profile.aim_chars_per_second} is comfortable",
    ),
    Rule(
        "too-short",
        Severity.WARNING,
        _CAPTIONS,
        lambda at: at.cue.span.duration_ms < at.profile.shortest_duration_ms,
        lambda at: f"shows for {_duration(at)}; at least {_seconds(at.profile.shortest_duration_ms)}",
    ),
    Rule(
        "short",
        Severity.NOTE,
        _CAPTIONS,
        lambda at: at.profile.shortest_duration_ms <= at.cue.span.duration_ms < at.profile.min_duration_ms,
        lambda at: f"shows for {_duration(at)}; {_seconds(at.profile.min_duration_ms)} is comfortable",
    ),
    Rule(
        "long",
        Severity.WARNING,
        _CAPTIONS,
        lambda at: at.cue.span.duration_ms > at.profile.max_duration_ms,
        lambda at: f"shows for {_duration(at)}; at most {_seconds(at.profile.max_duration_ms)}",
    ),
    Rule(
        "gap",
        Severity.WARNING,
        _CAPTIONS,
        lambda at: at.gap_ms is not None and 0 <= at.gap_ms < at.profile.min_gap_ms,
        lambda at: f"leaves {at.gap_ms} ms before the next one; at least {at.profile.min_gap_ms} ms",
    ),
)


def check(track: Track, profile: CaptionProfile) -> tuple[Finding, ...]:
    """What in a track breaks a rule, cue by cue, with the number measured and the limit."""
    followers = (*track.cues[1:], None)
    return tuple(
        Finding(rule.id, rule.severity, _message(track, number, place, rule), place.cue.sources[0], cue.span)
        for number, (cue, following) in enumerate(zip(track.cues, followers, strict=False), 1)
        for place in (_Place(cue, following, profile),)
        for rule in RULES
        if track.kind in rule.kinds and rule.broken(place)
    )


def _message(track: Track, number: int, place: _Place, rule: Rule) -> str:
    text = place.cue.text
    quoted = text if len(text) <= _QUOTED_CHARS else text[: _QUOTED_CHARS - 1].rstrip() + "…"
    name = track.kind.value.removesuffix("s")
    return f"{name} {number} at {format_clock(place.cue.span.start_ms)} “{quoted}” {rule.message(place)}"


def _speed(place: _Place) -> str:
    return f"{place.speed:.1f} characters a second"


def _duration(place: _Place) -> str:
    return _seconds(place.cue.span.duration_ms)


def _seconds(ms: int) -> str:
    """A duration in seconds, as short as it is exact.

    >>> _seconds(7000), _seconds(833)
    ('7 s', '0.833 s')
    """
    return f"{ms / 1000:g} s"
