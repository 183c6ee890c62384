"""TTML of anybody's making (TTML 1 and 2, IMSC, EBU-TT-D, DFXP): read into cues."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final
from xml.parsers import expat

from woordbeeld.errors import BadInputError
from woordbeeld.findings import Finding, Severity
from woordbeeld.publications.blocks import fault
from woordbeeld.publications.ttml import COLOURS
from woordbeeld.publications.ttml_file import Place, TtmlFile
from woordbeeld.timing import Span
from woordbeeld.tracks.leads import ShownLine, utterances, with_voices_from_labels
from woordbeeld.tracks.model import Colour, Cue, Track, TrackKind

_XML: Final = "http://www.w3.org/XML/1998/namespace"
_START_TAG = re.compile(rb"""<(?:[^"'>]|"[^"]*"|'[^']*')*>""")
_CLOCK = re.compile(r"(\d{2,9}):([0-5]\d):([0-5]\d)(?:\.(\d{1,99})|:(\d{2,9})(?:\.\d+)?)?")
_OFFSET = re.compile(r"(\d{1,99}(?:\.\d{1,99})?)(h|ms|m|s|f|t)")
_COLOURED: Final = frozenset({"p", "span"})  # what is around them is the look of all cues
_MAX_STYLES: Final = 50  # that one element may name, directly or by way of others
_CONTAINERS: Final = frozenset({"body", "div", "p", "span"})


def read_ttml(text: str) -> TtmlFile:
    """A TTML file with its cues in the order of their start, for here the times tell the order, not the file.

    What has no usable time is told in the findings. Times of an element count from those of the one around
    it. Of styles, italics and our colours are read.

    Raises:
        BadInputError: it is not well-formed XML, declares entities, or is no TTML.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    source = text.removeprefix(mark).encode()
    reading = _Reading(source)
    reading.parse()
    if reading.root != "tt":
        raise BadInputError("is XML, but no TTML", remedy="give a file whose first element is tt")
    cues = tuple(sorted(reading.cues, key=lambda cue: cue.span.start_ms))
    if not reading.agents:
        named = with_voices_from_labels([cue.utterances for cue in cues])
        cues = tuple(replace(cue, utterances=each) for cue, each in zip(cues, named, strict=True))
    ids = {" ".join(name.split()): agent for agent, name in reading.agents.items()}
    track = Track(TrackKind.CAPTIONS, reading.language or None, cues)
    return TtmlFile(mark, source, reading.places, ids, track, tuple(reading.findings))


@dataclass(frozen=True, slots=True)
class _Context:
    """What an element hands on to those inside it."""

    name: str
    start_ms: int = 0
    end_ms: int | None = None
    timed: bool = False
    faulty: bool = False
    from_ms: int = 0
    agent: str | None = None
    colour: Colour | None = None
    italic: bool = False
    preserve: bool = False


@dataclass(slots=True)
class _Unit:
    """A paragraph or a span with times, while it is read: its pieces of text, None where a line breaks."""

    depth: int
    line: int
    start: int
    context: _Context
    pieces: list[tuple[str, _Context] | None] = field(default_factory=list)
    nested: bool = False


class _Reading:
    """One pass through the file."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._parser = expat.ParserCreate("utf-8", " ")
        self._stack: list[_Context] = [_Context("")]
        self._units: list[_Unit] = []
        self._styles: dict[str, dict[str, str]] = {}
        self._regions: dict[str, list[dict[str, str]]] = {}
        self._region = ""
        self._agent: str | None = None
        self._frame_rate, self._tick_rate = Fraction(30), Fraction(1)
        self.root = self.language = ""
        self.agents: dict[str, str] = {}
        self.cues: list[Cue] = []
        self.places: dict[tuple[int, ...], Place] = {}
        self.findings: list[Finding] = []

    def parse(self) -> None:
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._refuse
        try:
            self._parser.Parse(self._source, True)  # noqa: FBT003 - expat takes it by position
        except expat.ExpatError as error:
            what = f"is not well-formed at line {error.lineno} ({expat.errors.messages[error.code]})"
            raise BadInputError(what, remedy="mend it there, or save it anew as TTML") from error

    def _refuse(self, *_: object) -> None:
        raise BadInputError(
            "declares a document type, which captions have no use for", remedy="take DOCTYPE out"
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        own = {key.rpartition(" ")[2]: value for key, value in attributes.items() if not key.startswith(_XML)}
        xml = {key.rpartition(" ")[2]: value for key, value in attributes.items() if key.startswith(_XML)}
        if not self.root:
            self._open_root(local, own, xml)
        elif local == "region":
            self._region = xml.get("id", own.get("id", ""))
            self._regions[self._region] = [own]
        elif local == "style" and self._stack[-1].name == "region":
            self._regions[self._region].append(own)
        elif local == "style":
            self._styles[xml.get("id", own.get("id", ""))] = own
        elif local == "agent":
            self._agent = xml.get("id")
        context = self._context(local, own, xml)
        self._stack.append(context)
        if local == "br" and self._units:
            self._units[-1].pieces.append(None)
        if local == "p" or (local == "span" and context.timed and self._units):
            for unit in self._units:
                unit.nested = True
            line, at = self._parser.CurrentLineNumber, self._parser.CurrentByteIndex
            self._units.append(_Unit(len(self._stack), line, at, context))

    def _open_root(self, local: str, own: Mapping[str, str], xml: Mapping[str, str]) -> None:
        self.root, self.language = local, xml.get("lang", "")
        if (base := own.get("timeBase", "media")) != "media":
            line, what = (
                self._parser.CurrentLineNumber,
                f"says that times are of {base}; they are read as the video's",
            )
            self.findings.append(fault(line, what, Severity.WARNING))
        numerator, _, denominator = own.get("frameRateMultiplier", "1 1").replace(":", " ").partition(" ")
        rates = [_count(own.get("frameRate", "")), _count(numerator), _count(denominator)]
        if all(rates):
            self._frame_rate = rates[0] * Fraction(rates[1], rates[2])
            self._tick_rate = self._frame_rate
        if tick_rate := _count(own.get("tickRate", "")):
            self._tick_rate = Fraction(tick_rate)

    def _context(self, local: str, own: Mapping[str, str], xml: Mapping[str, str]) -> _Context:
        around = self._stack[-1]
        styled = self._looks(own, set())
        region = self._regions.get(own.get("region", ""), ()) if local in _CONTAINERS else ()
        styled = [*self._italics(region), *styled]
        context = replace(
            around,
            name=local,
            timed=False,
            preserve=xml.get("space", "preserve" * around.preserve) == "preserve",
        )
        for style in styled:
            if "fontStyle" in style:
                context = replace(context, italic=style["fontStyle"] in ("italic", "oblique"))
            if "color" in style and local in _COLOURED:
                context = replace(context, colour=COLOURS.get(style["color"].lower()[:7]))
        if local in _CONTAINERS:
            agent = own.get("agent", "").partition(" ")[0]
            context = replace(context, agent=agent or around.agent)
            context = self._timed(context, around, own)
        return context

    def _italics(self, region: Sequence[Mapping[str, str]]) -> Iterator[Mapping[str, str]]:
        """What a region says of italics; its colours are the look of all cues in it."""
        for look in (look for each in region for look in self._looks(each, set())):
            if "fontStyle" in look:
                yield {"fontStyle": look["fontStyle"]}

    def _looks(self, own: Mapping[str, str], seen: set[str]) -> list[Mapping[str, str]]:
        """The attributes of an element after those of the styles that it names, and that these name."""
        found: list[Mapping[str, str]] = []
        for each in own.get("style", "").split():
            if each in self._styles and each not in seen and len(seen) < _MAX_STYLES:
                seen.add(each)
                found += self._looks(self._styles[each], seen)
        return [*found, own]

    def _timed(self, context: _Context, around: _Context, own: Mapping[str, str]) -> _Context:
        """The context with the times of its element, which count from the start of the one around it."""
        if own.get("timeContainer") == "seq":
            what = "shows its cues one after the other (timeContainer seq), which cannot be read here"
            self._fault(self._parser.CurrentLineNumber, what)
            return replace(context, faulty=True)
        if not any(key in own for key in ("begin", "end", "dur")):
            return context
        try:
            begin, end, dur = (
                self._time(own[key]) if key in own else None for key in ("begin", "end", "dur")
            )
        except ValueError as error:
            self._fault(self._parser.CurrentLineNumber, f"has a time that cannot be read ({error})")
            return replace(context, timed=True, faulty=True)
        start_ms = around.start_ms + (begin or 0)
        ends = [around.start_ms + end] if end is not None else []
        ends += [start_ms + dur] if dur is not None else []
        ends += [around.end_ms] if around.end_ms is not None else []
        end_ms = min(ends, default=None)
        return replace(context, start_ms=start_ms, end_ms=end_ms, from_ms=around.start_ms, timed=True)

    def _time(self, text: str) -> int:
        """Milliseconds of a time expression (TTML 2, 12.3.1)."""
        if found := _CLOCK.fullmatch(text.strip()):
            hours, minutes, seconds, fraction, frames = found.groups()
            whole_ms = ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000
            part = Fraction(f"0.{fraction}") if fraction else Fraction(int(frames or 0)) / self._frame_rate
            return whole_ms + round(part * 1000)
        if found := _OFFSET.fullmatch(text.strip()):
            seconds_each = {
                "h": Fraction(3600), "m": Fraction(60), "s": Fraction(1), "ms": Fraction(1, 1000),
                "f": 1 / self._frame_rate, "t": 1 / self._tick_rate,
            }  # fmt: skip
            return round(Fraction(found[1]) * seconds_each[found[2]] * 1000)
        raise ValueError(text)

    def _text(self, text: str) -> None:
        if self._units and self._stack[-1].name in _CONTAINERS:
            self._units[-1].pieces.append((text, self._stack[-1]))
        elif self._agent and self._stack[-1].name == "name":
            self.agents[self._agent] = self.agents.get(self._agent, "") + text

    def _end(self, name: str) -> None:
        if name.rpartition(" ")[2] == "agent":
            self._agent = None
        if self._units and self._units[-1].depth == len(self._stack):
            self._close(self._units.pop())
        self._stack.pop()

    def _close(self, unit: _Unit) -> None:
        context = unit.context
        lines = _shown_lines(unit.pieces, self.agents)
        if context.faulty:
            return
        if unit.nested:
            if any(line.text for line in lines):
                self._fault(unit.line, "has text beside timed parts, which is left out")
            return
        if context.end_ms is None:
            self._fault(unit.line, "has no end, so it would stay to the end of the video")
            return
        if context.end_ms <= context.start_ms:
            self._fault(unit.line, "ends before it starts, so it is never shown")
            return
        key = (unit.line, len(self.places))
        self.cues.append(Cue(Span(context.start_ms, context.end_ms), utterances(lines), key))
        self.places[key] = self._place(unit)

    def _place(self, unit: _Unit) -> Place:
        start, from_ms = unit.start, unit.context.from_ms
        tag = _START_TAG.match(self._source, start)
        text = tag.end() if tag else start
        text_end = self._parser.CurrentByteIndex
        if tag and tag[0].endswith(b"/>"):  # an element without content
            return Place(start, text, text, text, from_ms)
        return Place(start, text, text_end, self._source.index(b">", text_end) + 1, from_ms)

    def _fault(self, line: int, what: str) -> None:
        self.findings.append(fault(line, what))


def _count(text: str) -> int:
    """A whole number above 0, or else 0.

    >>> _count("25"), _count("0"), _count("-1"), _count("9" * 5000)
    (25, 0, 0, 0)
    """
    return int(text) if re.fullmatch(r"\s*\d{1,9}\s*", text) else 0


def _shown_lines(pieces: Sequence[tuple[str, _Context] | None], agents: Mapping[str, str]) -> list[ShownLine]:
    """The lines of a cue, with white space as XML means it."""
    found: list[ShownLine] = []
    line: list[tuple[str, _Context]] = []
    for piece in (*pieces, None):
        if piece is not None:
            line.append(piece)
            continue
        text = "".join(part for part, _ in line)
        worded = [context for part, context in line if part.strip()]
        kept = text.splitlines() if worded and worded[0].preserve else [" ".join(text.split())]
        first = worded[0] if worded else _Context("")
        italic = bool(worded) and all(context.italic for context in worded)
        voice = " ".join(agents.get(first.agent or "", "").split()) or None
        found += [ShownLine(each.strip(), voice, first.colour, italic) for each in kept]
        line = []
    return [line for line in found if line.text] or found[:1]
