"""A TTML file that was read, given back with other cues and all else as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from woordbeeld.findings import Finding
from woordbeeld.publications.ttml import escape
from woordbeeld.timing import format_timestamp
from woordbeeld.tracks.model import Cue, Track

_TIMING = re.compile(r"""\s(?:begin|end|dur)\s*=\s*(?:"[^"]*"|'[^']*')""")
_ID = re.compile(r"""(\sxml:id\s*=\s*)(?:"([^"]*)"|'([^']*)')""")
_NAME = re.compile(r"<((?:[^\s:/>]+:)?)([^\s/>]+)")  # prefix and local name
_SPAN = re.compile(r"""</(?:[\w.-]+:)?span\s*>|<(?:[\w.-]+:)?span(?:\s(?:[^"'>]|"[^"]*"|'[^']*')*)?>""")
_TOLD = re.compile(r"\s*<((?:[\w.-]+:)?metadata)\b.*?</\1\s*>", re.DOTALL)  # about the cue, not shown
_OWN_LINE = re.compile(r"(?:\r\n|\r|\n)[ \t]*\Z")
_METADATA = re.compile(r"""xmlns:([\w.-]+)\s*=\s*["'][^"']*#metadata["']""")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the element of a cue stands in the bytes of the file: `[start, text, text_end, end)`.

    Its times count from `from_ms`.
    """

    start: int
    text: int
    text_end: int
    end: int
    from_ms: int


@dataclass(frozen=True, slots=True)
class TtmlFile:
    """A TTML file as a `CaptionFile`: elements with times, in a text that otherwise stays as it is."""

    mark: str  # the byte order mark, or nothing
    source: bytes
    places: Mapping[tuple[int, ...], Place]
    agents: Mapping[str, str]
    track: Track
    findings: tuple[Finding, ...]

    def with_cues(self, cues: tuple[Cue, ...]) -> str:
        """See `CaptionFile`. Every cue stays where its element stood: in TTML the times tell the order."""
        made: dict[tuple[int, ...], list[Cue]] = {}
        for cue in cues:
            made.setdefault(cue.sources, []).append(cue)
        parts, at = [], 0
        for read in sorted(self.track.cues, key=lambda cue: self.places[cue.sources].start):
            place, before = self.places[read.sources], self._text(at, self.places[read.sources].start)
            written = [self._cue(cue, read) for cue in made.get(read.sources, ())]
            parts.append(before if written else _OWN_LINE.sub("", before))
            parts += (self._with_new_id(each, number) for number, each in enumerate(written, 1))
            at = place.end
        return self.mark + "".join((*parts, self._text(at, len(self.source))))

    def _text(self, start: int, end: int) -> str:
        return self.source[start:end].decode()

    def _with_new_id(self, element: str, number: int) -> str:
        """An element under an identifier of its own, from the second on that comes from one cue."""
        tag, _, rest = element.partition(">")
        found = _ID.search(tag)
        if number == 1 or not found:
            return element
        new = f"{found[2] or found[3]}-{number}"
        while f'"{new}"'.encode() in self.source or f"'{new}'".encode() in self.source:
            new += "-"
        return f'{tag[: found.start()]}{found[1]}"{new}"{tag[found.end() :]}>{rest}'

    def _cue(self, cue: Cue, read: Cue) -> str:
        place = self.places[read.sources]
        if cue == read:
            return self._text(place.start, place.end)
        tag, closing = self._text(place.start, place.text), self._text(place.text_end, place.end)
        if tag.endswith("/>"):  # without content so far
            tag, closing = tag.removesuffix("/>").rstrip() + ">", _closing(tag)
        if cue.span != read.span:
            moments = (max(ms - place.from_ms, 0) for ms in (cue.span.start_ms, cue.span.end_ms))
            start, end = map(format_timestamp, moments)
            bare = _TIMING.sub("", tag).removesuffix(">").rstrip()
            tag = f'{bare} begin="{start}" end="{end}">'
        same_text = cue.utterances == read.utterances
        text = self._text(place.text, place.text_end) if same_text else self._shown(cue, read)
        return tag + text + closing

    def _shown(self, cue: Cue, read: Cue) -> str:
        """The text of a cue, in the spans that its speakers had."""
        place = self.places[read.sources]
        old = self._text(place.text, place.text_end)
        found = _NAME.match(self._text(place.start, place.text))
        prefix = found[1] if found else ""
        told, metadata = _TOLD.match(old), _METADATA.search(self.source.decode())
        spans = _outer_spans(old)
        parts = []
        for number, each in enumerate(cue.utterances):
            was = read.utterances[min(number, len(read.utterances) - 1)]
            span = spans[min(number, len(spans) - 1)] if len(spans) == len(read.utterances) else spans[:1]
            tag = span if isinstance(span, str) else "".join(span)
            agent = self.agents.get(each.voice or "")
            if metadata and agent and (each.voice != was.voice or len(cue.utterances) > 1):
                tag = _with_agent(tag or f"<{prefix}span>", f"{metadata[1]}:agent", agent)
            text = f"<{prefix}br/>".join(escape(line) for line in each.shown if line)
            parts.append(f"{_ID.sub('', tag) if number else tag}{text}{_closing(tag)}" if tag else text)
        return (told[0] if told else "") + f"<{prefix}br/>".join(parts)


def _closing(tag: str) -> str:
    """The end tag for a start tag.

    >>> _closing('<tt:span style="a">')
    '</tt:span>'
    """
    found = _NAME.match(tag)
    return f"</{found[1]}{found[2]}>" if found else ""


def _outer_spans(text: str) -> list[str]:
    """The start tags of the spans that stand in no other; runs of the same tag count once.

    >>> _outer_spans('<span style="a">Een <span>of</span></span><br/><span style="b">twee</span>')
    ['<span style="a">', '<span style="b">']
    """
    found: list[str] = []
    depth = 0
    for tag in _SPAN.findall(text):
        if tag.startswith("</"):
            depth -= 1
        elif not tag.endswith("/>"):
            if depth == 0 and found[-1:] != [tag]:
                found.append(tag)
            depth += 1
    return found


def _with_agent(tag: str, name: str, agent: str) -> str:
    """A start tag that names an agent, in place of the one that it named.

    >>> _with_agent('<span ttm:agent="a" style="s">', "ttm:agent", "b")
    '<span style="s" ttm:agent="b">'
    """
    bare = re.sub(rf"""\s{name}\s*=\s*(?:"[^"]*"|'[^']*')""", "", tag)
    return f'{bare.removesuffix(">").rstrip()} {name}="{agent}">'
