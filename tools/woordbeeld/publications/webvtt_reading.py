"""WebVTT of anybody's making, read as browsers read it, and given back with nothing lost.

The steps are those of the W3C's WebVTT parser (https://www.w3.org/TR/webvtt1/#parsing): blocks between empty
lines; a block with an arrow in its first or second line is a cue; the others are kept as they are.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from woordbeeld.errors import BadInputError
from woordbeeld.findings import Finding
from woordbeeld.publications.blocks import Block, fault, line_end, lines_of
from woordbeeld.publications.webvtt import cue_text
from woordbeeld.timing import Span, format_timestamp
from woordbeeld.tracks.leads import ShownLine, utterances, with_voices_from_labels
from woordbeeld.tracks.model import Colour, Cue, Track, TrackKind

_SIGNATURE = re.compile(r"\ufeff?WEBVTT(?=[ \t\r\n]|$)")
_TIMES = re.compile(
    r"(?P<start>[0-9:.]+)(?P<arrow>[ \t\f]*-->[ \t\f]*)(?P<end>[0-9:.]+)(?P<settings>[^\r\n]*)"
)
_TIME = re.compile(r"(?:(\d+):)?([0-5]\d):([0-5]\d)\.(\d{3})")
_ENDS_EMPTY = re.compile(r"(\r\n|\r(?!\n)|\n)(\r\n|\r|\n)$")
_TAG = re.compile(r"<(/?)([^\s.>/]*)((?:\.[^\s>]*)?)(?:[ \t\n\f]+([^>]*))?>|<[^>]*$")
_KINDS: Final = {kind.value: kind for kind in TrackKind} | {"subtitles": TrackKind.CAPTIONS}
_COLOURS: Final = {colour.value: colour for colour in Colour}


@dataclass(frozen=True)
class WebvttFile:
    """A WebVTT file as a `CaptionFile`. `blocks` joined are the file."""

    blocks: tuple[Block, ...]
    track: Track
    findings: tuple[Finding, ...]

    @cached_property
    def _cues(self) -> dict[int, Cue]:
        return {cue.sources[0]: cue for cue in self.track.cues}

    def with_cues(self, cues: tuple[Cue, ...]) -> str:
        """See `CaptionFile`. What is no cue stays before the cue that followed it, or at the end."""
        if cues == self.track.cues:
            return "".join(block.source for block in self.blocks)
        newline = line_end(self.blocks[0].source)
        kept = dict(self._kept_before())
        parts = [kept.get(None, "")]
        written: set[int] = set()
        for cue in cues:
            source = cue.sources[0]
            if source not in written:
                parts.append(kept.get(source, ""))
            parts.append(self._cue(cue, newline, first=source not in written))
            written.add(source)
        parts += [text for source, text in kept.items() if source and source not in written]
        return _apart([*parts, kept.get(0, "")], newline)

    def _kept_before(self) -> Iterator[tuple[int | None, str]]:
        """All that is no cue of the track, by the source of the cue that it stands before.

        What stands before the first cue has the key None, what stands after the last one 0.
        """
        pending = [self.blocks[0].source]
        key: int | None = None
        for block in self.blocks[1:]:
            if block.line not in self._cues:
                pending.append(block.source)
                continue
            yield (key, "".join(pending)) if key is None else (block.line, "".join(pending))
            key, pending = block.line, []
        yield (0 if key else None), "".join(pending)

    def _cue(self, cue: Cue, newline: str, *, first: bool) -> str:
        block = next(block for block in self.blocks if block.line == cue.sources[0])
        read = self._cues[block.line]
        if first and cue == read:
            return block.source
        same_text = cue.utterances == read.utterances
        text = block.text if same_text else cue_text(cue.utterances).replace("\n", newline) + newline
        return (block.head if first else "") + _with_times(block.times, cue.span) + text + block.after


def _apart(parts: Sequence[str], newline: str) -> str:
    """The parts of a file with an empty line between them, where they have none yet."""
    text = ""
    for part in filter(None, parts):
        while text and not _ENDS_EMPTY.search(text):
            text += newline
        text += part
    return text


def read_webvtt(text: str) -> WebvttFile:
    """A WebVTT file with its cues; what a browser would pass over is told in the findings.

    Raises:
        BadInputError: the text does not begin with the signature of WebVTT.
    """
    if not _SIGNATURE.match(text):
        raise BadInputError("does not begin with WEBVTT", remedy="save it as WebVTT")
    blocks = tuple(_blocks(text))
    found: list[Cue] = []
    findings: list[Finding] = []
    for block in blocks[1:]:
        if block.times:
            read = _read_cue(block)
            if isinstance(read, Cue):
                found.append(read)
            else:
                findings.append(read)
        elif "-->" in block.head:
            findings.append(fault(block.line, "has times that cannot be read, so no player shows it"))
    if not any(each.voice for cue in found for each in cue.utterances):
        named = with_voices_from_labels([cue.utterances for cue in found])
        found = [replace(cue, utterances=each) for cue, each in zip(found, named, strict=True)]
    header = dict(_header(blocks[0].head))
    kind = _KINDS.get(header.get("kind", "").lower(), TrackKind.CAPTIONS)
    track = Track(kind, header.get("language") or None, tuple(found))
    return WebvttFile(blocks, track, tuple(findings))


def _header(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


def _blocks(text: str) -> Iterator[Block]:
    """The header with what is before the first empty line, then every block with the empty lines after it."""
    lines = lines_of(text)
    at = 1
    while at < len(lines) and lines[at].strip("\r\n") and "-->" not in lines[at]:
        at += 1
    at, after = _empty(lines, at)
    yield Block(1, "".join(lines[: at - len(after)]), after="".join(after))
    while at < len(lines):
        block, at = _block(lines, at)
        yield block


def _block(lines: Sequence[str], at: int) -> tuple[Block, int]:
    """The block that begins at a line, and where the next one does."""
    first = at
    arrow = next((n for n in range(first, min(first + 2, len(lines))) if "-->" in lines[n]), None)
    if arrow == first + 1 and not lines[first].strip("\r\n"):
        arrow = None
    if arrow is not None and _TIMES.match(lines[arrow].lstrip(" \t\f")):
        at = end = arrow + 1
        while end < len(lines) and lines[end].strip("\r\n") and "-->" not in lines[end]:
            end += 1
        at, after = _empty(lines, end)
        head, times = "".join(lines[first:arrow]), lines[arrow]
        return Block(arrow + 1, head, times, "".join(lines[arrow + 1 : end]), "".join(after)), at
    at = first + 1
    while at < len(lines) and lines[at].strip("\r\n") and "-->" not in lines[at]:
        at += 1
    end = at
    at, after = _empty(lines, end)
    line = arrow + 1 if arrow is not None else first + 1
    return Block(line, "".join(lines[first:end]), after="".join(after)), at


def _empty(lines: Sequence[str], at: int) -> tuple[int, list[str]]:
    end = at
    while end < len(lines) and not lines[end].strip("\r\n"):
        end += 1
    return end, list(lines[at:end])


def _read_cue(block: Block) -> Cue | Finding:
    times = _TIMES.match(block.times.lstrip(" \t\f"))
    start_ms, end_ms = (_time(times[name]) if times else None for name in ("start", "end"))
    if start_ms is None or end_ms is None:
        return fault(block.line, "has times that cannot be read, so no player shows it")
    if end_ms <= start_ms:
        return fault(block.line, "ends before it starts, so it is never shown")
    shown = utterances(_shown_lines(block.text))
    return Cue(Span(start_ms, end_ms), shown or utterances([ShownLine("")]), (block.line,))


def _time(text: str) -> int | None:
    if not (found := _TIME.fullmatch(text)):
        return None
    hours, minutes, seconds, ms = (int(part or 0) for part in found.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms


def _with_times(line: str, span: Span) -> str:
    """A line of times with other times, its spacing and its settings kept."""
    found = _TIMES.search(line)
    start, end = format_timestamp(span.start_ms), format_timestamp(span.end_ms)
    if not found:
        return line
    return line[: found.start()] + start + found["arrow"] + end + line[found.end("end") :]


def _shown_lines(text: str) -> Iterator[ShownLine]:
    """The lines of a cue without their tags; a line is off screen if all its text is in italics."""
    source = re.sub(r"\r\n?", "\n", text.replace("\0", "\ufffd")).removesuffix("\n")
    line: list[ShownLine] = []
    for piece in _pieces(source):
        first, *others = piece.text.split("\n")
        line.append(replace(piece, text=first))
        for other in others:
            yield _joined(line)
            line = [replace(piece, text=other)]
    yield _joined(line)


def _joined(pieces: Sequence[ShownLine]) -> ShownLine:
    """A line from its pieces; who says it, and in which colour, is what its first words have."""
    worded = [piece for piece in pieces if piece.text.strip()]
    first = (worded or pieces)[0]
    text = html.unescape("".join(piece.text for piece in pieces))
    off_screen = bool(worded) and all(piece.off_screen for piece in worded)
    return ShownLine(text, first.voice, first.colour, off_screen)


def _pieces(source: str) -> Iterator[ShownLine]:
    """The text between the tags of a cue, each piece with what the tags around it say of it."""
    voice: str | None = None
    colour: Colour | None = None
    italics = at = 0
    for tag in _TAG.finditer(source):
        yield ShownLine(source[at : tag.start()], voice, colour, italics > 0)
        at = tag.end()
        closing, name, classes, annotation = tag.groups()
        if name == "v":
            voice = None if closing else " ".join(html.unescape(annotation or "").split()) or None
        elif name == "i":
            italics = max(italics + (-1 if closing else 1), 0)
        elif name == "c":
            named = [_COLOURS[each] for each in (classes or "").split(".") if each in _COLOURS]
            colour = None if closing or not named else named[0]
    yield ShownLine(source[at:], voice, colour, italics > 0)
