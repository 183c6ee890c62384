"""Sound on disk is what it was, whatever room there is, and takes memory only where it is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.benchmarks.memory import resident_kib

from woordbeeld import sound_on_disk
from woordbeeld.sound_on_disk import let_go, on_disk


def blocks(samples: np.ndarray, sizes: int) -> Iterator[bytes]:
    data = samples.tobytes()
    return (data[at : at + sizes] for at in range(0, len(data), sizes))


@given(length=st.integers(0, 2000), sizes=st.integers(1, 999), room=st.integers(0, 9000))
def test_the_same_comes_back_whatever_room_there_is(length: int, sizes: int, room: int) -> None:
    samples = np.random.default_rng(length).normal(size=length).astype(np.float32)
    left = room

    def written(file: IO[bytes], block: bytes) -> int:
        nonlocal left
        there = file.write(block[:left])
        left -= there
        return there

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sound_on_disk, "_written", written)
        found = on_disk(blocks(samples, sizes))
    let_go(found)
    assert np.array_equal(found, samples)


def test_a_disk_that_is_full_or_fails_takes_nothing() -> None:
    with Path("/dev/full").open("wb", buffering=0) as full:
        assert sound_on_disk._written(full, b"1234") == 0


def test_what_is_let_go_is_in_memory_no_more_and_can_be_read_again() -> None:
    samples = np.arange(16 << 20, dtype=np.float32)
    found = on_disk(blocks(samples, 1 << 20))
    part = found[100:]
    total = float(part.sum())
    before = resident_kib()
    let_go(part)
    assert before - resident_kib() > 60 << 10  # of the 64 MB
    assert float(part.sum()) == total


def test_samples_that_stand_in_memory_stay() -> None:
    let_go(np.zeros(9, np.float32))
