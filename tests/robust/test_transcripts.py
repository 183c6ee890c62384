"""Some of the mutilated transcripts that `make fuzz` tries by the thousand."""

from __future__ import annotations

from tests.robust.fuzz_transcripts import run


def test_mutilated_transcripts_lose_nothing_and_change_only_what_was_asked() -> None:
    outcome = run(count=100, seed=1)
    assert outcome.faults == []
    assert outcome.tried == 100
    assert {"read", "refused as text", "set", "rename", "merge"} <= set(outcome.results)
