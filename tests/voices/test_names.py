"""Names of voices: only where what is said leaves no doubt."""

from __future__ import annotations

import pytest

from woordbeeld.screen.lower_thirds import LowerThird
from woordbeeld.speech.model import HeardWord
from woordbeeld.timing import Span
from woordbeeld.voices.drafting import DraftLine
from woordbeeld.voices.names import Cast, Why, named_voices


def names(*said: tuple[int, str], given: tuple[str, ...] = ()) -> dict[int, str]:
    lines = [
        DraftLine(voice, tuple(HeardWord(each, Span(0, 100), 0.9) for each in text.split()), 0.9)
        for voice, text in said
    ]
    return {each.voice: each.name for each in named_voices(lines, Cast(len(given) or None, given))}


@pytest.mark.parametrize(
    "text",
    [
        "Ik ben Ton Heerts, voorzitter van de raad.",
        "Mijn naam is Ton Heerts.",
        "Dag, ik heet Ton Heerts!",
        "My name is Ton Heerts.",
        "Hi, I'm Ton Heerts and I",
        "Ich heiße Ton Heerts.",
        "Je m'appelle Ton Heerts.",
    ],
)
def test_who_introduces_themselves_has_that_name(text: str) -> None:
    assert names((0, "Welkom."), (1, text)) == {1: "Ton Heerts"}


@pytest.mark.parametrize(
    "text",
    [
        "Het woord is aan Trudy Vos.",
        "Dan geef ik het woord aan mevrouw Trudy Vos, van de raad.",
        "I hand over to Trudy Vos.",
        "Das Wort hat Trudy Vos.",
        "La parole est à Trudy Vos.",
    ],
)
def test_who_speaks_next_has_the_name_that_is_given_the_floor(text: str) -> None:
    assert names((0, text), (0, "Ga uw gang."), (1, "Dank u.")) == {1: "Trudy Vos"}


def test_each_name_is_told_with_its_line() -> None:
    line = DraftLine(0, (HeardWord("Ik ben Ton Heerts.", Span(0, 100), 0.9),), 0.9)
    (found,) = named_voices([line], Cast())
    assert (found.why, found.line) == (Why.INTRODUCTION, line)


def test_names_of_several_parts_are_whole() -> None:
    assert names((0, "Ik ben Josephine van den Berg en ik")) == {0: "Josephine van den Berg"}


@pytest.mark.parametrize(
    "text",
    [
        "Ik ben blij.",
        "Ik ben Nederlander.",
        "Ik ben er.",
        "Is het woord aan de raad?",
        "Ik ben",
        "Ik ben. Ton Heerts",
    ],
)
def test_what_is_no_name_names_nobody(text: str) -> None:
    assert names((0, text), (1, "Ja.")) == {}


def test_where_two_tell_otherwise_nobody_is_named() -> None:
    assert names((0, "Ik ben Ton Heerts."), (0, "Ik ben Trudy Vos.")) == {}
    assert names((0, "Ik ben Ton Heerts."), (1, "Ik ben Ton Heerts.")) == {}


def test_one_voice_is_named_though_others_contradict_each_other() -> None:
    assert names((0, "Ik ben Ton Heerts."), (1, "Ik ben Ad Bos."), (1, "Ik ben Els Bos.")) == {
        0: "Ton Heerts"
    }


def test_a_given_name_is_known_by_a_part_that_only_it_has() -> None:
    given = ("Ton Heerts", "Trudy Vos")
    assert names((0, "Hoi, ik ben Ton."), (1, "Ik ben Vos."), given=given) == {
        0: "Ton Heerts",
        1: "Trudy Vos",
    }
    assert names((0, "Ik ben Ton."), given=("Ton Heerts", "Ton Vos")) == {}
    assert names((0, "Ik ben Piet Bos."), given=given) == {}


def test_nobody_is_given_the_floor_where_nobody_else_speaks() -> None:
    assert names((0, "Het woord is aan Trudy Vos.")) == {}


def test_a_name_in_the_picture_is_that_of_who_speaks_meanwhile() -> None:
    lines = [
        DraftLine(voice, (HeardWord("Ja.", Span(start_ms, start_ms + 3000), 0.9),), 0.9)
        for voice, start_ms in ((0, 0), (1, 4000), (0, 8000))
    ]
    shown = LowerThird("Trudy Vos", "voorzitter", Span(4200, 6800))
    (found,) = named_voices(lines, Cast(), [shown])
    assert (found.voice, found.name, found.why) == (1, "Trudy Vos", Why.ON_SCREEN)
    assert found.shown == "Trudy Vos, voorzitter"
    assert named_voices(lines, Cast(2, ("Frank Koster", "Eva Vos")), [shown]) == ()
