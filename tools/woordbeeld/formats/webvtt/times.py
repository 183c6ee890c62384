"""Times of WebVTT: as the standard has them, and as hands and translators write them."""

from __future__ import annotations

import re
from typing import Final

from woordbeeld.timing import format_timestamp

TIMES = re.compile(r"[ \t\f]*(?P<start>[0-9:.,]+)[ \t\f]*-->[ \t\f]*(?P<end>[0-9:.,]+)(?P<settings>[^\r\n]*)")
# A line of times as translators and hands change it: spaces in them, another arrow.
LIKE_TIMES = re.compile(
    r"[ \t\f]*(?P<start>\d[\d \t:.,]*\d)[ \t\f]*"
    r"(?P<arrow>-->|[-–—=]{1,2}[ \t]?>|→|>|[-–—]{1,3}(?=[ \t\f]*\d+:\d+:\d))[ \t\f]*"
    r"(?P<end>\d[\d \t:.,]*\d)(?=[ \t\f]|$)"
)
# White space stands beside a sign between digits, never between digits: that would make another number.
_UNTIDY_TIME = re.compile(r"(?:(\d{1,6})\s*:\s*)?(\d{1,2})\s*:\s*(\d{1,2})(?:\s*[.,:]\s*(\d{1,9}))?")
_TIME = re.compile(r"(?:(\d+):)?([0-5]\d):([0-5]\d)[.,](\d{3})")
_LAST_MINUTE: Final = 59  # of an hour, and the last second of a minute


def milliseconds(text: str) -> int | None:
    """A time of WebVTT, with a comma for the point too; None for any other."""
    if not (found := _TIME.fullmatch(text)):
        return None
    hours, minutes, seconds, ms = found.groups()
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(ms)


def flaw(start: str, end: str) -> str:
    """What keeps players from reading two times: the end of the key of its message.

    >>> flaw("00:00:61.000", "00:01:02.000"), flaw("0:0:4.0", "0:0:6.0"), flaw("00:00:04.000", "....")
    ('over_59', 'digits', 'no_number')
    """
    each = [found for text in (start, end) if (found := _UNTIDY_TIME.fullmatch(text))]
    if len(each) < len((start, end)):
        return "no_number"
    if any(int(time[part]) > _LAST_MINUTE for time in each for part in (2, 3)):
        return "over_59"
    if any(character.isspace() for character in start + end):
        return "spaces"
    return "unknown" if all(_TIME.fullmatch(text) for text in (start, end)) else "digits"


def tidy(text: str) -> str | None:
    """A time as WebVTT writes it, where it is certain which one is meant.

    >>> tidy("00: 00: 01.000"), tidy("0:01,5"), tidy("00:00:04.0000"), tidy("00:61:00.000")
    ('00:00:01.000', '00:00:01.500', '00:00:04.000', None)
    >>> tidy("9 00:00:01.000")  # the number of a cue, for all we know
    """
    if not (found := _UNTIDY_TIME.fullmatch(text)):
        return None
    hours, minutes, seconds, fraction = found.groups()
    if int(minutes) > _LAST_MINUTE or int(seconds) > _LAST_MINUTE:
        return None
    whole_ms = ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000
    return format_timestamp(whole_ms + int((fraction or "0").ljust(3, "0")[:3]))
