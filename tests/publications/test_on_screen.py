"""What the report says of text in the picture: told, not told, accepted, or not read, and why."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from woordbeeld.alignment.accepted import NOTHING, Accepted
from woordbeeld.alignment.model import Alignment
from woordbeeld.alignment.on_screen import SeenTexts
from woordbeeld.alignment.seen_texts import seen_texts
from woordbeeld.publications.bundle import publications
from woordbeeld.publications.downloads import MediaFile, PublishedMedia
from woordbeeld.publications.evidence.build import build_evidence
from woordbeeld.publications.evidence.jobs import jobs_now
from woordbeeld.publications.evidence.model import Evidence, Judged, Task, Verdict
from woordbeeld.publications.summary import summary
from woordbeeld.screen.model import Box, OnScreenText
from woordbeeld.timing import Span
from woordbeeld.tracks.captions import captions
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.words import say

SIGN = OnScreenText(("Nooduitgang",), Span(2000, 4000), Box(0.1, 0.1, 0.3, 0.1), 0.99)
MEDIA = PublishedMedia(MediaFile("media.mp4", 1000))


@pytest.fixture
def film(talk: Alignment) -> Alignment:
    return replace(talk, media=replace(talk.media, has_video=True))


def seen(film: Alignment, *texts: OnScreenText) -> Alignment:
    return replace(film, screen=seen_texts(film, texts))


def evidence(film: Alignment, accepted: Accepted = NOTHING) -> Evidence:
    return build_evidence(film, "Praatje", captions(film, NL_WEB), NL_WEB, (), accepted=accepted)


def judged(found: Evidence, criterion: str) -> Judged:
    (each,) = [each for each in found.judged if each.criterion.id == criterion]
    return each


def test_text_that_nobody_tells_is_a_job_with_its_place_and_is_not_met(film: Alignment) -> None:
    found = evidence(seen(film, SIGN))
    for criterion in ("1.1.1", "1.2.5"):
        each = judged(found, criterion)
        assert (each.verdict, each.task) == (Verdict.NOT_MET, Task.TELL_SCREEN)
        assert each.spots[0].text == "Nooduitgang."
        assert any("1 tekst gelezen. Daarvan wordt 1 niet" in told for told in each.evidence)
    assert "Spreek ze in, of kies een stem" in judged(found, "1.2.5").todo
    assert Task.NARRATE in [job.task for job in jobs_now(found, ())]
    assert judged(found, "1.4.5").verdict is Verdict.JUDGE
    assert "In beeld is 1 tekst gelezen." in judged(found, "1.4.3").evidence
    parts = {part.title[-6:-1]: part.deviation for part in found.statement}
    assert parts["1.1.1"].startswith("Eén tekst staat in beeld, en wordt niet")
    assert parts["1.2.5"].endswith(
        "Eén tekst staat in beeld zonder dat iemand die helemaal zegt of beschrijft."
    )
    assert "1.4.5" in parts
    (job,) = [job for job in jobs_now(found, ()) if job.task is Task.TELL_SCREEN]
    assert [(place.start_ms, place.text) for place in job.lists[0].places] == [(2000, "Nooduitgang.")]


def test_what_a_person_ignores_is_accepted_and_asked_no_more(film: Alignment) -> None:
    found = evidence(seen(film, SIGN), Accepted(left_out=frozenset({"Nooduitgang."})))
    assert judged(found, "1.1.1").verdict is Verdict.ACCEPTED
    assert judged(found, "1.2.5").task is not Task.TELL_SCREEN
    assert [job for job in jobs_now(found, ()) if job.task is Task.TELL_SCREEN] == []


def test_a_picture_without_text_meets_what_asks_that_text_is_told(film: Alignment) -> None:
    found = evidence(seen(film))
    assert judged(found, "1.1.1").verdict is Verdict.MET
    assert judged(found, "1.4.5").verdict is Verdict.MET
    titles = " ".join(part.title for part in found.statement)
    assert "1.1.1" not in titles
    assert "1.4.5" not in titles


def test_where_nobody_read_it_the_reason_is_told_and_nothing_else_differs(film: Alignment) -> None:
    untold = replace(film, screen=SeenTexts(untold=say("screen.switched_off")))
    found = evidence(untold)
    assert judged(found, "1.1.1").verdict is Verdict.JUDGE
    assert "De tekst in beeld is niet gelezen: dat is uitgezet." in judged(found, "1.2.5").evidence
    with_text, without = (
        {each.name: each.content for each in publications(each_film, "Praatje", NL_WEB, MEDIA).publications}
        for each_film in (seen(film, SIGN), untold)
    )
    differ = {name for name in without if with_text[name] != without[name]}
    assert differ == {"report.html", "report.json"}


def test_the_summary_and_the_record_have_it(film: Alignment) -> None:
    bundle = publications(seen(film, SIGN), "Praatje", NL_WEB, MEDIA)
    told = summary(bundle.report)
    assert "On screen  1 text in the picture is not told, or only in part\n" in told
    assert "text in the picture that nobody says or describes: “Nooduitgang.”" in told
    record = json.loads(next(each.content for each in bundle.publications if each.name == "report.json"))
    assert record["screen"] == {"texts": 1, "missing": 1, "unread": ""}
    (text,) = record["worklist"]["on_screen"]
    assert (text["start_ms"], text["end_ms"], text["text"]) == (2000, 4000, "Nooduitgang.")
