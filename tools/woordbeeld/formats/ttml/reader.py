"""TTML of anybody's making (TTML 1 and 2, IMSC, EBU-TT-D, DFXP), read into cues and kept as it stands.

Structure, styles and times are read with expat; what a cue shows is read from its own source, so that every
word and tag is known by its place. `changes.py` beside it tells how a cue is changed there.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final
from xml.parsers import expat

from woordbeeld.errors import BadInputError
from woordbeeld.findings import Severity
from woordbeeld.formats.document import CueParts, Document, FaultList, Piece, PieceKind, Range, Replacement
from woordbeeld.formats.ttml.changes import CueTimes, TtmlSyntax
from woordbeeld.formats.ttml.markup import Look, Looks, attributes, local_name, tells_look
from woordbeeld.formats.ttml.times import Clock, strict_form
from woordbeeld.formats.ttml.unknown import unknown
from woordbeeld.timing import Span
from woordbeeld.tracks.model import Align, Cue, ScreenPosition, Track, TrackKind, Vertical
from woordbeeld.words import say

_XML: Final = "http://www.w3.org/XML/1998/namespace"
_START_TAG = re.compile(r"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""")
_TIMED: Final = frozenset({"body", "div", "p", "span"})
_UNTIMED_SPANS: Final = _TIMED - {"span"}
# A span with times, or what might be one, for its text may look like an attribute.
_TIMED_SPAN = re.compile(r"<(?:[^\s<>:]+:)?span\s[^<]*\s(?:[^\s<>:]+:)?(?:begin|end|dur)\s*=")
_PERCENTAGES = re.compile(r"\s*(?P<across>[\d.]{1,9})%\s+(?P<down>[\d.]{1,9})%\s*")
_HOLDS_NO_TEXT: Final = frozenset({"body", "div"})
_TALL: Final = 50  # per cent of the picture: in a region that tall, text stands at one edge
_PLAIN_LOOK: Final = Look()
_TIME_NAMES: Final = ("begin", "end", "dur")
_TIMES: Final = frozenset(_TIME_NAMES)


def sniff(text: str) -> bool:
    """Whether a text is XML."""
    return text.lstrip("\ufeff \t\r\n").startswith("<")


def read(text: str, before: TtmlSyntax | None = None) -> Document:
    """A TTML file with its cues in the order of their start, for here the times tell the order, not the file.

    What has no usable time is told in the faults. `before` is how the same file was read before a change:
    cues with the same text and styles need not be read again.

    Raises:
        BadInputError: it is not well-formed XML, declares a document type, or is no TTML.
    """
    reading = _Reading(text)
    reading.parse()
    return reading.document(before)


@dataclass(frozen=True, slots=True)
class _Context:
    """What an element hands on to those inside it. `follows` is set inside `timeContainer="seq"`."""

    start_ms: int = 0
    end_ms: int | None = None
    faulty: bool = False
    look: Look = _PLAIN_LOOK
    own: tuple[tuple[str, Mapping[str, str]], ...] = ()  # that tell a look, from the outermost on
    region: str = ""
    align: Align | None = None
    preserve: bool = False
    follows: bool = False


@dataclass(slots=True)
class _Element:
    """An element with times, or a paragraph, while it is read."""

    start: int
    tag_end: int
    line: int
    context: _Context
    times: CueTimes
    timed: bool
    inner: list[_Element] = field(default_factory=list)
    end: int = 0
    next_ms: int = 0  # where the next child starts, if they follow one another


class _Reading:
    """One pass through the file."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._bytes = source.encode("utf-8", "replace")
        self._byte = self._char = 0
        self._parser = expat.ParserCreate("utf-8", " ")
        # Each element that is open: its name, what it hands on, and the element with times that it is in.
        self._stack: list[tuple[str, _Context, _Element | None]] = [("", _Context(), None)]
        # Spans without times change no cue; what they look like is read with its text.
        self._with_times = _TIMED if _TIMED_SPAN.search(source) else _UNTIMED_SPANS
        self._looks = Looks()
        self._regions: dict[str, ScreenPosition] = {}
        self._region_styles: dict[str, list[tuple[str, Mapping[str, str]]]] = {}
        self._region = ""
        self._agent = ""
        self._in_body = 0  # how many elements are open, from the body on
        self._ids: set[str] = set()
        self._clock = Clock()
        self._cues: list[_Element] = []
        self._faults = FaultList()
        self._root = self._language = self._namespace = ""

    def parse(self) -> None:
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._refuse
        try:
            self._parser.Parse(self._bytes, True)  # noqa: FBT003 - expat takes it by position
        except expat.ExpatError as error:
            why = expat.errors.messages[error.code]
            what = say("error.no_xml", line=error.lineno, why=why)
            raise BadInputError(what, remedy=say("error.fix_xml")) from error
        if self._root != "tt":
            raise BadInputError(say("error.no_ttml"), remedy=say("error.give_ttml"))

    def _refuse(self, *_: object) -> None:
        raise BadInputError(say("error.doctype"), remedy=say("error.no_doctype"))

    def document(self, before: TtmlSyntax | None) -> Document:
        kept = before.kept if before and before.looks == self._looks else {}
        syntax = TtmlSyntax(read, self._clock, self._looks, {}, self._ids, kept)
        pieces: list[Piece] = []
        at, line = 0, 1
        for element in sorted(self._cues, key=lambda each: each.start):
            if element.start > at:
                pieces.append(self._between(at, element.start, line))
            pieces.append(self._piece(element, syntax))
            line += self._source.count("\n", at, element.end)
            at = element.end
        if at < len(self._source):
            pieces.append(self._between(at, len(self._source), line))
        cues = sorted((piece.cue for piece in pieces if piece.cue), key=lambda cue: cue.span.start_ms)
        track = Track(TrackKind.CAPTIONS, self._language or None, tuple(cues))
        return Document(self._source, tuple(pieces), track, syntax, tuple(self._faults.found))

    def _between(self, start: int, end: int, line: int) -> Piece:
        return Piece(PieceKind.HEADER if start == 0 else PieceKind.OTHER, Range(start, end), line)

    # -- elements

    def _place(self) -> int:
        """The character at which the parser is; it only goes forward."""
        index = self._parser.CurrentByteIndex
        self._char += len(self._bytes[self._byte : index].decode())
        self._byte = index
        return self._char

    def _start(self, name: str, given: dict[str, str]) -> None:
        local, (own, xml) = local_name(name), _attributes(given)
        within, around, parent = self._stack[-1]
        self._ids.add(xml.get("id", ""))
        if not self._root:
            self._namespace = name.rpartition(" ")[0]
            self._open_root(local, own, xml)
        elif local == "region":
            self._region = xml.get("id", own.get("id", ""))
            side = self._looks.align(own) or Align.CENTRE
            self._regions[self._region] = _region(own, ScreenPosition(region=self._region, align=side))
            self._region_styles[self._region] = [(local, own)]
        elif local == "style" and within == "region":
            self._regions[self._region] = _region(own, self._regions[self._region])
            self._region_styles[self._region].append((local, own))
        elif local == "style":
            self._looks.add_style(xml.get("id", own.get("id", "")), own)
        elif local == "agent":
            self._agent = xml.get("id", "")
            self._parser.CharacterDataHandler = self._text
        elif local in _HOLDS_NO_TEXT:
            self._parser.CharacterDataHandler = self._text
        elif local == "p":
            self._parser.CharacterDataHandler = None
        if local == "body" or self._in_body:
            self._in_body += 1
            self._check_element(name, own)
        if local in self._with_times:
            self._open(local, own, xml)
        else:
            self._stack.append((local, around, parent))

    def _look(self, around: _Context, local: str, own: Mapping[str, str]) -> Look:
        """The look in an element; its region tells what no element around it tells (TTML 2, 10.4.4.2)."""
        look = around.look
        if (region := self._region_styles.get(own.get("region", ""))) is not None:
            look = _PLAIN_LOOK
            for name, each in (*region, *around.own):
                look = self._looks.inside(look, name, each)
        return self._looks.inside(look, local, own)

    def _language_of(self, local: str, xml: Mapping[str, str]) -> Mapping[str, str]:
        """The language of a paragraph or a part of one, where it is not that of the file."""
        language = xml.get("lang", "")
        return {"lang": language} if local in ("p", "span") and language not in ("", self._language) else {}

    def _open_root(self, local: str, own: Mapping[str, str], xml: Mapping[str, str]) -> None:
        self._root, self._language = local, xml.get("lang", "")
        self._clock = Clock.of(own)
        if (base := own.get("timeBase", "media")) == "clock":
            line = self._parser.CurrentLineNumber
            what, remedy = say("fault.time-base.what", base=base), say("fault.time-base.do")
            self._faults.add("time-base", line, what, remedy, severity=Severity.WARNING)

    def _open(self, local: str, own: Mapping[str, str], xml: Mapping[str, str]) -> None:
        start, line = self._place(), self._parser.CurrentLineNumber
        tag = _START_TAG.match(self._source, start)
        _, around, parent = self._stack[-1]
        from_ms = parent.next_ms if parent and parent.context.follows else around.start_ms
        context = _Context(
            from_ms,
            around.end_ms,
            around.faulty,
            self._look(around, local, {**own, **self._language_of(local, xml)}),
            (*around.own, (local, own)) if tells_look(own) else around.own,
            own.get("region", around.region),
            self._looks.align(own) or around.align,
            xml.get("space", "preserve" * around.preserve) == "preserve",
            own.get("timeContainer") == "seq",
        )
        places: Mapping[str, Range] = {}
        timed = not _TIMES.isdisjoint(own)
        if timed:
            context = self._timed(context, around, own, from_ms, line)
            places = attributes(tag[0], start) if tag else {}
            for name in _TIME_NAMES:
                self._check_form(own.get(name), places.get(name), line)
        begin, end, duration = (places.get(name) for name in _TIME_NAMES)
        times = CueTimes(from_ms, begin, end, duration, around.end_ms, follows=around.follows)
        tag_end = tag.end() if tag else start
        element = _Element(start, tag_end, line, context, times, timed, next_ms=context.start_ms)
        self._stack.append((local, context, element))

    def _timed(
        self, context: _Context, around: _Context, own: Mapping[str, str], from_ms: int, line: int
    ) -> _Context:
        """The context with the times of its element, which count from the start of the one around it."""
        try:
            begin, end, dur = (
                self._clock.milliseconds(own[name]) if name in own else None for name in _TIME_NAMES
            )
        except ValueError as error:
            what = say("fault.times.no_time", text=str(error))
            remedy = say("fault.times.write_it_as", example="00:00:01.000", other="1s")
            self._faults.add("times", line, what, remedy)
            return replace(context, start_ms=around.start_ms, faulty=True)
        start_ms = from_ms + (begin or 0)
        ends = [from_ms + end] if end is not None else []
        ends += [start_ms + dur] if dur is not None else []
        ends += [around.end_ms] if around.end_ms is not None else []
        return replace(context, start_ms=start_ms, end_ms=min(ends, default=None))

    def _check_form(self, text: str | None, place: Range | None, line: int) -> None:
        form = strict_form(text) if text is not None else None
        if text is None or form is None or place is None:
            return
        comma = "," in text
        try:
            self._clock.milliseconds(text)
        except ValueError:
            return  # told already
        repair = (Replacement(place.start, place.end, form),)
        cause, what = (
            ("comma-in-times", say("fault.comma-in-times.ttml", time=text))
            if comma
            else ("time-digits", say("fault.time-digits.ttml", time=text))
        )
        self._faults.add(cause, line, what, say("fault.write", text=form), repair=repair)

    def _check_element(self, name: str, own: Mapping[str, str]) -> None:
        for cause, what, remedy in unknown(name, own, self._namespace, self._regions, self._looks):
            line = self._parser.CurrentLineNumber
            self._faults.add(cause, line, what, remedy, severity=Severity.WARNING)

    def _text(self, text: str) -> None:
        within = self._stack[-1][0]
        if self._agent and within == "name":
            self._looks.add_agent(self._agent, text)
        elif within in _HOLDS_NO_TEXT and text.strip():
            what = say("fault.text-outside-cue.ttml", text=" ".join(text.split()))
            line, remedy = self._parser.CurrentLineNumber, say("fault.text-outside-cue.do_p")
            self._faults.add("text-outside-cue", line, what, remedy)

    def _end(self, name: str) -> None:
        local = local_name(name)
        *_, element = self._stack.pop()
        self._in_body -= bool(self._in_body)
        if local == "p" and self._stack[-1][0] in _HOLDS_NO_TEXT:
            self._parser.CharacterDataHandler = self._text
        if local == "agent":
            self._agent = ""
            self._parser.CharacterDataHandler = None
        if local not in self._with_times or element is None:
            return
        empty = self._source.startswith("/>", element.tag_end - 2)
        element.end = element.tag_end if empty else self._source.index(">", self._place()) + 1
        *_, parent = self._stack[-1]
        if parent and parent.context.follows:
            parent.next_ms = element.context.end_ms or element.next_ms
        if element.context.follows and element.context.end_ms is None:
            element.context = replace(element.context, end_ms=element.next_ms)
        if local == "span" and element.timed and parent:
            parent.inner.append(element)
        elif local == "span" and parent:
            parent.inner += element.inner
        elif local == "p":
            self._close(element)

    def _close(self, paragraph: _Element) -> None:
        """A paragraph is one cue; timed parts of it that are shown one after the other are each a cue."""
        inner = sorted(paragraph.inner, key=lambda each: each.context.start_ms)
        if not inner:
            self._cues.append(paragraph)
            return
        apart = all(
            one.context.end_ms is not None and one.context.end_ms <= other.context.start_ms
            for one, other in pairwise(inner)
        )
        if apart and len(inner) > 1:
            self._cues += inner
            return
        ends = [each.context.end_ms for each in inner]
        known = [end for end in ends if end is not None]
        end_ms = max(known) if len(known) == len(ends) else paragraph.context.end_ms
        start_ms = inner[0].context.start_ms
        paragraph.context = replace(paragraph.context, start_ms=start_ms, end_ms=end_ms)
        paragraph.times = replace(paragraph.times, built_up=True)
        self._cues.append(paragraph)

    # -- cues

    def _piece(self, element: _Element, syntax: TtmlSyntax) -> Piece:
        closes = self._source.rfind("</", element.tag_end, element.end)
        payload = Range(element.tag_end, max(closes, element.tag_end))
        times = element.times
        parts = CueParts(None, times.begin, times.end or times.duration, payload)
        key = (element.line, element.start)
        span = self._span(element, payload)
        syntax.add_cue(element.start, times, element.context.look, preserve=element.context.preserve)
        whole = Range(element.start, element.end)
        if span is None:
            return Piece(PieceKind.CUE, whole, element.line, None, parts)
        spoken = syntax.spoken(payload.of(self._source), element.start)
        cue = Cue(span, spoken, key, self._placement(element.context))
        return Piece(PieceKind.CUE, whole, element.line, cue, parts)

    def _placement(self, context: _Context) -> ScreenPosition:
        placement = self._regions.get(context.region, ScreenPosition())
        align = context.align or placement.align
        return placement if align is placement.align else replace(placement, align=align)

    def _span(self, element: _Element, payload: Range) -> Span | None:
        context, line = element.context, element.line
        if context.faulty:
            return None
        if context.end_ms is None:
            if payload.of(self._source).strip():
                self._faults.add("no-end", line, say("fault.no-end.what"), say("fault.no-end.do"))
            return None
        if context.end_ms <= context.start_ms:
            what, remedy = say("fault.ends-before-start.what"), say("fault.fix_times")
            self._faults.add("ends-before-start", line, what, remedy)
            return None
        return Span(context.start_ms, context.end_ms)


def _attributes(given: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The attributes of an element by local name, and apart those that are of XML itself."""
    own: dict[str, str] = {}
    xml: dict[str, str] = {}
    for name, value in given.items():
        (xml if name.startswith(_XML) else own)[local_name(name)] = value
    return own, xml


def _region(own: Mapping[str, str], placement: ScreenPosition) -> ScreenPosition:
    """Where a region is: where its middle is, or the edge to which a tall one aligns its text."""
    origin, extent = (_PERCENTAGES.fullmatch(own.get(key, "")) for key in ("origin", "extent"))
    if not (origin and extent):
        return placement
    top, height = float(origin["down"]), float(extent["down"])
    middle = top + height / 2
    if height > _TALL:
        middle = {"before": 0.0, "center": 50.0}.get(own.get("displayAlign", ""), 100.0)
    thirds = (Vertical.TOP, Vertical.MIDDLE, Vertical.BOTTOM)
    return replace(placement, vertical=thirds[min(int(middle * 3 / 100), 2)])
