"""How many threads torch uses for one operation, and how much memory is kept ready for the next."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager

# A network of voices needs some 75 operations for a sound. Torch keeps them for each length that it meets,
# 4 MB or so each time, and a length hardly comes back. It reads this once, at its first operation.
os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "100")


@contextmanager
def one_thread() -> Iterator[None]:
    """Let torch use one thread for an operation; small ones are too small to share.

    Where something else runs on the machine, threads that share small operations mostly wait for each other.
    """
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


def give_back_memory() -> None:
    """Let the system have what this process has freed: the C library of Linux keeps hundreds of megabytes."""
    try:
        trim = ctypes.CDLL("libc.so.6").malloc_trim
    except (OSError, AttributeError):
        return  # another system, or another C library of Linux, which keeps less
    trim(0)
