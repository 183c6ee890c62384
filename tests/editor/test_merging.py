"""What two people change in one text is brought together, and shown where only a person can decide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.editor.merging import Conflict, conflicts, merge, merged

LINES = st.lists(st.sampled_from(["een\n", "twee\n", "drie\r\n", "\n", "vier"]), max_size=8).map("".join)


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "text"),
    [
        ("een\ntwee\ndrie\n", "EEN\ntwee\ndrie\n", "een\ntwee\nDRIE\n", "EEN\ntwee\nDRIE\n"),
        ("een\ntwee\n", "een\ntwee\n", "een\n", "een\n"),
        ("een\ntwee\n", "nul\neen\ntwee\n", "een\ntwee\ndrie\n", "nul\neen\ntwee\ndrie\n"),
        ("een\n", "anders\n", "anders\n", "anders\n"),
    ],
)
def test_what_one_side_changed_is_taken_over(base: str, ours: str, theirs: str, text: str) -> None:
    assert merged(merge(base, ours, theirs)) == text


def test_lines_beside_each_other_changed_by_both_are_shown_as_one_place() -> None:
    texts = ("een\r\ntwee\r\n", "een\r\nTWEE\r\n", "EEN\r\ntwee\r\n")
    assert conflicts(merge(*texts)) == (Conflict(*texts),)


def test_what_both_changed_is_shown_and_decided() -> None:
    parts = merge("kop\neen\nstaart\n", "kop\nhier\nstaart\n", "kop\ndaar\nstaart\n")
    assert conflicts(parts) == (Conflict("een\n", "hier\n", "daar\n"),)
    assert merged(parts, ["daar\n"]) == "kop\ndaar\nstaart\n"


@given(LINES, LINES)
def test_a_side_that_changed_nothing_loses_nothing(base: str, other: str) -> None:
    assert merged(merge(base, other, base)) == other
    assert merged(merge(base, base, other)) == other


@given(LINES, LINES, LINES)
def test_choosing_one_side_everywhere_keeps_all_of_that_side_that_is_in_conflict(
    base: str, ours: str, theirs: str
) -> None:
    parts = merge(base, ours, theirs)
    mirrored = merge(base, theirs, ours)
    assert [(each.ours, each.theirs) for each in conflicts(parts)] == [
        (each.theirs, each.ours) for each in conflicts(mirrored)
    ]
    assert merged(parts, [each.ours for each in conflicts(parts)]) == merged(
        mirrored, [each.theirs for each in conflicts(mirrored)]
    )
