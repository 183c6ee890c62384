"""The page: a heading for each turn, everything in order, and text that is never markup."""

from __future__ import annotations

from dataclasses import replace

from bs4 import BeautifulSoup
from tests.publications.markup import element, value

from woordbeeld.alignment.model import Alignment
from woordbeeld.publications.html import render_fragment, render_html


def page(alignment: Alignment, title: str = "Praatje") -> BeautifulSoup:
    return BeautifulSoup(render_html(alignment, title)[0], "html.parser")


def texts(soup: BeautifulSoup, selector: str) -> list[str]:
    return [" ".join(found.get_text().split()) for found in soup.select(selector)]


def test_every_turn_has_a_heading_with_the_speaker_and_the_time(talk: Alignment) -> None:
    assert texts(page(talk), "main h2") == ["Ton Heerts 0:01", "Stef Böger 0:13"]
    assert [time["datetime"] for time in page(talk).select("main h2 time")] == ["PT1S", "PT13S"]


def test_every_line_scene_and_sound_is_there_in_order_with_its_line_number(talk: Alignment) -> None:
    ids = [found["id"] for found in page(talk).select("main [id^=r]")]
    assert ids == ["r1", "r2", "r4", "r6", "r8", "r10", "r11"]
    assert [one.get_text() for one in page(talk).select(".line")] == [line.source.text for line in talk.lines]


def test_a_scene_and_a_sound_say_in_words_what_they_are(talk: Alignment) -> None:
    assert texts(page(talk), ".event") == [
        "Beeld: Een man lacht. Beeldtekst: Rapport <2018> & meer.",
        "Geluid: applaus",
    ]
    assert texts(page(talk), ".screen") == ["Rapport <2018> & meer."]


def test_a_line_that_was_not_heard_says_that_its_time_is_estimated(talk: Alignment) -> None:
    (note,) = page(talk).select("main .estimated")
    assert note.get_text() == "(tijd geschat)"
    line = note.find_previous(class_="line")
    assert line
    assert line.get_text() == "1. Dat klopt niet."


def test_markup_in_text_and_title_is_shown_and_never_run(talk: Alignment) -> None:
    made = page(talk, "</title><script>alert(2)</script>")
    assert made.find("script") is None
    assert element(made, "h1").get_text() == "</title><script>alert(2)</script>"
    assert "<script>alert(1)</script>" in made.get_text()


def test_the_page_speaks_the_language_of_the_transcript(talk: Alignment) -> None:
    assert value(page(talk), "html", "lang") == "nl"
    english = page(replace(talk, language="en"))
    assert value(english, "html", "lang") == "en"
    assert texts(english, ".event .kind") == ["Picture:", "Sound:"]


def test_a_reader_can_skip_to_the_text_and_to_each_speaker(talk: Alignment) -> None:
    made = page(talk)
    targets = [str(link["href"]).removeprefix("#") for link in made.select("a")]
    assert len(targets) == 3
    assert all(made.find(id=target) for target in targets)


def test_the_fragment_is_plain_semantics_that_clash_with_no_page(talk: Alignment) -> None:
    made = BeautifulSoup(render_fragment(talk), "html.parser")
    assert {each.name for each in made.find_all()} <= {
        "article",
        "h2",
        "bdi",
        "small",
        "time",
        "p",
        "em",
        "strong",
    }
    assert {name for each in made.find_all() for name in each.attrs} == {"lang", "datetime"}
    assert texts(made, "h2") == ["Ton Heerts 0:01", "Stef Böger 0:13"]
    assert texts(made, "p") == [
        "Dank <b>allemaal</b> & welkom --> hier. Want *iedereen* weet: A < B, en B > C.",
        "Beeld: Een man lacht. Beeldtekst: Rapport <2018> & meer.",
        "Geluid: applaus",
        "Nog één ding.",
        "<script>alert(1)</script> Nee. 1. Dat klopt niet. (tijd geschat)",
    ]
