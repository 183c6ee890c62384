"""Times that stand in a text: they tell when something is said, and are never said themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from typing import Final

from woordbeeld.timing import Span

_TIME: Final = (
    r"(?:(?:(?P<{0}h>\d{{1,2}}):)?(?P<{0}m>\d{{1,3}}):(?P<{0}s>[0-5]\d)(?:[.,:;-](?P<{0}f>\d{{1,3}}))?)"
)
_START, _END = _TIME.format("a"), _TIME.format("b")
_RANGE: Final = rf"{_START}(?:(?:\s*(?:-->|->|[-–—]|t/m|tot|to)\s*|(?<=:\d\d)\s+(?=\d\d:\d\d:)){_END})?"
_BRACKETED: Final = re.compile(rf"[\[({{<#]\s*(?:{_RANGE})\s*[\])}}>#]")
_LEADING: Final = re.compile(rf"(?:{_RANGE})(?![\d:]|\s*(?:uur|u\b|h\b|am\b|pm\b))\s*[-–—|:]?\s*(?=\S|$)")
_TRAILING: Final = re.compile(rf"(?<=\S)(?:\s{{2,}}|\t|\s*[-–—|,]\s*|\s)(?:{_RANGE})\s*$")
_IN_HEAD: Final = re.compile(rf"(?<=\S)\s+(?:{_RANGE})(?=\s*:\s)")
_IN_NOTE: Final = re.compile(rf"(?<=[^\W\d])[\s,]+(?:{_RANGE})(?=\s*\])")  # `[crosstalk 00:12:03]`
_DASH_BEHIND: Final = re.compile(r"^[-–—|]\s*(?=\S)")
MOST_WORDS_BESIDE: Final = 8  # of a name, before a time that stands at the end of its line
_FRAMES_DIGITS: Final = 2
LONGEST_STEP_MS: Final = 600_000  # between times on lines of their own
RISING_SHARE: Final = 0.9  # of the times of a text, each of which is not before the one above it


@dataclass(frozen=True, slots=True)
class Timed:
    """A text without its time, and that time (ms): when it starts, and perhaps when it ends.

    `before` is what stands before a time in the middle of a line, if that is a few words.
    """

    text: str
    start_ms: int | None = None
    end_ms: int | None = None
    time: str = ""
    before: str = ""

    @property
    def span(self) -> Span | None:
        if self.start_ms is None:
            return None
        end_ms = self.end_ms if self.end_ms and self.end_ms > self.start_ms else self.start_ms + 1
        return Span(self.start_ms, end_ms)


def without_time(text: str, *, bare: bool) -> Timed:
    """A line without the time that stands in brackets, and, if `bare`, without one that stands free.

    >>> found = without_time("[00:00:22] Spreker 1", bare=False)
    >>> found.text, found.start_ms
    ('Spreker 1', 22000)
    >>> [without_time(each, bare=True).text for each in ("Saskia Mol   0:03", "10:30 uur gaan we.")]
    ['Saskia Mol', '10:30 uur gaan we.']
    """
    in_notes = [each[0].strip(", ") for each in _IN_NOTE.finditer(text)]
    text = _IN_NOTE.sub("", text) if in_notes else text
    found = _BRACKETED.search(text)
    if not found and bare:
        found = _LEADING.match(text) or _IN_HEAD.search(text)
        if not found and len(text.split()) <= MOST_WORDS_BESIDE:
            found = _TRAILING.search(text)
    if not found:
        return Timed(text, time=" ".join(in_notes))
    before, after = text[: found.start()].strip(), text[found.end() :].strip()
    if not before:
        after = _DASH_BEHIND.sub("", after)
    more = [each[0] for each in _BRACKETED.finditer(after)]
    after = " ".join(_BRACKETED.sub(" ", after).split()) if more else after
    within = before if after and len(before.split()) <= MOST_WORDS_BESIDE else ""
    return Timed(
        _joined(before, after),
        _ms(found, "a"),
        _ms(found, "b"),
        " ".join((found[0].strip(), *more, *in_notes)),
        within,
    )


def _joined(before: str, after: str) -> str:
    """What is left of a line: of two parts, the second of which may begin with the colon of a label."""
    return before + after if after.startswith((":", ",", ".", "?", "!")) else f"{before} {after}".strip()


class Bare(Enum):
    """Where times stand free in a text, without brackets."""

    NOWHERE = "nowhere"
    ALONE = "on lines of their own"
    AT_EDGES = "at the edges of lines"


def bare_times(texts: Sequence[str]) -> Bare:
    """Where times stand free in a text: on several lines, and hardly ever going back."""
    timed = [without_time(text, bare=True) for text in texts]
    alone = [each for each in timed if each.time and not each.text]
    beside = [each for each in timed if each.time and each.text]
    if len(alone) >= len(beside) and _rise(alone):
        return Bare.ALONE
    return Bare.AT_EDGES if _rise(beside) else Bare.NOWHERE


def is_next(timed: Timed, last_ms: int) -> bool:
    """Whether a time alone on its line may follow that of the one above it, and is none that is said.

    `1:02:03`, with its hours, is hardly ever said.
    """
    if timed.text or timed.start_ms is None or timed.start_ms < last_ms:
        return False
    return timed.start_ms <= last_ms + LONGEST_STEP_MS or timed.time.count(":") > 1


def _rise(timed: Sequence[Timed]) -> bool:
    pairs = list(pairwise(each.start_ms or 0 for each in timed))
    falling = sum(later < earlier for earlier, later in pairs)
    return bool(pairs) and (falling <= (1 - RISING_SHARE) * len(pairs) or falling == 1 < len(pairs) - 1)


def _ms(found: re.Match[str], which: str) -> int | None:
    if found[f"{which}m"] is None:
        return None
    hours, minutes, seconds = (int(found[f"{which}{unit}"] or 0) for unit in "hms")
    fraction = found[f"{which}f"] or ""
    ms = (
        0 if len(fraction) == _FRAMES_DIGITS else int(fraction.ljust(3, "0") or 0)
    )  # two digits may be frames
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms
