from __future__ import annotations

import pytest
from tests.intake.collection.sheets import plain_text

from woordbeeld.intake.house_style import house_style, label_of
from woordbeeld.intake.understanding import Item, Understanding
from woordbeeld.transcript.pieces import ItemKind
from woordbeeld.transcript.reader import read

NAMES = (
    "Hannah Yıldız",
    "Jan Van Peteghem",
    "Grace McDonald",
    "De voorzitter",
    "Voice-over man",
    "ABN-directeur",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_read_back_as_the_document_spells_it(name: str) -> None:
    lines = [
        Item(ItemKind.SPOKEN, f"Dat is {n}.", n, name if n % 2 else "Tom", opens_turn=True)
        for n in range(1, 5)
    ]
    text = house_style(Understanding(plain_text(""), tuple(lines), (), ())).text
    assert [line.speaker and line.speaker.name for line in read(text).spoken_lines] == [name, "Tom"] * 2
    assert text.count(f"({name})") <= 1


def test_a_remark_that_leaves_no_place_for_the_spelling_stays() -> None:
    assert label_of("Jan Van Peteghem", "x" * 110) == f"JAN VAN PETEGHEM ({'x' * 110}):"
