"""A cache that is damaged anywhere costs time and nothing else; `fuzz_cache` tries more of it."""

from __future__ import annotations

from tests.robust.fuzz_cache import run


def test_a_run_on_a_damaged_cache_is_as_one_on_a_whole_one() -> None:
    outcome = run(count=40, seed=14)
    assert outcome.tried == 40
    assert outcome.faults == ()
