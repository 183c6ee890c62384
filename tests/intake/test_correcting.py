"""What a person says of how a document was read."""

from __future__ import annotations

import pytest

from woordbeeld.errors import WrongUseError
from woordbeeld.intake.correcting import (
    Correction,
    Row,
    RowKind,
    alike,
    corrected,
    corrections_of,
    of_speaker,
    rows_of,
    turn_of,
    understood,
)
from woordbeeld.intake.document import Why
from woordbeeld.intake.opening import opened
from woordbeeld.intake.reading import as_transcript
from woordbeeld.intake.understanding import Understanding
from woordbeeld.transcript.reader import read

TEXT = """\
Praatje over appels

ANNA DE WIT: Goedemorgen allemaal.
Fijn dat u er bent.

(Ze lacht.)

BERT BOS: Dank u wel.
Appels zijn gezond.

APPLAUS
"""
TITLE, HELLO, GLAD, LAUGH, THANKS, APPLES, APPLAUSE = range(7)


def understanding(text: str = TEXT) -> Understanding:
    return opened(text.encode(), "praatje.txt").reading.understanding


def told(rows: tuple[Row, ...]) -> list[tuple[RowKind, str | None, str]]:
    return [(row.kind, row.speaker, row.text) for row in rows]


def written(*corrections: Correction, text: str = TEXT) -> str:
    found = understanding(text)
    rows = corrected(rows_of(found), corrections)
    return as_transcript(understood(found, rows), text).text


def test_all_that_a_document_holds_is_a_row_in_its_order() -> None:
    assert told(rows_of(understanding())) == [
        (RowKind.LEFT_OUT, None, "Praatje over appels"),
        (RowKind.SPOKEN, "ANNA DE WIT", "Goedemorgen allemaal."),
        (RowKind.SPOKEN, "ANNA DE WIT", "Fijn dat u er bent."),
        (RowKind.SCENE, None, "Ze lacht."),
        (RowKind.SPOKEN, "BERT BOS", "Dank u wel."),
        (RowKind.SPOKEN, "BERT BOS", "Appels zijn gezond."),
        (RowKind.SOUND, None, "APPLAUS"),
    ]


def test_rows_that_nobody_corrected_are_understood_as_they_were() -> None:
    found = understanding()
    again = understood(found, rows_of(found))
    assert again.items == found.items
    assert set(again.left_out) == set(found.left_out)


def test_another_kind_is_written_so() -> None:
    text = written(Correction((GLAD,), RowKind.SCENE))
    assert "(Fijn dat u er bent.)" in text or "(Beeld: Fijn dat u er bent.)" in text


def test_speech_that_was_left_out_is_said_by_who_speaks_before_it() -> None:
    found = understanding()
    rows = corrected(rows_of(found), [Correction((LAUGH,), RowKind.SPOKEN)])
    assert (rows[LAUGH].speaker, rows[LAUGH].opens_turn) == (rows[GLAD].speaker, False)


def test_another_speaker_of_one_row_leaves_the_rest_of_the_turn_to_its_own() -> None:
    rows = corrected(rows_of(understanding()), [Correction((THANKS,), speaker="Carla")])
    assert rows[THANKS].speaker == "Carla"
    assert rows[APPLES].speaker == rows_of(understanding())[APPLES].speaker
    assert rows[APPLES].opens_turn


def test_another_speaker_of_all_that_somebody_says() -> None:
    rows = rows_of(understanding())
    chosen = of_speaker(rows, THANKS)
    assert chosen == (THANKS, APPLES)
    text = written(Correction(chosen, speaker="Carla Smit"))
    assert "BERT" not in text
    assert "CARLA SMIT: Dank u wel.\nAppels zijn gezond." in text.replace("\n\n", "\n")


WITH_FUNCTION = TEXT.replace("BERT BOS:", "BERT BOS (boer):")


def test_what_is_told_beside_a_name_stays_there_under_another_spelling() -> None:
    rows = of_speaker(rows_of(understanding(WITH_FUNCTION)), THANKS)
    assert "BERT BOSCH (boer): Dank u wel." in written(
        Correction(rows, speaker="Bert Bosch"), text=WITH_FUNCTION
    )


def test_what_is_told_beside_a_name_does_not_go_to_somebody_else() -> None:
    found = written(Correction((THANKS,), speaker="Anna de Wit"), text=WITH_FUNCTION)
    assert "Dank u wel." in found
    assert "ANNA DE WIT (boer)" not in found


@pytest.mark.parametrize("text", [TEXT, WITH_FUNCTION])
def test_what_somebody_writes_in_parentheses_behind_a_name_is_told_beside_it(text: str) -> None:
    rows = of_speaker(rows_of(understanding(text)), THANKS)
    found = written(Correction(rows, speaker="Bert Bosch (kweker van appels)"), text=text)
    assert "BERT BOSCH (kweker van appels): Dank u wel.\nAppels zijn gezond." in found
    assert "BERT BOS:" not in found
    assert [each.name for each in read(found).speakers] == ["Anna de Wit", "Bert Bosch"]


def test_a_row_that_names_the_speaker_names_who_says_the_rest_of_the_turn() -> None:
    text = "Carla Smit\nHallo daar.\nIk ben er ook.\n\nBERT BOS: Mooi.\nAnders niets.\n"
    found = understanding(text)
    number = next(at for at, row in enumerate(rows_of(found)) if row.text == "Carla Smit")
    rows = corrected(rows_of(found), [Correction((number,), RowKind.SPEAKER)])
    said = {row.text: row.speaker for row in rows if row.kind is RowKind.SPOKEN}
    assert said["Hallo daar."] == said["Ik ben er ook."] == "Carla Smit"
    assert said["Anders niets."] != "Carla Smit"


def test_a_name_below_which_nothing_is_said_is_left_out_and_told() -> None:
    found = understanding()
    rows = corrected(rows_of(found), [Correction((APPLES,), RowKind.SPEAKER)])
    left = understood(found, rows).left_out
    assert [(each.text, each.why) for each in left if each.text == "Appels zijn gezond."] == [
        ("Appels zijn gezond.", Why.SILENT)
    ]


def test_what_looked_like_a_label_is_said_by_who_speaks_before_it() -> None:
    rows = rows_of(understanding())
    fixed = corrected(rows, [Correction((THANKS,), is_said=True)])
    assert fixed[THANKS].text == "BERT BOS: Dank u wel."
    assert fixed[THANKS].speaker == fixed[APPLES].speaker == rows[HELLO].speaker


def test_the_first_row_of_a_turn_taken_away_leaves_the_rest_to_its_speaker() -> None:
    text = written(Correction((THANKS,), RowKind.LEFT_OUT))
    assert "BERT BOS: Appels zijn gezond." in text
    assert "Dank u wel" not in text


def test_what_a_person_leaves_out_is_told() -> None:
    found = understanding()
    rows = corrected(rows_of(found), [Correction((APPLES,), RowKind.LEFT_OUT)])
    left = understood(found, rows).left_out
    assert [each.text for each in left if each.why is Why.BY_A_PERSON] == ["Appels zijn gezond."]


def test_a_row_that_is_right_is_doubtful_no_more() -> None:
    found = understanding("Hallo daar.\nIk ben er.\n")
    rows = rows_of(found)
    number = next(at for at, row in enumerate(rows) if row.doubt)
    fixed = corrected(rows, [Correction((number,), rows[number].kind)])
    assert fixed[number].doubt is None
    assert not understood(found, fixed).doubtful


def test_rows_are_alike_that_were_read_so_and_look_so() -> None:
    found = understanding(TEXT + "\n(Hij zwaait.)\n")
    rows = rows_of(found)
    assert [rows[at].text for at in alike(found, rows, LAUGH)] == ["Ze lacht.", "Hij zwaait."]


@pytest.mark.parametrize("number", [-1, 7, 10**9])
def test_a_row_that_is_not_there_is_refused(number: int) -> None:
    with pytest.raises(WrongUseError):
        corrected(rows_of(understanding()), [Correction((number,), RowKind.SCENE)])


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("3=scene", Correction((3,), RowKind.SCENE)),
        (" 5-7=left-out ", Correction((5, 6, 7), RowKind.LEFT_OUT)),
        ("2=said-by: Anna  de Wit", Correction((2,), speaker="Anna de Wit")),
        ("2=said", Correction((2,), is_said=True)),
    ],
)
def test_a_correction_can_be_told_to_a_command(told: str, expected: Correction) -> None:
    assert corrections_of([told]) == (expected,)


@pytest.mark.parametrize(
    "told", ["", "scene", "3", "3=film", "x=scene", "3=said-by:", "3=said-by: ", "-1=scene"]
)
def test_what_is_no_correction_is_refused(told: str) -> None:
    with pytest.raises(WrongUseError):
        corrections_of([told])


def test_what_is_seen_or_heard_after_all_is_written_as_any_other() -> None:
    text = "ANNA: Goedemorgen allemaal.\n\nBert kijkt in de camera.\n\nZachte muziek\n\nFijn dat u er bent.\n"
    seen, heard = Correction((1,), RowKind.SCENE), Correction((2,), RowKind.SOUND)
    assert written(seen, heard, text=text) == (
        "ANNA: Goedemorgen allemaal.\n\n(Bert kijkt in de camera.)\n\nZACHTE MUZIEK\n\nFijn dat u er bent.\n"
    )


def test_all_that_a_named_speaker_says_is_one_turn() -> None:
    others = "ANNA: Hoi.\nBERT: Dag.\nANNA: Ja.\nBERT: Nee.\n"
    text = f"{others}\nCarla Smit\nHallo daar.\nIk ben er ook.\nMooi weer.\n"
    rows = rows_of(understanding(text))
    number = next(at for at, row in enumerate(rows) if row.text == "Carla Smit")
    fixed = corrected(rows, [Correction((number,), RowKind.SPEAKER)])
    said = [(row.text, row.opens_turn) for row in fixed if row.speaker == "Carla Smit"]
    assert said == [("Hallo daar.", True), ("Ik ben er ook.", False), ("Mooi weer.", False)]


def test_a_turn_is_what_one_says_with_what_stands_amid_it() -> None:
    rows = rows_of(understanding())
    assert turn_of(rows, GLAD) == (HELLO, GLAD)
    assert turn_of(rows, THANKS) == (THANKS, APPLES)
    assert turn_of(rows, LAUGH) == (LAUGH,)
    given = corrected(rows, [Correction((GLAD,), speaker="Cor")])
    assert turn_of(given, HELLO) == (HELLO,)
