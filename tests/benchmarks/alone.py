"""What a piece of work takes, done in a process of its own that holds PyTorch and nothing else."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

from tests.benchmarks.memory import forget_peak, peak_kib, resident_kib

Given = ParamSpec("Given")
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds of the processor, and the most memory (MB) that was in use beside what was given to work on."""

    seconds: float
    megabytes: float


def alone(work: Callable[Given, Found], *args: Given.args, **kwargs: Given.kwargs) -> tuple[Found, Taken]:
    """What the work finds, and what it takes; both go to another process and back."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
        return fresh.submit(_measured, partial(work, *args, **kwargs)).result()


def _measured(work: Callable[[], Found]) -> tuple[Found, Taken]:
    import torch

    torch.zeros(1)
    forget_peak()
    memory, before = resident_kib(), time.process_time()
    found = work()
    return found, Taken(time.process_time() - before, (peak_kib() - memory) / 1024)
