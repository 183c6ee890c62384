"""One script of what was written and heard: nothing lost, nothing twice, chance not believed."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.alignment.model import Match
from woordbeeld.alignment.script import Entry, merge
from woordbeeld.speech.model import HeardWord
from woordbeeld.timing import Span

WORDS = "de het een rapport Inspectie dank wel ja mbo opleiding studenten markt".split()
LINES = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), max_size=6)


def heard(text: str, start_ms: int = 0) -> list[HeardWord]:
    """Words of 200 ms, one after the other."""
    return [
        HeardWord(word, Span(start_ms + at * 200, start_ms + at * 200 + 200), 0.9)
        for at, word in enumerate(text.split())
    ]


def script(lines: Sequence[str], words: Sequence[HeardWord]) -> tuple[Entry, ...]:
    return merge([line.split() for line in lines], words)


def matches(entries: Sequence[Entry], line: int) -> list[Match]:
    return [entry.match for entry in entries if entry.line == line]


@given(LINES, st.lists(st.sampled_from([*WORDS, "uh", "symposium"]), max_size=30))
def test_every_word_of_both_sides_is_in_the_script_once_and_in_order(
    lines: list[list[str]], words: list[str]
) -> None:
    entries = merge(lines, heard(" ".join(words)))
    written = [(entry.line, entry.text) for entry in entries if entry.line is not None]
    assert written == [(number, word) for number, line in enumerate(lines) for word in line]
    assert " ".join(entry.heard.text for entry in entries if entry.heard) == " ".join(words)


def test_a_line_that_was_never_said_is_unheard_and_its_neighbours_are_not_touched() -> None:
    lines = [
        "Super dank voor dit rapport.",
        "Op vrijdag eten wij vis.",
        "Het is een inspectie die meebeweegt.",
    ]
    entries = script(lines, heard("super dank voor dit rapport het is een inspectie die meebeweegt"))
    assert set(matches(entries, 0)) == {Match.SAME}
    assert set(matches(entries, 1)) == {Match.UNHEARD}
    assert set(matches(entries, 2)) == {Match.SAME}


def test_speech_that_was_never_written_stands_alone() -> None:
    lines = ["Super dank voor dit rapport.", "Het is een inspectie die meebeweegt."]
    said = "super dank voor dit rapport mag ik even iets vragen het is een inspectie die meebeweegt"
    entries = script(lines, heard(said))
    assert [entry.text for entry in entries if entry.line is None] == "mag ik even iets vragen".split()


@pytest.mark.parametrize(("said", "match"), [("bewust zijn", Match.SAME), ("bewust zien", Match.REPLACED)])
def test_a_word_heard_in_pieces_is_one_word_again(said: str, match: Match) -> None:
    entries = script(["Het bewustzijn groeit snel."], heard(f"het {said} groeit snel"))
    assert [entry.text for entry in entries] == ["Het", "bewustzijn", "groeit", "snel."]
    assert entries[1].match is match
    assert entries[1].heard
    assert entries[1].heard.text == said


def test_a_word_that_is_heard_again_much_later_does_not_stretch_its_line() -> None:
    words = [*heard("de meeste soorten koraal zijn"), *heard("giftig is dat vind ik wel", start_ms=20_000)]
    entries = script(["De meeste soorten koraal zijn giftig."], words)
    assert [entry.match for entry in entries if entry.line == 0] == [Match.SAME] * 5 + [Match.UNHEARD]


def test_words_that_only_chance_has_paired_are_not_believed() -> None:
    entries = script(["De burgemeester opende gisteren het zwembad."], heard("nou ja ik weet niet of het zo"))
    assert set(matches(entries, 0)) == {Match.UNHEARD}


def test_one_word_that_is_like_nothing_does_not_make_its_line_unheard() -> None:
    line = f"Welkom bij het {'symposium' * 20} van de Inspectie."
    entries = script([line], heard("welkom bij het zinposi jon van de inspectie"))
    assert matches(entries, 0).count(Match.SAME) == 6
