"""What the voices tell of the names: in the report, its page and its JSON, until a person has heard it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from tests.publications.talk import MEDIA

from woordbeeld.alignment.accepted import NOTHING, Accepted, accepted_in
from woordbeeld.alignment.doubts import Need, doubts
from woordbeeld.alignment.heard_voices import (
    ExchangedLabels,
    HeardVoices,
    MixedLabel,
    OneVoice,
    OtherVoice,
)
from woordbeeld.alignment.model import Alignment
from woordbeeld.publications.bundle import publications
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.transcript.naming import named
from woordbeeld.transcript.reader import read
from woordbeeld.words import say


@pytest.fixture
def doubted(talk: Alignment) -> Alignment:
    """The talk, whose second line sounds like somebody else, and two of whose labels sound like one voice."""
    first, second = (line.source for line in talk.lines[:2])
    voices = HeardVoices(
        (OtherVoice(second, 2_500, "Ton <Heerts>", "Trudy Vos", 94),),
        (OneVoice(first, 0, "Ton <Heerts>", "T. Heerts"),),
    )
    return replace(talk, voices=voices)


def report(alignment: Alignment, accepted: Accepted = NOTHING) -> tuple[BeautifulSoup, dict[str, Any]]:
    bundle = publications(alignment, "Praatje", NL_WEB, MEDIA, accepted=accepted)
    made = {each.name: each.data.decode() for each in bundle.publications if each.name.startswith("report")}
    return BeautifulSoup(made["report.html"], "html.parser"), json.loads(made["report.json"])


def text_of(page: BeautifulSoup) -> str:
    return " ".join(page.get_text().split())


def test_who_says_a_line_is_asked_after_speech_without_text_and_before_times(doubted: Alignment) -> None:
    needs = [doubt.need for doubt in doubts(doubted)]
    assert needs.count(Need.VOICE) == 2
    assert needs == sorted(needs, key=list(Need).index)


def test_the_report_asks_to_hear_the_line_with_who_it_sounds_like(doubted: Alignment) -> None:
    page, record = report(doubted)
    told = text_of(page)
    assert "Luister wie dit zegt" in told
    assert "klinkt als Trudy Vos, niet als Ton <Heerts> (94 %)" in told
    assert "Ton <Heerts> klinkt overal als T. Heerts: is dat dezelfde persoon?" in told
    assert "De stem van 2 regels past niet bij de naam." in told
    (task,) = [each for each in record["now"] if each["task"] == "check-voices"]
    assert (task["places"], task["first_ms"]) == (2, 0)
    one, other = record["worklist"]["voices"]
    assert (one["sounds_like"], one["percent"]) == ("T. Heerts", None)
    assert (other["sounds_like"], other["percent"], other["line"]) == (
        "Trudy Vos",
        94,
        doubted.lines[1].source.line,
    )
    assert record["voices"] == {"doubts": 2, "untold": ""}


def test_what_a_person_heard_and_kept_is_asked_no_more_but_told_apart(doubted: Alignment) -> None:
    seen = {line.source for line in doubted.lines[:2]}
    page, record = report(doubted, accepted_in(doubted.transcript, seen, ()))
    assert record["voices"]["doubts"] == 0
    assert "check-voices" not in [each["task"] for each in record["now"]]
    assert {"task": "check-voices", "places": 2} in record["accepted"]
    assert "De stemmen passen bij de namen." in text_of(page)


def test_where_the_voices_tell_nothing_the_report_says_why_and_asks_nothing(talk: Alignment) -> None:
    page, record = report(replace(talk, voices=HeardVoices(untold=say("voices.alike"))))
    assert "De stemmen zeggen niets over de namen: ze lijken te veel op elkaar." in text_of(page)
    assert record["voices"]["untold"].startswith("The voices tell nothing of the names")
    assert "check-voices" not in [each["task"] for each in record["now"]]


def test_where_nobody_compared_them_nothing_is_told_of_voices(talk: Alignment) -> None:
    page, record = report(talk)
    assert record["voices"] is None
    assert "De stemmen" not in text_of(page)


def exchanged(talk: Alignment) -> Alignment:
    """The talk, whose first two lines are of labels that are exchanged there, and its third of two voices."""
    first, second, third = (line.source for line in talk.lines[:3])
    pair = ExchangedLabels(first, 0, "Ton <Heerts>", "Trudy Vos", (first, second))
    others = (
        OtherVoice(first, 0, "Ton <Heerts>", "Trudy Vos", 97),
        OtherVoice(second, 2_500, "Trudy Vos", "Ton <Heerts>", 96),
        OtherVoice(third, 5_000, "Trudy Vos", "Ton <Heerts>", 95),
    )
    mixed = MixedLabel(third, 5_000, "Trudy Vos", (third,))
    return replace(talk, voices=HeardVoices(others, mixed=(mixed,), exchanged=(pair,)))


def test_labels_exchanged_or_of_two_voices_are_told_once_with_their_lines(talk: Alignment) -> None:
    given = exchanged(talk)
    numbers = [line.source.line for line in given.lines[:3]]
    page, record = report(given)
    told = text_of(page)
    assert (
        f"Ton <Heerts> en Trudy Vos lijken verwisseld van regel {numbers[0]} tot en met regel {numbers[1]}:"
        in told
    )
    assert f"Trudy Vos klinkt als twee mensen: de regels {numbers[2]} klinken anders dan de rest." in told
    assert "(97 %)" not in told
    assert "(96 %)" not in told
    assert "(95 %)" in told
    rows = record["worklist"]["voices"]
    assert [each["kind"] for each in rows] == ["exchanged", "two-voices", "other-voice"]
    assert [each["lines"] for each in rows] == [numbers[:2], numbers[2:], numbers[2:]]
    assert [each["sounds_like"] for each in rows] == ["Trudy Vos", None, "Ton <Heerts>"]
    assert record["voices"]["doubts"] == 3
    assert "De stem van 3 regels past niet bij de naam." in told


def test_an_exchange_that_a_person_refuted_leaves_its_other_lines_to_be_heard(talk: Alignment) -> None:
    given = exchanged(talk)
    seen = {given.lines[0].source}
    _, record = report(given, accepted_in(given.transcript, seen, ()))
    assert [each["kind"] for each in record["worklist"]["voices"]] == [
        "two-voices",
        "other-voice",
        "other-voice",
    ]


def test_what_the_voices_tell_of_two_names_is_not_told_by_the_text_again(talk: Alignment) -> None:
    text = "TON HEERTS: Ja.\nWel.\nTON HEERST: Nee.\nEVA BOS: Ik ben Ton Heerts.\n"
    transcript = read(text)
    one, _, other, third = transcript.spoken_lines
    given = replace(talk, transcript=transcript, lines=(), events=(), unwritten=())
    assert [each.need for each in doubts(given)] == [Need.SPEAKER, Need.SPEAKER]
    same = OneVoice(other, 0, "Ton Heerst", "Ton Heerts")
    pair = ExchangedLabels(third, 0, "Eva Bos", "Ton Heerts", (one, third), named(transcript))
    told = replace(given, voices=HeardVoices(one_voice=(same,), exchanged=(pair,)))
    assert [each.about for each in doubts(told)] == [pair, same]


def test_a_short_label_is_told_with_the_full_name_that_it_is_read_as(talk: Alignment) -> None:
    short = read("JOSEPHINE VAN DEN BERG: Ja.\nTRUDY VOS: Nee.\nVAN DEN BERG: Toch.\n")
    page, record = report(replace(talk, transcript=short, lines=(), events=(), unwritten=()))
    assert "VAN DEN BERG (regel 3) wordt gelezen als JOSEPHINE VAN DEN BERG" in text_of(page)
    assert record["read_as"] == [{"label": "VAN DEN BERG", "of": "JOSEPHINE VAN DEN BERG", "line": 3}]
