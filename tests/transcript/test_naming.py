"""Who the text itself tells to speak."""

from __future__ import annotations

import pytest

from woordbeeld.transcript.naming import Ground, named
from woordbeeld.transcript.reader import read

CAST = "TON HEERTS: Goedemiddag.\nTRUDY VOS: Dag.\nEVA BOS: Ja.\n"


def told(text: str) -> list[tuple[int, str, Ground, int]]:
    found = named(read(CAST + text))
    return [(each.line.line, each.speaker.name, each.ground, each.at) for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "Ik ben Trudy Vos.",
        "Mijn naam is Trudy Vos, van de raad.",
        "I'm Trudy from here.",
        "M’n naam is Trudy Vos.",
        "Ich heiße Trudy Vos und freue mich.",
        "Je m’appelle Trudy Vos et je suis là.",
    ],
)
def test_who_says_a_name_as_their_own_is_it(text: str) -> None:
    assert told(f"EVA BOS: {text}\n") == [(4, "Trudy Vos", Ground.INTRODUCED, 4)]


@pytest.mark.parametrize("text", ["Ik ben Trudy Vos dankbaar.", "Ik ben blij met Trudy Vos.", "Ik ben Rik."])
def test_who_says_the_name_of_somebody_else_is_not(text: str) -> None:
    assert told(f"EVA BOS: {text}\n") == []


def test_a_description_announces_who_speaks_next() -> None:
    assert told("\n(Trudy Vos:)\n\nEVA BOS: Ja.\n") == [(7, "Trudy Vos", Ground.ANNOUNCED, 5)]


@pytest.mark.parametrize(
    "text",
    [
        "Het woord is aan Trudy Vos.",
        "Dan geef ik nu het woord aan onze wethouder, Trudy Vos.",
        "En dan nu over to Trudy Vos!",
        "Please welcome Trudy Vos.",
        "Ich übergebe das Wort an Trudy Vos.",
        "Je passe la parole à Trudy Vos.",
    ],
)
def test_who_gets_the_floor_speaks_in_the_next_turn(text: str) -> None:
    assert told(f"TON HEERTS: Welkom.\n{text}\nEVA BOS: Dank u.\n") == [(6, "Trudy Vos", Ground.FLOOR, 5)]


@pytest.mark.parametrize(
    "text",
    [
        "TON HEERTS: Ze krijgen het woord in het rapport, Trudy Vos.\nEVA BOS: Ja.\n",
        "TON HEERTS: Het woord is aan Trudy Vos.\nMaar eerst dit.\nEVA BOS: Ja.\n",
        "TRUDY VOS: Het woord is aan Trudy Vos.\nEVA BOS: Ja.\n",
    ],
)
def test_other_words_give_nobody_the_floor(text: str) -> None:
    assert told(text) == []


def test_what_is_told_against_a_label_contradicts_it() -> None:
    right, wrong = named(read(CAST + "EVA BOS: Ik ben Eva Bos.\nTRUDY VOS: Ik ben Eva Bos.\n"))
    assert (right.contradicts, wrong.contradicts) == (False, True)
    assert wrong.words == "Ik ben Eva Bos"
