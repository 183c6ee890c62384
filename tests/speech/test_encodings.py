"""What the encoder made of sound is kept on disk, and the same comes back."""

from __future__ import annotations

import errno
from typing import Any

import numpy as np
import pytest

from woordbeeld.speech import encodings
from woordbeeld.speech.encodings import Encodings


class Encoder:
    """Makes something of a chunk, and counts how often."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, chunk: np.ndarray) -> Any:
        import torch

        self.asked += 1
        return torch.from_numpy(np.outer(chunk[:3], np.arange(4, dtype=np.float32)))


CHUNKS = [np.random.default_rng(at).normal(size=20).astype(np.float32) for at in range(5)]


def test_each_chunk_is_encoded_once_and_comes_back_as_it_was() -> None:
    encoder, kept = Encoder(), Encodings()
    first = [kept.of(chunk, encoder) for chunk in CHUNKS]
    again = [kept.of(chunk, encoder) for chunk in reversed(CHUNKS)][::-1]
    assert encoder.asked == len(CHUNKS)
    for one, other, chunk in zip(first, again, CHUNKS, strict=True):
        assert one.equal(other)
        assert one.equal(encoder(chunk).half().float())


def test_without_room_on_disk_it_is_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(encodings, "TemporaryFile", full)
    encoder, kept = Encoder(), Encodings()
    assert kept.of(CHUNKS[0], encoder).equal(kept.of(CHUNKS[0], encoder))
    assert encoder.asked == 2
