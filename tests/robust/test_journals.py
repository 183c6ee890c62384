"""Damaged journals; `python -m tests.robust.fuzz_journals` does as many as you like."""

from __future__ import annotations

from tests.robust.fuzz_journals import run


def test_no_damage_to_a_journal_loses_more_than_what_is_damaged() -> None:
    outcome = run(60, seed=14)
    assert outcome.faults == ()
    assert outcome.count == 60
