"""A name in the picture that is not that of who speaks, by the label."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.alignment.test_seen_texts import aligned, shown

from woordbeeld.alignment.doubts import Need, doubts
from woordbeeld.alignment.names_on_screen import names_on_screen
from woordbeeld.alignment.on_screen import NameOnScreen
from woordbeeld.alignment.seen_texts import seen_texts

TEXT = "FRANK KOSTER: Dank u wel voor deze vraag.\n\nEVA VOS: Graag gedaan hoor, tot ziens.\n"


def found(*lines: str) -> tuple[NameOnScreen, ...]:
    alignment = aligned(TEXT)
    return names_on_screen(replace(alignment, screen=seen_texts(alignment, [shown(*lines)])))


def test_another_name_is_told_with_the_function_and_the_line() -> None:
    (name,) = found("Trudy Vos", "voorzitter MBO Raad")
    assert (name.source.line, name.speaker, name.shown.name) == (1, "Frank Koster", "Trudy Vos")
    assert str(name.why) == "in the picture: Trudy Vos, voorzitter MBO Raad, in the transcript: Frank Koster"


@pytest.mark.parametrize("name", ["Frank Koster", "Frank Kostor", "FRANK KOSTER", "Frank J. Koster"])
def test_the_name_of_who_speaks_contradicts_nothing(name: str) -> None:
    assert found(name, "wethouder") == ()


def test_it_is_a_doubt_about_the_speaker() -> None:
    alignment = aligned(TEXT)
    alignment = replace(alignment, screen=seen_texts(alignment, [shown("Trudy Vos", "voorzitter")]))
    needs = [each.need for each in doubts(alignment)]
    assert needs == [Need.SCREEN, Need.SPEAKER]


def test_where_nobody_read_the_picture_there_are_none() -> None:
    assert names_on_screen(aligned(TEXT)) == ()
