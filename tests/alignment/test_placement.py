"""Words and pauses of a chunk are placed at once: in order, apart, and where sound and attention agree."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from woordbeeld.alignment.evidence import Evidence
from woordbeeld.alignment.placement import Boundary, Hint, PlacedWord, Slot, place_words
from woordbeeld.speech.model import Attention

HEARD = Hint(heard=True)


def evidence_of(duration_ms: int, *voice: tuple[int, int]) -> Evidence:
    """Plain speech in the given spans, and plainly none elsewhere."""
    evidence = np.full(duration_ms // 10, -2.0, np.float32)
    for start_ms, end_ms in voice:
        evidence[start_ms // 10 : end_ms // 10] = 2.0
    return evidence


def attention_to(duration_ms: int, *words: tuple[int, int]) -> Attention:
    """Attention to one token a word, in the given spans, 40 ms early as the recogniser turns to it."""
    weights = np.full((len(words), duration_ms // 20), -0.5, np.float32)
    for at, (start_ms, end_ms) in enumerate(words):
        weights[at, max(0, start_ms - 40) // 20 : (end_ms - 40) // 20] = 3.0
    return Attention(weights, (1,) * len(words), (0.9,) * len(words))


def place(
    attention: Attention, evidence: Evidence, *between: Boundary, hints: dict[int, Hint] | None = None
) -> tuple[PlacedWord, ...]:
    slots = [Slot(boundary) for boundary in (Boundary.SENTENCE, *between, Boundary.SENTENCE)]
    return place_words(
        attention, evidence, slots, [(hints or {}).get(at, HEARD) for at in range(len(attention.tokens))]
    )


def spans(placed: tuple[PlacedWord, ...]) -> list[tuple[int, int]]:
    return [(word.span.start_ms, word.span.end_ms) for word in placed]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(1, 3), min_size=1, max_size=8), st.integers(5, 60), st.integers(0, 2**31), st.data()
)
def test_words_are_in_order_apart_and_within_the_chunk_whatever_is_heard(
    tokens: list[int], frames: int, seed: int, data: st.DataObject
) -> None:
    rng = np.random.default_rng(seed)
    attention = Attention(
        rng.uniform(-1, 4, (sum(tokens), frames)).astype(np.float32), tuple(tokens), (0.5,) * len(tokens)
    )
    slots = data.draw(
        st.lists(
            st.builds(Slot, st.sampled_from(Boundary), st.booleans()),
            min_size=len(tokens) + 1,
            max_size=len(tokens) + 1,
        )
    )
    near = st.none() | st.tuples(st.integers(-500, 1500), st.integers(1, 1500)).map(
        lambda time: (time[0], sum(time))
    )
    hints = data.draw(
        st.lists(st.builds(Hint, st.booleans(), near), min_size=len(tokens), max_size=len(tokens))
    )
    placed = place_words(attention, rng.uniform(-2, 2, frames * 2).astype(np.float32), slots, hints)
    assert len(placed) == len(tokens)
    assert all(one.span.end_ms <= other.span.start_ms for one, other in pairwise(placed))
    assert placed[0].span.start_ms >= 0
    assert placed[-1].span.end_ms <= frames * 20


def test_words_begin_and_end_where_the_speech_does() -> None:
    voice = ((200, 600), (900, 1500))
    placed = place(attention_to(2000, *voice), evidence_of(2000, *voice), Boundary.SENTENCE)
    assert spans(placed) == [*voice]
    assert [word.after_pause for word in placed] == [True, True]


def test_within_speech_the_attention_tells_one_word_from_the_next() -> None:
    placed = place(attention_to(1000, (100, 500), (500, 900)), evidence_of(1000, (100, 900)), Boundary.WORD)
    assert spans(placed) == [(100, 500), (500, 900)]
    assert not placed[1].after_pause


@pytest.mark.parametrize("boundary", Boundary)
@pytest.mark.parametrize("pause_ms", [100, 300, 500])
def test_a_plain_pause_is_never_inside_a_word_though_attention_goes_on(
    boundary: Boundary, pause_ms: int
) -> None:
    evidence = evidence_of(1700, (100, 700), (700 + pause_ms, 1500))
    for turning_ms in (650 + pause_ms, 700 + pause_ms):
        placed = place(attention_to(1700, (100, turning_ms), (turning_ms, 1500)), evidence, boundary)
        assert spans(placed) == [(100, 700), (700 + pause_ms, 1500)]


def test_the_burst_of_a_stop_consonant_belongs_to_its_word() -> None:
    placed = place(attention_to(1000, (100, 900)), evidence_of(1000, (100, 150), (200, 900)))
    assert spans(placed) == [(100, 900)]


def test_a_click_or_a_cough_in_a_long_pause_is_no_part_of_a_word() -> None:
    attention = attention_to(3000, (100, 1000), (1900, 2900))
    for sound in ((1440, 1480), (1110, 1250)):
        placed = place(attention, evidence_of(3000, (100, 1000), sound, (1900, 2900)), Boundary.SENTENCE)
        assert spans(placed) == [(100, 1000), (1900, 2900)]


def test_a_line_takes_the_pause_rather_than_a_word() -> None:
    attention = attention_to(2400, (100, 800), (800, 1500), (1500, 2300))
    evidence = evidence_of(2400, (100, 1000), (1300, 2300))
    early = place(attention, evidence, Boundary.WORD, Boundary.SENTENCE)
    assert spans(early) == [(100, 800), (800, 1000), (1300, 2300)]
    late = place(attention, evidence, Boundary.SENTENCE, Boundary.WORD)
    assert spans(late) == [(100, 1000), (1300, 1500), (1500, 2300)]


def test_a_line_boundary_takes_the_longer_pause_though_attention_turns_at_the_shorter() -> None:
    attention = attention_to(2400, (100, 800), (800, 2300))
    placed = place(attention, evidence_of(2400, (100, 700), (800, 1200), (1600, 2300)), Boundary.SENTENCE)
    assert spans(placed) == [(100, 1200), (1600, 2300)]


def test_a_word_that_was_not_heard_may_be_said_faster_than_its_tokens_last() -> None:
    attention = Attention(np.zeros((5, 50), np.float32), (5,), (0.1,))
    evidence = evidence_of(1000, (400, 460))
    assert spans(place(attention, evidence, hints={0: Hint(heard=False)})) == [(400, 460)]
    (heard,) = place(attention, evidence, hints={0: HEARD})
    assert heard.span.duration_ms >= 100


def test_speech_of_others_is_left_to_nobody_where_the_slot_is_open() -> None:
    attention = attention_to(3000, (100, 600), (2300, 2900))
    slots = [Slot(Boundary.SENTENCE), Slot(Boundary.SENTENCE, other=True), Slot(Boundary.SENTENCE)]
    evidence = evidence_of(3000, (100, 600), (800, 2000), (2300, 2900))
    placed = place_words(attention, evidence, slots, [HEARD, HEARD])
    assert spans(placed) == [(100, 600), (2300, 2900)]
    assert place(attention, evidence, Boundary.SENTENCE)[0].span.end_ms == 2000


def test_a_word_stays_near_where_it_was_heard() -> None:
    voice = ((100, 500), (3000, 3400))
    attention = attention_to(4000, (3000, 3400))
    evidence = evidence_of(4000, *voice)
    assert place(attention, evidence)[0].span.start_ms == 3000
    near = Hint(heard=True, near=(100, 500))
    assert place(attention, evidence, hints={0: near})[0].span.start_ms == 100


def test_a_chunk_too_short_for_its_words_is_shared_evenly() -> None:
    attention = Attention(np.zeros((20, 5), np.float32), (5, 5, 5, 5), (0.1,) * 4)
    placed = place(attention, evidence_of(100, (0, 100)), *[Boundary.WORD] * 3)
    assert spans(placed) == [(0, 25), (25, 50), (50, 75), (75, 100)]


def test_a_pause_is_rather_at_the_end_of_a_sentence_than_amid_one() -> None:
    assert Boundary.WORD.pause_cost > Boundary.CLAUSE.pause_cost > Boundary.SENTENCE.pause_cost
    assert Boundary.SENTENCE.no_pause_cost > Boundary.CLAUSE.no_pause_cost > Boundary.WORD.no_pause_cost


@pytest.mark.parametrize("duration_ms", [20, 40, 60])
def test_a_chunk_of_hardly_any_time_still_gives_its_word_one(duration_ms: int) -> None:
    attention = Attention(np.ones((1, duration_ms // 20), np.float32), (1,), (0.5,))
    (word,) = place(attention, evidence_of(duration_ms, (0, duration_ms)))
    assert word.span.end_ms <= duration_ms
