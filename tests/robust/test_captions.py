"""Some of the files of captions that `make fuzz` tries by the thousand."""

from __future__ import annotations

from tests.robust.fuzz_captions import run


def test_files_of_captions_are_given_back_and_a_fix_loses_nothing() -> None:
    outcome = run(count=60, seed=1)
    assert outcome.faults == ()
    assert outcome.count == 60
