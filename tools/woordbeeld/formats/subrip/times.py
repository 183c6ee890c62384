"""Times of SubRip as files have them, for the format has no standard."""

from __future__ import annotations

import re
from typing import Final

from woordbeeld.formats.glued_numbers import number_apart

INVISIBLE: Final = "\ufeff\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069"
BLANK: Final = rf"[\s{INVISIBLE}]*"
_TIME: Final = r"-?(?:\d{1,6}\s?:\s?)?\d{1,2}\s?:\s?\d{1,2}(?:\s?[.,:]\s?\d{1,9})?"
_TIMES = re.compile(
    rf"{BLANK}(?P<start>{_TIME})\s*(?P<arrow>-->|[-–—=]{{1,3}}\s?>|→|>)\s*(?P<end>{_TIME})(?P<rest>(?![\d:.,]).*)"
)
# Two whole times with anything but an arrow between them, and nothing beside them.
_WHOLE_TIME: Final = r"\d{1,6}:\d{1,2}:\d{1,2}[.,:]\d{1,9}"
_TIMES_WITHOUT_ARROW = re.compile(
    rf"{BLANK}(?P<start>{_WHOLE_TIME})\s*(?P<arrow>[^\w\s]{{1,4}}|to|tot|t/m)\s*(?P<end>{_WHOLE_TIME})"
    rf"(?P<rest>{BLANK})"
)
# What is meant as such a line, though its times cannot be read.
LIKE_TIMES = re.compile(r"\W*\d[^-]*[:.,][^-]*-->|\W*\d.*-->.*\d\s?[:.,]\s?\d")
LIKE_TWO_TIMES = re.compile(r".*\d\s?:\s?\d.*[>→].*\d\s?:\s?\d")
_PARTS = re.compile(r"(?P<sign>-?)(?:(\d+)\s?:\s?)?(\d+)\s?:\s?(\d+)(?:\s?([.,:])\s?(\d+))?")
TIDY_TIME = re.compile(r"-?\d{2,}:\d{2}:\d{2},\d{3}")
_COLONS: Final = 2  # in a time with hours


def times_of(line: str) -> re.Match[str] | None:
    """A line of times, however it is written.

    A number of the cue may stand before them. A short arrow, or times without hours, might as well be speech;
    so only one of the two may be missing.
    """
    apart = number_apart(line)
    found = _TIMES.fullmatch(line.rstrip("\r\n"), apart.end() if apart else 0)
    if not found:
        return _TIMES_WITHOUT_ARROW.fullmatch(line)
    glued = found["rest"] and not re.match(rf"[\s{INVISIBLE}]", found["rest"])
    if glued and not TIDY_TIME.fullmatch(found["end"].replace(".", ",")):
        return None  # who knows where that time ends
    whole = all(found[name].count(":") >= _COLONS for name in ("start", "end"))
    return found if whole or found["arrow"] == "-->" else None


def milliseconds(text: str) -> int:
    """A time, below 0 where it is before 0 or none."""
    found = _PARTS.fullmatch(text)
    if not found:
        return -1
    sign, hours, minutes, seconds, _, fraction = found.groups()
    whole_ms = ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000
    total_ms = whole_ms + int((fraction or "0").ljust(3, "0")[:3])
    return -total_ms - 1 if sign else total_ms
