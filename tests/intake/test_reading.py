"""Each word of whatever is read is written or left out, and what was written is read back as it stands."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.intake.collection.sheets import Sheet
from tests.intake.collection.texts import LAYOUTS, Layout, drawn, written

from woordbeeld.intake.accounts import words_of
from woordbeeld.intake.document import Document, Why
from woordbeeld.intake.opening import opened
from woordbeeld.intake.readers.plain_text import read_text
from woordbeeld.intake.reading import UNDERSTOOD, Reading, read_as_transcript
from woordbeeld.transcript import labels

OURS: Final = sorted((Path(__file__).parents[2] / "transcripts").glob("*.txt"))
LINES: Final = (
    "ANNA:",
    "ANNA: Ja.",
    "ANNA (wethouder): Ja.",
    "Tom Visser: Nee, dat is zo.",
    "Tom Visser",
    "Tom Visser 0:03",
    "[00:04] Dat is het.",
    "0:05",
    "VAN DEN BERG",
    "APPLAUS",
    "WAT IS DAT?",
    "[MUZIEK]",
    "[Tom Visser]",
    "(lacht) Ja, dat kan.",
    "Ja (lacht)",
    "Ja. [applaus]",
    "(Een plein.) (Een straat.)",
    "(Een lange",
    "beschrijving.)",
    "(Beeld: een (klein plein.)",
    "(Aldus een man. Tom Visser:)",
    "Beeldtekst:",
    "In beeld: in beeld komt een plein.",
    "- Een punt",
    "– Dag. – Dag.",
    ">> Ja.",
    "Ten eerste: de huizen.",
    "Tom Visser – Goedemorgen.",
    "Tom Visser\tGoedemorgen.",
    "# Kop",
    "**Anna**: Ja.",
    "Pagina 3",
    "12",
    "5 november 2024",
    "Inleiding",
    "Een man loopt over het plein.",
    "Dat is 10:30, hoor.",
    "INT. KEUKEN - DAG",
    "♪ muziek ♪",
    "İstanbul straße ŉ",
    "",
    "",
)
TEXT = st.lists(st.sampled_from(LINES), max_size=12).map(lambda lines: "\n".join(["Dag.", *lines]))


def transcript_in(text: str) -> Reading:
    return opened(text.encode(), "talk.txt").reading


def assert_all_words_told(document: Document, reading: Reading) -> None:
    stands = Counter(words_of("\n".join(each.text for each in document.paragraphs)))
    left_out = "\n".join(each.text for each in reading.understanding.left_out)
    assert not stands - Counter(words_of(f"{reading.text}\n{left_out}"))


def assert_stands(reading: Reading) -> None:
    assert not reading.text.strip() or opened(reading.text.encode(), "talk.txt").written_back


@given(TEXT)
@example("ANNA:\n(lacht)\n")
@example("(lacht) Ja.\n")
@example("ANNA:\n(Aldus een man. Tom Visser:)\nJa.\n")
def test_each_word_is_written_or_left_out_as_often_as_it_stands(text: str) -> None:
    reading = transcript_in(text)
    assert_all_words_told(reading.understanding.document, reading)


@given(TEXT)
@example("ANNA: Ja.\nTen eerste: de huizen.\nTOM: Nee.\nTen eerste: de straten.\n")
@example("Dag.\nANNA:\nTom Visser 0:03\nJa (lacht)\nANNA:\n0:05")
@example("(Een plein (met bomen.\n\nANNA: Ja.\n")
def test_what_was_written_is_read_back_as_it_stands(text: str) -> None:
    assert_stands(transcript_in(text))


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_text_in_any_layout_is_told_whole_and_transcript_in_as_it_was_written(layout: Layout) -> None:
    document = drawn(layout, 1).document
    reading = read_as_transcript(document)
    assert_all_words_told(document, reading)
    assert_stands(reading)


@pytest.mark.parametrize("sheet", [pytest.param(sheet, id=name) for name, sheet in written()])
def test_what_people_wrote_is_told_whole_and_transcript_in(sheet: Sheet) -> None:
    document = sheet.document
    reading = read_as_transcript(document)
    assert_all_words_told(document, reading)
    assert_stands(reading)


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_house_style_that_people_wrote_stands_without_a_doubt(path: Path) -> None:
    reading = transcript_in(path.read_text())
    assert reading.as_it_stands
    assert reading.doubtful == ()


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("ANNA: Ja.\nTOM:\n", [("TOM", Why.SILENT)]),
        ("Anna: Ja.\nIn beeld: in een zaal.\nTom: Nee.\n", [("In beeld", Why.ANNOUNCEMENT)]),
        ("Anna 0:03\nJa.\n\nTom 0:09\nNee.\n", [("0:03", Why.TIME), ("0:09", Why.TIME)]),
    ],
    ids=["a label alone", "a sign", "times"],
)
def test_what_is_left_out_is_told_with_the_reason(text: str, left_out: list[tuple[str, Why]]) -> None:
    found = read_as_transcript(read_text(text)).understanding.left_out
    assert [(words_of(each.text), each.why) for each in found] == [
        (words_of(each), why) for each, why in left_out
    ]


def test_nothing_is_left_out_of_a_text_that_stands() -> None:
    reading = transcript_in("ANNA: Ja.\nTOM:\n")
    assert reading.as_it_stands
    assert reading.understanding.left_out == ()


def test_half_of_the_work_is_told_while_it_is_done() -> None:
    told: list[float] = []
    opened(b"ANNA: Ja.\nTOM: Nee.\n", "talk.txt", told.append)
    assert told == [UNDERSTOOD]


def test_a_label_that_comes_back_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: Counter[str] = Counter()

    def look(label: str) -> str:
        looked[label] += 1
        return label

    monkeypatch.setattr(labels, "_role_key", look)
    labels.role.cache_clear()
    opened(b"ANNA BERG: Ja.\nTOM VISSER: Nee.\n" * 50, "talk.txt")
    labels.role.cache_clear()
    assert looked["ANNA BERG"] == looked["TOM VISSER"] == 1
