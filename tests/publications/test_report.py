"""The report: honest counts, and the worst first."""

from __future__ import annotations

import json
from dataclasses import replace

from tests.editor.made_up import timed_evenly

from woordbeeld.alignment.model import Alignment, Match, Placement
from woordbeeld.findings import Finding, Severity
from woordbeeld.publications.evidence.build import build_evidence
from woordbeeld.publications.report import MAX_PLACES, build_report
from woordbeeld.publications.report_json import render_report_json
from woordbeeld.publications.summary import summary
from woordbeeld.timing import Span
from woordbeeld.tracks.captions import captions
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.transcript.reader import read
from woordbeeld.words import say

GAP = say("rule.gap.broken", gap_ms=0, least_ms=80)
SPEED = say("rule.reading-speed.broken", speed=30.0, most=20)
FINDINGS = (
    Finding("gap", Severity.WARNING, GAP, 2, Span(0, 10)),
    Finding("reading-speed", Severity.ERROR, SPEED, 12, Span(13_000, 14_000)),
    Finding("gap", Severity.WARNING, GAP, 4, Span(10, 20)),
)
UNCLOSED = Finding("unclosed", Severity.WARNING, say("finding.unclosed-description"), 4)


def test_the_counts_are_those_of_the_alignment(talk: Alignment) -> None:
    report = build_report(talk, (), ())
    assert report.words == report.words_same + report.words_replaced + report.words_unheard == len(talk.words)
    assert (report.words_replaced, report.words_unheard) == (1, 5)
    assert (report.lines, report.sentences, report.sentences_unheard) == (5, 5, 1)
    assert (report.unwritten, report.unwritten_ms) == (1, 1300)
    assert dict(report.placements) == {
        "shot": 0,
        "noise": 0,
        "pause": 2,
        "squeezed": 0,
        "unplaced": 0,
        "edited": 0,
    }


def test_what_to_look_at_first_is_in_order_of_need(talk: Alignment) -> None:
    doubted = [
        replace(line, words=tuple(replace(word, confidence=0.2) for word in line.words))
        if line.source.line == 8
        else line
        for line in talk.lines
    ]
    report = build_report(replace(talk, lines=tuple(doubted)), FINDINGS, (UNCLOSED,))
    assert [(place.start_ms, str(place.why)) for place in report.look_first] == [
        (16_600, "1.3 s of speech that is not in the transcript, heard as"),
        (15_200, "not heard, its time is estimated"),
        (11_000, "its time is uncertain (confidence 0.20)"),
        (None, "unclosed"),
        (13_000, "reading-speed"),
    ]


def test_what_to_look_at_first_is_never_long(talk: Alignment) -> None:
    assert len(build_report(talk, FINDINGS * 20, ()).look_first) == MAX_PLACES


def test_a_name_that_is_misspelt_is_told_everywhere_whatever_else_is_in_doubt() -> None:
    unheard = "".join(f"Dit is zin {number} van dit verhaal.\n" for number in range(20))
    text = f"JOSEPHINE VAN DEN BERG: Goed.\nNou.\n{unheard}JOSEFINE VAN DEN BERG: Mooi.\n"
    found = timed_evenly(read(text))
    lines = tuple(
        replace(line, words=tuple(replace(word, match=Match.UNHEARD, confidence=0.0) for word in line.words))
        if line.source.text.startswith("Dit")
        else line
        for line in found.lines
    )
    doubted = replace(found, lines=lines)
    report = build_report(doubted, (), ())
    assert len(report.look_first) == MAX_PLACES
    assert "who says it? looks like Josephine van den Berg: a typing error?" in summary(report)
    evidence = build_evidence(doubted, "Praatje", captions(doubted, NL_WEB), NL_WEB, ())
    (speaker,) = evidence.worklist.speakers
    assert (speaker.line, speaker.text) == (23, "Mooi. (lijkt op Josephine van den Berg: een tikfout?)")


def test_a_word_that_got_no_time_is_reported_with_the_reason(talk: Alignment) -> None:
    (place,) = build_report(talk, (), ()).not_placed
    assert (place.line, place.text) == (1, "hier.")
    assert "leave no time" in str(place.why)


def test_a_sound_without_a_caption_is_reported_with_the_reason(talk: Alignment) -> None:
    timed = talk.events[1]
    untimed = replace(timed, span=None, placement=Placement.UNPLACED)
    told = build_report(replace(talk, events=(talk.events[0], untimed)), (), (), (timed, untimed)).not_placed
    assert [(place.line, place.start_ms, place.text, str(place.why)) for place in told[1:]] == [
        (6, 9100, "APPLAUS", "a sound where the pause is too short to show it"),
        (6, None, "APPLAUS", "a sound where there is no pause"),
    ]


def test_the_summary_says_how_many_sounds_have_no_time(talk: Alignment) -> None:
    untimed = replace(talk.events[1], span=None, placement=Placement.UNPLACED)
    told = summary(build_report(replace(talk, events=(talk.events[0], untimed)), (), (), (untimed,)))
    assert "1 in a pause; 1 not placed, for there is no pause\n" in told
    assert "  line 6    no time a sound where there is no pause: “APPLAUS”\n" in told


def test_broken_rules_are_counted_the_errors_first(talk: Alignment) -> None:
    report = build_report(talk, FINDINGS, (UNCLOSED,))
    assert [(rule.rule, rule.times) for rule in report.broken_rules] == [
        ("reading-speed", 1),
        ("gap", 2),
        ("unclosed", 1),
    ]
    assert report.errors == 1


def test_the_json_has_every_finding_with_its_place(talk: Alignment) -> None:
    record = json.loads(
        render_report_json(
            build_report(talk, FINDINGS, (UNCLOSED,)),
            build_evidence(talk, "Praatje", captions(talk, NL_WEB), NL_WEB, FINDINGS),
        )
    )
    assert [finding["rule"] for finding in record["findings"]] == ["unclosed", "gap", "reading-speed", "gap"]
    assert record["findings"][2]["start_ms"] == 13_000
    assert record["placements"] == {
        "shot": 0,
        "noise": 0,
        "pause": 2,
        "squeezed": 0,
        "unplaced": 0,
        "edited": 0,
    }


def test_the_summary_calls_estimates_estimates(talk: Alignment) -> None:
    lines = summary(build_report(talk, FINDINGS, ())).splitlines()
    assert lines[0] == "Unwritten  1 stretch of words heard that are not in the transcript, 1.3 s"
    assert lines[1].endswith("1 heard as other words, 5 not heard (their times are estimated)")
    assert "Sentences  5: 1 not heard at all" in lines
    assert "Errors     reading-speed 1" in lines
    assert "Warnings   gap 2" in lines


def test_the_summary_of_a_flawless_talk_says_so(talk: Alignment) -> None:
    assert "Rules      none broken" in summary(build_report(talk, (), ()))
