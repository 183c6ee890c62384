"""The table of rules: each finds its own fault and tells the number measured and the limit."""

from __future__ import annotations

import pytest

from woordbeeld.findings import Severity
from woordbeeld.timing import Span
from woordbeeld.tracks.checks import RULES, check
from woordbeeld.tracks.model import Cue, Track, TrackKind, Utterance
from woordbeeld.tracks.profile import NL_WEB


def track(*made: Cue, kind: TrackKind = TrackKind.CAPTIONS) -> Track:
    return Track(kind, "nl", made)


def cue(start_ms: int, end_ms: int, *lines: str, lead: str = "") -> Cue:
    return Cue(Span(start_ms, end_ms), (Utterance(lines, lead=lead),), (14,))


FAULTS = {
    "empty": track(cue(0, 2000, " ")),
    "overlap": track(cue(0, 2000, "een"), cue(1500, 3000, "twee")),
    "lines": track(cue(0, 2000, "een", "twee", "drie")),
    "line-length": track(cue(0, 5000, "x" * 40, lead="TON: ")),
    "reading-speed": track(cue(0, 1000, "x" * 21)),
    "reading-speed-aim": track(cue(0, 1000, "x" * 18)),
    "too-short": track(cue(0, 832, "ja")),
    "short": track(cue(0, 833, "ja")),
    "long": track(cue(0, 7001, "ja")),
    "gap": track(cue(0, 2000, "een"), cue(2079, 4000, "twee")),
}
FLAWLESS = track(cue(0, 1000, "x" * 17), cue(1080, 8080, "x" * 42, "x" * 42))


@pytest.mark.parametrize("rule", FAULTS)
def test_a_fault_is_found_by_its_own_rule_only(rule: str) -> None:
    (finding,) = check(FAULTS[rule], NL_WEB)
    assert finding.rule == rule
    assert (finding.line, finding.span) == (14, FAULTS[rule].cues[0].span)


def test_every_rule_has_a_fault_to_find() -> None:
    assert [rule.id for rule in RULES] == list(FAULTS)


def test_captions_on_the_limits_are_flawless() -> None:
    assert check(FLAWLESS, NL_WEB) == ()


def test_a_message_names_the_cue_the_time_the_text_the_number_and_the_limit() -> None:
    (finding,) = check(track(cue(83_000, 84_000, "Dit leest niemand zo snel.")), NL_WEB)
    assert finding.severity is Severity.ERROR
    assert finding.message == (
        "caption 1 at 1:23 “Dit leest niemand zo snel.” must be read at 26.0 characters a second; at most 20"
    )


def test_only_captions_are_held_to_the_limits_for_reading() -> None:
    assert check(track(cue(0, 500, "x" * 300), kind=TrackKind.DESCRIPTIONS), NL_WEB) == ()
