r"""SubRip (`.srt`), read as mildly as players do, and kept as it stands. The format has no standard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from woordbeeld.findings import Severity
from woordbeeld.formats.blocks import BlockSyntax, lines_of
from woordbeeld.formats.document import (
    CueParts,
    Document,
    FaultList,
    Piece,
    PieceKind,
    Range,
    Replacement,
    line_end,
)
from woordbeeld.formats.glued_numbers import glued_number, number_apart
from woordbeeld.formats.rolling import with_rolling_told
from woordbeeld.formats.subrip.cue_text import closing, placement, spoken, tokens_of
from woordbeeld.formats.subrip.text import format_time
from woordbeeld.formats.subrip.times import (
    BLANK,
    INVISIBLE,
    LIKE_TIMES,
    LIKE_TWO_TIMES,
    TIDY_TIME,
    milliseconds,
    times_of,
)
from woordbeeld.timing import Span
from woordbeeld.tracks.model import Cue, Track, TrackKind
from woordbeeld.words import say

_MARK: Final = "\ufeff"  # of the order of bytes
_COORDINATES = re.compile(r"\s*(?:[XY][12]\s*:\s*-?\d+\s*)*")
_NUMBER = re.compile(rf"{BLANK}(\d{{1,9}}){BLANK}")


def sniff(text: str) -> bool:
    """Whether a text holds a line of times as SubRip has them."""
    found = (times_of(line.of(text)) for line in lines_of(text))
    return any(times["arrow"].endswith((">", "→")) for times in found if times)


def read(text: str) -> Document:
    """A SubRip file; what a strict player would pass over is told in the faults.

    The format names no language and no voices.
    """
    return _Reading(text).document()


@dataclass(frozen=True, slots=True)
class _TimesLine:
    """Where a line of times stands: the index of its line, that of the number before it, and what it says."""

    at: int
    number: int | None
    found: re.Match[str]
    glued: Range | None = None  # where in the line a number stands, before the times and without a line end


@dataclass(frozen=True, slots=True)
class _Unreadable:
    """Where a line stands that is meant as one of times, and the number before it."""

    at: int
    number: int | None


class _Reading:
    """One pass through a file: lines of times first, for they tell where cues are."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._lines = lines_of(source)
        self._texts = [line.of(source).rstrip("\r\n") for line in self._lines]
        self._begin = len(_MARK) if source.startswith(_MARK) else 0
        self._faults = FaultList()
        self._pieces: list[Piece] = []

    def document(self) -> Document:
        if self._begin:
            self._pieces.append(Piece(PieceKind.HEADER, Range(0, self._begin), 1))
        found = list(self._times_lines())
        firsts = [each.at if each.number is None else each.number for each in found]
        if not found or firsts[0] > 0:
            self._other(0, firsts[0] if found else len(self._lines))
        for each, first, end in zip(
            found, firsts, [*firsts[1:], len(self._lines)][: len(found)], strict=True
        ):
            if isinstance(each, _Unreadable):
                self._unreadable(each, first, end)
            else:
                self._cue(each, first, end)
        cues = tuple(piece.cue for piece in self._pieces if piece.cue)
        track = Track(TrackKind.CAPTIONS, None, cues)
        faults = tuple(self._faults.found)
        return with_rolling_told(Document(self._source, tuple(self._pieces), track, SYNTAX, faults))

    def _text(self, at: int) -> str:
        return self._texts[at]

    def _range(self, first: int, end: int) -> Range:
        """The lines `[first, end)` as a range; a byte order mark stays at the beginning of the file."""
        start = self._lines[first].start if end > first else 0
        return Range(
            max(start, self._begin), max(self._lines[end - 1].end if end > first else 0, self._begin)
        )

    def _number(self, at: int) -> int | None:
        found = _NUMBER.fullmatch(self._text(at)) if 0 <= at < len(self._lines) else None
        return int(found[1]) if found else None

    def _times_lines(self) -> Iterator[_TimesLine | _Unreadable]:
        found = [
            (at, times)
            for at, text in enumerate(self._texts)
            if (":" in text or "-->" in text)  # as all times have one of them, and few other lines do
            and ((times := times_of(text)) or self._is_like_times(at, text))
        ]
        expected = 1
        for place, (at, times) in enumerate(found):
            number = self._number(at - 1)
            before = at - 1 if number is not None else None
            expected = number if number is not None else expected
            if times is None:
                yield _Unreadable(at, before)
            elif before is not None:
                yield (
                    _Unreadable(at, before) if number_apart(self._text(at)) else _TimesLine(at, before, times)
                )
            elif apart := number_apart(self._text(at)):
                expected = int(apart["number"])
                yield _TimesLine(at, None, times, Range(*apart.span("number")))
            else:
                following = self._number(found[place + 1][0] - 1) if place + 1 < len(found) else None
                glued = glued_number(times["start"], expected) if following in (None, expected + 1) else ""
                start = times.start("start")
                yield _TimesLine(at, None, times, Range(start, start + len(glued)) if glued else None)
            expected += 1

    def _is_like_times(self, at: int, text: str) -> bool:
        """Whether a line is meant as one of times; without a whole arrow only below a number."""
        if "-->" in text:
            return bool(LIKE_TIMES.match(text))
        return bool(LIKE_TWO_TIMES.match(text)) and self._number(at - 1) is not None

    def _unreadable(self, times: _Unreadable, first: int, end: int) -> None:
        """What is a cue for its maker, but for no player, and no text of the cue before it."""
        lines = self._range(first, end)
        self._pieces.append(Piece(PieceKind.OTHER, lines, times.at + 1))
        self._faults.add(
            "times",
            times.at + 1,
            say("fault.times.unreadable", line=self._text(times.at).strip()),
            say("fault.times.write_as", example="00:00:01,000 --> 00:00:02,500"),
        )

    def _other(self, first: int, end: int) -> None:
        lines = self._range(first, end)
        self._pieces.append(Piece(PieceKind.OTHER, lines, first + 1))
        if quoted := " ".join(lines.of(self._source).strip("\ufeff \t\r\n").split()):
            self._faults.add(
                "text-outside-cue",
                first + 1,
                say("fault.text-outside-cue.what", text=quoted),
                say("fault.text-outside-cue.do"),
            )

    def _cue(self, times: _TimesLine, first: int, end: int) -> None:
        line = self._lines[times.at]
        text_end = end
        while text_end > times.at + 1 and not self._texts[text_end - 1].strip():
            text_end -= 1
        last = self._lines[text_end - 1].start + len(self._texts[text_end - 1])
        payload = Range(line.end, max(last, line.end))
        (start_at, start_end), (stop_at, stop_end) = times.found.span("start"), times.found.span("end")
        start_at = max(start_at, times.glued.end) if times.glued else start_at
        start = Range(line.start + start_at, line.start + start_end)
        stop = Range(line.start + stop_at, line.start + stop_end)
        parts = CueParts(self._number_range(times), start, stop, payload)
        span = self._span(times, start, stop)
        self._layout_faults(times, first, text_end)
        text = payload.of(self._source)
        cue = Cue(span, spoken(text), (times.at + 1,), placement(text)) if span else None
        self._pieces.append(Piece(PieceKind.CUE, self._range(first, end), times.at + 1, cue, parts))

    def _number_range(self, times: _TimesLine) -> Range | None:
        line = self._lines[times.at if times.number is None else times.number]
        if times.number is None:
            glued = times.glued
            return Range(line.start + glued.start, line.start + glued.end) if glued else None
        found = _NUMBER.match(line.of(self._source))
        return Range(line.start + found.start(1), line.start + found.end(1)) if found else None

    def _span(self, times: _TimesLine, start: Range, stop: Range) -> Span | None:
        line = self._text(times.at).strip()
        start_ms, end_ms = milliseconds(start.of(self._source)), milliseconds(stop.of(self._source))
        self._time_faults(times, start, stop)
        if start_ms < 0 or end_ms < 0:
            what, remedy = say("fault.negative-time.what", line=line), say("fault.fix_times")
            self._faults.add("negative-time", times.at + 1, what, remedy)
            return None
        if end_ms <= start_ms:
            what, remedy = say("fault.ends-before-start.quoted", line=line), say("fault.fix_times")
            self._faults.add("ends-before-start", times.at + 1, what, remedy)
            return None
        return Span(start_ms, end_ms)

    def _time_faults(self, times: _TimesLine, start: Range, stop: Range) -> None:
        line = self._lines[times.at]
        quoted = self._text(times.at).strip()
        if times.glued:
            self._faults.add(
                "number-glued",
                times.at + 1,
                say("fault.number-glued.what", number=times.glued.of(self._text(times.at)), line=quoted),
                say("fault.number-glued.do"),
                repair=(Replacement(line.start + times.glued.end, start.start, self._newline()),),
            )
        if times.found["arrow"] != "-->":
            arrow = Replacement(
                line.start + times.found.start("arrow"), line.start + times.found.end("arrow"), "-->"
            )
            self._faults.add(
                "arrow",
                times.at + 1,
                say("fault.arrow.what", arrow=times.found["arrow"], line=quoted),
                say("fault.arrow.do"),
                repair=(arrow,),
            )
        for place in (start, stop):
            text = place.of(self._source)
            if TIDY_TIME.fullmatch(text) or milliseconds(text) < 0:
                continue
            self._untidy(times.at, place, text)
        rest = times.found["rest"]
        if rest and not _COORDINATES.fullmatch(rest.strip(INVISIBLE)):
            self._faults.add(
                "text-beside-times",
                times.at + 1,
                say("fault.text-beside-times.what", line=quoted),
                say("fault.text-beside-times.do"),
                severity=Severity.WARNING,
            )

    def _untidy(self, at: int, place: Range, text: str) -> None:
        causes = (
            ("time-spaces", re.search(r"\s", text), say("fault.time-spaces.what", time=text), Severity.ERROR),
            (
                "time-digits",
                re.search(r"[.,:]\s?\d{4,}$", text),
                say("fault.time-digits.what", time=text),
                Severity.ERROR,
            ),
            ("time-point", "." in text, say("fault.time-point.what", time=text), Severity.NOTE),
        )
        cause, _, what, severity = next(
            (each for each in causes if each[1]),
            ("time-form", None, say("fault.time-form.what", time=text), Severity.NOTE),
        )
        repair = Replacement(place.start, place.end, format_time(milliseconds(text)))
        remedy = say("fault.write", text=repair.text)
        self._faults.add(cause, at + 1, what, remedy, severity=severity, repair=(repair,))

    def _layout_faults(self, times: _TimesLine, first: int, text_end: int) -> None:
        if first > 0 and self._text(first - 1).strip():
            at = self._lines[first].start
            self._faults.add(
                "no-empty-line",
                first + 1,
                say("fault.no-empty-line.what"),
                say("fault.no-empty-line.do"),
                repair=(Replacement(at, at, self._newline()),),
            )
        empty = [at for at in range(times.at + 1, text_end) if not self._texts[at].strip()]
        if not empty:
            return
        leading = next(at for at in range(times.at + 1, text_end + 1) if at == text_end or at not in empty)
        if times.at + 1 < leading < text_end:
            lines = self._range(times.at + 1, leading)
            self._faults.add(
                "empty-line-after-times",
                times.at + 1,
                say("fault.empty-line-after-times.mostly"),
                say("fault.empty-line-after-times.do"),
                repair=(Replacement(lines.start, lines.end, ""),),
            )
        else:
            self._faults.add(
                "empty-line-in-cue",
                empty[0] + 1,
                say("fault.empty-line-in-cue.what"),
                say("fault.empty-line-in-cue.do"),
                severity=Severity.WARNING,
            )

    def _newline(self) -> str:
        return line_end(self._source)


SYNTAX: Final = BlockSyntax(read, tokens_of, format_time, closing, numbers=True)
