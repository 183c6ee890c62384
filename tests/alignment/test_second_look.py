"""A phrase that ended up in a word beside it is found there; what nobody can say is not sure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import pytest

from woordbeeld.alignment.forcing import TimedWord
from woordbeeld.alignment.script import MergedWord
from woordbeeld.alignment.second_look import DOUBTED, doubted, looked_again
from woordbeeld.speech.model import HeardWord
from woordbeeld.timing import Span

FIRST, LOST, LAST = "Super dank daarvoor.", "Het is een heel rare boel!", "Waar kan een mens terecht?"
SURE = 0.97
EVERYWHERE = (Span(0, 60_000),)


def script(*phrases: str, unheard: str = LOST) -> tuple[MergedWord, ...]:
    return tuple(
        MergedWord(word, at, None if phrase == unheard else HeardWord(word, Span(0, 1), 0.9))
        for at, phrase in enumerate(phrases)
        for word in phrase.split()
    )


def timed(entries: Sequence[MergedWord], **times: tuple[int, int]) -> dict[int, TimedWord]:
    """Words of phrases `p0`, `p1` and so on, evenly over a time."""
    found: dict[int, TimedWord] = {}
    for phrase, group in groupby(range(len(entries)), key=lambda at: entries[at].phrase):
        places = list(group)
        if f"p{phrase}" in times:
            start_ms, end_ms = times[f"p{phrase}"]
            step = (end_ms - start_ms) // len(places)
            for number, at in enumerate(places):
                found[at] = TimedWord(
                    Span(start_ms + number * step, start_ms + (number + 1) * step), SURE, 0.5
                )
    return found


def stretched(found: dict[int, TimedWord], at: int, span: Span) -> dict[int, TimedWord]:
    return found | {at: TimedWord(span, SURE, 0.5)}


def phrase_starts(entries: Sequence[MergedWord]) -> Iterator[tuple[int | None, int]]:
    for phrase, group in groupby(range(len(entries)), key=lambda at: entries[at].phrase):
        yield phrase, next(group)


ENTRIES = script(FIRST, LOST, LAST)
STARTS = dict(phrase_starts(ENTRIES))
PLAUSIBLE = timed(ENTRIES, p0=(0, 1500), p1=(2000, 3800), p2=(4000, 5500))
IN_THE_NEXT = stretched(timed(ENTRIES, p0=(0, 1500), p2=(4000, 5500)), STARTS[2], Span(2000, 4300))
IN_THE_LAST = stretched(timed(ENTRIES, p0=(0, 1500), p2=(4000, 5500)), STARTS[1] - 1, Span(1000, 3800))


@pytest.mark.parametrize("before", [IN_THE_NEXT, IN_THE_LAST])
def test_a_phrase_that_was_passed_over_is_looked_for_in_the_long_word_beside_it(
    before: dict[int, TimedWord],
) -> None:
    asked: list[Sequence[MergedWord]] = []

    def time(entries: Sequence[MergedWord]) -> dict[int, TimedWord]:
        asked.append(entries)
        return PLAUSIBLE

    entries, times = looked_again(ENTRIES, before, EVERYWHERE, time)
    assert times == PLAUSIBLE
    assert entries == asked[0]
    spans = [entry.supposed for entry in entries if entry.phrase == 1]
    assert all(span and 1000 <= span.start_ms < span.end_ms <= 4300 for span in spans)
    assert not any(entry.supposed for entry in entries if entry.phrase != 1)


@pytest.mark.parametrize(
    "after",
    [
        timed(ENTRIES, p0=(0, 1500), p2=(4000, 5500)),  # no time for it either
        timed(ENTRIES, p0=(0, 1500), p1=(2000, 2120), p2=(4000, 5500)),  # said too fast
        stretched(PLAUSIBLE, STARTS[2], Span(3900, 6500)),  # the word is as long as before
    ],
)
def test_what_is_no_better_is_not_believed(after: dict[int, TimedWord]) -> None:
    found = looked_again(ENTRIES, IN_THE_NEXT, EVERYWHERE, lambda _: after)
    assert found == (ENTRIES, IN_THE_NEXT)


@pytest.mark.parametrize(
    ("before", "sounding"),
    [
        (timed(ENTRIES, p0=(0, 1500), p2=(4000, 5500)), EVERYWHERE),  # no word is too long
        (IN_THE_NEXT, ()),  # nobody speaks there
        (IN_THE_NEXT, (Span(2000, 2150),)),  # hardly anything is said there
        (PLAUSIBLE, EVERYWHERE),  # all has a time
    ],
)
def test_it_is_looked_for_only_where_it_may_be(
    before: dict[int, TimedWord], sounding: tuple[Span, ...]
) -> None:
    def time(_: Sequence[MergedWord]) -> dict[int, TimedWord]:
        raise AssertionError("there is nothing to look for")

    assert looked_again(ENTRIES, before, sounding, time) == (ENTRIES, before)


def test_of_two_phrases_that_were_passed_over_the_one_that_is_found_is_believed() -> None:
    entries = script(FIRST, LOST, LAST, LOST, LAST)
    starts = dict(phrase_starts(entries))
    once = timed(entries, p0=(0, 1500), p2=(4000, 5500), p4=(9000, 10_500))
    before = stretched(stretched(once, starts[2], Span(2000, 4300)), starts[4], Span(7000, 9300))
    first_only = timed(entries, p0=(0, 1500), p1=(2000, 3800), p2=(4000, 5500), p4=(9000, 10_500))
    both = first_only | timed(entries, p3=(7000, 7090))

    def time(script: Sequence[MergedWord]) -> dict[int, TimedWord]:
        return both if script[starts[3]].supposed else first_only

    found, times = looked_again(entries, before, EVERYWHERE, time)
    assert times == first_only
    assert [phrase for phrase, at in starts.items() if found[at].supposed] == [1]


def test_what_nobody_says_so_fast_is_not_sure_nor_is_what_follows() -> None:
    times = timed(ENTRIES, p0=(0, 1500), p1=(2000, 2120), p2=(2200, 4000))
    sure = {entry.phrase: doubted(ENTRIES, times)[at].confidence for at, entry in enumerate(ENTRIES)}
    assert sure == {0: SURE, 1: DOUBTED, 2: DOUBTED}


def test_a_word_that_lasts_too_long_is_not_sure_unless_it_is_the_last() -> None:
    found = doubted(ENTRIES, IN_THE_NEXT)
    assert found[STARTS[2]].confidence == DOUBTED
    assert {word.confidence for at, word in found.items() if at != STARTS[2]} == {SURE}
    assert doubted(ENTRIES, IN_THE_LAST) == IN_THE_LAST


def test_what_can_be_said_is_as_sure_as_it_was() -> None:
    assert doubted(ENTRIES, PLAUSIBLE) == PLAUSIBLE
