"""Phrases are found in the words of a turn, however its lines are broken, and lose none of them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from woordbeeld.alignment.phrases import LONG_CHARS, Phrase, phrases
from woordbeeld.transcript.model import Sound, SpokenLine
from woordbeeld.transcript.reader import read

WORDS = "de een rapport, Inspectie. (dank) wel ja! Hmm… ‘Nee.’ mbo; opleiding studenten? 3. …".split()


def phrases_of(text: str) -> tuple[Phrase, ...]:
    transcript = read(text)
    return phrases(transcript.spoken_lines, (*transcript.scenes, *transcript.sounds))


def texts(found: Sequence[Phrase]) -> list[str]:
    return [" ".join(phrase.words) for phrase in found]


def lines(turns: Sequence[Sequence[Sequence[str]]]) -> list[SpokenLine]:
    """The lines of turns, given by their words."""
    spoken = [(turn, " ".join(words)) for turn, broken in enumerate(turns) for words in broken]
    return [SpokenLine(at, text, text, None, turn) for at, (turn, text) in enumerate(spoken, 1)]


@settings(max_examples=100)
@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=60), max_size=4), st.data())
def test_phrases_are_the_same_wherever_lines_break_and_hold_every_word_once(
    turns: list[list[str]], data: st.DataObject
) -> None:
    broken: list[list[list[str]]] = []
    for words in turns:
        edges = sorted(data.draw(st.sets(st.integers(1, len(words)), max_size=9)) | {0, len(words)})
        broken.append([words[first:last] for first, last in pairwise(edges)])
    found = phrases(lines(broken), ())
    assert found == phrases(lines([[words] for words in turns]), ())
    assert [word for phrase in found for word in phrase.words] == [word for words in turns for word in words]


def test_a_line_may_hold_several_sentences_and_a_sentence_several_lines() -> None:
    found = phrases_of("A: Super dank voor dit rapport. Het is een\ninspectie die\nmeebeweegt.\n")
    assert texts(found) == ["Super dank voor dit rapport.", "Het is een inspectie die meebeweegt."]
    assert all(phrase.closing for phrase in found)


@pytest.mark.parametrize("between", ["B: Dat is ook weer waar.\n", "\n(Een man lacht.)\n\n", "\nAPPLAUS\n\n"])
def test_no_phrase_goes_on_after_another_turn_a_scene_or_a_sound(between: str) -> None:
    found = phrases_of(f"A: En toen dacht ik aan\n{between}A: het rapport van gisteren\n")
    assert texts(found)[0] == "En toen dacht ik aan"
    assert texts(found)[-1] == "het rapport van gisteren"
    assert all(phrase.closing for phrase in found)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Dat is zeker zo. En dit ook niet.", 2),
        ("‘Dat is zeker zo.’ ‘En dit ook niet.’", 2),
        ("Dat is zeker zo… maar dit ook niet.", 1),
        ("Er waren o.a. drie scholen bij.", 1),
        ("Dat is zeker zo! (En dit ook niet.)", 2),
        ("Hmm… Dat is zeker zo.", 1),
        ("Dat is zeker zo. Ja!", 1),
        ("Ja! Ja!", 1),
    ],
)
def test_sentences_end_at_their_marks_and_very_short_ones_stay_with_others(text: str, sentences: int) -> None:
    assert len(phrases_of(f"A: {text}\n")) == sentences


def test_a_long_sentence_is_cut_where_a_clause_ends_and_closes_with_its_last_part() -> None:
    half = "en daarna nog een hele reeks van zulke woorden achter elkaar zonder dat er iemand ophoudt"
    found = phrases_of(f"A: Ja {half}, {half}.\n")
    assert texts(found) == [f"Ja {half},", f"{half}."]
    assert [phrase.closing for phrase in found] == [False, True]


def test_a_text_without_marks_is_cut_by_length() -> None:
    found = phrases_of(f"A: {'en toen weer een woord ' * 400}\n")
    sizes = [len(text) for text in texts(found)]
    assert max(sizes) <= LONG_CHARS < 3 * min(sizes)
    assert [phrase.closing for phrase in found] == [False] * (len(found) - 1) + [True]


def test_a_word_longer_than_a_phrase_may_be_is_one_all_the_same() -> None:
    assert texts(phrases_of(f"A: Ja {'w' * 300} hoor.\n")).count("w" * 300) == 1


def test_nothing_said_is_no_phrase() -> None:
    assert phrases([], [Sound(1, "APPLAUS", "APPLAUS")]) == ()


def test_a_phrase_is_in_one_language_and_a_change_of_it_ends_no_sentence() -> None:
    found = phrases_of("A: Dat heet [en] learning by doing [/en] bij ons. [en] So be it. [/en]\n")
    assert texts(found) == ["Dat heet", "learning by doing", "bij ons.", "So be it."]
    assert [phrase.language for phrase in found] == [None, "en", None, "en"]
    assert [phrase.closing for phrase in found] == [False, False, True, True]
