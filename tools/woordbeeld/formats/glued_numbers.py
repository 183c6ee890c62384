"""Numbers of cues that stand on the line of their times, where they may look like hours."""

from __future__ import annotations

import re

# A number apart from a time by white space, and perhaps a colon: then what follows must be a whole time.
_APART = re.compile(
    r"[\s\ufeff]*(?P<number>\d{1,9})(?::\s+(?=\d{1,6}:\d{1,2}:\d{1,2}[.,])|\s+(?=(?:\d{1,6}:)?\d{1,2}:\d{1,2}[.,]))"
)


def number_apart(line: str) -> re.Match[str] | None:
    """The number with what parts it from the times after it: `2 00:00:04.000 --> 00:00:06.000`."""
    return _APART.match(line)


def glued_number(start: str, expected: int) -> str:
    """The number of a cue that is glued to its time: `200:00:04,000` after cue 1."""
    hours = start.partition(":")[0]
    glued = hours.startswith(str(expected)) and len(hours) == len(str(expected)) + 2
    return str(expected) if glued else ""
