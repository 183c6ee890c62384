r"""SubRip (`.srt`), read as mildly as players do, and kept as it stands. The format has no standard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from woordbeeld.findings import Severity
from woordbeeld.formats.blocks import BlockSyntax, lines_of, without_end
from woordbeeld.formats.document import (
    CueParts,
    Document,
    Edit,
    FaultList,
    Piece,
    PieceKind,
    Range,
    line_end,
)
from woordbeeld.formats.rolling import with_rolling_told
from woordbeeld.formats.subrip.text import format_time, unescape
from woordbeeld.formats.tokens import MOST_KEPT, Tag, Token, TokenKind, plain_lines, shown_lines
from woordbeeld.timing import Span
from woordbeeld.tracks.leads import utterances
from woordbeeld.tracks.model import Align, Cue, Placement, Style, Track, TrackKind, Utterance, Vertical

_MARK: Final = "\ufeff"  # of the order of bytes
_INVISIBLE: Final = "\ufeff\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069"
_BLANK: Final = rf"[\s{_INVISIBLE}]*"
_TIME: Final = r"-?(?:\d{1,6}\s?:\s?)?\d{1,2}\s?:\s?\d{1,2}(?:\s?[.,:]\s?\d{1,9})?"
_TIMES = re.compile(
    rf"{_BLANK}(?P<start>{_TIME})\s*(?P<arrow>-->|[-–—=]{{1,3}}\s?>|→|>)\s*(?P<end>{_TIME})(?P<rest>(?![\d:.,]).*)"
)
# What is meant as such a line, though its times cannot be read.
_LIKE_TIMES = re.compile(r"\W*\d[^-]*[:.,][^-]*-->|\W*\d.*-->.*\d\s?[:.,]\s?\d")
_LIKE_TWO_TIMES = re.compile(r".*\d\s?:\s?\d.*[>→].*\d\s?:\s?\d")
_PARTS = re.compile(r"(?P<sign>-?)(?:(\d+)\s?:\s?)?(\d+)\s?:\s?(\d+)(?:\s?([.,:])\s?(\d+))?")
_TIDY_TIME = re.compile(r"-?\d{2,}:\d{2}:\d{2},\d{3}")
_COORDINATES = re.compile(r"\s*(?:[XY][12]\s*:\s*-?\d+\s*)*")
_NUMBER = re.compile(rf"{_BLANK}(\d{{1,9}}){_BLANK}")
_TOKEN = re.compile(
    r"(?i)(?P<break>\r\n|\r|\n|<br\s*/?>|\\N)|(?P<override>\{\\[^{}\r\n]*\})"
    r"|(?P<tag></?(?:[biuscv]|em|strong|font|span|ruby|rt)(?:[\s.][^<>]*)?>)"
    r"|(?P<space>(?:[^\S\r\n]|\\h)+)|(?P<text>(?:(?!\\[Nh])[^\s<{])+|.)"
)
_TAG = re.compile(r"<(?P<close>/?)(?P<name>\w+)(?P<rest>[^>]*)>")
_FONT_COLOUR = re.compile(r"(?i)color\s*=\s*[\"']?(?P<code>#?\w+)")
_CODE = re.compile("[0-9a-f]{6}")
_SHORT_CODE = re.compile("[0-9a-f]{3}")
# Names of colours as players know them; green is that of teletext, which captions mean by it.
_COLOURS: Final = {
    "white": "#ffffff", "lime": "#00ff00", "green": "#00ff00", "cyan": "#00ffff", "red": "#ff0000",
    "yellow": "#ffff00", "magenta": "#ff00ff", "blue": "#0000ff", "black": "#000000", "aqua": "#00ffff",
    "fuchsia": "#ff00ff", "gray": "#808080", "grey": "#808080", "maroon": "#800000", "navy": "#000080",
    "olive": "#808000", "orange": "#ffa500", "pink": "#ffc0cb", "purple": "#800080", "silver": "#c0c0c0",
    "teal": "#008080",
}  # fmt: skip
_ITALIC: Final = frozenset({"i", "em"})
_BOLD: Final = frozenset({"b", "strong"})
_COLONS: Final = 2  # in a time with hours
_FIXED: Final = frozenset({"ruby", "rt"})
_OVERRIDE_TAG = re.compile(r"(?i)\{\\([ibus])([01])\}")
_PLACE = re.compile(r"(?i)\{[^{}]*\\an([1-9])[^{}]*\}")
_MARKUP = re.compile(r"[<{\\\u2060]")


def sniff(text: str) -> bool:
    """Whether a text holds a line of times as SubRip has them."""
    return any(_times_of(line.of(text)) for line in lines_of(text))


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
    glued: str = ""  # a number that stands at the beginning of the times, without a line end


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
            if (times := _times_of(text)) or self._is_like_times(at, text)
        ]
        expected = 1
        for place, (at, times) in enumerate(found):
            number = self._number(at - 1)
            before = at - 1 if number is not None else None
            expected = number if number is not None else expected
            if times is None:
                yield _Unreadable(at, before)
            else:
                following = self._number(found[place + 1][0] - 1) if place + 1 < len(found) else None
                glued = before is None and following in (None, expected + 1)
                yield _TimesLine(at, before, times, _glued_number(times, expected) if glued else "")
            expected += 1

    def _is_like_times(self, at: int, text: str) -> bool:
        """Whether a line is meant as one of times; without a whole arrow only below a number."""
        if "-->" in text:
            return bool(_LIKE_TIMES.match(text))
        return bool(_LIKE_TWO_TIMES.match(text)) and self._number(at - 1) is not None

    def _unreadable(self, times: _Unreadable, first: int, end: int) -> None:
        """What is a cue for its maker, but for no player, and no text of the cue before it."""
        lines = self._range(first, end)
        self._pieces.append(Piece(PieceKind.OTHER, lines, times.at + 1))
        self._faults.add(
            "times",
            times.at + 1,
            f"has times that cannot be read, so no player shows it: {self._text(times.at).strip()}",
            "write them as 00:00:01,000 --> 00:00:02,500",
        )

    def _other(self, first: int, end: int) -> None:
        lines = self._range(first, end)
        self._pieces.append(Piece(PieceKind.OTHER, lines, first + 1))
        if quoted := " ".join(lines.of(self._source).strip("\ufeff \t\r\n").split()):
            self._faults.add(
                "text-outside-cue",
                first + 1,
                f"belongs to no cue, so no player shows it: {quoted}",
                "give it times, or take it out",
            )

    def _cue(self, times: _TimesLine, first: int, end: int) -> None:
        line = self._lines[times.at]
        text_end = end
        while text_end > times.at + 1 and not self._text(text_end - 1).strip():
            text_end -= 1
        payload = without_end(
            self._source,
            Range(line.end, self._lines[text_end - 1].end)
            if text_end > times.at + 1
            else Range(line.end, line.end),
        )
        start = Range(
            line.start + times.found.start("start") + len(times.glued), line.start + times.found.end("start")
        )
        stop = Range(line.start + times.found.start("end"), line.start + times.found.end("end"))
        number = self._number_range(times)
        parts = CueParts(number, start, stop, payload)
        span = self._span(times, start, stop)
        self._layout_faults(times, first, text_end)
        spoken = _spoken(payload.of(self._source))
        cue = Cue(span, spoken, (times.at + 1,), _placement(payload.of(self._source))) if span else None
        self._pieces.append(Piece(PieceKind.CUE, self._range(first, end), times.at + 1, cue, parts))

    def _number_range(self, times: _TimesLine) -> Range | None:
        line = self._lines[times.at if times.number is None else times.number]
        if times.number is None:
            start = line.start + times.found.start("start")
            return Range(start, start + len(times.glued)) if times.glued else None
        found = _NUMBER.match(line.of(self._source))
        return Range(line.start + found.start(1), line.start + found.end(1)) if found else None

    def _span(self, times: _TimesLine, start: Range, stop: Range) -> Span | None:
        line = self._text(times.at).strip()
        start_ms, end_ms = (_milliseconds(each.of(self._source)) for each in (start, stop))
        self._time_faults(times, start, stop)
        if start_ms < 0 or end_ms < 0:
            self._faults.add("negative-time", times.at + 1, f"has a time before 0: {line}", "fix its times")
            return None
        if end_ms <= start_ms:
            self._faults.add(
                "ends-before-start",
                times.at + 1,
                f"ends before it starts, so it is never shown: {line}",
                "fix its times",
            )
            return None
        return Span(start_ms, end_ms)

    def _time_faults(self, times: _TimesLine, start: Range, stop: Range) -> None:
        line = self._lines[times.at]
        quoted = self._text(times.at).strip()
        if times.glued:
            self._faults.add(
                "number-glued",
                times.at + 1,
                f"the number {times.glued} and the time stand on one line: {quoted}",
                "put the number on a line of its own",
                repair=(Edit(start.start, start.start, self._newline()),),
            )
        if times.found["arrow"] != "-->":
            arrow = Edit(
                line.start + times.found.start("arrow"), line.start + times.found.end("arrow"), "-->"
            )
            self._faults.add(
                "arrow",
                times.at + 1,
                f"'{times.found['arrow']}' stands for '-->': {quoted}",
                "write -->",
                repair=(arrow,),
            )
        for place in (start, stop):
            text = place.of(self._source)
            if _TIDY_TIME.fullmatch(text) or _milliseconds(text) < 0:
                continue
            self._untidy(times.at, place, text)
        if not _COORDINATES.fullmatch(times.found["rest"].strip(_INVISIBLE)):
            self._faults.add(
                "text-beside-times",
                times.at + 1,
                f"text stands beside the times, where no player shows it: {quoted}",
                "put it on the next line",
                severity=Severity.WARNING,
            )

    def _untidy(self, at: int, place: Range, text: str) -> None:
        causes = (
            ("time-spaces", re.search(r"\s", text), "SubRip has no spaces in times", Severity.ERROR),
            (
                "time-digits",
                re.search(r"[.,:]\s?\d{4,}$", text),
                "SubRip has three digits after the comma",
                Severity.ERROR,
            ),
            ("time-point", "." in text, "SubRip wants a comma before the milliseconds", Severity.NOTE),
        )
        cause, _, what, severity = next(
            (each for each in causes if each[1]),
            ("time-form", None, "SubRip writes times as 00:00:00,000", Severity.NOTE),
        )
        repair = Edit(place.start, place.end, format_time(_milliseconds(text)))
        self._faults.add(
            cause, at + 1, f"{text}: {what}", f"write {repair.text}", severity=severity, repair=(repair,)
        )

    def _layout_faults(self, times: _TimesLine, first: int, text_end: int) -> None:
        if first > 0 and self._text(first - 1).strip():
            at = self._lines[first].start
            self._faults.add(
                "no-empty-line",
                first + 1,
                "no empty line stands before this cue",
                "put one there",
                repair=(Edit(at, at, self._newline()),),
            )
        empty = [at for at in range(times.at + 1, text_end) if not self._text(at).strip()]
        leading = next(at for at in range(times.at + 1, text_end + 1) if at == text_end or at not in empty)
        if times.at + 1 < leading < text_end:
            lines = self._range(times.at + 1, leading)
            self._faults.add(
                "empty-line-after-times",
                times.at + 1,
                "an empty line stands between times and text, so many players show an empty cue",
                "take the empty line out",
                repair=(Edit(lines.start, lines.end, ""),),
            )
        elif empty:
            self._faults.add(
                "empty-line-in-cue",
                empty[0] + 1,
                "an empty line stands in the text of a cue; many players show nothing after it",
                "take it out",
                severity=Severity.WARNING,
            )

    def _newline(self) -> str:
        return line_end(self._source)


def _times_of(line: str) -> re.Match[str] | None:
    """A line of times, however it is written.

    A short arrow, or times without hours, might as well be speech; so only one of the two may be missing.
    """
    found = _TIMES.fullmatch(line.rstrip("\r\n"))
    if not found:
        return None
    glued = found["rest"] and not re.match(rf"[\s{_INVISIBLE}]", found["rest"])
    if glued and not _TIDY_TIME.fullmatch(found["end"].replace(".", ",")):
        return None  # who knows where that time ends
    whole = all(found[name].count(":") >= _COLONS for name in ("start", "end"))
    return found if whole or found["arrow"] == "-->" else None


def _glued_number(times: re.Match[str], expected: int) -> str:
    """The number of a cue that is glued to its time: `200:00:04,000` after cue 1."""
    hours = times["start"].partition(":")[0]
    glued = hours.startswith(str(expected)) and len(hours) == len(str(expected)) + 2
    return str(expected) if glued else ""


def _milliseconds(text: str) -> int:
    found = _PARTS.fullmatch(text)
    if not found:
        return -1
    sign, hours, minutes, seconds, _, fraction = found.groups()
    whole_ms = ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000
    total_ms = whole_ms + int((fraction or "0").ljust(3, "0")[:3])
    return -total_ms - 1 if sign else total_ms


def _placement(payload: str) -> Placement:
    r"""Where `{\an8}` puts a cue; the digits stand as on a numeric pad."""
    if not (found := _PLACE.search(payload)):
        return Placement()
    row, column = divmod(int(found[1]) - 1, 3)
    vertical = (Vertical.BOTTOM, Vertical.MIDDLE, Vertical.TOP)[row]
    return Placement(vertical, (Align.LEFT, Align.CENTRE, Align.RIGHT)[column])


@lru_cache(maxsize=MOST_KEPT)
def _spoken(payload: str) -> tuple[Utterance, ...]:
    """What is said in a cue; a text is read once, however often its file is read again after a change."""
    return utterances(shown_lines(tokens_of(payload)) if _MARKUP.search(payload) else plain_lines(payload))


@lru_cache(maxsize=MOST_KEPT)
def tokens_of(payload: str) -> tuple[Token, ...]:
    """The tokens of what a cue shows; their places count from its start."""
    return tuple(_token(found) for found in _TOKEN.finditer(payload))


def _token(found: re.Match[str]) -> Token:
    start, end = found.span()
    if found["text"] is not None:
        return Token(TokenKind.TEXT, start, end, unescape(found["text"]))
    if found["break"] is not None:
        return Token(TokenKind.BREAK, start, end)
    if found["space"] is not None:
        return Token(TokenKind.SPACE, start, end, found["space"].replace("\\h", "\N{NO-BREAK SPACE}"))
    return _override(found) if found["override"] else _tag(found)


def _override(found: re.Match[str]) -> Token:
    r"""A tag of SubStation Alpha in braces: `{\i1}` opens and `{\i0}` closes, others mark the whole cue."""
    styled = _OVERRIDE_TAG.fullmatch(found["override"])
    if not styled:
        return Token(TokenKind.MARK, *found.span(), found["override"])
    name = f"\\{styled[1].lower()}"
    kind = TokenKind.OPEN if styled[2] == "1" else TokenKind.CLOSE
    return Token(kind, *found.span(), tag=Tag(name, style=_style(name[1:])))


def _tag(found: re.Match[str]) -> Token:
    start, end = found.span()
    tag = _TAG.fullmatch(found["tag"])
    name = tag["name"].lower() if tag else ""
    if tag and tag["close"]:
        return Token(TokenKind.CLOSE, start, end, tag=Tag(name))
    style = _style(name, tag["rest"] if tag else "")
    return Token(TokenKind.OPEN, start, end, tag=Tag(name, style=style, fixed=name in _FIXED))


def _style(name: str, rest: str = "") -> Style:
    if name == "font":
        named = _FONT_COLOUR.search(rest)
        return Style(colour=_colour(named["code"].lower()) if named else None)
    return Style(italic=name in _ITALIC, bold=name in _BOLD, underline=name == "u")


def _colour(name: str) -> str | None:
    """A colour as `#rrggbb`; None for what no player knows.

    >>> _colour("yellow"), _colour("ff8800"), _colour("#f80"), _colour("gruen")
    ('#ffff00', '#ff8800', '#ff8800', None)
    """
    if name in _COLOURS:
        return _COLOURS[name]
    digits = name.removeprefix("#")
    short = _SHORT_CODE.fullmatch(digits)
    code = "".join(digit * 2 for digit in digits) if short else digits
    return f"#{code}" if _CODE.fullmatch(code) else None


def _closing(tag: Tag) -> str:
    return f"{{{tag.name}0}}" if tag.name.startswith("\\") else f"</{tag.name}>"


SYNTAX: Final = BlockSyntax(read, tokens_of, format_time, _closing, numbers=True)
