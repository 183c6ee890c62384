"""SubRip (`.srt`): a track as a file that nearly every player and station takes, and such files read back.

The format has no standard. Text stands as viewers see it: what looks like markup in a transcript is told
from real markup by a word joiner, which nobody sees (`<` and U+2060), as players take `<b>` for bold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from woordbeeld.findings import Finding, Severity
from woordbeeld.publications.blocks import Block, fault, line_end, lines_of
from woordbeeld.timing import Span, format_timestamp
from woordbeeld.tracks.leads import ShownLine, utterances, with_voices_from_labels
from woordbeeld.tracks.model import Colour, Cue, Track, TrackKind, Utterance

_JOINER: Final = "\N{WORD JOINER}"
_COLOURS: Final = {each.code: each for each in Colour} | {each.value: each for each in Colour}
_TIME = r"(-?\d{1,3}):(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMES = re.compile(rf"\s*(?P<start>{_TIME})(?P<arrow>\s*--?>\s*)(?P<end>{_TIME})(?P<rest>[^\r\n]*)")
_OPENS_ITALICS = re.compile(r"(?i)(?:\s|\{[^}]*\}|<(?!i>)[^>]*>)*<i>")
_FONT = re.compile(r"(?i)<font[^>]*?color\s*=\s*[\"']?(?P<code>#?\w+)")
_TAG = re.compile(r"(?i)</?(?:b|i|u|s|font|c|v)(?:[\s.][^<>]*)?>|\{\\[^{}]*\}")
_EMPTY_LINE = re.compile(r"(?:^|\n|\r(?!\n))[ \t]*(?:\r|\n)")
_MARKUP = re.compile(r"<(?=[/\w])|\{(?=\\)|(?<=-)(?=->)")


def render_subrip(track: Track, *, crlf: bool = False) -> str:
    """A track as SubRip: numbered, in UTF-8, lines as viewers see them, off-screen voices in italics.

    Lines end in LF, or with `crlf` in CR LF, as old players want.
    """
    blocks = [f"{number}\n{_times(cue.span)}\n{cue_text(cue)}\n" for number, cue in enumerate(track.cues, 1)]
    text = "\n".join(blocks)
    return text.replace("\n", "\r\n") if crlf else text


def cue_text(cue: Cue) -> str:
    """What a cue shows, as SubRip has it; no line is empty, for that would end the cue."""
    return "\n".join(part for part in map(_utterance, cue.utterances) if part)


def escape(text: str) -> str:
    r"""Text that no player takes for markup, on one line.

    >>> escape("A < B, <b>, {\\an8} --> C").replace("\u2060", "|")
    'A < B, <|b>, {|\\an8} -|-> C'
    """
    one_line = " ".join(part for part in text.splitlines() if part.strip())
    return _MARKUP.sub(lambda found: found.group() + _JOINER, one_line)


def _utterance(utterance: Utterance) -> str:
    text = "\n".join(line for line in map(escape, utterance.shown) if line)
    if utterance.off_screen and text:
        text = f"<i>{text}</i>"
    if utterance.colour and text:
        text = f'<font color="{utterance.colour.code}">{text}</font>'
    return text


def _times(span: Span, arrow: str = " --> ") -> str:
    return _time(span.start_ms) + arrow + _time(span.end_ms)


def _time(ms: int) -> str:
    return format_timestamp(ms).replace(".", ",")


@dataclass(frozen=True, slots=True)
class SubripFile:
    """A SubRip file as a `CaptionFile`. `blocks` joined are the file."""

    blocks: tuple[Block, ...]
    track: Track
    findings: tuple[Finding, ...]

    def with_cues(self, cues: tuple[Cue, ...]) -> str:
        """See `CaptionFile`. Cues are numbered anew where their number or their order changes."""
        if cues == self.track.cues:
            return "".join(block.source for block in self.blocks)
        newline = line_end(self.blocks[0].source)
        read = {cue.sources[0]: cue for cue in self.track.cues}
        blocks = {block.line: block for block in self.blocks if block.line in read}
        moved = [cue.sources[0] for cue in cues] != list(blocks)
        mark = "\ufeff" if self.blocks[0].source.startswith("\ufeff") else ""
        parts = []
        for number, cue in enumerate(cues, 1):
            block = blocks[cue.sources[0]]
            same_text = cue.utterances == read[block.line].utterances
            head = f"{number}{newline}" if moved else block.head.removeprefix(mark)
            times = block.times if cue.span == read[block.line].span else _with_times(block.times, cue.span)
            text = block.text if same_text else cue_text(cue).replace("\n", newline) + newline
            after = block.after or newline * (number < len(cues))
            parts.append(head + times + text.rstrip("\r\n") + newline + after)
        return mark + "".join(parts)


def read_subrip(text: str) -> SubripFile:
    """A SubRip file with its cues, read as mildly as players do; what cannot be read is told in the findings.

    The format names no language and no voices: labels tell those.
    """
    blocks = tuple(_blocks(text))
    found: list[Cue] = []
    findings: list[Finding] = []
    for block in blocks:
        if not block.times:
            if block.source.strip("\ufeff \t\r\n"):
                findings.append(fault(block.line, "belongs to no cue, so no player shows it"))
            continue
        read = _read_cue(block)
        if isinstance(read, Finding):
            findings.append(read)
            continue
        found.append(read)
        if _EMPTY_LINE.search(block.text):
            what = "has an empty line in its text; many players show nothing after it"
            findings.append(fault(block.line, what, Severity.WARNING))
    named = with_voices_from_labels([cue.utterances for cue in found])
    cues = tuple(replace(cue, utterances=each) for cue, each in zip(found, named, strict=True))
    return SubripFile(blocks, Track(TrackKind.CAPTIONS, None, cues), tuple(findings))


def _blocks(text: str) -> Iterator[Block]:
    """A block for each line of times, with the number before it; and one for what is before the first."""
    lines = lines_of(text)
    times = [at for at, line in enumerate(lines) if _TIMES.match(line)]
    heads = [at - 1 if at and _is_number(lines[at - 1]) else at for at in times]
    if not heads or heads[0] > 0:
        yield Block(1, "".join(lines[: heads[0] if heads else None]))
    for head, at, end in zip(heads, times, [*heads[1:], len(lines)][: len(heads)], strict=True):
        text_end = end
        while text_end > at + 1 and not lines[text_end - 1].strip():
            text_end -= 1
        cue, after = lines[at + 1 : text_end], lines[text_end:end]
        yield Block(at + 1, "".join(lines[head:at]), lines[at], "".join(cue), "".join(after))


def _is_number(line: str) -> bool:
    return line.strip("\ufeff \t\r\n").isdecimal()


def _read_cue(block: Block) -> Cue | Finding:
    times = _TIMES.match(block.times)
    groups = times.groups() if times else ()
    start_ms, end_ms = _milliseconds(groups[1:5]), _milliseconds(groups[7:11])
    if start_ms < 0:
        return fault(block.line, "starts before 0")
    if end_ms <= start_ms:
        return fault(block.line, "ends before it starts, so it is never shown")
    return Cue(Span(start_ms, end_ms), utterances(_shown_lines(block.text)), (block.line,))


def _milliseconds(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds = (int(part or 0) for part in parts[:3])
    fraction = (parts[3] or "0").ljust(3, "0")
    total_ms = ((abs(hours) * 60 + minutes) * 60 + seconds) * 1000 + int(fraction)
    return -total_ms if (parts[0] or "").startswith("-") else total_ms


def _with_times(line: str, span: Span) -> str:
    found = _TIMES.match(line)
    if not found:
        return line
    return line[: found.start("start")] + _times(span, found["arrow"]) + line[found.end("end") :]


def _shown_lines(text: str) -> Iterator[ShownLine]:
    """The lines of a cue without their tags; a line is off screen if all its text is in italics."""
    colour: Colour | None = None
    italics = False
    for line in [line for line in text.splitlines() if line.strip()] or [""]:
        if font := _FONT.search(line):
            colour = _COLOURS.get(font["code"].lower())
        italics = italics or bool(_OPENS_ITALICS.match(line))
        shown = _TAG.sub("", line).replace(_JOINER, "").strip()
        yield ShownLine(shown, None, colour, italics and bool(shown))
        if "</i>" in line.lower():
            italics = False
        if "</font" in line.lower():
            colour = None
