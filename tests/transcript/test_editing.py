"""Speakers corrected in the text: what was asked changes, all else stays to the character."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from woordbeeld.errors import BadInputError
from woordbeeld.transcript import editing
from woordbeeld.transcript.directory import Directory, unnamed_after
from woordbeeld.transcript.editing import (
    EditRefusedError,
    merge_speakers,
    rename_speaker,
    set_speaker,
    swap_speakers,
)
from woordbeeld.transcript.language_editing import swap_on, swap_throughout
from woordbeeld.transcript.model import Transcript
from woordbeeld.transcript.reader import read
from woordbeeld.transcript.writer import write

SEED = (Path(__file__).parents[2] / "transcripts/symposium-entreeopleidingen.txt").read_text("utf-8")


def who(text: str) -> list[tuple[str | None, str]]:
    return [(line.speaker.name if line.speaker else None, line.text) for line in read(text).spoken_lines]


def said(line: str) -> str:
    """A line without its label and what stands before that."""
    return re.sub(r"^[^:(]*(\([^)]*\))?:\s*", "", line).lstrip()


# -- set -----------------------------------------------------------------------------------------------------


def test_a_line_within_a_turn_gets_a_label_and_the_next_one_keeps_its_speaker() -> None:
    text = "JAN: Een.\nTwee.\nDrie.\nPIET: Vier.\n"
    assert set_speaker(read(text), {2}, "Piet") == "JAN: Een.\nPIET: Twee.\nJAN: Drie.\nPIET: Vier.\n"


def test_a_label_that_is_needed_no_longer_goes() -> None:
    text = "JAN: Een.\nPIET: Twee.\nDrie.\nJAN: Vier.\n"
    assert set_speaker(read(text), {2, 3}, "JAN") == "JAN: Een.\nTwee.\nDrie.\nVier.\n"


def test_a_label_before_the_same_speaker_that_was_there_stays() -> None:
    text = "JAN: Een.\nJAN: Twee.\nPIET: Drie.\nVier.\n"
    assert set_speaker(read(text), {4}, "KAREL") == "JAN: Een.\nJAN: Twee.\nPIET: Drie.\nKAREL: Vier.\n"


def test_the_first_line_of_a_turn_gives_its_speaker_to_the_rest() -> None:
    text = "JAN: Een.\nTwee.\n"
    assert set_speaker(read(text), {1}, "nieuw iemand") == "NIEUW IEMAND: Een.\nJAN: Twee.\n"


def test_the_fullest_label_of_a_speaker_is_written() -> None:
    text = "JOSEPHINE VAN DEN BERG: Een.\nJAN: Twee.\nDrie.\nVAN DEN BERG: Vier.\n"
    made = set_speaker(read(text), {2}, "van den berg")
    assert made == "JOSEPHINE VAN DEN BERG: Een.\nTwee.\nJAN: Drie.\nVAN DEN BERG: Vier.\n"
    made = set_speaker(read(text), {3}, "van den berg")
    assert made == "JOSEPHINE VAN DEN BERG: Een.\nJAN: Twee.\nJOSEPHINE VAN DEN BERG: Drie.\nVier.\n"


def test_a_new_full_name_beside_a_short_label_of_somebody_else_is_refused() -> None:
    with pytest.raises(BadInputError, match="write full names"):
        set_speaker(read("BOS: Een.\nJAN: Twee.\n"), {2}, "Piet Bos")


def test_the_end_of_two_names_is_refused_and_both_are_named() -> None:
    text = "ADA BOS: Een.\nEVA BOS: Twee.\n"
    with pytest.raises(BadInputError, match="'Bos' may be 'Ada Bos' or 'Eva Bos'"):
        Directory.of(read(text)).find("Bos")


def test_an_announcement_in_a_description_is_overruled_by_a_label() -> None:
    text = "JAN: Een.\n\n(Ton Heerts:)\n\nTwee.\nDrie.\n"
    made = set_speaker(read(text), {5}, "JAN")
    assert made == "JAN: Een.\n\n(Ton Heerts:)\n\nJAN: Twee.\nTON HEERTS: Drie.\n"


def test_a_label_alone_on_its_line_is_changed_there() -> None:
    text = "JAN: Een.\n\nRUTTE:\nTwee.\nDrie.\n"
    made = set_speaker(read(text), {4}, "JAN")
    assert who(made) == [("Jan", "Een."), ("Jan", "Twee."), ("Rutte", "Drie.")]
    assert "JAN:\nTwee.\nRUTTE: Drie.\n" in made


def test_line_ends_marks_and_odd_spaces_stay() -> None:
    text = "\ufeffJAN: Een.\r\n\u00a0 Twee.  \r\n\r\nAPPLAUS\r\nDrie."
    made = set_speaker(read(text), {2}, "PIET")
    assert made == "\ufeffJAN: Een.\r\n\u00a0 PIET: Twee.  \r\n\r\nAPPLAUS\r\nJAN: Drie."


def test_a_number_of_no_spoken_line_is_refused() -> None:
    with pytest.raises(BadInputError, match="nobody speaks on line 3"):
        set_speaker(read("JAN: Een.\n\n(Hij lacht.)\n"), {1, 3}, "JAN")


@pytest.mark.parametrize("name", ["Jan: de man", "", "Beeldtekst", "(Jan)", "1"])
def test_what_makes_no_label_is_refused(name: str) -> None:
    with pytest.raises(BadInputError, match="makes no label"):
        set_speaker(read("JAN: Een.\nPIET: Twee.\n"), {1}, name)


def test_a_line_before_anybody_speaks_can_be_given_but_not_by_accident() -> None:
    text = "Welkom.\nFijn.\nJAN: Dank.\n"
    assert set_speaker(read(text), {1, 2}, "PIET") == "PIET: Welkom.\nFijn.\nJAN: Dank.\n"
    with pytest.raises(BadInputError, match="nobody is known to speak on line 2"):
        set_speaker(read(text), {1}, "PIET")


def test_lines_without_a_speaker_go_with_the_line_above_them() -> None:
    transcript = read("Welkom.\nFijn.\nMooi.\nJAN: Dank.\nGraag.\n")
    assert unnamed_after(transcript, {1}) == [2, 3]
    assert unnamed_after(transcript, {1, 3}) == [2]
    assert unnamed_after(transcript, {4}) == []


# -- rename and merge ----------------------------------------------------------------------------------------


def test_a_label_stays_where_a_description_before_it_announces_the_same_speaker() -> None:
    text = "(Ton Heerts:)\n\nAPPLAUS\n\nTON HEERST: Ja.\nKARIN: Nee.\n\n(Stef Bos:)\n\nSTEF BOS: Hoi.\n"
    fixed = set_speaker(read(text), [5], "Ton Heerts")
    assert fixed == text.replace("HEERST", "HEERTS")
    assert set_speaker(read(text), [6], "Eva") == text.replace("KARIN", "EVA")


def test_a_name_is_changed_in_every_label_and_announcement_with_its_remarks() -> None:
    text = "TOM HEERTS: Een.\n\n(Applaus. Tom Heerts:)\n\nTOM HEERTS (VIA EEN TOLK): Twee.\nMet TOM HEERTS.\n"
    assert rename_speaker(read(text), "Tom Heerts", "Ton Heerts") == (
        "TON HEERTS: Een.\n\n(Applaus. Ton Heerts:)\n\nTON HEERTS (VIA EEN TOLK): Twee.\nMet TOM HEERTS.\n"
    )


def test_a_short_label_stays_where_it_ends_the_new_name_and_else_becomes_the_name() -> None:
    text = "JOSEFIEN VAN DEN BERG: Een.\nJAN: Twee.\nVAN DEN BERG: Drie.\n"
    assert rename_speaker(read(text), "van den berg", "Josephine van den Berg") == (
        "JOSEPHINE VAN DEN BERG: Een.\nJAN: Twee.\nVAN DEN BERG: Drie.\n"
    )
    assert (
        rename_speaker(read(text), "van den berg", "Ada Bos") == "ADA BOS: Een.\nJAN: Twee.\nADA BOS: Drie.\n"
    )


def test_a_role_is_written_as_roles_are() -> None:
    assert rename_speaker(read("JAN: Een.\n"), "jan", "Voice-over") == "Voice-over: Een.\n"


def test_a_name_that_somebody_has_is_refused_and_merge_offered() -> None:
    with pytest.raises(BadInputError, match="use merge"):
        rename_speaker(read("JAN: Een.\nPIET: Twee.\n"), "Jan", "Piet")


def test_two_speakers_become_one_under_the_label_of_the_second() -> None:
    text = "BERG: Een.\nJAN: Twee.\nADA VAN DEN BERG: Drie.\nEVA VAN DEN BERG: Vier.\n"
    assert merge_speakers(read(text), "BERG", "ADA VAN DEN BERG").startswith(
        "ADA VAN DEN BERG: Een.\nJAN: Twee."
    )
    with pytest.raises(BadInputError, match="one speaker already"):
        merge_speakers(read("ADA BERG: Een.\nBERG: Twee.\n"), "BERG", "ADA BERG")


def test_an_unknown_speaker_is_refused_and_the_nearest_offered() -> None:
    with pytest.raises(BadInputError, match="nobody in it is called 'Ton Heert'; did you mean 'Ton Heerts'"):
        Directory.of(read(SEED)).find("Ton Heert")


# -- whatever the text ---------------------------------------------------------------------------------------

LINES = st.sampled_from(
    "Een.|Twee, zei hij.|JAN: Drie.|PIET BOS: Vier.|BOS: Vijf.|EVA (VIA EEN TOLK): Zes.|VOICE-OVER: Zeven."
    "|APPLAUS|(Een man lacht.)|(Dan Piet Bos:)|(Eva:)||RUTTE:|  Acht. |\u00a0JAN: Negen.".split("|")
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=12), st.sampled_from(["\n", "\r\n"]), st.data())
def test_after_any_edit_just_what_was_asked_has_changed(
    lines: list[str], end: str, data: st.DataObject
) -> None:
    text = end.join(lines)
    transcript = read(text)
    assume(transcript.spoken_lines)
    numbers = [line.line for line in transcript.spoken_lines]
    chosen = set(data.draw(st.lists(st.sampled_from(numbers), min_size=1)))
    name = data.draw(st.sampled_from(["Jan", "Piet Bos", "Eva", "Kim de Wit", "Voice-over"]))
    try:
        made = set_speaker(transcript, chosen, name)
    except BadInputError:
        return
    expected = [
        (name if line.line in chosen else line.speaker and line.speaker.name, line.text)
        for line in transcript.spoken_lines
    ]
    assert who(made) == expected
    assert len(made.split(end)) == len(text.split(end))
    for before, after in zip(text.split(end), made.split(end), strict=True):
        assert before == after or before.endswith(after.lstrip()) or after.endswith(said(before))
    assert write(read(made)) == made


@pytest.mark.parametrize("line", [line.line for line in read(SEED).spoken_lines])
def test_a_wrong_label_anywhere_in_the_seed_is_set_right_again_to_the_byte(line: int) -> None:
    transcript = read(SEED)
    (right,) = (each.speaker for each in transcript.spoken_lines if each.line == line)
    assert right
    wrong = "Ton Heerts" if right.name != "Ton Heerts" else "Fatima"
    broken = set_speaker(transcript, {line}, wrong)
    assert broken != SEED
    assert who(set_speaker(read(broken), {line}, right.name)) == who(SEED)


# -- swap ----------------------------------------------------------------------------------------------------


def test_two_speakers_change_places_and_descriptions_stay() -> None:
    text = "(Ada Bos:)\n\nADA BOS: Een.\nTwee.\nJAN (lacht): Drie.\nBOS: Vier.\nEVA: Vijf.\n"
    swapped = swap_speakers(read(text), "Ada Bos", "Jan")
    assert swapped == "(Ada Bos:)\n\nJAN: Een.\nTwee.\nADA BOS (lacht): Drie.\nJAN: Vier.\nEVA: Vijf.\n"
    assert swap_speakers(read(swapped), "Ada Bos", "Jan") == text.replace("\nBOS:", "\nADA BOS:")


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("JAN: Een.\nEVA: Twee.\n", ("Jan", "Piet")),
        ("JAN: Een.\nEVA: Twee.\n", ("Jan", "jan")),
        ("(Jan Bos:)\n\nEen.\nEVA: Twee.\n", ("Jan Bos", "Eva")),
    ],
)
def test_who_cannot_change_places_is_told(text: str, pair: tuple[str, str]) -> None:
    with pytest.raises(EditRefusedError):
        swap_speakers(read(text), *pair)


@given(st.sampled_from(["Ton Heerts", "Latisha", "Josephine van den Berg", "Frank Koster"]))
def test_swapping_in_the_real_transcript_swaps_who_speaks_and_nothing_else(name: str) -> None:
    swapped = swap_speakers(read(SEED), name, "Trudy Vos")
    other = {name: "Trudy Vos", "Trudy Vos": name}
    assert who(swapped) == [(other.get(said_by or "", said_by), line) for said_by, line in who(SEED)]


def test_a_rename_leaves_the_words_before_a_name_that_announces() -> None:
    text = "JAN KOK: Ja.\n(Hij lacht. Aldus de heer\n Jan  Kok:)\nNee.\n"
    assert rename_speaker(read(text), "Jan Kok", "Kim Bos") == (
        "KIM BOS: Ja.\n(Hij lacht. Aldus de heer\n Kim Bos:)\nNee.\n"
    )


def test_each_second_line_of_many_is_set_without_reading_the_text_for_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reads = []

    def counted(text: str, encoding: str = "utf-8") -> Transcript:
        reads.append(text)
        return read(text, encoding)

    monkeypatch.setattr(editing, "read", counted)
    lines = 200
    after = set_speaker(read("JAN: Ja.\n" * lines), range(2, lines + 1, 2), "Kim")
    assert after == "JAN: Ja.\nKIM: Ja.\n" * (lines // 2)
    assert len(reads) <= editing.MAX_READS


def test_two_speakers_change_places_on_some_lines_alone_and_back() -> None:
    text = "ADA BOS: Een.\nTwee.\nJAN: Drie.\nADA BOS: Vier.\nJAN: Vijf.\nEVA: Zes.\nADA BOS: Zeven.\n"
    swapped = swap_on(read(text), [2, 3, 4, 6], "Ada Bos", "Jan")
    assert who(swapped) == [
        ("Ada Bos", "Een."),
        ("Jan", "Twee."),
        ("Ada Bos", "Drie."),
        ("Jan", "Vier."),
        ("Jan", "Vijf."),
        ("Eva", "Zes."),
        ("Ada Bos", "Zeven."),
    ]
    assert who(swap_on(read(swapped), [2, 3, 4, 6], "Jan", "Ada Bos")) == who(text)


def test_who_is_announced_alone_changes_places_too_and_what_announces_stays() -> None:
    text = "(Jan Bos:)\n\nEen.\nTwee.\nEVA: Drie.\nKIM: Vier.\n"
    swapped = swap_throughout(read(text), "Jan Bos", "Eva")
    assert swapped == "(Jan Bos:)\n\nEVA: Een.\nTwee.\nJAN BOS: Drie.\nKIM: Vier.\n"
    with pytest.raises(EditRefusedError) as refused:
        swap_throughout(read(text), "Jan Bos", "Piet")
    assert refused.value.reason == "unknown-speaker"


def test_where_neither_says_the_lines_that_is_told() -> None:
    with pytest.raises(EditRefusedError) as refused:
        swap_on(read("ADA BOS: Een.\nJAN: Twee.\nEVA: Drie.\n"), [3], "Bos", "Jan")
    assert refused.value.reason == "neither-speaks"
    assert str(refused.value.what) == "neither Ada Bos nor Jan speaks on these lines"


@pytest.mark.parametrize("pair", [("Ada Bos", "Ada Bos"), ("Ada Bos", "Rik"), ("Ada Bos", "Jan")])
def test_who_says_none_of_the_lines_or_is_nobody_is_swapped_with_nobody(pair: tuple[str, str]) -> None:
    with pytest.raises(EditRefusedError):
        swap_on(read("ADA BOS: Een.\nJAN: Twee.\nEVA: Drie.\n"), [3], *pair)
