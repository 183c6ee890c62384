"""WebVTT, read as browsers read it, and kept as it stands.

The steps are those of the W3C's parser (https://www.w3.org/TR/webvtt1/#parsing): blocks between empty lines;
a block with an arrow in its first or second line is a cue. The reader is our own, because the package
webvtt-py drops cues with a fault, unescapes nothing and gives one voice of a cue only; that package writes
our files, and reads them back in the tests. `to_webvtt` hands a document over to it, for who goes on with it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from woordbeeld.errors import BadInputError
from woordbeeld.findings import Severity
from woordbeeld.formats.blocks import BlockSyntax, lines_of, without_end
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
from woordbeeld.formats.tokens import TokenKind
from woordbeeld.formats.webvtt.cue_text import as_parsed, spoken, tokens_of
from woordbeeld.formats.webvtt.flavours import flavour_of
from woordbeeld.formats.webvtt.places import placement
from woordbeeld.formats.webvtt.times import LIKE_TIMES, TIMES, flaw, milliseconds, tidy
from woordbeeld.timing import Span, format_timestamp
from woordbeeld.tracks.model import (
    Cue,
    ScreenPosition,
    Track,
    TrackKind,
)
from woordbeeld.words import Message, say

_SIGNATURE = re.compile(r"\ufeff?WEBVTT(?=[ \t\r\n]|$)")
_NUMBER = re.compile(r"[ \t]*\d{1,9}[ \t]*")
_BREAK_TAG = re.compile(r"(?i)</?br\s*/?>")
_SOME_TIME = re.compile(r"\d[:.,]\d")
_KINDS: Final = {kind.value: kind for kind in TrackKind} | {"subtitles": TrackKind.CAPTIONS}
# What the value of each setting looks like (W3C, 3.4), and what players do with another one.
_PER_CENT = r"(?:100(?:\.0+)?|\d{1,2}(?:\.\d+)?)%"
_SETTINGS: Final = {
    "vertical": re.compile("rl|lr"),
    "line": re.compile(rf"(?:-?\d+(?:\.\d+)?|{_PER_CENT})(?:,(?:start|center|end))?"),
    "position": re.compile(rf"{_PER_CENT}(?:,(?:line-left|center|line-right))?"),
    "size": re.compile(_PER_CENT),
    "align": re.compile("start|center|end|left|right"),
    "region": re.compile(r"\S+"),
}
_TAGS: Final = frozenset(["c", "i", "b", "u", "v", "lang", "ruby", "rt"])
_USUAL_PLACE: Final = ScreenPosition()


def sniff(text: str) -> bool:
    """Whether a text is WebVTT."""
    return bool(_SIGNATURE.match(text))


def read(text: str) -> Document:
    """A WebVTT file; what a browser would pass over is told in the faults.

    Raises:
        BadInputError: the text does not begin with the signature of WebVTT.
    """
    if not sniff(text):
        raise BadInputError(say("error.no_webvtt"), remedy=say("error.save_as_webvtt"))
    return _Reading(text).document()


class _Reading:
    """One pass through a file, line by line."""

    def __init__(self, source: str) -> None:
        self._source = as_parsed(source)
        self._as_it_stands = source
        self._lines = lines_of(source)
        self._texts = [line.of(self._source).rstrip("\r\n") for line in self._lines]
        self._pieces: list[Piece] = []
        self._faults = FaultList()
        self._regions: set[str] = set()
        self._at = 0

    def document(self) -> Document:
        header = self._header()
        while self._at < len(self._lines):
            self._block()
        cues = tuple(piece.cue for piece in self._pieces if piece.cue)
        kind = _KINDS.get(header.get("kind", "").lower(), TrackKind.CAPTIONS)
        track = Track(kind, header.get("language") or None, cues)
        flavour = flavour_of(self._source, self._pieces)
        pieces, faults = tuple(self._pieces), tuple(self._faults.found)
        return with_rolling_told(Document(self._as_it_stands, pieces, track, SYNTAX, faults, flavour))

    # -- lines

    def _text(self, at: int) -> str:
        return self._texts[at]

    def _until_empty(self, at: int) -> int:
        """The first line from `at` on that ends a block: it is empty, or has an arrow."""
        texts = self._texts
        while at < len(texts) and texts[at] and "-->" not in texts[at]:
            at += 1
        return at

    def _after_empty(self, at: int) -> int:
        while at < len(self._lines) and not self._text(at):
            at += 1
        return at

    def _range(self, first: int, last: int) -> Range:
        """The lines `[first, last)` as a range."""
        start = self._lines[first].start if first < len(self._lines) else len(self._source)
        return Range(start, self._lines[last - 1].end if last > first else start)

    # -- blocks

    def _header(self) -> dict[str, str]:
        end = self._until_empty(1)
        found = {}
        for at in range(1, end):
            name, colon, value = self._text(at).partition(":")
            if colon:
                found[name.strip().lower()] = value.strip()
        self._at = self._after_empty(end)
        self._pieces.append(Piece(PieceKind.HEADER, self._range(0, self._at), 1))
        return found

    def _block(self) -> None:
        first = self._at
        arrow = next(
            (at for at in (first, first + 1) if at < len(self._lines) and "-->" in self._text(at)), None
        )
        times = TIMES.fullmatch(self._text(arrow)) if arrow is not None else None
        if arrow is not None and times:
            self._cue(first, arrow, times)
            return
        end = self._until_empty(first + 1 if arrow is None else arrow + 1)
        self._at = self._after_empty(end)
        kind = self._kind(first, end)
        self._pieces.append(Piece(kind, self._range(first, self._at), first + 1))
        if arrow is not None:
            self._arrow_astray(kind, arrow)
        elif kind is PieceKind.OTHER:
            self._text_astray(first, end)

    def _kind(self, first: int, end: int) -> PieceKind:
        word = self._text(first).split(maxsplit=1)[0] if self._text(first).strip() else ""
        if word == "NOTE":
            return PieceKind.COMMENT
        if self._text(first).strip() == "STYLE":
            return PieceKind.STYLE
        if self._text(first).strip() == "REGION":
            settings = " ".join(map(self._text, range(first + 1, end))).split()
            self._regions |= {each[3:] for each in settings if each.startswith(("id:", "id="))}
            return PieceKind.REGION
        return PieceKind.OTHER

    def _arrow_astray(self, kind: PieceKind, at: int) -> None:
        line = self._text(at).strip()
        if kind is PieceKind.COMMENT:
            self._faults.add(
                "arrow-in-note",
                at + 1,
                say("fault.arrow-in-note.what", line=line),
                say("fault.arrow-in-note.do"),
                severity=Severity.WARNING,
            )
            return
        if self._repairable_times(at):
            return
        start = self._source.index("-->", self._lines[at].start)
        in_cue = self._pieces[-2].kind is PieceKind.CUE and at == self._first_of(self._pieces[-1])
        self._faults.add(
            "arrow-in-text",
            at + 1,
            say("fault.arrow-in-text.what", line=line),
            say("fault.arrow-in-text.do"),
            repair=(Replacement(start, start + 3, "--&gt;"),)
            if in_cue and not _SOME_TIME.search(line)
            else (),
        )

    def _repairable_times(self, at: int) -> bool:
        """Whether a line that no player takes for times is certainly meant as such; if so, that is told."""
        text = self._text(at) if at < len(self._lines) else ""
        apart = number_apart(text)
        found = LIKE_TIMES.match(text, apart.end() if apart else 0)
        moments = [each for name in ("start", "end") if (each := tidy(found[name]))] if found else []
        if not found or len(moments) < len(("start", "end")):
            return False
        base = self._lines[at].start
        wanted = " --> ".join(moments)
        if apart:
            number = Range(base + apart.start("number"), base + apart.end("number"))
            times = Replacement(number.end, base + found.end("end"), line_end(self._source) + wanted)
            self._number_glued(at, number, times)
            return True
        self._faults.add(
            "times",
            at + 1,
            _unread(flaw(found["start"], found["end"]), self._text(at).strip()),
            say("fault.write", text=wanted),
            repair=(Replacement(base + found.start("start"), base + found.end("end"), wanted),),
        )
        return True

    def _number_glued(self, at: int, number: Range, repair: Replacement) -> None:
        """Tell of a number on the line of its times; only at the beginning of a block it can get its own."""
        begins = at == 0 or not self._text(at - 1)
        self._faults.add(
            "number-glued",
            at + 1,
            say("fault.number-glued.what", number=number.of(self._source), line=self._text(at).strip()),
            say("fault.number-glued.do"),
            repair=(repair,) if begins else (),
        )

    def _first_of(self, piece: Piece) -> int:
        """The line at which a piece begins, if it goes on where a cue was broken off; else -1."""
        before = self._source[: piece.range.start].rstrip("\r\n")
        apart = self._source[len(before) : piece.range.start]
        return piece.line - 1 if len(lines_of(apart)) == 1 else -1

    def _text_astray(self, first: int, end: int) -> None:
        before = self._pieces[-2]
        empty = before.parts is not None and not before.parts.payload.of(self._source)
        if before.parts and empty:
            repair = Replacement(before.parts.payload.start, self._lines[first].start, "")
            self._faults.add(
                "empty-line-after-times",
                before.line,
                say("fault.empty-line-after-times.what"),
                say("fault.empty-line-after-times.do"),
                repair=(repair,),
            )
            return
        if self._repairable_times(first) or (first + 1 < end and self._repairable_times(first + 1)):
            return
        quoted = " ".join(map(self._text, range(first, end)))
        self._faults.add(
            "text-outside-cue",
            first + 1,
            say("fault.text-outside-cue.what", text=quoted),
            say("fault.text-outside-cue.do_note"),
        )

    def _cue(self, first: int, arrow: int, times: re.Match[str]) -> None:
        end = self._until_empty(arrow + 1)
        self._at = self._after_empty(end)
        base = self._lines[arrow].start
        start_time, end_time = (
            Range(base + times.start(name), base + times.end(name)) for name in ("start", "end")
        )
        payload = without_end(self._source, self._range(arrow + 1, end))
        number = without_end(self._source, self._lines[first]) if first < arrow else None
        self._no_empty_line(first, arrow)
        settings = self._settings(times["settings"], arrow)
        span = self._span(arrow, times, (start_time, end_time))
        text = payload.of(self._source)
        place = placement(settings) if settings else _USUAL_PLACE
        cue = Cue(span, spoken(text), (arrow + 1,), place) if span else None
        parts = CueParts(number, start_time, end_time, payload)
        self._pieces.append(Piece(PieceKind.CUE, self._range(first, self._at), arrow + 1, cue, parts))
        if "<" in text:
            self._unknown_tags(payload, arrow)

    def _span(self, arrow: int, times: re.Match[str], ranges: tuple[Range, Range]) -> Span | None:
        start_ms, end_ms = milliseconds(times["start"]), milliseconds(times["end"])
        if start_ms is None or end_ms is None:
            self._faults.add(
                "times",
                arrow + 1,
                _unread(flaw(times["start"], times["end"]), self._text(arrow).strip()),
                say("fault.times.write_as", example="00:00:01.000 --> 00:00:02.500"),
                repair=self._tidied(ranges),
            )
            return None
        wrong = [each for each in ranges if "," in each.of(self._source)]
        commas = [
            Replacement(each.start, each.end, each.of(self._source).replace(",", ".")) for each in wrong
        ]
        if commas:
            self._faults.add(
                "comma-in-times",
                arrow + 1,
                say("fault.comma-in-times.what", time=next(each.of(self._source) for each in wrong)),
                say("fault.comma-in-times.do"),
                repair=tuple(commas),
            )
        if end_ms <= start_ms:
            if glued := glued_number(times["start"], self._next_number()):
                number = Range(ranges[0].start, ranges[0].start + len(glued))
                self._number_glued(arrow, number, Replacement(number.end, number.end, line_end(self._source)))
                return None
            what, remedy = say("fault.ends-before-start.what"), say("fault.fix_times")
            self._faults.add("ends-before-start", arrow + 1, what, remedy)
            return None
        return Span(start_ms, end_ms)

    def _next_number(self) -> int:
        """The number that a cue here should have: one more than that of the cue before."""
        cues = [piece.parts for piece in self._pieces if piece.parts]
        told = cues[-1].number.of(self._source).strip() if cues and cues[-1].number else ""
        return (int(told) if _NUMBER.fullmatch(told) else len(cues)) + 1

    def _tidied(self, ranges: Sequence[Range]) -> tuple[Replacement, ...]:
        """The edits that write times as WebVTT wants them; none where one of them is not certain."""
        wanted = [(each, tidy(each.of(self._source))) for each in ranges]
        edits = [Replacement(each.start, each.end, text) for each, text in wanted if text]
        return tuple(edits) if len(edits) == len(wanted) else ()

    def _no_empty_line(self, first: int, arrow: int) -> None:
        """A cue that stands right below the text of another; a number between them shows as that text."""
        before = self._pieces[-1]
        if before.kind is not PieceKind.CUE or first == 0 or not self._text(first - 1):
            return
        numbered = (
            first == arrow and before.line < first - 1 and bool(_NUMBER.fullmatch(self._text(first - 1)))
        )
        at = self._lines[first - 1 if numbered else first].start
        self._faults.add(
            "no-empty-line",
            first + (not numbered),
            say("fault.no-empty-line.numbered") if numbered else say("fault.no-empty-line.what"),
            say("fault.no-empty-line.do"),
            repair=(Replacement(at, at, line_end(self._source)),),
        )

    def _settings(self, text: str, at: int) -> dict[str, str]:
        """The settings of a cue that players heed."""
        found = {}
        for each in text.split():
            name, _, value = each.partition(":")
            if name not in _SETTINGS:
                self._setting_fault(each, at, say("fault.setting.name", setting=each))
            elif not _SETTINGS[name].fullmatch(value):
                self._setting_fault(each, at, say("fault.setting.value", setting=each))
            elif name == "region" and value not in self._regions:
                self._setting_fault(each, at, say("fault.setting.region", setting=each))
            else:
                found[name] = value
        return found

    def _setting_fault(self, setting: str, at: int, what: Message) -> None:
        repair: tuple[Replacement, ...] = ()
        if setting == "align:middle":  # its name until 2015
            start = self._source.index(setting, self._lines[at].start)
            repair = (Replacement(start, start + len(setting), "align:center"),)
        self._faults.add(
            f"setting {setting}",
            at + 1,
            what,
            say("fault.setting.do"),
            severity=Severity.WARNING,
            repair=repair,
        )

    def _unknown_tags(self, payload: Range, at: int) -> None:
        text = payload.of(self._source)
        for token in tokens_of(text):
            if token.kind is not TokenKind.OPEN or not token.tag or token.tag.name in _TAGS:
                continue
            name = token.tag.name
            broken = _BREAK_TAG.fullmatch(text[token.start : token.end])
            place = (payload.start + token.start, payload.start + token.end)
            self._faults.add(
                f"tag {name}",
                at + 1,
                say("fault.tag.glues", tag=name) if broken else say("fault.tag.what", tag=name),
                say("fault.tag.do_break") if broken else say("fault.tag.do"),
                severity=Severity.ERROR if broken else Severity.WARNING,
                repair=(Replacement(*place, line_end(self._source)),) if broken else (),
            )


def _unread(cause: str, line: str) -> Message:
    """What to say of times that no player reads, by their flaw."""
    return say(f"fault.unread-times.{cause}", line=line)


SYNTAX: Final = BlockSyntax(read, tokens_of, format_timestamp, lambda tag: f"</{tag.name}>")
