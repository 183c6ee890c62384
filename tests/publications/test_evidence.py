"""The evidence: each verdict on what it rests on, honest where only people can judge."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from tests.publications.markup import element, value
from tests.publications.talk import MEDIA

from woordbeeld.alignment.misheard import SUSPICIOUS
from woordbeeld.alignment.model import AlignedWord, Alignment, Match, Placement, Unwritten
from woordbeeld.description.model import Passage
from woordbeeld.description.narrators.narrator import NarratorKind
from woordbeeld.description.passages import passages
from woordbeeld.description.published import DescriptionSound, ExtraPassage
from woordbeeld.findings import Finding, Severity
from woordbeeld.publications.bundle import publications
from woordbeeld.publications.evidence.build import build_evidence
from woordbeeld.publications.evidence.jobs import Job, jobs_now, jobs_to_judge
from woordbeeld.publications.evidence.judge import RULES
from woordbeeld.publications.evidence.model import (
    Evidence,
    Judged,
    Published,
    Spot,
    Task,
    Told,
    Verdict,
    criteria,
)
from woordbeeld.publications.report import build_report
from woordbeeld.publications.report_page import MOST_ROWS, render_report_page
from woordbeeld.publications.summary import summary
from woordbeeld.timing import Span, format_clock
from woordbeeld.tracks.captions import captions
from woordbeeld.tracks.model import Cue, Track, TrackKind, Utterance
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.transcript.reader import read
from woordbeeld.words import say, told

Change = Callable[[Alignment], Alignment]


def evidence(talk: Alignment) -> Evidence:
    return build_evidence(talk, "Praatje", captions(talk, NL_WEB), NL_WEB, ())


def judged(talk: Alignment, criterion: str) -> Judged:
    (found,) = (each for each in evidence(talk).judged if each.criterion.id == criterion)
    return found


def heard(talk: Alignment) -> Alignment:
    """The talk with every word heard for sure, and nothing else."""
    lines = tuple(
        replace(
            line,
            words=tuple(
                AlignedWord(word.text, word.span or line.words[0].span, Match.SAME, 0.95)
                for word in line.words
            ),
        )
        for line in talk.lines
    )
    return replace(talk, lines=lines, unwritten=())


def sound_only(talk: Alignment) -> Alignment:
    return replace(talk, media=replace(talk.media, has_video=False))


def without_events(talk: Alignment) -> Alignment:
    transcript = read("TON HEERTS: Ja.\n")
    (line,) = transcript.spoken_lines
    one = replace(talk.lines[0], source=line, words=(replace(talk.lines[0].words[0], text="Ja."),))
    return heard(replace(talk, transcript=transcript, lines=(one,), events=()))


def lacking(talk: Alignment, duration_ms: int = 2_001) -> Alignment:
    """The talk, heard for sure, with so much speech after it that has no text."""
    span = Span(20_000, 20_000 + duration_ms)
    return replace(heard(talk), unwritten=(Unwritten(span, "en dan nog dit", len(talk.words), 0.9),))


def late(talk: Alignment) -> Alignment:
    """The scene so late in its pause that the description does not fit."""
    return replace(talk, events=(replace(talk.events[0], span=Span(9_000, 9_100)), *talk.events[1:]))


def roomy(talk: Alignment) -> Alignment:
    """The same, with more than time enough for the description."""
    last = talk.lines[2:]
    later = tuple(
        replace(
            line, words=tuple(replace(word, span=word.span and word.span.moved(5_000)) for word in line.words)
        )
        for line in last
    )
    return replace(talk, lines=(*talk.lines[:2], *later), media=replace(talk.media, duration_ms=23_000))


def test_every_criterion_has_a_rule_or_is_met_by_how_the_page_is_built() -> None:
    for language in ("nl", "en"):
        for criterion in criteria(language):
            assert (criterion.id in RULES) != bool(criterion.built), criterion.id
            assert criterion.name
    assert [each.id for each in criteria("nl")] == [each.id for each in criteria("en")]
    assert set(RULES) <= {each.id for each in criteria("nl")}


@pytest.mark.parametrize(
    ("criterion", "change", "verdict"),
    [
        ("1.2.1", heard, Verdict.DOES_NOT_APPLY),
        ("1.2.1", lambda talk: sound_only(heard(talk)), Verdict.MET),
        ("1.2.1", sound_only, Verdict.JUDGE),
        ("1.2.1", lambda talk: sound_only(lacking(talk)), Verdict.NOT_MET),
        ("1.2.2", heard, Verdict.MET),
        ("1.2.2", lacking, Verdict.NOT_MET),
        ("1.2.2", lambda talk: lacking(talk, 2_000), Verdict.JUDGE),
        ("1.2.2", lambda talk: lacking(talk, 900), Verdict.MET),
        ("1.2.2", lambda talk: talk, Verdict.JUDGE),
        ("1.2.2", without_events, Verdict.JUDGE),
        ("1.2.2", sound_only, Verdict.DOES_NOT_APPLY),
        ("1.2.3", heard, Verdict.JUDGE),
        ("1.2.3", sound_only, Verdict.DOES_NOT_APPLY),
        ("1.2.4", heard, Verdict.DOES_NOT_APPLY),
        ("1.2.5", heard, Verdict.NOT_MET),
        ("1.2.5", without_events, Verdict.JUDGE),
        ("1.2.5", sound_only, Verdict.DOES_NOT_APPLY),
        ("1.2.7", lambda talk: heard(late(talk)), Verdict.NOT_MET),
        ("1.2.7", lambda talk: heard(roomy(talk)), Verdict.DOES_NOT_APPLY),
        ("1.2.8", heard, Verdict.JUDGE),
        ("1.3.1", heard, Verdict.MET),
        ("1.4.3", heard, Verdict.JUDGE),
        ("1.4.3", without_events, Verdict.MET),
        ("2.3.1", heard, Verdict.JUDGE),
        ("2.3.1", sound_only, Verdict.DOES_NOT_APPLY),
        ("2.4.6", heard, Verdict.JUDGE),
        ("3.1.1", heard, Verdict.MET),
        ("3.1.2", heard, Verdict.JUDGE),
        ("7.1.2", heard, Verdict.MET),
        ("7.1.2", lambda talk: talk, Verdict.JUDGE),
        ("7.2.1", without_events, Verdict.DOES_NOT_APPLY),
        ("7.2.1", heard, Verdict.JUDGE),
    ],
)
def test_a_verdict_follows_from_what_is_there(
    talk: Alignment, criterion: str, change: Change, verdict: Verdict
) -> None:
    found = judged(change(talk), criterion)
    assert found.verdict is verdict
    assert found.evidence
    assert bool(found.todo) == (verdict in (Verdict.JUDGE, Verdict.NOT_MET))


def tasks(jobs: tuple[Job, ...]) -> list[Task]:
    return [job.task for job in jobs]


def test_without_captions_the_captions_criterion_is_not_met_and_that_comes_first(talk: Alignment) -> None:
    none = build_evidence(talk, "Praatje", Track(TrackKind.CAPTIONS, "nl", ()), NL_WEB, ())
    assert none.of(Verdict.NOT_MET)[0].criterion.id == "1.2.2"
    assert tasks(jobs_now(none, ()))[0] is Task.WRITE_TEXT


def test_speech_without_text_is_the_first_thing_to_do_and_told_there(talk: Alignment) -> None:
    page = page_of(lacking(talk))
    assert element(page, "ol.jobs h3").get_text() == "Vul ontbrekende ondertitels aan"
    first = " ".join(element(page, "ol.jobs li").get_text(" ").split())
    assert "0:20 (na regel 11) gehoord: “en dan nog dit” · 2,0 seconden" in first
    assert page.select("ol.jobs details")[0].has_attr("open")
    assert element(page, "ul.counts li.not-met strong").get_text() == "2"


def test_what_viewers_miss_most_is_done_first(talk: Alignment) -> None:
    odd = Finding("label-like", Severity.WARNING, say("finding.label-like", name="Jan Kok"), 8)
    pin = Finding("pin-lost", Severity.WARNING, say("finding.pin-lost", time="0:01", text="Ja."))
    fast = Finding("reading-speed", Severity.ERROR, say("check.captions.track", what="…"), 2, Span(0, 10))
    unsure = tuple(
        replace(line, words=tuple(replace(word, confidence=0.2) for word in line.words))
        if line.source.line == 8
        else line
        for line in talk.lines
    )
    unplaced = replace(talk.events[1], span=None, placement=Placement.UNPLACED)
    doubted = replace(
        talk,
        lines=unsure,
        events=(talk.events[0], unplaced),
        transcript=replace(talk.transcript, findings=(odd,)),
    )
    found = jobs_now(evidence(doubted), (odd, pin, fast))
    assert tasks(found) == [
        Task.ADD_MISSING,
        Task.CHECK_UNHEARD,
        Task.CHECK_WHO,
        Task.CHECK_TIMES,
        Task.TIME_SOUNDS,
        Task.FIX_TEXT,
        Task.FIX_CAPTIONS,
        Task.NARRATE,
    ]
    assert [len(each.places) for job in found for each in job.lists] == [1] * len(found)


def test_only_words_that_may_be_wrong_are_to_be_compared(talk: Alignment) -> None:
    found = evidence(talk)
    (difference,) = found.worklist.differences
    assert difference.suspicion < SUSPICIOUS
    assert Task.COMPARE not in tasks(jobs_now(found, ()))
    suspicious = replace(found.worklist, differences=(replace(difference, suspicion=SUSPICIOUS),))
    assert Task.COMPARE in tasks(jobs_now(replace(found, worklist=suspicious), ()))


@pytest.mark.parametrize("change", [heard, lacking, sound_only, without_events, late])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_criterion_stands_on_the_page_once_and_aaa_apart(
    talk: Alignment, change: Change, language: str
) -> None:
    said = replace(change(talk), language=language)
    page, found = page_of(said), evidence(said)
    names = [
        f"{each.criterion.id} {each.criterion.name}"
        for each in sorted(found.judged, key=lambda each: each.criterion.id)
    ]
    shown = [each.find(string=True, recursive=False) for each in page.select("tbody th, p.criterion")]
    assert sorted(map(str, shown)) == sorted(names)
    apart = {each.get_text().split()[0] for each in page.select("section:has(#not-required) tbody th")}
    assert apart == {each.criterion.id for each in found.judged if not each.is_required}
    assert apart == {"1.2.7", "1.2.8"}
    assert sum(int(each.get_text()) for each in page.select("ul.counts strong")) == len(found.judged) - len(
        apart
    )


@pytest.mark.parametrize("language", ["nl", "en"])
def test_headings_and_tasks_are_three_to_seven_words(talk: Alignment, language: str) -> None:
    page = page_of(replace(lacking(talk), language=language))
    headings = [each.get_text() for each in page.select("main h2, .jobs h3")]
    assert [each for each in headings if not 3 <= len(each.split()) <= 7] == []
    names = [told(task.name_told, language) for task in Task]
    assert [each for each in names if not 3 <= len(each.split()) <= 7] == []


def test_people_are_told_of_no_file_for_programs_and_no_id_of_a_rule(talk: Alignment) -> None:
    crowded = [
        Finding(
            rule, severity, say("check.captions.cue", number=1, time="0:01", text="Ja.", what="…"), 2, span
        )
        for rule, severity in (("reading-speed", Severity.ERROR), ("gap", Severity.WARNING))
        for span in (Span(at, at + 10) for at in range(0, 100 * MOST_ROWS, 50))
    ]
    report = build_report(talk, tuple(crowded), ())
    text = BeautifulSoup(
        render_report_page(report, evidence(talk), "Praatje", "nl"), "html.parser"
    ).get_text()
    assert f"te snel (fout): {2 * MOST_ROWS}" in text
    assert f"te weinig tijd tot de volgende (waarschuwing): {2 * MOST_ROWS}" in text
    assert f"En nog {MOST_ROWS}." in text
    for hidden in (".json", "reading-speed", "gap", "error", "warning"):
        assert hidden not in text


def test_counts_are_told_in_the_right_form(talk: Alignment) -> None:
    assert judged(without_events(talk), "1.2.8").evidence[0] == (
        "De uitgeschreven tekst telt 1 woord, 1 beurt, geen beschrijvingen, geen teksten in beeld "
        "en geen geluiden."
    )
    nobody = replace(without_events(talk), transcript=read("Ja.\n"))
    assert judged(nobody, "2.4.6").evidence == ("Er staan geen sprekers in de tekst.",)
    assert judged(talk, "3.1.2").evidence[0].startswith("De hele tekst is gemarkeerd als Nederlands.")


def test_who_is_doubted_is_told_where_names_are_checked(talk: Alignment) -> None:
    odd = Finding("label-like", Severity.WARNING, say("finding.label-like", name="Jan Kok"), 8)
    doubted = replace(talk, transcript=replace(talk.transcript, findings=(odd,)))
    assert [(spot.line, spot.start_ms) for spot in judged(doubted, "2.4.6").spots] == [(8, 11_000)]


def test_speech_that_stands_nowhere_and_lines_not_heard_are_places_to_listen(talk: Alignment) -> None:
    spots = judged(talk, "1.2.2").spots
    assert [(spot.start_ms, spot.line) for spot in spots] == [(16_600, None), (15_200, 11)]


def test_a_scene_fits_in_its_pause_or_the_video_waits(talk: Alignment) -> None:
    (fits,) = evidence(roomy(talk)).scenes
    assert (fits.line, fits.told, fits.needs_ms) == (4, Told.PAUSE, 0)
    (waits,) = evidence(late(talk)).scenes
    assert (waits.line, waits.told, waits.length_ms) == (4, Told.PART, fits.length_ms)
    assert 0 < waits.needs_ms <= waits.length_ms


def told_by(
    talk: Alignment, kind: NarratorKind, *, extra: bool = False, unsaid: frozenset[Passage] = frozenset()
) -> Evidence:
    """The evidence where there is sound with audio description."""
    still = (ExtraPassage(8_000, 0, 1_000),) if extra else ()
    name = "extra.m4a" if extra else None
    sound = DescriptionSound("audiodescription.nl.m4a", 1, kind, "Ann", still, name, unsaid)
    return build_evidence(talk, "Praatje", captions(talk, NL_WEB), NL_WEB, (), description=sound)


def verdict_of(found: Evidence, criterion: str) -> Verdict:
    return next(each.verdict for each in found.judged if each.criterion.id == criterion)


@pytest.mark.parametrize("kind", [NarratorKind.PERSON, NarratorKind.COMPUTER])
def test_audio_description_is_met_where_all_of_it_is_heard(talk: Alignment, kind: NarratorKind) -> None:
    found = told_by(roomy(talk), kind)
    verdicts = [verdict_of(found, each) for each in ("1.2.3", "1.2.5", "7.2.1")]
    assert verdicts == [Verdict.MET] * 3
    assert "1.2.5" not in " ".join(part.title for part in found.statement)


def test_a_draft_of_a_voice_is_told_to_be_one_and_nothing_is_met_by_it(talk: Alignment) -> None:
    found = told_by(roomy(talk), NarratorKind.DRAFT)
    assert verdict_of(found, "1.2.5") is Verdict.JUDGE
    (part,) = (each for each in found.statement if "1.2.5" in each.title)
    assert "voorlopige computerstem" in part.deviation
    (criterion,) = (each for each in found.judged if each.criterion.id == "1.2.5")
    assert any("voorlopige computerstem" in each for each in criterion.evidence)
    (job,) = (each for each in jobs_now(found, ()) if each.task is Task.REPLACE_VOICE)
    assert [place.line for place in job.lists[0].places] == [4]
    assert Task.CHOOSE_VOICE in [each.task for each in jobs_to_judge(found)]


def test_where_nobody_says_the_descriptions_that_is_to_be_done_and_there_is_nothing_to_hear(
    talk: Alignment,
) -> None:
    found = evidence(roomy(talk))
    assert Task.NARRATE in [each.task for each in jobs_now(found, ())]
    assert Task.CHOOSE_VOICE not in [each.task for each in jobs_to_judge(found)]
    assert evidence(sound_only(talk)).to_say == ()


def test_a_place_is_where_a_scene_is_seen_and_beside_it_is_when_it_is_told(talk: Alignment) -> None:
    sooner = replace(talk.events[0], span=Span(3_950, 9_100))
    found = evidence(replace(talk, events=(sooner, *talk.events[1:])))
    (scene,) = found.scenes
    assert format_clock(scene.seen.start_ms) != format_clock(scene.span.start_ms)
    (job,) = (each for each in jobs_now(found, ()) if each.task is Task.NARRATE)
    (place,) = job.lists[0].places
    assert place.start_ms == 3_950
    assert [told(each, "nl") for each in place.notes] == [
        f"verteld vanaf {format_clock(scene.span.start_ms)}"
    ]


def test_what_has_no_room_in_the_sound_is_listed_and_said_in_the_statement(talk: Alignment) -> None:
    found = told_by(late(talk), NarratorKind.PERSON)
    (criterion,) = (each for each in found.judged if each.criterion.id == "1.2.5")
    assert (criterion.verdict, [spot.line for spot in criterion.spots]) == (Verdict.NOT_MET, [4])
    assert verdict_of(found, "1.2.7") is Verdict.NOT_MET
    (part,) = (each for each in found.statement if "1.2.5" in each.title)
    assert "Eén beschrijving is niet te horen" in part.deviation


def test_what_the_film_stands_still_for_is_heard(talk: Alignment) -> None:
    found = told_by(late(talk), NarratorKind.PERSON, extra=True)
    assert [verdict_of(found, each) for each in ("1.2.5", "1.2.7")] == [Verdict.MET] * 2


def test_what_the_sound_lacks_is_told_with_the_seconds_and_is_not_called_whole(talk: Alignment) -> None:
    found = told_by(late(talk), NarratorKind.PERSON, extra=True)
    (scene,) = found.scenes
    assert scene.published is Published.EXTENDED
    (criterion,) = (each for each in found.judged if each.criterion.id == "1.2.5")
    (lacks,) = (each for each in criterion.evidence if each.startswith("In dat geluid mist"))
    seconds = f"{scene.needs_ms / 1000:.1f}".replace(".", ",")
    assert f"{format_clock(9_000)} ({seconds} seconden)" in lacks
    assert "alle beschrijvingen" not in " ".join(criterion.evidence)
    whole = told_by(roomy(talk), NarratorKind.PERSON)
    assert [scene.published for scene in whole.scenes] == [Published.WHOLE]
    (criterion,) = (each for each in whole.judged if each.criterion.id == "1.2.5")
    assert "Dat geluid vertelt alle beschrijvingen." in criterion.evidence


def test_the_summary_tells_that_a_voice_is_a_draft_and_what_has_no_room(talk: Alignment) -> None:
    sound = DescriptionSound(
        "audiodescription.nl.m4a",
        1,
        NarratorKind.DRAFT,
        "espeak-ng",
        (ExtraPassage(8_000, 0, 1_000),),
        "extra.m4a",
    )
    report = publications(late(talk), "Praatje", NL_WEB, MEDIA, description=sound).report
    said = summary(report, "nl")
    assert "Beschreven     Stem: espeak-ng, een voorlopige stem" in said
    needs_ms = evidence(late(talk)).scenes[0].needs_ms
    seconds = f"{needs_ms / 1000:.1f}".replace(".", ",")
    assert f"Beschreven     1 past niet helemaal in een stilte: er is {seconds} s meer nodig." in said
    assert "Beschreven" not in summary(publications(late(talk), "Praatje", NL_WEB, MEDIA).report, "nl")


def test_what_nobody_recorded_is_not_heard(talk: Alignment) -> None:
    (first, _) = passages(talk.transcript, "nl")
    found = told_by(roomy(talk), NarratorKind.PERSON, unsaid=frozenset({first}))
    assert verdict_of(found, "1.2.5") is Verdict.NOT_MET
    assert [scene.published for scene in found.scenes] == [Published.IN_PART]


def test_what_was_left_out_of_a_text_is_no_description_that_somebody_must_say(talk: Alignment) -> None:
    transcript = read("(…)\n\nTON HEERTS: Dank allemaal.\n")
    event = replace(talk.events[0], source=transcript.scenes[0], span=Span(0, 900))
    left_out = replace(talk, transcript=transcript, lines=(), events=(event,), unwritten=())
    assert evidence(left_out).scenes == ()


def test_text_on_the_screen_that_is_said_needs_no_description(talk: Alignment) -> None:
    transcript = read("(Beeldtekst: Dank allemaal.)\n\nTON HEERTS: Dank allemaal.\n")
    (line,) = transcript.spoken_lines
    words = tuple(
        replace(talk.lines[0].words[0], text=text, span=Span(1_000 * at, 1_000 * at + 900))
        for at, text in enumerate(line.words, 1)
    )
    one = replace(talk.lines[0], source=line, words=words)
    event = replace(talk.events[0], source=transcript.scenes[0], span=Span(0, 900))
    said = replace(talk, transcript=transcript, lines=(one,), events=(event,), unwritten=())
    assert [scene.told for scene in evidence(said).scenes] == [Told.SPEECH]
    unsaid = replace(said, lines=(replace(one, words=(replace(words[0], text="Nee."), *words[1:])),))
    assert [scene.told for scene in evidence(unsaid).scenes] == [Told.PAUSE]


def test_long_pauses_and_cuts_of_which_nothing_is_told_are_places_to_look(talk: Alignment) -> None:
    quiet = replace(heard(talk), media=replace(talk.media, duration_ms=40_000), shots=(8_000, 30_000))
    spots = judged(quiet, "1.2.3").spots
    assert [spot.start_ms for spot in spots] == [16_500, 30_000]


def test_the_worklist_has_the_worst_first(talk: Alignment) -> None:
    work = evidence(talk).worklist
    assert [(each.heard, each.after_line, each.speaker) for each in work.missing] == [
        ("dank je <wel>", 11, "Stef Böger")
    ]
    assert [each.line for each in work.unheard] == [11]
    assert [(each.line, each.written, each.heard) for each in work.differences] == [
        (2, "*iedereen*", "iemand")
    ]


def test_captions_that_are_too_fast_are_told_with_their_speed(talk: Alignment) -> None:
    spoken = [
        Cue(Span(at_ms, at_ms + 1000), (Utterance(("x" * speed,)),), (2,))
        for at_ms, speed in ((0, 20), (2_000, 30), (4_000, 40))
    ]
    found = build_evidence(talk, "Praatje", Track(TrackKind.CAPTIONS, "nl", tuple(spoken)), NL_WEB, ())
    assert [(each.number, each.start_ms, each.speed) for each in found.worklist.fast] == [
        (3, 4_000, 40.0),
        (2, 2_000, 30.0),
    ]


def test_the_statement_is_a_draft_in_dutch_for_what_is_open_and_leaves_the_date(talk: Alignment) -> None:
    titles = [each.title for each in evidence(replace(talk, language="en")).statement]
    assert titles == [
        "Niet-tekstuele content (succescriterium 1.1.1)",
        "Ondertitels (succescriterium 1.2.2)",
        "Audiodescriptie (succescriterium 1.2.5)",
        "Contrast (succescriterium 1.4.3)",
        "Afbeeldingen van tekst (succescriterium 1.4.5)",
    ]
    assert [each.title for each in evidence(sound_only(without_events(talk))).statement] == []


def page_of(talk: Alignment) -> BeautifulSoup:
    return BeautifulSoup(made(talk, "report.html"), "html.parser")


def made(talk: Alignment, name: str, title: str = "Praatje") -> str:
    found = publications(talk, title, NL_WEB, MEDIA).publications
    return next(each.content for each in found if each.name == name and isinstance(each.content, str))


@pytest.mark.parametrize("language", ["nl", "en", "tr"])
def test_the_page_and_the_json_carry_the_same_facts(talk: Alignment, language: str) -> None:
    said = replace(talk, language=language)
    page = BeautifulSoup(made(said, "report.html"), "html.parser")
    facts = json.loads(made(said, "report.json"))
    text = " ".join(page.get_text(" ").split())
    assert value(page, "html", "lang") == ("nl" if language == "nl" else "en")
    for entry in facts["criteria"]:
        assert f"{entry['id']} {entry['name']}" in text
        for sentence in entry["evidence"]:
            assert " ".join(sentence.split()) in text
    for entry in facts["worklist"]["differences"]:
        assert entry["heard"] in text
    assert [entry["deviation"] in text for entry in facts["statement"]] == [True] * 5
    assert "index.html#t=16.600" in [each["href"] for each in page.select("ol.jobs a")]


def test_texts_are_shown_and_never_run_and_only_the_own_style_is_allowed(talk: Alignment) -> None:
    page = BeautifulSoup(made(talk, "report.html", "</title><script>alert(2)</script>"), "html.parser")
    assert page.find("script") is None
    assert "<script>alert(1)</script> Nee." in page.get_text() or "dank je <wel>" in page.get_text()
    assert element(page, "h1").get_text() == "</title><script>alert(2)</script>"
    assert value(page, "meta[http-equiv]", "content").startswith("default-src 'none'")


def without_time(talk: Alignment) -> Alignment:
    """The talk with a sound that nobody could place."""
    untimed = replace(talk.events[1], span=None, placement=Placement.UNPLACED)
    return heard(replace(talk, events=(talk.events[0], untimed)))


def test_a_sound_that_nobody_can_place_is_for_a_person_to_judge(talk: Alignment) -> None:
    found = judged(without_time(talk), "1.2.2")
    assert found.verdict is Verdict.JUDGE
    assert "1 geluid heeft geen ondertitel, omdat er steeds wordt gesproken." in found.evidence
    assert found.spots == evidence(without_time(talk)).worklist.not_shown == (Spot("APPLAUS", None, 6),)
    assert evidence(talk).worklist.not_shown == ()


def test_a_sound_that_nobody_can_place_is_nowhere_lost_and_nowhere_timed(talk: Alignment) -> None:
    bundle = publications(without_time(talk), "Praatje", NL_WEB, MEDIA)
    made = {each.name: each.data.decode("utf-8", "replace") for each in bundle.publications}
    (event,) = (each for each in json.loads(made["alignment.json"])["events"] if each["line"] == 6)
    assert (event["start_ms"], event["end_ms"], event["placement"]) == (None, None, "unplaced")
    facts = json.loads(made["report.json"])
    assert [(each["line"], each["why"]) for each in facts["not_placed"]] == [
        (6, "a sound where there is no pause")
    ]
    assert facts["worklist"]["not_shown"] == [{"text": "APPLAUS", "start_ms": None, "line": 6}]
    for name in ("captions.nl.vtt", "captions.nl.srt", "captions.nl.ttml"):
        assert "applaus" not in made[name]
    for name in ("index.html", "transcript.html"):
        (line,) = BeautifulSoup(made[name], "html.parser").select("#r6")
        assert "applaus" in line.text
        assert not line.has_attr("data-start")
    for name in ("transcript.fragment.html", "transcript.md", "transcript.txt"):
        assert "applaus" in made[name].lower()
    jobs = [job.text for job in BeautifulSoup(made["report.html"], "html.parser").select("ol.jobs li")]
    assert any("Geef deze geluiden een tijd" in job and "regel 6: APPLAUS" in job for job in jobs)
