"""Numbers before lines or paragraphs, as programs for interviews and courts count them: they are not said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from woordbeeld.intake.document import LeftOut, Paragraph, Why
from woordbeeld.textfile import WHITE

LEAST_NUMBERED: Final = 4  # lines
_NUMBERED_SHARE: Final = 0.8  # of the lines of a text; some lines are broken
_RISING_SHARE: Final = 0.9  # of the numbers, each of which is one more than that above it
_NUMBER: Final = re.compile(r"\s*(?P<number>\d{1,5})(?:[.):]?[\t ]+|[.):])(?=\S)")


def without_numbers(paragraphs: Sequence[Paragraph]) -> tuple[Sequence[Paragraph], tuple[LeftOut, ...]]:
    """The paragraphs without the numbers that count them, and those; all as it is where none do."""
    found = {at: match for at, each in enumerate(paragraphs) if (match := _NUMBER.match(each.text))}
    with_words = sum(bool(each.text.strip(WHITE)) for each in paragraphs)
    if not _counts([int(match["number"]) for match in found.values()], with_words):
        return paragraphs, ()
    numbers = tuple(
        LeftOut(paragraphs[at].place, match["number"], Why.LINE_NUMBER) for at, match in found.items()
    )
    return [
        _without(each, found[at].end()) if at in found else each for at, each in enumerate(paragraphs)
    ], numbers


def _counts(numbers: Sequence[int], lines: int) -> bool:
    """Whether numbers stand before most lines and rise by one, perhaps anew on each page."""
    if len(numbers) < max(LEAST_NUMBERED, _NUMBERED_SHARE * lines):
        return False
    steps = [later == earlier + 1 or later == 1 for earlier, later in pairwise(numbers)]
    return sum(steps) >= _RISING_SHARE * len(steps)


def _without(paragraph: Paragraph, length: int) -> Paragraph:
    """A paragraph without so many characters at its start."""
    runs = []
    for run in paragraph.runs:
        cut = min(length, len(run.text))
        length -= cut
        runs.append(replace(run, text=run.text[cut:]))
    return replace(paragraph, runs=tuple(runs))
