"""Words meet the pauses: edges where speech starts and stops, in order, never one over the other."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.alignment.pauses import Boundary, settle
from woordbeeld.timing import Span

LINE, SENTENCE, PHRASE, WORD = Boundary.LINE, Boundary.SENTENCE, Boundary.PHRASE, Boundary.WORD
STRETCH = Span(0, 10_000)


def in_a_row(edges: list[int]) -> list[Span]:
    return [Span(start, end) for start, end in pairwise(sorted(edges)) if end > start]


@given(
    st.lists(st.integers(0, 10_000), min_size=2, max_size=20, unique=True),
    st.lists(st.integers(0, 10_000), max_size=20, unique=True),
    st.data(),
)
def test_words_keep_their_order_and_never_overlap_whatever_the_pauses(
    word_edges: list[int], pause_edges: list[int], data: st.DataObject
) -> None:
    words = in_a_row(word_edges)
    kinds = data.draw(st.lists(st.sampled_from(Boundary), min_size=len(words) + 1, max_size=len(words) + 1))
    settled = settle(words, kinds, tuple(in_a_row(pause_edges)[::2]), STRETCH)
    assert len(settled) == len(words)
    assert all(before.end_ms <= after.start_ms for before, after in pairwise(settled))
    assert settled[0].start_ms >= STRETCH.start_ms
    assert settled[-1].end_ms <= STRETCH.end_ms


def test_a_word_does_not_begin_in_the_silence_before_it() -> None:
    (word,) = settle([Span(0, 1500)], [LINE, LINE], (Span(0, 800), Span(1400, 10_000)), STRETCH)
    assert word == Span(800, 1400)


def test_the_pause_between_two_lines_lies_between_them_though_the_recogniser_gave_it_to_a_word() -> None:
    words = [Span(0, 400), Span(400, 1700), Span(1700, 2200)]
    settled = settle(words, [LINE, WORD, LINE, LINE], (Span(900, 1600), Span(2200, 10_000)), STRETCH)
    assert (settled[1].end_ms, settled[2].start_ms) == (900, 1600)


def test_a_line_takes_the_pause_rather_than_a_word() -> None:
    words = [Span(0, 1000), Span(1000, 1500), Span(1500, 3000)]
    pauses = (Span(1150, 1400), Span(3000, 10_000))
    assert settle(words, [LINE, WORD, LINE, LINE], pauses, STRETCH)[1].end_ms == 1150
    assert settle(words, [LINE, LINE, WORD, LINE], pauses, STRETCH)[0].end_ms == 1150


def test_without_pauses_the_recogniser_is_believed() -> None:
    words = [Span(0, 400), Span(400, 900), Span(900, 10_000)]
    assert settle(words, [LINE, WORD, LINE, LINE], (), STRETCH)[1] == Span(400, 900)


def test_the_burst_of_a_stop_consonant_belongs_to_its_word() -> None:
    silent_then_burst = (Span(0, 1000), Span(1040, 1100), Span(2000, 10_000))
    (word,) = settle([Span(900, 2100)], [LINE, LINE], silent_then_burst, STRETCH)
    assert word.start_ms == 1000


def test_a_click_in_a_long_pause_is_no_speech() -> None:
    words = [Span(0, 1000), Span(1000, 3000)]
    pauses = (Span(1000, 1400), Span(1440, 1900), Span(3000, 10_000))
    before, after = settle(words, [LINE, LINE, LINE], pauses, STRETCH)
    assert (before.end_ms, after.start_ms) == (1000, 1900)
