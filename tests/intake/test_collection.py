from __future__ import annotations

from collections import Counter

import pytest
from tests.intake.collection.expected import Expected, read_expected
from tests.intake.collection.scoring import Fault, score, words_of
from tests.intake.collection.sheets import Sheet, plain_text
from tests.intake.collection.texts import LAYOUTS, Layout, drawn, written

from woordbeeld.intake.document import LeftOut, Why
from woordbeeld.intake.understanding import Doubt, Item, Understanding
from woordbeeld.transcript.pieces import ItemKind

TEXT = "Titel\nAnna: Welkom op het plein.\n(applaus)\nTom: Dank je.\n"
EXPECTED = read_expected(
    "spoken\tAnna de Wit|Anna\tWelkom op het plein.\nsound\t\tapplaus\nspoken\tTom\tDank je.\n"
)
RIGHT = (
    Item(ItemKind.SPOKEN, "Welkom op het plein.", 2, "ANNA", opens_turn=True),
    Item(ItemKind.SOUND, "applaus", 3),
    Item(ItemKind.SPOKEN, "Dank je.", 4, "Tom (bewoner)", opens_turn=True),
)
TITLE = LeftOut(1, "Titel", Why.TITLE)


def understood(*items: Item, left_out: tuple[LeftOut, ...] = (TITLE,)) -> Understanding:
    return Understanding(plain_text(TEXT), items, left_out, ())


def test_all_words_that_are_right_count() -> None:
    got = score(understood(*RIGHT), EXPECTED)
    assert (got.words, got.right, got.faults, got.lost) == (7, 7, (), ())


def test_another_speaker_is_wrong_and_a_doubt_tells_of_it() -> None:
    by_tom = Item(ItemKind.SPOKEN, "Welkom op het plein.", 2, "Tom", doubt=Doubt.NO_SPEAKER)
    got = score(understood(by_tom, *RIGHT[1:]), EXPECTED)
    assert (got.words, got.right, got.told, got.untold) == (7, 3, 4, 0)
    assert got.faults == (Fault("welkom op het plein", "spoken by Anna de Wit", "spoken by Tom", told=True),)


def test_another_kind_is_wrong() -> None:
    got = score(understood(RIGHT[0], Item(ItemKind.SCENE, "applaus", 3), RIGHT[2]), EXPECTED)
    assert (got.right, got.untold) == (6, 1)


def test_speech_that_is_left_out_is_wrong_and_nobody_is_told() -> None:
    gone = LeftOut(4, "Dank je.", Why.HEADING)
    got = score(understood(*RIGHT[:2], left_out=(TITLE, gone)), EXPECTED)
    assert (got.words, got.untold, got.lost) == (7, 2, ("tom",))


def test_a_title_that_is_published_is_one_wrong_word_more() -> None:
    got = score(understood(Item(ItemKind.SPOKEN, "Titel", 1), *RIGHT, left_out=()), EXPECTED)
    assert (got.words, got.right, got.untold) == (8, 7, 1)


def test_words_that_are_nowhere_are_lost() -> None:
    got = score(understood(*RIGHT[:2], left_out=()), EXPECTED)
    assert got.lost == ("titel", "tom", "dank", "je")


def test_a_sign_takes_no_word_of_what_is_seen() -> None:
    text = "Anna: Dat is het.\nIn beeld: In een zaal.\n"
    expected = read_expected("spoken\tAnna\tDat is het.\naside\t\tIn beeld:\nscene\t\tIn een zaal.\n")
    items = (Item(ItemKind.SPOKEN, "Dat is het.", 1, "Anna"), Item(ItemKind.SCENE, "In een zaal.", 2))
    announced = (LeftOut(2, "In beeld", Why.ANNOUNCEMENT),)
    got = score(Understanding(plain_text(text), items, announced, ()), expected)
    assert (got.words, got.right, got.lost) == (6, 6, ())


def test_what_is_said_is_not_held_against_a_title_of_the_same_word() -> None:
    text = "Anna: Dit is de dijk.\nDIJK\nTom: Mooi hier.\n"
    expected = read_expected("spoken\tAnna\tDit is de dijk.\naside\t\tDIJK\nspoken\tTom\tMooi hier.\n")
    items = (
        Item(ItemKind.SPOKEN, "Dit is de dijk.", 1, "Anna"),
        Item(ItemKind.SCENE, "DIJK", 2),
        Item(ItemKind.SPOKEN, "Mooi hier.", 3, "Tom"),
    )
    assert score(Understanding(plain_text(text), items, (), ()), expected).faults == ()


def test_words_in_another_order_are_right_as_columns_are_read_one_after_the_other() -> None:
    assert score(understood(RIGHT[1], RIGHT[2], RIGHT[0]), EXPECTED).right == 7


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_layout_writes_all_that_it_expects_and_the_same_for_the_same_seed(layout: Layout) -> None:
    sheet = drawn(layout, 1)
    assert sheet == drawn(layout, 1)
    assert sheet != drawn(layout, 2)
    assert_written(sheet)


def test_what_people_wrote_holds_all_that_is_expected() -> None:
    texts = dict(written())
    assert len(texts) >= 40
    for sheet in texts.values():
        assert_written(sheet)


def assert_written(sheet: Sheet) -> None:
    stands = Counter(words_of(" ".join(each.text for each in sheet.document.paragraphs)))
    expected = Counter(word for each in sheet.expected for word in words_of(each.text))
    assert sheet.expected
    assert expected <= stands


def test_expected_items_are_read_with_all_names_that_are_right() -> None:
    assert read_expected("spoken\tA|B\tJa.\nspoken\t?\tNee.\naside\t\tBeeld:\n") == (
        Expected(ItemKind.SPOKEN, "Ja.", ("A", "B")),
        Expected(ItemKind.SPOKEN, "Nee."),
        Expected(None, "Beeld:"),
    )
