"""Long sound stands on disk, and is read from there: an hour of it takes 230 MB."""

from __future__ import annotations

import mmap
from collections.abc import Iterable
from tempfile import TemporaryFile
from typing import IO, Any

import numpy as np
import numpy.typing as npt

Samples = npt.NDArray[np.float32]


def on_disk(blocks: Iterable[bytes]) -> Samples:
    """Samples, float32, (n,), that come in blocks of bytes; they cannot be written to.

    They look like any others, and their file is gone as soon as nobody has them. What the disk has no room
    for stands in memory.
    """
    size, rest = 0, bytearray()
    with TemporaryFile(buffering=0) as file:  # a buffer would try anew what did not fit
        for block in blocks:
            written = 0 if rest else _written(file, block)
            size += written
            rest += block[written:]
        kept = _mapped(file, size)
        return np.frombuffer(kept[:] + bytes(rest) if rest else kept, np.float32)


def let_go(samples: Samples) -> None:
    """Have in memory no more of the samples than is read of them from now on."""
    owner: Any = samples
    while isinstance(owner, np.ndarray):
        owner = owner.base
    owner = owner.obj if isinstance(owner, memoryview) else owner
    if isinstance(owner, mmap.mmap) and hasattr(owner, "madvise"):  # Windows has none, and does so by itself
        owner.madvise(mmap.MADV_DONTNEED)


def _written(file: IO[bytes], block: bytes) -> int:
    """How many of the bytes there was room for."""
    try:
        return file.write(block)
    except OSError:
        return 0


def _mapped(file: IO[bytes], size: int) -> mmap.mmap | bytes:
    return mmap.mmap(file.fileno(), size, access=mmap.ACCESS_READ) if size else b""
