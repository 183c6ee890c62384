"""Texts that once took minutes take time in proportion to their length; the benchmark tries more kinds."""

from __future__ import annotations

import pytest
from tests.benchmarks.texts import TIMES, seconds, trials

ONCE_QUADRATIC = [
    "list: speakers by the thousand",
    "list: speakers announced",
    "list: labels above paragraphs",
    "rename: one speaker announced",
    "set each second: of many speakers",
    "set each second: of two speakers",
    "delete all but the last: of two speakers",
    "pins: of many speakers",
    "import: a line of (a",
    "import: a line of (a)",
    "page: comments with tags never closed",
    "page: headings in headings",
]
MOST_TIMES = 2 * TIMES  # a quadratic one takes TIMES * TIMES
ATTEMPTS = 3  # of which the best counts: others use the machine too


@pytest.mark.parametrize("name", ONCE_QUADRATIC)
def test_a_text_four_times_as_long_takes_not_much_more_than_four_times_as_long(name: str) -> None:
    trial = next(trial for trial in trials() if trial.name == name)
    ratios = []
    for _ in range(ATTEMPTS):
        short, long = (seconds(trial, trial.count * times) for times in (1, TIMES))
        ratios.append(long / short)
        if ratios[-1] < MOST_TIMES:
            return
    pytest.fail(f"{TIMES} times the text takes {min(ratios):.1f} times as long")
