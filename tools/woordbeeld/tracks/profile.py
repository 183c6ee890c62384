"""Caption profiles: the limits that broadcasters and public bodies set for captions, with their source."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CaptionProfile:
    """The limits for captions; times in milliseconds, speeds in characters a second, spaces included."""

    name: str
    max_lines: int  # a cue
    max_line_chars: int  # label included
    aim_chars_per_second: int  # slower is comfortable
    max_chars_per_second: int  # faster is an error
    min_duration_ms: int  # wanted for every cue
    shortest_duration_ms: int  # still seen, though hardly read
    max_duration_ms: int
    min_gap_ms: int  # so that the eye notices a new cue
    closing_gap_ms: int  # a shorter gap flickers, so it closes to `min_gap_ms`
    linger_ms: int  # how long a cue may stay after the last word
    breath_ms: int  # a pause in the voice from here on is a good place for a new cue
    split_pause_ms: int  # across a longer pause no cue continues
    cut_ms: int  # where the picture cuts this soon after the first word, the cue waits for the new shot
    forget_ms: int  # after a longer sound the speaker's label is shown again


NL_WEB = CaptionProfile(
    name="nl-web",
    max_lines=2,  # BBC, Netflix
    max_line_chars=42,  # Netflix NL I.4
    aim_chars_per_second=17,  # Netflix NL, adult programmes
    max_chars_per_second=20,  # Netflix, SDH
    min_duration_ms=1000,  # BBC
    shortest_duration_ms=833,  # 5/6 s, Netflix
    max_duration_ms=7000,  # Netflix, BBC
    min_gap_ms=80,  # two frames at 25 a second, Netflix timing
    closing_gap_ms=500,  # Netflix timing
    linger_ms=500,  # BBC, Netflix
    breath_ms=300,
    split_pause_ms=1000,
    cut_ms=280,  # 7 frames at 25 a second, Netflix timing
    forget_ms=5000,
)
