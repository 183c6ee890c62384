"""Labels of one person, by their names."""

from __future__ import annotations

from pathlib import Path

import pytest

from woordbeeld.transcript.one_person import Likeness, one_person
from woordbeeld.transcript.reader import read
from woordbeeld.transcript.suggestions import suggestions

SYMPOSIUM = Path(__file__).parents[2] / "transcripts/symposium-entreeopleidingen.txt"


def test_the_short_label_of_the_symposium_is_told() -> None:
    (found,) = one_person(read(SYMPOSIUM.read_text(encoding="utf-8")))
    assert (found.label, found.of, found.likeness, found.line) == (
        "VAN DEN BERG",
        "JOSEPHINE VAN DEN BERG",
        Likeness.SHORT_LABEL,
        43,
    )
    assert found.is_settled


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("JOSEPHINE", "JOSEPHINE VAN DEN BERG", Likeness.FIRST_NAME),
        ("J. VAN DEN BERG", "JOSEPHINE VAN DEN BERG", Likeness.INITIAL),
        ("KAREN VAN DEN BOS", "KARIN VAN DEN BOSCH", Likeness.ALMOST),
    ],
)
def test_names_that_may_be_of_one_person_are_told(one: str, other: str, likeness: Likeness) -> None:
    (found,) = one_person(read(f"{other}: Ja.\nEn nee.\nRIK MOL: Nee.\n{one}: Ja.\n"))
    assert (found.label, found.of, found.likeness, found.line) == (one, other, likeness, 4)
    assert not found.is_settled


@pytest.mark.parametrize(
    "text",
    [
        "JAN: Ja.\nJAN BOS: Nee.\nJAN MOL: Ja.\n",  # which of the two
        "SPREKER A: Ja.\nSPREKER B: Nee.\n",
        "SPREKER 1: Ja.\nSPREKER 2: Nee.\n",
        "JAN BOS: Ja.\nEVA BOS: Nee.\n",
        "J. BOS: Ja.\nEVA BOS: Nee.\n",
        "ANNE: Ja.\nANNA: Nee.\n",  # too short to be sure
        "TON HEERTS: Ja.\nTon Heerts: Nee.\n",
        "",
    ],
)
def test_names_of_two_are_not(text: str) -> None:
    assert one_person(read(text)) == ()


def test_a_cast_beyond_all_measure_is_not_compared() -> None:
    assert one_person(read("".join(f"SPREKERAAN {number}X: Ja.\n" for number in range(300)))) == ()


def test_sixty_people_with_names_in_a_row_are_not_one_another() -> None:
    names = [f"PERSOON {one}{other}" for one in "ABC" for other in "ABCDEFGHIJKLMNOPQRST"]
    transcript = read("".join(f"{name}: Ja.\n" for name in names))
    assert one_person(transcript) == ()
    assert suggestions(transcript) == ()
