"""Some of the conversions of mutilated captions that `make fuzz` tries by the thousand."""

from __future__ import annotations

from tests.robust.fuzz_conversions import run


def test_mutilated_captions_are_converted_without_a_loss() -> None:
    assert run(count=300, seed=15).faults == ()
