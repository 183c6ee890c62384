"""Readings of a film, one after another, made the texts that it shows, each with its time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Final
from unicodedata import name as name_of

from rapidfuzz.distance import Indel

from woordbeeld.screen.model import Box, OnScreenText, Reading, ScreenLine, TextKind
from woordbeeld.timing import Span

SAME: Final = 0.75  # of the characters of two lines at one place: what is misread now and then
SAME_MOVED: Final = 0.9  # of those of a line that is elsewhere
SAME_PLACE: Final = 0.5  # of the smaller box lies in the other
MISSED_MS: Final = 2500  # a line that is found again so soon was there all the time
LEAST_CHARS: Final = 3  # letters and digits; of less OCR makes noise
LEAST_DISTINCT: Final = 3  # of those: curtains and windows read as `IIII`
LEAST_CONFIDENCE: Final = 0.75
SURE: Final = 0.95  # enough for a line that is read once; others are read twice
SURE_CHARS: Final = 4
LEAST_HEIGHT: Final = 0.018  # of the picture: 13 of 720 lines, with the space around the letters
LATIN: Final = 0.7  # of the letters; PP-OCR takes ornaments for Chinese
LOGO_SHARE: Final = 0.6  # of the film
LOGO_LEAST_MS: Final = 15_000  # of film; in a shorter one anything may be there most of the time
EDGE: Final = 0.2  # of the height, above and below, where logos and tickers are: amid it is its subject
MOVES: Final = 3  # to the left, one after another: a ticker
RUNS: Final = 2  # times that new text comes in while some leaves at the left: a ticker anywhere
MOVED: Final = 0.02  # of the width of the picture
LEVEL: Final = 0.7  # of the height of a line lies beside the other: they are on one height
WHOLE: Final = 0.9  # of the characters of the longest reading of a line that grows: the line is all there
LEAST_SHARED: Final = 5  # characters that stay of a ticker from one reading to the next
TOGETHER_MS: Final = 1100  # lines of one text come and go within a reading of each other
GAP_LINES: Final = 2.0  # of the height of a line, between lines of one text


@dataclass(slots=True)
class _Track:
    """A line as it is read again and again, from the reading in which it is found first."""

    seen: list[tuple[int, ScreenLine]]
    moves: int = 0
    runs: int = 0
    is_cut: bool = False  # only a part of it was there at times
    gone_ms: int | None = None
    texts: list[str] = field(default_factory=list)

    @property
    def last(self) -> ScreenLine:
        return self.seen[-1][1]

    @property
    def start_ms(self) -> int:
        return self.seen[0][0]

    @property
    def last_ms(self) -> int:
        return self.seen[-1][0]


def merged(
    readings: Sequence[Reading], shots: Sequence[int] = (), duration_ms: int = 0
) -> tuple[OnScreenText, ...]:
    """The texts that readings show, in the order in which they appear.

    A text that comes or goes at a change of shot does so then, others at the reading that tells it.
    """
    if not readings:
        return ()
    end_ms = max(duration_ms, readings[-1].at_ms + 1)
    lines = [each for track in _tracks(readings) if (each := _line(track, readings, shots, end_ms))]
    logos = _logos([each for each in lines if each.kind is TextKind.SHOWN], end_ms)
    shown = [each for each in lines if each.kind is TextKind.SHOWN and not _is_logo(each, logos)]
    tickers = [_block([each]) for each in lines if each.kind is TextKind.TICKER]
    return tuple(sorted([*logos, *_blocks(shown), *tickers], key=_order))


def is_readable(line: ScreenLine) -> bool:
    """Whether a line may be text: large enough, of enough Latin letters and digits, read with confidence.

    >>> is_readable(ScreenLine("Welkom", Box(0, 0, 0.5, 0.1), 0.99))
    True
    >>> is_readable(ScreenLine("0|0", Box(0, 0, 0.5, 0.1), 0.99))
    False
    """
    marks = [each for each in line.text if each.isalnum()]
    letters = [each for each in marks if each.isalpha()]
    latin = sum(name_of(each, "").startswith("LATIN") for each in letters)
    return (
        line.confidence >= LEAST_CONFIDENCE
        and line.box.height >= LEAST_HEIGHT
        and len(marks) >= LEAST_CHARS
        and len(set(marks)) >= LEAST_DISTINCT
        and latin >= LATIN * len(letters)
    )


def _tracks(readings: Sequence[Reading]) -> list[_Track]:
    done: list[_Track] = []
    going: list[_Track] = []
    for reading in readings:
        left = [each for each in reading.lines if is_readable(each)]
        for track in list(going):
            if follower := _follower(track, left):
                left.remove(follower)
                _follow(track, follower, reading.at_ms)
                continue
            track.gone_ms = track.gone_ms or reading.at_ms
            if reading.at_ms - track.last_ms > MISSED_MS:
                going.remove(track)
                done.append(track)
        going += [_Track([(reading.at_ms, each)], texts=[each.text]) for each in left]
    return sorted([*done, *going], key=lambda each: each.start_ms)


def _follower(track: _Track, lines: Sequence[ScreenLine]) -> ScreenLine | None:
    """The line that is the same as the last of a track."""
    likely = [(_likeness(track.last, each), each) for each in lines]
    found = max(likely, key=lambda each: each[0], default=(0.0, None))
    return found[1] if found[0] > 0 else None


def _likeness(one: ScreenLine, other: ScreenLine) -> float:
    """How sure it is that one line is the other a little later, 0 where it is not."""
    alike = Indel.normalized_similarity(_key(one.text), _key(other.text))
    place = one.box.overlap(other.box)
    if alike >= (SAME if place >= SAME_PLACE else SAME_MOVED):
        return alike + place
    if _grows(one, other):
        return SAME
    return 0.1 if _shift(one, other) else 0


def _is_level(one: ScreenLine, other: ScreenLine) -> bool:
    high = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
    return high >= LEVEL * max(one.box.height, other.box.height)


def _grows(one: ScreenLine, other: ScreenLine) -> bool:
    """Whether a line has become longer: one that is typed, or comes in from the edge of the picture."""
    begun, longer = _key(one.text), _key(other.text)
    if len(begun) >= len(longer) or not _is_level(one, other):
        return False
    comes_in = one.box.right >= 1 - MOVED and other.box.left <= one.box.left
    sure = begun[:-1]  # the last letter may be half of one
    alike = Indel.normalized_similarity(sure, longer[: len(sure)]) >= SAME_MOVED
    return alike and (comes_in or abs(one.box.left - other.box.left) <= MOVED)


def _shift(one: ScreenLine, other: ScreenLine) -> str | None:
    """What has come in behind the part of a line that is seen further left in another on its height."""
    if not _is_level(one, other):
        return None
    found = SequenceMatcher(None, one.text, other.text, autojunk=False).find_longest_match()
    enough = max(LEAST_SHARED, 0.4 * min(len(one.text), len(other.text)))
    return other.text[found.b + found.size :] if found.size >= enough and found.a > found.b else None


def _follow(track: _Track, line: ScreenLine, at_ms: int) -> None:
    come_in = _shift(track.last, line)
    shifted = come_in is not None
    if shifted or _went_left(track.last, line):
        track.moves += 1
    if come_in is not None:
        track.texts.append(line.text)
        track.runs += bool(_key(come_in))
    track.is_cut |= shifted or _grows(track.last, line)
    track.gone_ms = None
    track.seen.append((at_ms, line))


def _went_left(one: ScreenLine, other: ScreenLine) -> bool:
    level = abs(one.box.top - other.box.top) < one.box.height / 2
    return level and one.box.left - other.box.left > MOVED and one.box.right - other.box.right > MOVED


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its time: what a track amounts to."""

    text: str
    span: Span
    box: Box
    confidence: float
    kind: TextKind


def _line(track: _Track, readings: Sequence[Reading], shots: Sequence[int], end_ms: int) -> _Line | None:
    best = _best(_whole(track))
    twice = len(track.seen) > 1
    if not twice and (best.confidence < SURE or sum(map(str.isalnum, best.text)) < SURE_CHARS):
        return None
    at = bisect_left(readings, track.start_ms, key=lambda each: each.at_ms)
    start_ms = _cut_between(shots, readings[at - 1].at_ms, track.start_ms) if at else 0
    until_ms = _cut_between(shots, track.last_ms, track.gone_ms or end_ms)
    is_ticker = track.moves >= MOVES and (_is_at_edge(best.box) or track.runs >= RUNS)
    return _Line(
        _run_together(track.texts) if is_ticker else best.text,
        Span(start_ms, max(until_ms, track.last_ms + 1)),
        best.box,
        best.confidence,
        TextKind.TICKER if is_ticker else TextKind.SHOWN,
    )


def _cut_between(shots: Sequence[int], after_ms: int, until_ms: int) -> int:
    """The first change of shot after a moment up to another, which is taken where there is none."""
    at = bisect_right(shots, after_ms)
    return min(shots[at], until_ms) if at < len(shots) else until_ms


def _whole(track: _Track) -> list[ScreenLine]:
    """The readings of a line in which all of it was there."""
    lines = [line for _, line in track.seen]
    if not track.is_cut:
        return lines
    longest = max(len(_key(line.text)) for line in lines)
    return [line for line in lines if len(_key(line.text)) >= WHOLE * longest]


def _is_at_edge(box: Box) -> bool:
    return box.bottom <= EDGE or box.top >= 1 - EDGE


def _best(lines: Sequence[ScreenLine]) -> ScreenLine:
    """The line as it is read most often, and of those the surest."""
    times: dict[str, int] = defaultdict(int)
    for each in lines:
        times[each.text] += 1
    return max(lines, key=lambda each: (times[each.text], each.confidence))


def _run_together(texts: Sequence[str]) -> str:
    """What runs by, of its parts.

    >>> _run_together(["treinen rijden", "rijden weer na", "weer na de storm"])
    'treinen rijden weer na de storm'
    """
    whole = texts[0]
    for text in texts[1:]:
        found = SequenceMatcher(None, whole[-len(text) :], text, autojunk=False).find_longest_match()
        at = max(0, len(whole) - len(text)) + found.a + found.size
        whole = whole[:at] + text[found.b + found.size :]
    return whole


def _logos(lines: Sequence[_Line], end_ms: int) -> list[OnScreenText]:
    """What is at one place for most of the film, each once."""
    if end_ms < LOGO_LEAST_MS:
        return []
    found: list[OnScreenText] = []
    for each in _lasting(lines, end_ms):
        alike = [other for other in lines if _is_same(each, other)]
        shown_ms = sum(other.span.duration_ms for other in alike)
        if shown_ms >= LOGO_SHARE * end_ms and not _is_logo(each, found):
            span = Span(alike[0].span.start_ms, max(other.span.end_ms for other in alike))
            found.append(OnScreenText((each.text,), span, each.box, each.confidence, TextKind.LOGO))
    return found


def _lasting(lines: Sequence[_Line], end_ms: int) -> Iterator[_Line]:
    """Of lines that are read alike the first, where they may be (part of) a logo by their time and place."""
    shown_ms: dict[str, int] = defaultdict(int)
    for each in lines:
        shown_ms[_key(each.text)] += each.span.duration_ms
    firsts = {_key(each.text): each for each in reversed(lines)}
    return (
        each
        for text, each in firsts.items()
        if shown_ms[text] >= LOGO_SHARE * end_ms / 2 and _is_at_edge(each.box)
    )


def _is_same(one: _Line, other: _Line) -> bool:
    alike = Indel.normalized_similarity(_key(one.text), _key(other.text))
    return alike >= SAME and one.box.overlap(other.box) >= SAME_PLACE


def _is_logo(line: _Line, logos: Iterable[OnScreenText]) -> bool:
    return any(
        Indel.normalized_similarity(_key(line.text), _key(each.text)) >= SAME
        and line.box.overlap(each.box) >= SAME_PLACE
        for each in logos
    )


def _blocks(lines: Sequence[_Line]) -> Iterator[OnScreenText]:
    """Lines that come and go together, one below the other, are one text."""
    left = sorted(lines, key=lambda each: (each.box.top, each.box.left))
    while left:
        block = [left.pop(0)]
        while more := [each for each in left if any(_belong(one, each) for one in block)]:
            block += more
            left = [each for each in left if each not in more]
        yield _block(_in_rows(block))


def _belong(one: _Line, other: _Line) -> bool:
    together = (
        abs(one.span.start_ms - other.span.start_ms) <= TOGETHER_MS
        and abs(one.span.end_ms - other.span.end_ms) <= TOGETHER_MS
    )
    upper, lower = sorted((one.box, other.box), key=lambda each: each.top)
    near = lower.top - upper.bottom <= GAP_LINES * min(upper.height, lower.height)
    beside = upper.left < lower.right and lower.left < upper.right
    level = lower.top < upper.bottom - upper.height / 2
    close = max(upper.left, lower.left) - min(upper.right, lower.right) <= GAP_LINES * upper.height
    return together and near and (close if level else beside)


def _in_rows(lines: Iterable[_Line]) -> list[_Line]:
    """Lines as they are read: from above to below, on one height from left to right."""
    rows: list[list[_Line]] = []
    for each in sorted(lines, key=lambda each: each.box.top):
        row = rows[-1] if rows else None
        if row and each.box.top < row[0].box.top + row[0].box.height / 2:
            row.append(each)
        else:
            rows.append([each])
    return [each for row in rows for each in sorted(row, key=lambda each: each.box.left)]


def _block(lines: Sequence[_Line]) -> OnScreenText:
    box = lines[0].box
    for each in lines[1:]:
        box = box.around(each.box)
    span = Span(min(each.span.start_ms for each in lines), max(each.span.end_ms for each in lines))
    place = Box(*(round(each, 4) for each in (box.left, box.top, box.width, box.height)))
    return OnScreenText(
        tuple(each.text for each in lines),
        span,
        place,
        min(each.confidence for each in lines),
        lines[0].kind,
    )


def _order(text: OnScreenText) -> tuple[int, float, float]:
    return text.span.start_ms, text.box.top, text.box.left


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
