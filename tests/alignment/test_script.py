"""One script of what was written and heard: nothing lost, nothing twice, chance not believed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.alignment.written import written

from woordbeeld.alignment.model import Match
from woordbeeld.alignment.script import MergedWord, _run_shared, merge
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


def script(lines: Sequence[str], words: Sequence[HeardWord]) -> tuple[MergedWord, ...]:
    return merge(written(*lines), words)


def matches(entries: Sequence[MergedWord], line: int) -> list[Match]:
    return [entry.match for entry in entries if entry.phrase == line]


@given(LINES, st.lists(st.sampled_from([*WORDS, "uh", "symposium"]), max_size=30))
def test_every_word_of_both_sides_is_in_the_script_once_and_in_order(
    lines: list[list[str]], words: list[str]
) -> None:
    entries = merge(written(*lines), heard(" ".join(words)))
    said = [(entry.phrase, entry.text) for entry in entries if entry.phrase is not None]
    assert said == [(number, word) for number, line in enumerate(lines) for word in line]
    assert " ".join(entry.heard.text for entry in entries if entry.heard) == " ".join(words)


def test_a_phrase_that_was_never_said_is_unheard_and_its_neighbours_are_not_touched() -> None:
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
    assert [entry.text for entry in entries if entry.phrase is None] == "mag ik even iets vragen".split()


@pytest.mark.parametrize(("said", "match"), [("bewust zijn", Match.SAME), ("bewust zien", Match.REPLACED)])
def test_a_word_heard_in_pieces_is_one_word_again(said: str, match: Match) -> None:
    entries = script(["Het bewustzijn groeit snel."], heard(f"het {said} groeit snel"))
    assert [entry.text for entry in entries] == ["Het", "bewustzijn", "groeit", "snel."]
    assert entries[1].match is match
    assert entries[1].heard
    assert entries[1].heard.text == said


def test_a_word_that_is_heard_again_much_later_does_not_chunk_its_phrase() -> None:
    words = [*heard("de meeste soorten koraal zijn"), *heard("giftig is dat vind ik wel", start_ms=20_000)]
    entries = script(["De meeste soorten koraal zijn giftig."], words)
    assert [entry.match for entry in entries if entry.phrase == 0] == [Match.SAME] * 5 + [Match.UNHEARD]


def test_words_that_only_chance_has_paired_are_not_believed() -> None:
    entries = script(["De burgemeester opende gisteren het zwembad."], heard("nou ja ik weet niet of het zo"))
    assert set(matches(entries, 0)) == {Match.UNHEARD}


def test_one_word_that_is_like_nothing_does_not_make_its_phrase_unheard() -> None:
    line = f"Welkom bij het {'symposium' * 20} van de Inspectie."
    entries = script([line], heard("welkom bij het zinposi jon van de inspectie"))
    assert matches(entries, 0).count(Match.SAME) == 6


def test_what_is_heard_between_two_phrases_stands_before_the_first_words_of_the_second() -> None:
    lines = ["Super dank voor dit rapport.", "Zo is er een inspectie die meebeweegt."]
    said = "super dank voor dit rapport mag ik even iets vragen is er een inspectie die meebeweegt"
    entries = script(lines, heard(said))
    extra = [at for at, entry in enumerate(entries) if entry.phrase is None]
    assert [entries[at].text for at in extra] == "mag ik even iets vragen".split()
    assert (entries[extra[0] - 1].text, entries[extra[-1] + 1].text) == ("rapport.", "Zo")


@pytest.mark.parametrize(
    ("first", "rest", "kept"),
    [
        ("de meeste soorten", "koraal zijn bijzonder giftig voor mensen", slice(3, 9)),
        ("de meeste soorten koraal zijn bijzonder giftig", "voor mensen", slice(0, 7)),
    ],
)
def test_a_phrase_with_a_long_chunk_of_other_words_in_it_keeps_the_better_part(
    first: str, rest: str, kept: slice
) -> None:
    other = "maar laat ik nou eerst nog eventjes wat anders vertellen daarover dus"
    start_ms = len(first.split()) * 200
    later = heard(rest, start_ms + 3000)
    entries = script([f"{first} {rest}"], [*heard(first), *heard(other, start_ms), *later])
    same = [at for at, match in enumerate(matches(entries, 0)) if match is Match.SAME]
    assert same == list(range(9))[kept]
    entries = script([f"{first} {rest}"], [*heard(first), *later])
    assert matches(entries, 0) == [Match.SAME] * 9


def test_words_not_heard_take_the_most_alike_of_what_was_heard_beside_them() -> None:
    said = heard("het rapport mag ik even rap poort zei hij vragen in spectie meet hier")
    extra = [MergedWord(word.text, None, word) for word in said[2:-2]]
    before, after = MergedWord("rapport", 0, None), MergedWord("Inspectie", 1, None)
    last, following = MergedWord("het", 0, said[0]), MergedWord("meet", 1, said[-2])
    shared = _run_shared([*extra, after], [], [following])
    assert [entry.text for entry in shared] == [*(entry.text for entry in extra[:-2]), "Inspectie"]
    assert shared[-1].heard
    assert shared[-1].heard.text == "in spectie"
    shared = _run_shared([before, *extra[3:]], [replace(last, heard=said[4])], [])
    assert [entry.text for entry in shared] == ["rapport", *(entry.text for entry in extra[5:])]
    assert shared[0].heard
    assert shared[0].heard.text == "rap poort"


def test_words_heard_much_later_are_no_part_of_the_word_before_them() -> None:
    words = [*heard("welkom bij de zin"), *heard("posium", start_ms=1500), *heard("van de inspectie", 1700)]
    entries = script(["Welkom bij de zinposium van de Inspectie."], words)
    assert all(entry.heard is None or entry.heard.span.duration_ms <= 400 for entry in entries)


def test_a_word_made_into_something_unlike_it_is_still_that_word() -> None:
    entries = script(["De kip meet hier alles."], heard("de zoo meet hier alles"))
    assert matches(entries, 0) == [Match.SAME, Match.REPLACED, *[Match.SAME] * 3]


def test_a_phrase_that_was_not_heard_gives_back_the_words_it_took_from_the_next() -> None:
    lines = [
        "Het is een buitengewoon vervelende langslepende nachtelijke vergadering geworden gisteravond.",
        "Het is een inspectie die meebeweegt.",
    ]
    entries = script(lines, heard("het is een eh uh inspectie die meebeweegt"))
    assert set(matches(entries, 0)) == {Match.UNHEARD}
    assert set(matches(entries, 1)) == {Match.SAME}
