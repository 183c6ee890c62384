"""The rules that hold captions against the sound and the picture.

Voice activity is exact to about 30 ms and takes breath and laughter for voice at times, so only what is
plainly off is told.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import Final

from woordbeeld.findings import Severity
from woordbeeld.timing import Span, format_clock, gaps
from woordbeeld.tracks.model import Cue
from woordbeeld.tracks.rules import CAPTIONS, CheckedTrack, Hit, Rule, SoundAndPicture, is_speech, seconds
from woordbeeld.tracks.sounds import is_sound
from woordbeeld.tracks.widths import needed_ms, shown_chars
from woordbeeld.words import say

VOICE_SLACK_MS: Final = 150  # by which voice activity may be off, beside the tolerance of the profile
ONSET_SILENCE_MS: Final = 500  # before a voice, for its start to be plain
FARTHEST_MS: Final = 2000  # a cue farther from the voice belongs to other speech
MIN_UNCAPTIONED_MS: Final = 1000  # of voice; shorter may be a laugh or a breath
EDGE_MS: Final = 500  # around a caption within which voice counts as captioned
MIN_NOISE_MS: Final = 2000


def _speech(checked: CheckedTrack) -> list[tuple[int, Cue]]:
    return [
        (index, cue)
        for index, cue in enumerate(checked.cues)
        if any(is_speech(each) for each in cue.utterances)
    ]


def _onsets(heard: SoundAndPicture) -> list[int]:
    """The moments at which a voice starts after plain silence."""
    before = [0, *(span.end_ms for span in heard.voice)]
    return [
        span.start_ms
        for span, ended_ms in zip(heard.voice, before, strict=False)
        if span.start_ms - ended_ms >= ONSET_SILENCE_MS
    ]


def _early(checked: CheckedTrack) -> Iterator[Hit]:
    heard = _heard(checked)
    allowed_ms = checked.profile.start_tolerance_ms + VOICE_SLACK_MS
    onsets = _onsets(heard)
    for index, cue in _speech(checked):
        at = bisect_left(onsets, cue.span.start_ms)
        if at == len(onsets) or _is_heard(cue.span.start_ms, heard):
            continue
        early_ms = onsets[at] - cue.span.start_ms
        if allowed_ms < early_ms <= FARTHEST_MS:
            yield Hit(index, say("rule.starts-early.broken", seconds=seconds(early_ms)))


def _late(checked: CheckedTrack) -> Iterator[Hit]:
    allowed_ms = checked.profile.start_tolerance_ms + VOICE_SLACK_MS
    onsets = _onsets(_heard(checked))
    shown_until_ms = 0
    for index, cue in _speech(checked):
        at = bisect_right(onsets, cue.span.start_ms) - 1
        if at >= 0 and onsets[at] >= shown_until_ms:
            late_ms = cue.span.start_ms - onsets[at]
            waits = any(onsets[at] < cut <= cue.span.start_ms for cut in _heard(checked).shots)
            if allowed_ms < late_ms <= FARTHEST_MS and not waits:
                yield Hit(index, say("rule.starts-late.broken", seconds=seconds(late_ms)))
        shown_until_ms = max(shown_until_ms, cue.span.end_ms)


def _uncaptioned(checked: CheckedTrack) -> Iterator[Hit]:
    heard = _heard(checked)
    shown = sorted(
        Span(max(cue.span.start_ms - EDGE_MS, 0), cue.span.end_ms + EDGE_MS) for cue in checked.cues
    )
    until_ms = max((span.end_ms for span in heard.voice), default=0)
    bare = gaps(tuple(shown), until_ms)
    for voice in heard.voice:
        for gap in bare:
            start_ms, end_ms = max(voice.start_ms, gap.start_ms), min(voice.end_ms, gap.end_ms)
            if end_ms - start_ms >= MIN_UNCAPTIONED_MS:
                index = bisect_right([cue.span.start_ms for cue in checked.cues], start_ms) - 1
                what = say(
                    "rule.speech-without-caption.broken",
                    time=format_clock(start_ms),
                    seconds=seconds(end_ms - start_ms),
                )
                yield Hit(index if index >= 0 else None, what)


def _unmarked(checked: CheckedTrack) -> Iterator[Hit]:
    """Something loud that is no voice, and no caption that tells what it is."""
    told = [cue.span for cue in checked.cues if any(is_sound(each) for each in cue.utterances)]
    for noise in _heard(checked).noises:
        around = Span(max(noise.start_ms - FARTHEST_MS, 0), noise.end_ms + FARTHEST_MS)
        if noise.duration_ms >= MIN_NOISE_MS and not any(around.overlaps(span) for span in told):
            time = format_clock(noise.start_ms)
            yield Hit(None, say("rule.noise-unmarked.broken", time=time, seconds=seconds(noise.duration_ms)))


def _across(checked: CheckedTrack) -> Iterator[Hit]:
    """A cue that runs over a cut just after its start, or just before its end, where it could stop at it."""
    profile, shots = checked.profile, _heard(checked).shots
    for index, cue in _speech(checked):
        start_ms, end_ms = cue.span.start_ms, cue.span.end_ms
        reading_ms = needed_ms(shown_chars(cue.text), profile.max_chars_per_second)
        least_ms = max(profile.shortest_duration_ms, reading_ms)
        slack_ms = profile.rounding_ms
        inside = shots[bisect_right(shots, start_ms + slack_ms) : bisect_left(shots, end_ms - slack_ms)]
        late = [cut for cut in inside if cut > end_ms - profile.cut_ms and cut - start_ms >= least_ms]
        early = [cut for cut in inside if cut < start_ms + profile.cut_ms and end_ms - cut >= least_ms]
        if late or early:
            yield Hit(index, say("rule.across-cut.broken", time=format_clock((early or late)[0])))


def _is_heard(ms: int, heard: SoundAndPicture) -> bool:
    return any(span.start_ms <= ms < span.end_ms + ONSET_SILENCE_MS // 2 for span in heard.voice)


def _heard(checked: CheckedTrack) -> SoundAndPicture:
    return checked.heard or SoundAndPicture(())


SOUND_RULES: Final[tuple[Rule, ...]] = (
    Rule(
        "starts-early",
        Severity.WARNING,
        CAPTIONS,
        lambda profile: say("rule.starts-early.limit", most_ms=profile.start_tolerance_ms + VOICE_SLACK_MS),
        "Netflix: within 3 frames; we add what voice activity may be off",
        _early,
        needs_sound=True,
    ),
    Rule(
        "starts-late",
        Severity.WARNING,
        CAPTIONS,
        lambda profile: say("rule.starts-late.limit", most_ms=profile.start_tolerance_ms + VOICE_SLACK_MS),
        "Netflix: within 3 frames; we add what voice activity may be off",
        _late,
        needs_sound=True,
    ),
    Rule(
        "speech-without-caption",
        Severity.ERROR,
        CAPTIONS,
        lambda _: say("rule.speech-without-caption.limit", most=seconds(MIN_UNCAPTIONED_MS)),
        "WCAG 1.2.2",
        _uncaptioned,
        needs_sound=True,
    ),
    Rule(
        "noise-unmarked",
        Severity.WARNING,
        CAPTIONS,
        lambda _: say("rule.noise-unmarked.limit", most=seconds(MIN_NOISE_MS)),
        "WCAG 1.2.2; BBC 13",
        _unmarked,
        needs_sound=True,
    ),
    Rule(
        "across-cut",
        Severity.NOTE,
        CAPTIONS,
        lambda profile: say("rule.across-cut.limit", within_ms=profile.cut_ms),
        "Netflix timing: 7 frames; BBC 6.1",
        _across,
        needs_sound=True,
    ),
)
