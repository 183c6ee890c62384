"""What a worker of Dask does before all else: it leaves Ctrl-C to the program that started it."""

from __future__ import annotations

import signal
from typing import Any


def dask_setup(_worker: Any) -> None:
    """See `preload` of Dask."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
