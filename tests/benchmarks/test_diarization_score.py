"""The scorer of who speaks when, on cases whose score is known."""

from __future__ import annotations

import numpy as np
import pytest
from tests.benchmarks.diarization_score import Score, best_pairs, score

from woordbeeld.timing import Span

TRUTH = [(Span(0, 4000), "A"), (Span(5000, 9000), "B")]


def test_what_is_right_but_for_the_names_has_no_errors() -> None:
    assert score(TRUTH, [(Span(0, 4000), 7), (Span(5000, 9000), 3)], 0) == Score(0, 0, 0)


def test_nothing_found_is_all_missed() -> None:
    assert score(TRUTH, [], 0) == Score(1, 0, 0)


def test_speech_where_nobody_speaks_is_a_false_alarm() -> None:
    assert score(TRUTH, [(Span(0, 4800), 1), (Span(5000, 9000), 2)], 0).false_alarm == pytest.approx(0.1)


def test_one_voice_for_two_speakers_confuses_the_one_who_speaks_least() -> None:
    truth = [(Span(0, 6000), "A"), (Span(6000, 8000), "B")]
    assert score(truth, [(Span(0, 8000), 1)], 0) == Score(0, 0, 0.25)


def test_where_two_speak_at_once_both_count() -> None:
    truth = [(Span(0, 2000), "A"), (Span(1000, 2000), "B")]
    assert score(truth, [(Span(0, 2000), 1)], 0).missed == pytest.approx(1 / 3)


def test_edges_and_what_is_in_no_transcript_are_not_scored() -> None:
    found = [(Span(200, 4200), 1), (Span(5000, 9000), 2)]
    assert score(TRUTH, found, 0).error > 0
    assert score(TRUTH, found, 250) == Score(0, 0, 0)
    assert score(TRUTH, [*found, (Span(9500, 9900), 2)], 250, [Span(9400, 9900)]) == Score(0, 0, 0)


def test_pairs_are_the_best_together_not_one_by_one() -> None:
    shared = np.array([[9, 8], [8, 0]])
    assert best_pairs(shared) == [(0, 1), (1, 0)]
    assert best_pairs(np.array([[5, 1, 2]])) == [(0, 0)]
