"""One text as six kinds of document: all are read alike."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from tests.intake.word_files import told

from woordbeeld.intake.readers.old_word import find_libreoffice
from woordbeeld.intake.readers.table import read_document

FOLDER: Final = Path(__file__).parent / "documents"
TEXT: Final = [
    "# Uitgeschreven tekst: open dag",
    "/(Een plein met kraampjes. Beeldtekst: Open dag gemeente Veldwijk.)/",
    "RUSTIGE MUZIEK",
    "*VOICE-OVER:* Welkom op het plein van Veldwijk.",
    "*ANNA DE WIT:* Ik werk hier nu drie jaar.",
    "Elke dag is anders.",
    "/(Anna lacht.)/",
    "*Tom Bakker:* En ik sta bij de kaas.",
    "[0,0] Beeld",
    "[0,1] Geluid",
    "[1,0] Een vrouw fietst door de straat.",
    "[1,1] VOICE-OVER: Veldwijk wordt groener.",
    "[2,0] Beeldtekst: Samen aan zet.",
    "[2,1] RUSTIGE MUZIEK",
]


@pytest.mark.parametrize("name", sorted(each.name for each in FOLDER.iterdir()))
def test_the_same_text_is_read_from_each_kind_of_document(name: str) -> None:
    if name.endswith(".doc") and find_libreoffice() is None:
        pytest.skip("old Word needs LibreOffice")
    document = read_document((FOLDER / name).read_bytes(), name)
    heading, *rest = told(document)
    assert [heading.replace("*", ""), *rest] == TEXT  # browsers show headings in bold without being told
    assert [each.text for each in document.paragraphs if not each.apart] == ["Elke dag is anders."]
    assert {each.cell.heading for each in document.paragraphs if each.cell} == {"Beeld", "Geluid"}
