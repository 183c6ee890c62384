"""Phrases that were not heard are supposed where there is speech for them, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from tests.alignment.written import written

from woordbeeld.alignment.script import MergedWord, merge
from woordbeeld.alignment.unheard_phrases import place_unheard_phrases
from woordbeeld.speech.model import HeardWord
from woordbeeld.timing import Span, gaps

FIRST, LOST, LAST = (
    "Super dank voor dit rapport.",
    "Wow, wat een rare boel!",
    "Waar kan een mens terechtkomen?",
)
END_MS = 13_000


def heard(text: str, start_ms: int, end_ms: int, sure: float = 0.9) -> list[HeardWord]:
    texts = text.split()
    edges = [start_ms + (end_ms - start_ms) * at // len(texts) for at in range(len(texts) + 1)]
    return [HeardWord(word, Span(*edge), sure) for word, edge in zip(texts, pairwise(edges), strict=True)]


def supposed(
    words: Sequence[HeardWord], *voice: tuple[int, int], lines: Sequence[str] = (FIRST, LOST, LAST)
) -> tuple[MergedWord, ...]:
    speech = tuple(Span(*each) for each in voice)
    script = merge(written(*lines), words)
    return place_unheard_phrases(script, gaps(speech, END_MS), END_MS)


def times(entries: Sequence[MergedWord], line: int) -> list[Span]:
    return [entry.supposed for entry in entries if entry.phrase == line and entry.supposed]


def test_a_phrase_that_was_passed_over_is_supposed_where_somebody_speaks() -> None:
    words = [*heard(FIRST, 0, 2000), *heard(LAST, 5000, 7000)]
    found = times(supposed(words, (0, 2000), (2500, 4300), (5000, 7000)), 1)
    assert len(found) == 5
    assert (found[0].start_ms, found[-1].end_ms) == (2500, 4300)


def test_a_phrase_for_which_there_is_no_speech_is_not() -> None:
    words = [*heard(FIRST, 0, 2000), *heard(LAST, 5000, 7000)]
    assert times(supposed(words, (0, 2000), (5000, 7000)), 1) == []


@pytest.mark.parametrize(("line", "until_ms"), [(LOST, 2650), ("Ja.", 7800)])
def test_speech_that_is_much_too_short_or_too_long_is_not_the_phrase(line: str, until_ms: int) -> None:
    words = [*heard(FIRST, 0, 500), *heard(LAST, 7900, 8000)]
    entries = supposed(words, (0, 500), (2500, until_ms), (7900, 8000), lines=(FIRST, line, LAST))
    assert times(entries, 1) == []


def test_a_phrase_before_or_after_all_that_was_heard_is_supposed_there() -> None:
    last = times(supposed(heard(FIRST, 0, 2000), (0, 2000), (2500, 4300), lines=(FIRST, LOST)), 1)
    assert (last[0].start_ms, last[-1].end_ms) == (2500, 4300)
    first = times(supposed(heard(LAST, 5000, 7000), (2500, 4300), (5000, 7000), lines=(LOST, LAST)), 0)
    assert (first[0].start_ms, first[-1].end_ms) == (2500, 4300)


def test_no_word_of_a_supposed_phrase_begins_in_a_pause() -> None:
    words = [*heard(FIRST, 0, 2000), *heard(LAST, 5000, 7000)]
    voice = ((2500, 3300), (3700, 4600))
    found = times(supposed(words, (0, 2000), *voice, (5000, 7000)), 1)
    assert len(found) == 5
    assert all(any(start <= span.start_ms <= end for start, end in voice) for span in found)
    assert all(one.end_ms <= other.start_ms for one, other in pairwise(found))


def test_of_two_phrases_the_one_that_fits_the_speech_is_supposed() -> None:
    longer = "Vijf zwervers bakten pizza buiten."
    words = [*heard(FIRST, 0, 2000), *heard(LAST, 5000, 7000)]
    entries = supposed(words, (0, 2000), (2500, 4000), (5000, 7000), lines=(FIRST, longer, LOST, LAST))
    assert (times(entries, 1), len(times(entries, 2))) == ([], 5)


def test_all_that_is_written_is_rather_said_where_people_speak_a_little_faster_than_usual() -> None:
    words = [*heard(FIRST, 0, 2000), *heard(LAST, 5000, 7000)]
    entries = supposed(words, (0, 2000), (2500, 4300), (5000, 7000), lines=(FIRST, "Ja hoor.", LOST, LAST))
    assert (len(times(entries, 1)), len(times(entries, 2))) == (2, 5)


@pytest.mark.parametrize(("each_ms", "said"), [(2000, [5]), (1000, [5, 6])])
def test_how_fast_people_speak_is_told_by_what_is_plainly_heard(each_ms: int, said: list[int]) -> None:
    lines, lost = [FIRST] * 5, "Vijf zwervers bakten pizza buiten."
    spans = [(at * 2100, at * 2100 + each_ms) for at in range(5)]
    words = [word for span in spans for word in heard(FIRST, *span)]
    entries = supposed(words, *spans, (10_900, 12_900), lines=(*lines, LOST, lost))
    assert [line for line in (5, 6) if times(entries, line)] == said


@pytest.mark.parametrize(
    ("until_ms", "said"), [(2900, [1]), (4300, [1, 2]), (5500, [1, 2, 3]), (2300 + 4800, [1, 2, 3])]
)
def test_of_several_unheard_phrases_those_are_supposed_that_need_the_speech_best(
    until_ms: int, said: list[int]
) -> None:
    lines = (FIRST, "Ja hoor.", LOST, "Vijf zwervers bakten pizza buiten.", LAST)
    words = [*heard(FIRST, 0, 2000), *heard(LAST, 7200, 8000)]
    entries = supposed(words, (0, 2000), (2300, until_ms), (7200, 8000), lines=lines)
    assert [line for line in range(5) if times(entries, line)] == said


def test_of_many_unheard_phrases_all_are_supposed_or_none() -> None:
    lines = (FIRST, *["Ja hoor."] * 9, LAST)
    words = [*heard(FIRST, 0, 2000), *heard(LAST, 7000, 8000)]
    entries = supposed(words, (0, 2000), (2200, 6800), (7000, 8000), lines=lines)
    assert [len(times(entries, line)) for line in range(1, 10)] == [2] * 9
    entries = supposed(words, (0, 2000), (2200, 2400), (7000, 8000), lines=lines)
    assert not any(entry.supposed for entry in entries)


def test_the_sound_of_a_passed_over_phrase_is_taken_back_from_the_word_it_ended_up_in() -> None:
    led_astray = [
        *heard("Waar kan", 2100, 2500),
        HeardWord("een", Span(2500, 5300), 0.9),
        *heard("mens terechtkomen?", 5300, 7000),
    ]
    entries = supposed([*heard(FIRST, 0, 2000), *led_astray], (0, 2000), (2100, 4300), (4800, 7000))
    found = times(entries, 1)
    assert len(found) == 5
    assert found[0].start_ms == 2100
    assert 3500 < found[-1].end_ms <= 4800
    first = next(entry.heard for entry in entries if entry.phrase == 2 and entry.heard)
    assert first.span.start_ms >= found[-1].end_ms - 200


def test_the_sound_of_a_passed_over_phrase_may_end_up_in_the_very_next_word() -> None:
    led_astray = [HeardWord("Waar", Span(2100, 5300), 0.9), *heard("kan een mens terechtkomen?", 5300, 7000)]
    entries = supposed([*heard(FIRST, 0, 2000), *led_astray], (0, 2000), (2100, 4300), (4800, 7000))
    found = times(entries, 1)
    assert (len(found), found[0].start_ms) == (5, 2100)
    assert 3500 < found[-1].end_ms <= 4800


def test_words_heard_plainly_are_rather_unwritten_than_another_phrase() -> None:
    said = heard("Dat hebben jullie allemaal gezien", 2500, 4500, sure=0.95)
    words = [*heard(FIRST, 0, 2000), *said, *heard(LAST, 5000, 7000)]
    entries = supposed(
        words,
        (0, 2000),
        (2500, 4500),
        (5000, 7000),
        lines=(FIRST, "Vijf zwervers bakten pizza buiten.", LAST),
    )
    assert times(entries, 1) == []
    assert not any(entry.instead for entry in entries)


@pytest.mark.parametrize(("sure", "instead"), [(0.2, True), (0.95, False)])
def test_what_was_heard_badly_in_place_of_a_phrase_is_marked_as_heard_instead(
    *, sure: float, instead: bool
) -> None:
    said = heard("Mmm hoo zou bij bij", 2500, 4300, sure=sure)
    words = [*heard(FIRST, 0, 2000), *said, *heard(LAST, 5000, 7000)]
    entries = supposed(words, (0, 2000), (2500, 4300), (5000, 7000))
    assert [entry.instead for entry in entries if entry.phrase is None] == [instead] * 5
    assert not any(entry.instead for entry in entries if entry.phrase is not None)
    assert len(times(entries, 1)) == (5 if instead else 0)


def test_only_phrases_that_were_not_heard_are_supposed() -> None:
    words = [*heard("Super dank voor dit", 0, 1500), *heard(LAST, 5000, 7000)]
    entries = supposed(words, (0, 2300), (2500, 4300), (5000, 7000))
    assert {entry.phrase for entry in entries if entry.supposed} == {1}
    assert [entry.heard for entry in entries if entry.heard] == words
