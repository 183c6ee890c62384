"""Names that capitals do not tell: guessed where that is certain, else spelled beside a label."""

from __future__ import annotations

import pytest

from woordbeeld.transcript.editing import merge_speakers, rename_speaker, set_speaker, swap_speakers
from woordbeeld.transcript.pieces import ItemKind
from woordbeeld.transcript.reader import read
from woordbeeld.transcript.rewording import delete, insert, join, split

YILDIZ = "HANNAH YILDIZ (Hannah Yıldız): Een.\nJAN: Twee.\nHANNAH YILDIZ: Drie.\nYILDIZ: Vier.\n"


def who(text: str) -> list[str | None]:
    return [line.speaker.name if line.speaker else None for line in read(text).spoken_lines]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("HANNAH YILDIZ (Hannah Yıldız)", "Hannah Yıldız"),
        ("ANNA DE WIT (Anna De Wit, wethouder)", "Anna De Wit"),
        ("ANNA DE WIT (wethouder)", "Anna de Wit"),
        ("ANNA DE WIT (Anna Wit)", "Anna de Wit"),
        ("RENE KOK (René  Kok)", "René Kok"),
        ("KNMI (KNMI)", "KNMI"),
        ("VOICE-OVER MAN (voice-over, man)", "Voice-over man"),
    ],
)
def test_a_qualifier_that_is_the_label_itself_spells_the_name(label: str, name: str) -> None:
    assert who(f"{label}: Ja.\n") == [name]
    assert who(f"{label}:\nJa.\n") == [name]


def test_a_name_is_spelled_once_on_any_label_for_all_lines() -> None:
    assert who(YILDIZ) == ["Hannah Yıldız", "Jan", "Hannah Yıldız", "Hannah Yıldız"]
    late = "JOSEPHINE VAN DEN BERG: Een.\nJAN: Twee.\nVAN DEN BERG (Van Den Berg): Drie.\n"
    assert who(late) == ["Josephine Van Den Berg", "Jan", "Josephine Van Den Berg"]


def test_labels_with_and_without_diacritics_are_one_speaker_where_one_spells_the_other() -> None:
    assert who("RENE KOK (René Kok): Een.\nJAN: Twee.\nRENÉ KOK: Drie.\n") == ["René Kok", "Jan", "René Kok"]


def test_a_renamed_speaker_keeps_no_spelling_of_the_old_name() -> None:
    text = "HANNAH YILDIZ (Hannah Yıldız, wethouder): Een.\nHANNAH YILDIZ (Hannah Yıldız): Twee.\n"
    assert rename_speaker(read(text), "yildiz", "Eva Bos") == "EVA BOS (wethouder): Een.\nEVA BOS: Twee.\n"


def test_a_name_that_is_typed_otherwise_than_it_would_be_guessed_is_spelled() -> None:
    renamed = rename_speaker(read("JAN: Een.\nEVA: Twee.\nJAN (lacht): Drie.\n"), "Jan", "Jan Van Peteghem")
    assert renamed == (
        "JAN VAN PETEGHEM (Jan Van Peteghem): Een.\nEVA: Twee.\nJAN VAN PETEGHEM (lacht): Drie.\n"
    )
    assert set_speaker(read("JAN: Een.\nEVA: Twee.\n"), {2}, "Hannah Yıldız") == (
        "JAN: Een.\nHANNAH YILDIZ (Hannah Yıldız): Twee.\n"
    )
    after = read("JAN: Een.\n").spoken_lines[0]
    assert insert(read("JAN: Een.\n"), after, ItemKind.SPOKEN, "Twee.", "Hannah Yıldız") == (
        "JAN: Een.\nHANNAH YILDIZ (Hannah Yıldız): Twee.\n"
    )


def test_a_misspelt_name_made_right_is_spelled_anew() -> None:
    assert rename_speaker(read(YILDIZ), "Yıldız", "HANNAH YILDIZ") == YILDIZ.replace(" (Hannah Yıldız)", "")
    assert rename_speaker(read(YILDIZ), "Hannah Yildiz", "Hannah YıldIz") == YILDIZ.replace(
        "(Hannah Yıldız)", "(Hannah YıldIz)"
    )


def test_setting_the_line_that_spells_a_name_spells_it_on_the_next_label() -> None:
    assert set_speaker(read(YILDIZ), {1}, "Jan") == (
        "JAN: Een.\nTwee.\nHANNAH YILDIZ (Hannah Yıldız): Drie.\nYILDIZ: Vier.\n"
    )


def test_setting_the_label_above_a_line_spells_the_name_elsewhere() -> None:
    text = "HANNAH YILDIZ (Hannah Yıldız):\nEen.\nJAN: Twee.\nHANNAH YILDIZ (lacht):\nDrie.\n"
    made = set_speaker(read(text), {2}, "Jan")
    assert who(made) == ["Jan", "Jan", "Hannah Yıldız"]
    assert "HANNAH YILDIZ (Hannah Yıldız, lacht):\nDrie.\n" in made


def test_merged_speakers_have_the_spelling_of_the_one_that_stays() -> None:
    text = "JAN MCGEE (Jan Mcgee): Een.\n" + YILDIZ
    assert merge_speakers(read(text), "Jan McGee", "Yıldız") == ("HANNAH YILDIZ: Een.\n" + YILDIZ)
    merged = merge_speakers(read(text), "Yıldız", "Jan McGee")
    assert merged.startswith("JAN MCGEE (Jan Mcgee): Een.\nJAN MCGEE: Een.\n")
    assert "Hannah" not in merged


def test_swapped_speakers_keep_their_spellings() -> None:
    swapped = swap_speakers(read(YILDIZ), "Jan", "Yıldız")
    assert swapped == "JAN: Een.\nHANNAH YILDIZ (Hannah Yıldız): Twee.\nJAN: Drie.\nJAN: Vier.\n"


def test_deleting_the_line_that_spells_a_name_spells_it_on_the_next_label() -> None:
    transcript = read(YILDIZ)
    assert delete(transcript, transcript.spoken_lines[:1]) == (
        "JAN: Twee.\nHANNAH YILDIZ (Hannah Yıldız): Drie.\nYILDIZ: Vier.\n"
    )


def test_a_next_label_that_is_short_becomes_the_full_one_with_its_spelling() -> None:
    transcript = read("HANNAH YILDIZ (Hannah Yıldız): Een.\nJAN: Twee.\nYILDIZ: Vier.\n")
    assert delete(transcript, transcript.spoken_lines[:1]) == (
        "JAN: Twee.\nHANNAH YILDIZ (Hannah Yıldız): Vier.\n"
    )


def test_a_label_without_colon_gets_one_with_its_spelling() -> None:
    text = "HANNAH YILDIZ (Hannah Yıldız): Een.\nJAN: Twee.\n\nHANNAH YILDIZ\nDrie.\n"
    transcript = read(text)
    assert delete(transcript, transcript.spoken_lines[:1]) == (
        "JAN: Twee.\n\nHANNAH YILDIZ (Hannah Yıldız):\nDrie.\n"
    )


def test_a_remark_that_fills_a_label_leaves_the_spelling_to_the_next() -> None:
    long = f"HANNAH YILDIZ ({'x' * 119}): Drie.\n"
    text = f"HANNAH YILDIZ (Hannah Yıldız): Een.\nJAN: Twee.\n{long}HANNAH YILDIZ: Ja.\n"
    made = set_speaker(read(text), {1}, "Jan")
    assert made.endswith("): Drie.\nHANNAH YILDIZ (Hannah Yıldız): Ja.\n")


def test_joined_and_split_lines_keep_the_spelling() -> None:
    text = "HANNAH YILDIZ (Hannah Yıldız): Een. Twee.\nDrie.\nHANNAH YILDIZ: Vier.\n"
    lines = read(text).spoken_lines
    assert set(who(split(read(text), lines[0], 5))) == {"Hannah Yıldız"}
    swapped = "HANNAH YILDIZ: Een.\nHANNAH YILDIZ (Hannah Yıldız): Twee.\nJAN: Drie.\n"
    first, second, _ = read(swapped).spoken_lines
    assert join(read(swapped), first, second) == ("HANNAH YILDIZ (Hannah Yıldız): Een. Twee.\nJAN: Drie.\n")


def test_names_that_differ_in_diacritics_alone_stay_two() -> None:
    text = "RENÉ KOK: Een.\nRENE KOK: Twee.\nJAN: Drie.\n"
    assert set_speaker(read(text), {3}, "Eva") == text.replace("JAN", "EVA")
