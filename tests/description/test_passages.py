"""Passages: what an ear needs of a scene, and no word of it lost."""

from __future__ import annotations

import pytest

from woordbeeld.description.model import PassageKind
from woordbeeld.description.passages import passages
from woordbeeld.transcript.reader import read


def texts(text: str, language: str = "nl") -> list[str]:
    return [passage.text for passage in passages(read(text), language)]


def kinds(text: str) -> list[PassageKind]:
    return [passage.kind for passage in passages(read(text), "nl")]


def test_each_sentence_is_a_passage_of_its_scene_in_order() -> None:
    found = passages(read("(Een vis. Hij kijkt om.)\n\nA: Ja.\n\n(Luchtbellen.)"), "nl")
    assert [(each.line, each.number, each.text) for each in found] == [
        (1, 0, "Een vis."),
        (1, 1, "Hij kijkt om."),
        (5, 0, "Luchtbellen."),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Dhr. J. de Vries geeft mw. drs. A.B. Smit een hand.",
        "Ze lezen blz. 12 t/m 14, o.a. over dhr. Bakker.",
        "Er hangt een vlag van de N.V. Zeemacht.",
        "Een kaart (schaal 1:50.000) van Zuid-Holland.",
        "Een man … en een vrouw.",
        "Twee, drie, vier!",
    ],
)
def test_what_looks_like_the_end_of_a_sentence_cuts_none(sentence: str) -> None:
    assert texts(f"({sentence} Daarna is het stil.)") == [sentence, "Daarna is het stil."]


def test_who_speaks_next_is_said_as_a_name() -> None:
    text = "EVA: Ja.\n\n(Aldus Eva Bos. Ze lacht naar hem. Stef Böger:)\n\nSTEF BÖGER: De relatie."
    assert texts(text) == ["Aldus Eva Bos.", "Ze lacht naar hem.", "Stef Böger."]
    assert kinds(text)[-1] is PassageKind.ANNOUNCED


@pytest.mark.parametrize(
    "text",
    [
        "EVA: Het woord is aan Stef Böger.\n\n(Stef Böger:)\n\nSTEF BÖGER: Dank.",
        "EVA: Ja.\n\n(Stef Böger:)\n\nSTEF BÖGER: Dag. Ik ben Stef Böger.\nDe relatie.",
        "EVA: Ja.\n\n(Stef Böger loopt naar voren. Stef Böger:)\n\nSTEF BÖGER: Dank.",
    ],
)
def test_who_speaks_next_is_not_said_where_somebody_else_does(text: str) -> None:
    assert PassageKind.ANNOUNCED not in kinds(text)


def test_who_says_a_name_late_is_announced_all_the_same() -> None:
    lines = "STEF BÖGER: Dag.\nMooi.\nGoed.\nIk ben Stef Böger."
    assert texts(f"EVA: Ja.\n\n(Stef Böger:)\n\n{lines}") == ["Stef Böger."]


def test_text_in_the_picture_is_introduced_in_the_language_of_the_film() -> None:
    text = "(De vis kijkt om. Beeldtekst: Verboden toegang. Zwemmen mag. Hij schrikt.)"
    assert texts(text) == [
        "De vis kijkt om.",
        "In beeld: Verboden toegang. Zwemmen mag.",
        "Hij schrikt.",
    ]
    assert texts(text, "en")[1].startswith("On screen: ")
    assert kinds(text)[1] is PassageKind.ON_SCREEN


def test_a_long_text_in_the_picture_is_introduced_once() -> None:
    long = "Wij willen dat iedere leerling goed onderwijs krijgt."
    assert texts(f"(Beeldtekst: {long} {long} {long})") == [f"In beeld: {long}", long, long]


def test_texts_in_the_picture_one_after_another_are_introduced_once() -> None:
    card = "(Beeldtekst: De overheid.)\n(Beeldtekst: Voor iedereen.)"
    assert texts(card) == ["In beeld: De overheid.", "Voor iedereen."]
    assert texts("(Beeldtekst: Links.)\n\nA: Ja.\n\n(Beeldtekst: Rechts.)") == [
        "In beeld: Links.",
        "In beeld: Rechts.",
    ]
    assert texts("(Beeldtekst: Links.)\n(Een vis. Beeldtekst: Rechts.)") == [
        "In beeld: Links.",
        "Een vis.",
        "In beeld: Rechts.",
    ]


def test_a_list_of_texts_is_said_as_one() -> None:
    assert texts("Beeldtekst:\n- AOW\n- WW") == ["In beeld: AOW, WW."]


def test_what_only_says_that_it_is_seen_is_not_said() -> None:
    assert texts("(Beeld: een plein)") == ["een plein."]


def test_marks_without_a_word_are_not_said() -> None:
    text = "(…)\n\nA: Ja.\n\n(🎉 …)\n\nB: Nee.\n\n(Een vis.)"
    assert texts(text) == ["Een vis."]


def test_no_word_of_a_description_is_lost() -> None:
    text = "(Zij lacht: hoera! Een wapen met: Inspectie. Ministerie. Beeldtitel: Plan? www.a.nl. Hij zwaait.)"
    said = " ".join(texts(text)).replace("In beeld: ", "")
    assert said == text.strip("()").replace("Beeldtitel: ", "")
