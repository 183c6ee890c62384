"""What a person accepted in the editor: the report asks of it no more, and does not call it measured."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from tests.publications.markup import element
from tests.publications.talk import ESTIMATED_LINE, MEDIA, undescribed

from woordbeeld.alignment.accepted import NOTHING, Accepted, accepted_in
from woordbeeld.alignment.misheard import SUSPICIOUS
from woordbeeld.alignment.model import Alignment
from woordbeeld.findings import Finding, Severity
from woordbeeld.publications.bundle import publications
from woordbeeld.publications.evidence.build import build_evidence
from woordbeeld.publications.evidence.jobs import jobs_accepted, jobs_now
from woordbeeld.publications.evidence.model import Evidence, Judged, Task, Verdict, Worklist
from woordbeeld.publications.report import build_report
from woordbeeld.publications.summary import summary
from woordbeeld.timing import Span
from woordbeeld.tracks.captions import captions
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.transcript.pins import in_order
from woordbeeld.words import say

HEARD = "dank je <wel>"  # after the talk, without text
SPEED = say("check.captions.cue", number=1, time="0:13", text="Nee.", what="…")
FAST = Finding("reading-speed", Severity.ERROR, SPEED, ESTIMATED_LINE, Span(13_000, 14_000))
UNCLOSED = Finding("unclosed", Severity.WARNING, say("finding.unclosed-description"), ESTIMATED_LINE)


def seen(talk: Alignment, lines: Iterable[int] = (), left_out: Iterable[str] = ()) -> Accepted:
    """What stands on these lines of the text, and what was left out."""
    items = [item for item in in_order(talk.transcript) if item.line in set(lines)]
    return accepted_in(talk.transcript, items, left_out)


def evidence(talk: Alignment, accepted: Accepted, findings: tuple[Finding, ...] = ()) -> Evidence:
    return build_evidence(talk, "Praatje", captions(talk, NL_WEB), NL_WEB, findings, accepted=accepted)


def judged(found: Evidence, criterion: str) -> Judged:
    return next(each for each in found.judged if each.criterion.id == criterion)


def test_what_was_accepted_is_no_task_any_more_and_what_is_open_is(talk: Alignment) -> None:
    tasks = {each.task for each in jobs_now(evidence(talk, NOTHING, (FAST,)), (FAST,))}
    assert tasks == {Task.ADD_MISSING, Task.CHECK_UNHEARD, Task.FIX_CAPTIONS, Task.NARRATE}
    looked = evidence(talk, seen(talk, [ESTIMATED_LINE]), (FAST,))
    assert [each.task for each in jobs_now(looked, (FAST,))] == [Task.ADD_MISSING, Task.NARRATE]
    assert {each.task for each in jobs_accepted(looked, (FAST,))} == {Task.CHECK_UNHEARD, Task.FIX_CAPTIONS}
    all_of_it = evidence(talk, seen(talk, [ESTIMATED_LINE], [HEARD]), (FAST,))
    assert [each.task for each in jobs_now(all_of_it, (FAST,))] == [Task.NARRATE]


def test_a_line_that_was_accepted_hides_no_speech_without_text_after_it(talk: Alignment) -> None:
    lines = {line.source.line for line in talk.lines}
    found = jobs_now(evidence(talk, seen(talk, lines)), ())
    assert [each.task for each in found] == [Task.ADD_MISSING, Task.NARRATE]


def test_a_word_that_may_be_wrong_is_asked_of_until_its_line_was_accepted(talk: Alignment) -> None:
    (asked,) = evidence(talk, NOTHING).worklist.differences
    assert not asked.is_accepted
    looked = evidence(talk, seen(talk, [asked.line]))
    assert looked.worklist.differences == (replace(asked, is_accepted=True),), "it is told all the same"
    for found, is_asked in ((evidence(talk, NOTHING), True), (looked, False)):
        doubtful = with_suspicion(found)
        assert (Task.COMPARE in {each.task for each in jobs_now(doubtful, ())}) == is_asked
        assert (Task.COMPARE in {each.task for each in jobs_accepted(doubtful, ())}) != is_asked


def with_suspicion(found: Evidence) -> Evidence:
    """The evidence, were it likely that the text is wrong where other words were heard."""
    return replace(found, worklist=suspicious(found.worklist), accepted=suspicious(found.accepted))


def suspicious(work: Worklist) -> Worklist:
    differences = tuple(replace(each, suspicion=SUSPICIOUS) for each in work.differences)
    return replace(work, differences=differences)


def test_what_the_editor_does_not_show_cannot_be_accepted_there(talk: Alignment) -> None:
    looked = evidence(talk, seen(talk, [ESTIMATED_LINE]), (UNCLOSED,))
    assert Task.FIX_TEXT in {each.task for each in jobs_now(looked, (UNCLOSED,))}


@pytest.mark.parametrize(
    ("criterion", "change"),
    [
        ("1.2.2", lambda talk: talk),
        ("7.1.2", lambda talk: talk),
        ("1.2.1", lambda talk: replace(talk, media=replace(talk.media, has_video=False))),
    ],
)
def test_what_was_accepted_is_not_measured_to_be_met(
    talk: Alignment, criterion: str, change: Callable[[Alignment], Alignment]
) -> None:
    talk = change(talk)
    assert judged(evidence(talk, NOTHING), criterion).verdict is Verdict.JUDGE
    found = judged(evidence(talk, seen(talk, [ESTIMATED_LINE], [HEARD])), criterion)
    assert found.verdict is Verdict.ACCEPTED
    assert "in de editor bekeken en goedgekeurd" in found.evidence[-1]
    assert not found.todo


def test_what_nobody_doubted_is_met_whatever_was_accepted(talk: Alignment) -> None:
    sure = replace(talk, unwritten=(), lines=talk.lines[:-2])
    assert judged(evidence(sure, seen(sure, [1, 2])), "7.1.2").verdict is Verdict.MET


def test_the_page_tells_apart_what_was_accepted(talk: Alignment) -> None:
    talk = undescribed(talk)
    accepted = seen(talk, [ESTIMATED_LINE], [HEARD])
    page, record = published(talk, accepted)
    assert "Er is niets wat u nu moet doen." in element(page, "section:has(> #now)").text
    folded = element(page, "section:has(#accepted)")
    assert "Dat klopt niet." in folded.text
    assert HEARD in folded.text
    assert "De computer heeft het niet kunnen meten." in folded.text
    assert [each.text for each in folded.select(".verdict")] == ["Door u goedgekeurd"] * 2
    assert record["now"] == []
    assert record["accepted"] == [
        {"task": "add-missing", "places": 1},
        {"task": "check-unheard", "places": 1},
    ]
    before, _ = published(talk, NOTHING)
    assert before.select_one("#accepted") is None
    assert "Door u goedgekeurd" not in before.text


def published(talk: Alignment, accepted: Accepted) -> tuple[BeautifulSoup, dict[str, object]]:
    """The report of a bundle, for people and for programs."""
    made = publications(talk, "Praatje", NL_WEB, MEDIA, accepted=accepted).publications
    found = {each.name: each.data.decode() for each in made if each.name.startswith("report.")}
    return BeautifulSoup(found["report.html"], "html.parser"), json.loads(found["report.json"])


def test_the_summary_does_not_ask_of_it_either(talk: Alignment) -> None:
    assert "Look at first:" in summary(build_report(talk, (FAST,), ()))
    accepted = seen(talk, [ESTIMATED_LINE], [HEARD])
    report = build_report(talk, (FAST,), (), accepted=accepted)
    assert "Look at first:" not in summary(report)
    assert report.errors == 1, "what was measured stays"
