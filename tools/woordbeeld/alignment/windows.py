"""Windows of sound and text that the recogniser can take at once, cut where both agree on what was said."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from woordbeeld.alignment.model import Match
from woordbeeld.alignment.script import Entry
from woordbeeld.media.model import Activity
from woordbeeld.speech.listening import sections
from woordbeeld.speech.recogniser import STRETCH_MS
from woordbeeld.timing import Span

# What makes a good cut, in milliseconds of pause: that the words on both sides were heard as written, that
# a line ends there, and that it halves the window.
SAME_WORTH_MS = 600
LINE_WORTH_MS = 300
HALF_WORTH_MS = 600
MAX_PAUSE_WORTH_MS = 1000


@dataclass(frozen=True, slots=True)
class Window:
    """A span of sound of at most 30 s, and which entries of the script are said in it (indices, in order)."""

    span: Span
    entries: tuple[int, ...]


def windows(entries: Sequence[Entry], activity: Activity, duration_ms: int) -> tuple[Window, ...]:
    """All windows with words in them; entries of lines that were not heard are in none."""
    found: list[Window] = []
    todo = sections(activity.voice, duration_ms)
    homes = _homes(entries, todo)
    for index, section in enumerate(todo):
        mine = tuple(at for at, home in enumerate(homes) if home == index)
        found += _cut(Window(section, mine), entries, activity.pauses)
    return tuple(window for window in found if window.entries)


def _homes(entries: Sequence[Entry], todo: Sequence[Span]) -> list[int | None]:
    """The section of each entry: where it was heard, else where its line was; None for lines not heard."""
    homes: list[int | None] = []
    section = 0
    for entry in entries:
        if entry.heard:
            while section + 1 < len(todo) and entry.heard.span.start_ms >= todo[section].end_ms:
                section += 1
        homes.append(section if entry.heard else None)
    for order in (range(1, len(entries)), range(len(entries) - 2, -1, -1)):
        for at in order:
            beside = at - order.step
            if homes[at] is None and entries[at].line == entries[beside].line:
                homes[at] = homes[beside]
    return homes


def _cut(window: Window, entries: Sequence[Entry], pauses: tuple[Span, ...]) -> list[Window]:
    """The window in parts of at most 30 s."""
    if window.span.duration_ms <= STRETCH_MS:
        return [window]
    cuts = [cut for pair in pairwise(window.entries) for cut in _cuts(pair, entries, pauses)]
    inside = [cut for cut in cuts if window.span.start_ms < cut.pause.middle_ms < window.span.end_ms]
    if not inside:
        return _halves(window, entries, pauses)
    best = max(inside, key=lambda cut: cut.worth_ms - _off_middle(cut.pause, window.span) * HALF_WORTH_MS)
    before, after = window.span.split(best.pause.middle_ms)
    at = window.entries.index(best.after)
    return [
        part
        for half in (Window(before, window.entries[:at]), Window(after, window.entries[at:]))
        for part in _cut(half, entries, pauses)
    ]


@dataclass(frozen=True, slots=True)
class _Cut:
    """A pause between two entries, what cutting there is worth, and the entry after it."""

    pause: Span
    worth_ms: int
    after: int


def _cuts(pair: tuple[int, int], entries: Sequence[Entry], pauses: tuple[Span, ...]) -> list[_Cut]:
    one, other = (entries[at] for at in pair)
    if not one.heard or not other.heard:
        return []
    low_ms, high_ms = one.heard.span.middle_ms, other.heard.span.middle_ms
    worth = SAME_WORTH_MS * ((one.match is Match.SAME) + (other.match is Match.SAME))
    worth += LINE_WORTH_MS * (one.line != other.line)
    first, last = (bisect_left(pauses, Span(at_ms, at_ms + 1)) for at_ms in (low_ms, high_ms))
    return [
        _Cut(pause, worth + min(pause.duration_ms, MAX_PAUSE_WORTH_MS), pair[1])
        for pause in pauses[first:last]
        if pause.end_ms <= high_ms
    ]


def _off_middle(pause: Span, within: Span) -> float:
    return abs(pause.middle_ms - within.middle_ms) / within.duration_ms


def _halves(window: Window, entries: Sequence[Entry], pauses: tuple[Span, ...]) -> list[Window]:
    """Sound without any pause that the text agrees with, halved where the heard words are."""
    middle_ms = window.span.middle_ms
    heard = [entries[at].heard for at in window.entries]
    early = max(
        (at for at, word in enumerate(heard, 1) if word and word.span.middle_ms < middle_ms), default=0
    )
    before, after = window.span.split(middle_ms)
    parts = Window(before, window.entries[:early]), Window(after, window.entries[early:])
    return [part for half in parts for part in _cut(half, entries, pauses)]
