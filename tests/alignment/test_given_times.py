"""The times of a document guide where its words are looked for, as far as what was heard bears them out."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import pytest

from woordbeeld.alignment.given_times import Clock, Given, _in_order, clock_of, merged
from woordbeeld.alignment.phrases import phrases
from woordbeeld.alignment.script import MergedWord, merge
from woordbeeld.alignment.unheard_phrases import by_moment
from woordbeeld.speech.model import HeardWord
from woordbeeld.timing import Span
from woordbeeld.transcript.reader import read

MINUTE_MS = 60_000
WORD_MS = 300
AGAIN = "Dat hebben we samen zo besproken."
LINES = (
    "Goedemorgen allemaal en welkom.",
    AGAIN,
    "Vandaag praten wij over bomen.",
    AGAIN,
    "Volgend voorjaar planten wij eiken.",
    AGAIN,
    "Bewoners vragen vaker om groen.",
    AGAIN,
    "Tot slot wil ik iedereen bedanken.",
    "Buiten staat koffie klaar.",
    "Wel thuis en graag tot morgen.",
)
STARTS = tuple(at * 10_000 for at in range(len(LINES)))  # ms, of each line
TRANSCRIPT = read("".join(f"{line}\n" for line in LINES))


def hear(*lines: int) -> list[HeardWord]:
    """The lines with these places, said where they are said."""
    found = []
    for line in lines:
        for at, word in enumerate(LINES[line].split()):
            start_ms = STARTS[line] + at * WORD_MS
            found.append(HeardWord(word, Span(start_ms, start_ms + WORD_MS), 0.9))
    return found


def led(heard: Sequence[HeardWord], given: Given) -> tuple[MergedWord, ...]:
    return merged(phrases(TRANSCRIPT.spoken_lines, ()), TRANSCRIPT.spoken_lines, heard, given)


def times(change: Callable[[int], float] = float, *, but: Sequence[int] = ()) -> Given:
    """A time for each line but some, as a document has it."""
    spans = enumerate(STARTS, 1)
    return {(at, 0): Span(round(change(ms)), round(change(ms)) + 1) for at, ms in spans if at - 1 not in but}


def heard_lines(entries: Sequence[MergedWord]) -> set[int]:
    """The places of the lines of which words were heard, each of which is a phrase."""
    return {entry.phrase for entry in entries if entry.phrase is not None and entry.heard}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(float, id="as they are"),
        pytest.param(lambda ms: ms + 3_600_000, id="an hour late"),
        pytest.param(lambda ms: (ms + 5000) * 25 / 24, id="at another speed"),
        pytest.param(lambda ms: ms // 1000 * 1000 + 400, id="in seconds"),
    ],
)
def test_of_a_line_that_comes_back_the_one_at_its_time_was_heard(change: Callable[[int], float]) -> None:
    words = hear(0, 2, 5, 8, 9, 10)
    assert heard_lines(led(words, times(change))) == {0, 2, 5, 8, 9, 10}
    words = hear(0, 2, 3, 8, 9, 10)
    assert heard_lines(led(words, times(change))) == {0, 2, 3, 8, 9, 10}


def test_the_one_of_two_equal_lines_that_is_heard_is_the_one_at_its_time() -> None:
    text = f"{LINES[0]}\n{LINES[2]}\n{LINES[4]}\n{LINES[6]}\n{AGAIN}\n{AGAIN}\n{LINES[8]}\n"
    transcript = read(text)
    starts = [0, 20_000, 40_000, 60_000, 65_000, 70_000, 80_000]
    given = {(at, 0): Span(ms, ms + 1) for at, ms in enumerate(starts, 1)}
    said = [HeardWord(word.text, word.span.moved(-STARTS[7] + 70_000), 0.9) for word in hear(7)]
    words = sorted([*hear(0, 2, 4, 6, 8), *said], key=lambda word: word.span.start_ms)
    found = phrases(transcript.spoken_lines, ())
    assert heard_lines(merged(found, transcript.spoken_lines, words, given)) == {0, 1, 2, 3, 5, 6}
    said_before = [HeardWord(word.text, word.span.moved(-5000), 0.9) for word in said]
    words = sorted([*hear(0, 2, 4, 6, 8), *said_before], key=lambda word: word.span.start_ms)
    assert heard_lines(merged(found, transcript.spoken_lines, words, given)) == {0, 1, 2, 3, 4, 6}


def test_a_line_with_a_wrong_time_keeps_the_words_that_were_heard_for_it() -> None:
    given = {**times(), (5, 0): Span(75_000, 75_001)}
    assert heard_lines(led(hear(*range(len(LINES))), given)) == set(range(len(LINES)))


def test_times_of_another_video_change_nothing() -> None:
    chance = random.Random(3)  # noqa: S311  nothing secret
    starts = enumerate(sorted(chance.sample(range(10**6), len(LINES))), 1)
    given = {(at, 0): Span(ms, ms + 1) for at, ms in starts}
    words = hear(*range(len(LINES)))
    assert led(words, given) == merge(phrases(TRANSCRIPT.spoken_lines, ()), words)


def test_times_inside_a_line_guide_its_words_as_those_of_lines_do() -> None:
    whole = read(" ".join(LINES) + "\n")
    starts = [len(" ".join(LINES[:at]).split()) for at in range(len(LINES))]
    given = {(1, word): Span(ms, ms + 1) for word, ms in zip(starts, STARTS, strict=True)}
    found = phrases(whole.spoken_lines, ())
    for said in (3, 5):
        entries = merged(found, whole.spoken_lines, hear(0, 2, said, 8, 9, 10), given)
        words = [entry for entry in entries if entry.phrase is not None]
        heard = {at for at, first in enumerate(starts) if words[first].heard}
        assert heard == {0, 2, said, 8, 9, 10}


def test_a_line_that_was_not_heard_is_said_at_its_time() -> None:
    entries = led(hear(0, 1, 2, 3, 4, 6, 7, 8, 9, 10), times(lambda ms: ms + 1_000_000))
    unheard = [entry for entry in entries if entry.phrase == 5]
    assert unheard[0].given_ms == STARTS[5]
    assert all(entry.given_ms is None for entry in entries if entry is not unheard[0])


def test_a_run_is_parted_at_the_times_of_its_lines() -> None:
    run = [
        MergedWord("een", 0, None),
        MergedWord("twee", 1, None, given_ms=5000),
        MergedWord("drie", 2, None, given_ms=500),
    ]
    parts = [(edge, [entry.text for entry in part]) for edge, part in by_moment(run, 1000, 4000)]
    assert parts == [((1000, 4000), ["een"]), ((4000, 1000), ["twee"]), ((1000, 4000), ["drie"])]


def test_a_clock_is_found_though_four_in_ten_lines_are_off() -> None:
    points = [(at * 5000, at * 5000 + 36_000 + (70_000 if at % 5 < 2 else at % 7)) for at in range(50)]
    clock = clock_of(points)
    assert clock is not None
    assert abs(clock.offset_ms - 36_000) < 10
    assert clock.moment(100_000) == pytest.approx(136_000, abs=10)


def test_times_to_the_minute_tell_in_which_minute_a_line_is_said_and_not_when() -> None:
    clock = clock_of([(ms // MINUTE_MS * MINUTE_MS, ms) for ms in range(0, 600_000, 7000)])
    assert clock is not None
    assert not clock.is_exact
    assert clock.reach_ms >= 30_000


def test_a_few_lines_tell_no_clock() -> None:
    assert clock_of([(0, 0), (1000, 1000)]) is None


def test_speed_and_offset_lead_to_a_moment() -> None:
    assert Clock(-1000, 0.96, 2000, is_exact=True).moment(100_000) == 95_000


def test_a_time_out_of_order_is_left_out() -> None:
    assert _in_order({0: 10, 5: 90, 9: 20, 12: 30}) == {0: 10, 9: 20, 12: 30}
