"""Marks of another language: never words, never lost, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.transcript.language_editing import give, set_language
from woordbeeld.transcript.language_marks import MARK, word_places
from woordbeeld.transcript.model import Blank, LabelLine, Part, SpokenLine, Transcript
from woordbeeld.transcript.reader import read
from woordbeeld.transcript.refusals import EditRefusedError
from woordbeeld.transcript.writer import write, write_plain


def said(transcript: Transcript) -> list[tuple[str, str | None]]:
    """Every word with its language."""
    return [each for line in transcript.spoken_lines for each in zip(line.words, line.languages, strict=True)]


def parts(text: str) -> list[tuple[Part, ...]]:
    return [line.parts for line in read(text).spoken_lines]


def rules(text: str) -> list[str]:
    return [finding.rule for finding in read(text).findings if finding.rule == "language-mark"]


def test_marks_within_a_line_are_no_words_of_it() -> None:
    (line,) = read("TON HEERTS: Dank. [en] Thank you. [/en] Tot ziens.\n").spoken_lines
    assert line.parts == (Part("Dank. "), Part("Thank you.", "en"), Part(" Tot ziens."))
    assert line.said == "Dank. Thank you. Tot ziens."
    assert line.words == ("Dank.", "Thank", "you.", "Tot", "ziens.")


@pytest.mark.parametrize(
    "text",
    [
        "TON: [en] Thank you.\nIt was nice. [/en]\nDag.\n",
        "TON: [en]\nThank you.\nIt was nice.\n[/en]\nDag.\n",
        "TON:\n[en]\nThank you.\n(Hij zwaait.)\nIt was nice.\n[/en]\n\nDag.\n",
        "TON: [en]Thank you.\r\nIt was nice.[/en]\r\nDag.",
    ],
)
def test_marks_may_stand_around_several_lines_of_a_turn(text: str) -> None:
    transcript = read(text)
    expected = [*((word, "en") for word in ("Thank", "you.", "It", "was", "nice.")), ("Dag.", None)]
    assert said(transcript) == expected
    assert not rules(text)
    assert write(transcript) == text


def test_marks_alone_are_blank_also_behind_a_label() -> None:
    blocks = read("TON: [en]\nThank you.\n[/en]\n").blocks
    assert [type(block) for block in blocks] == [LabelLine, Blank, SpokenLine, Blank]


@pytest.mark.parametrize(
    "text",
    [
        "[EN]\nWaar is hij?\n",
        "[EN]: Waar is hij?\n",
        "TON: Dat is [is] zo [sic], [eng] ook [/muziek].\n",
        "[muziek]\nTON: Dag.\n",
        "(Een man zegt [en].)\nTON: Dag.\n",
    ],
)
def test_a_label_a_sound_a_scene_and_other_brackets_are_no_marks(text: str) -> None:
    transcript = read(text)
    assert not any(line.marked for line in transcript.spoken_lines)
    assert write(transcript) == write_plain(transcript) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("TON: [en] Thank you.\nSTEF: Dag.\n", ["language-mark"]),
        ("TON: [en] Thank you.\nSTEF: Dag. [/en]\n", ["language-mark", "language-mark"]),
        ("TON: Thank you. [/en]\n", ["language-mark"]),
        ("TON: [eng] Thank you. [/eng]\n", ["language-mark"]),
        ("TON: Hij zei [ja] dat.\n", ["language-mark"]),
    ],
)
def test_a_mark_without_its_other_half_is_told_and_stays_text(text: str, told: list[str]) -> None:
    transcript = read(text)
    assert rules(text) == told
    assert "".join(line.text for line in transcript.spoken_lines) == "".join(
        line.said for line in transcript.spoken_lines
    )


def test_marks_may_be_nested_and_a_half_within_others_is_none() -> None:
    assert parts("TON: [en] We say [fr] bonjour [/fr] here. [/en]\n") == [
        (Part("We say", "en"), Part(" "), Part("bonjour", "fr"), Part(" "), Part("here.", "en"))
    ]
    assert parts("TON: [en] We [fr] say [/en] so.\n") == [(Part("We [fr] say", "en"), Part(" so."))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('TON: Hij zei "[en]Thanks[/en]".\n', ["Hij", "zei", '"Thanks".']),
        ("TON: Dank.[en]Thanks.[/en]Dag.\n", ["Dank.", "Thanks.", "Dag."]),
        ("TON: Dat is [en]fine[/en], hoor.\n", ["Dat", "is", "fine,", "hoor."]),
    ],
)
def test_marks_need_no_spaces_around_them(text: str, expected: list[str]) -> None:
    (line,) = read(text).spoken_lines
    assert list(line.words) == expected
    assert "en" in line.languages


def test_plain_text_has_no_marks_and_no_lines_of_them() -> None:
    text = "TON: [en]\nThank you.\n[/en]\n\nSTEF: Dag. [de] Danke. [/de]\n"
    assert write_plain(read(text)) == "TON: Thank you.\n\nSTEF: Dag. Danke.\n"


def test_each_word_is_known_among_those_of_the_text_as_written() -> None:
    (line,) = read('TON: Dat [ja] is "[en]Good[/en]". En.[en]So [/en] [de] gut[/de].\n').spoken_lines
    tokens = line.text.split()
    assert [tokens[place] for place in word_places(line)] == [
        "Dat", "[ja]", "is", '"[en]Good[/en]".', "En.[en]So", "En.[en]So", "gut[/de]."
    ]  # fmt: skip


WORDS = st.sampled_from(
    ["Dank", "u.", "Thank", "you.", "[ja]", "(nee)", "[en]", "[/en]", "[fr]", "[/fr]", "[/eng]"]
)
LINES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
TEXTS = st.lists(
    st.tuples(st.sampled_from(["", "TON: ", "STEF BOS: "]), LINES).map("".join), min_size=1, max_size=8
).map("\n".join)


@given(TEXTS)
def test_nothing_is_lost_whatever_marks_stand_where(text: str) -> None:
    transcript = read(text)
    assert write(transcript) == text
    bare = MARK.sub(" ", text).split()
    kept = [word for word in write_plain(transcript).split() if not MARK.fullmatch(word)]
    assert kept == bare
    for line in transcript.spoken_lines:
        assert line.words
        assert len(line.words) == len(line.languages)


# -- set by an editor


def changed(text: str, at: list[int], language: str | None) -> str:
    transcript = read(text)
    return set_language(transcript, [transcript.spoken_lines[each] for each in at], language)


def test_a_line_is_marked_and_its_mark_taken_off() -> None:
    text = "TON: Dag.\nThank you.\nTot ziens.\n"
    marked = changed(text, [1], "en")
    assert marked == "TON: Dag.\n[en] Thank you. [/en]\nTot ziens.\n"
    assert changed(marked, [1], None) == text
    assert changed(marked, [1], "de") == "TON: Dag.\n[de] Thank you. [/de]\nTot ziens.\n"
    assert changed(marked, [1], "en") == marked


@pytest.mark.parametrize(
    ("at", "first", "last", "marked"),
    [
        ([0], 1, 2, "TON: Dag. [en] Thank you. [/en] Hoi.\nIt was nice.\nBye. Tot ziens.\n"),
        ([0], 1, None, "TON: Dag. [en] Thank you. Hoi. [/en]\nIt was nice.\nBye. Tot ziens.\n"),
        (
            [0, 1, 2],
            1,
            0,
            "TON: Dag. [en] Thank you. Hoi. [/en]\n[en] It was nice. [/en]\n[en] Bye. [/en] Tot ziens.\n",
        ),
    ],
)
def test_a_stretch_of_words_is_marked_and_its_mark_taken_off(
    at: list[int], first: int, last: int | None, marked: str
) -> None:
    text = "TON: Dag. Thank you. Hoi.\nIt was nice.\nBye. Tot ziens.\n"
    for language, before, after in (("en", text, marked), (None, marked, text)):
        transcript = read(before)
        lines = [transcript.spoken_lines[each] for each in at]
        assert set_language(transcript, lines, language, first=first, last=last) == after


def test_a_bracket_that_is_no_mark_stays_when_a_line_is_marked() -> None:
    assert changed("TON: Hij [ja] zei.\n", [0], "fr") == "TON: [fr] Hij [ja] zei. [/fr]\n"


@pytest.mark.parametrize("language", [None, "de"])
@pytest.mark.parametrize(
    "text",
    [
        "TON: [en] Thank you.\nIt was nice.\nBye. [/en]\nSTEF: Dag.\n",
        "TON: [en]\nThank you.\nIt was nice.\nBye.\n[/en]\nSTEF: [en] Hi. [/en] Dag.\n",
    ],
)
def test_other_lines_keep_their_language_where_marks_around_several_are_broken_up(
    text: str, language: str | None
) -> None:
    before, after = read(text), read(changed(text, [1], language))
    assert [line.said for line in after.spoken_lines] == [line.said for line in before.spoken_lines]
    expected = [line.languages for line in before.spoken_lines]
    expected[1] = (language,) * 3
    assert [line.languages for line in after.spoken_lines] == expected
    assert after.blocks[-1].source == before.blocks[-1].source
    assert not after.findings


def test_a_language_that_nobody_knows_is_refused() -> None:
    with pytest.raises(EditRefusedError, match="no language 'xx' is known"):
        changed("TON: Dag.\n", [0], "xx")


@pytest.mark.parametrize("at", range(4))
def test_lines_are_given_to_another_speaker_whatever_marks_are_around_them(at: int) -> None:
    before = read("STEF: Hoi.\nTON: [en]\nThank you.\nIt was nice.\nBye.\n[/en]\nDag.\n")
    line = before.spoken_lines[at]
    after = read(give(before, [line.line], "Fatima"))
    assert [each.said for each in after.spoken_lines] == [each.said for each in before.spoken_lines]
    assert [each.languages for each in after.spoken_lines] == [each.languages for each in before.spoken_lines]
    names = [each.speaker.name for each in after.spoken_lines if each.speaker]
    assert names == [*("Stef", "Ton", "Ton", "Ton", "Ton")[:at], "Fatima", *("Ton",) * (4 - at)][:5]
    assert not after.findings
