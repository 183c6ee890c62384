"""A span that parts share by their weights: nothing of it is lost, and no part is without time."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.timing import Span, part_edges, shares

SPANS = st.builds(
    lambda start_ms, length_ms: Span(start_ms, start_ms + length_ms),
    st.integers(0, 10**9),
    st.integers(1, 10**9) | st.integers(1, 20),
)
WEIGHTS = st.lists(st.integers(0, 10**12) | st.integers(0, 3), min_size=1, max_size=40)


@given(SPANS, WEIGHTS)
def test_parts_join_without_gaps_from_start_to_end(span: Span, weights: list[int]) -> None:
    moments = part_edges(span, weights)
    assert (moments[0], moments[-1]) == (span.start_ms, span.end_ms)
    assert len(moments) == len(weights) + 1
    assert list(moments) == sorted(moments)


@given(SPANS, WEIGHTS)
def test_each_part_has_its_share_to_a_millisecond(span: Span, weights: list[int]) -> None:
    counted = weights if sum(weights) else [1] * len(weights)
    for weight, (start_ms, end_ms) in zip(counted, pairwise(part_edges(span, weights)), strict=True):
        assert abs((end_ms - start_ms) * sum(counted) - span.duration_ms * weight) < sum(counted)


@given(SPANS, WEIGHTS)
def test_shares_join_and_end_with_the_span_wherever_it_has_a_millisecond_for_each(
    span: Span, weights: list[int]
) -> None:
    found = shares(span, weights)
    assert len(found) == len(weights)
    assert all(before.end_ms == after.start_ms for before, after in pairwise(found))
    assert found[0].start_ms == span.start_ms
    assert found[-1].end_ms == max(span.end_ms, span.start_ms + len(weights))


@given(SPANS, WEIGHTS)
def test_shares_are_the_parts_wherever_all_of_those_have_time(span: Span, weights: list[int]) -> None:
    parts = list(pairwise(part_edges(span, weights)))
    if all(end_ms > start_ms for start_ms, end_ms in parts):
        assert [(share.start_ms, share.end_ms) for share in shares(span, weights)] == parts


def test_nobody_shares_nothing() -> None:
    assert shares(Span(0, 10), []) == ()
