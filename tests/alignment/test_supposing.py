"""Lines that were not heard are supposed where there is speech for them, and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from woordbeeld.alignment.script import Entry, merge
from woordbeeld.alignment.supposing import suppose
from woordbeeld.speech.model import HeardWord
from woordbeeld.timing import Span, gaps

FIRST, LOST, LAST = (
    "Super dank voor dit rapport.",
    "Wow, wat een rare boel!",
    "Waar kan een mens terechtkomen?",
)
END_MS = 8000


def heard(text: str, start_ms: int, end_ms: int, sure: float = 0.9) -> list[HeardWord]:
    texts = text.split()
    edges = [start_ms + (end_ms - start_ms) * at // len(texts) for at in range(len(texts) + 1)]
    return [HeardWord(word, Span(*edge), sure) for word, edge in zip(texts, pairwise(edges), strict=True)]


def supposed(
    words: Sequence[HeardWord], *voice: tuple[int, int], lines: Sequence[str] = (FIRST, LOST, LAST)
) -> tuple[Entry, ...]:
    speech = tuple(Span(*each) for each in voice)
    script = merge([line.split() for line in lines], words)
    return suppose(script, gaps(speech, END_MS), END_MS)


def times(entries: Sequence[Entry], line: int) -> list[Span]:
    return [entry.supposed for entry in entries if entry.line == line and entry.supposed]


def test_a_line_that_was_passed_over_is_supposed_where_somebody_speaks() -> None:
    words = [*heard(FIRST, 0, 2000), *heard(LAST, 5000, 7000)]
    found = times(supposed(words, (0, 2000), (2500, 4300), (5000, 7000)), 1)
    assert len(found) == 5
    assert (found[0].start_ms, found[-1].end_ms) == (2500, 4300)


def test_a_line_for_which_there_is_no_speech_is_not() -> None:
    words = [*heard(FIRST, 0, 2000), *heard(LAST, 5000, 7000)]
    assert times(supposed(words, (0, 2000), (5000, 7000)), 1) == []


def test_speech_that_is_much_too_short_or_too_long_is_not_the_line() -> None:
    words = [*heard(FIRST, 0, 500), *heard(LAST, 7900, 8000)]
    assert times(supposed(words, (0, 500), (2500, 2650), (7900, 8000)), 1) == []


def test_of_two_lines_the_one_that_fits_the_speech_is_supposed() -> None:
    short = "Ja hoor."
    words = [*heard(FIRST, 0, 2000), *heard(LAST, 5000, 7000)]
    entries = supposed(words, (0, 2000), (2500, 4300), (5000, 7000), lines=(FIRST, short, LOST, LAST))
    assert (times(entries, 1), len(times(entries, 2))) == ([], 5)


def test_the_sound_of_a_passed_over_line_is_taken_back_from_the_word_it_ended_up_in() -> None:
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
    first = next(entry.heard for entry in entries if entry.line == 2 and entry.heard)
    assert first.span.start_ms >= found[-1].end_ms - 200


def test_words_heard_plainly_are_rather_unwritten_than_another_line() -> None:
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


def test_what_was_heard_badly_in_place_of_a_line_is_marked_as_heard_instead() -> None:
    said = heard("Wo wad un raaie poel", 2500, 4300, sure=0.2)
    words = [*heard(FIRST, 0, 2000), *said, *heard(LAST, 5000, 7000)]
    entries = supposed(words, (0, 2000), (2500, 4300), (5000, 7000))
    line = [entry for entry in entries if entry.line == 1]
    assert all(entry.supposed or entry.heard for entry in line)
