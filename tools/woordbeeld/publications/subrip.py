"""SubRip (`.srt`): a track as a file that nearly every player and station takes, and such files read back.

The format has no standard, nor a way to escape. Text stands as viewers see it: what looks like markup in a
transcript is told from real markup by a word joiner, which nobody sees (`<` and U+2060), as players take
`<b>` for bold. Many hide whatever stands between braces (libass), so braces are written in full width.
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
_BRACES: Final = (
    ("{", f"\N{FULLWIDTH LEFT CURLY BRACKET}{_JOINER}"),
    ("}", f"\N{FULLWIDTH RIGHT CURLY BRACKET}{_JOINER}"),
)
_COLOURS: Final = {each.code: each for each in Colour} | {each.value: each for each in Colour}
_TIME = r"(?:(-?\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,:](\d{1,3}))?"
# A short arrow, or times without hours, might as well be speech; not both in one line.
_TIMES = re.compile(
    rf"\s*(?=[^\r\n]*-->|-?\d{{1,3}}:\d\d?:\d)"
    rf"(?P<start>{_TIME})(?P<arrow>\s*--?>\s*)(?P<end>{_TIME})(?P<rest>(?![\d:.,])[^\r\n]*)"
)
_TAG = re.compile(
    r"(?i)<(?P<close>/?)(?P<name>[biuscv]|em|strong|font|span)(?P<rest>[\s.][^<>]*)?>|(?P<override>\{\\[^{}]*\})"
)
_FONT_COLOUR = re.compile(r"(?i)color\s*=\s*[\"']?(?P<code>#?\w+)")
_PLACING = re.compile(r"(?:\s*\{\\[^{}]*\})*")
_LINE_END = re.compile(r"\r\n|\r|\n")
_EMPTY_LINE = re.compile(r"(?:^|\n|\r(?!\n))[ \t]*(?:\r|\n)")
_MARKUP = re.compile(r"<(?=\s*[/!?]?\s*[^\W\d_])|\\(?=[Nnh])|&(?=#?\w+;)|(?<=-)(?=->)")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f\ud800-\udfff]")


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

    >>> escape(r"A < B, <b>, C:\nu --> D").replace("\u2060", "|")
    'A <| B, <|b>, C:\\|nu -|-> D'
    """
    one_line = " ".join(part for part in _CONTROLS.sub("", text).splitlines() if part.strip())
    guarded = _MARKUP.sub(lambda found: found.group() + _JOINER, one_line)
    for brace, written in _BRACES:
        guarded = guarded.replace(brace, written)
    return guarded


def _unescape(text: str) -> str:
    for brace, written in _BRACES:
        text = text.replace(written, brace)
    return text.replace(_JOINER, "")


def _placing(text: str) -> str:
    r"""The tags before a text that say where in the picture it stands (`{\an8}`)."""
    found = _PLACING.match(text)
    return found[0] if found else ""


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
        """See `CaptionFile`. Cues are numbered anew where their number or their order changes.

        What is no cue stays after the cue that it stood after, or the one before that, if it is gone.
        """
        if cues == self.track.cues:
            return "".join(block.source for block in self.blocks)
        read = {cue.sources[0]: cue for cue in self.track.cues}
        place = {block.line: at for at, block in enumerate(self.blocks) if block.line in read}
        used = [place[cue.sources[0]] for cue in cues]
        moved = used != list(place.values())
        mark = "\ufeff" if self.blocks[0].source.startswith("\ufeff") else ""
        top, others = self._others(used)
        pieces = [(-1, 0, top.removeprefix(mark))] if top else []
        for number, (at, cue) in enumerate(zip(used, cues, strict=True), 1):
            block = self.blocks[at]
            piece = self._piece(block, cue, read[block.line], number if moved else None).removeprefix(mark)
            other, until = ("", at + 1) if at in used[number:] else others[at]
            pieces.append((at, until, piece + other))
        return mark + _joined(pieces, line_end(self.blocks[0].source))

    def _others(self, used: Sequence[int]) -> tuple[str, dict[int, tuple[str, int]]]:
        """What is no cue: what goes to the top, and what follows each cue, with the block where it ends."""
        cue_lines = {cue.sources[0] for cue in self.track.cues}
        top, host = "", -1
        found = {at: ("", at + 1) for at in used}
        for at, block in enumerate(self.blocks):
            if block.line in cue_lines and block.times:
                host = at if at in found else host
            elif host < 0:
                top += block.source
            else:
                found[host] = (found[host][0] + block.source, at + 1)
        return top, found

    def _piece(self, block: Block, cue: Cue, read: Cue, number: int | None) -> str:
        """A cue in the place of the one that was read; what did not change stays as it was."""
        newline = line_end(self.blocks[0].source)
        head = block.head if number is None else f"{number}{newline}"
        times = block.times if cue.span == read.span else _with_times(block.times, cue.span)
        text = block.text
        if cue.utterances != read.utterances:
            ends = newline if text.endswith(("\r", "\n")) or not text else ""
            begins = "" if times.endswith(("\r", "\n")) else newline
            text = begins + _placing(text) + cue_text(cue).replace("\n", newline) + ends
        return head + times + text + block.after


def _joined(pieces: Sequence[tuple[int, int, str]], newline: str) -> str:
    """Pieces of a file one after the other, with an empty line before one that did not stand there."""
    found = ""
    for at, (_, until, piece) in enumerate(pieces):
        found += piece
        if at + 1 < len(pieces) and pieces[at + 1][0] != until and not found.endswith(newline * 2):
            found = found.rstrip("\r\n") + newline * 2
    return found


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
    lines: list[list[ShownLine]] = [[]]
    for piece in _pieces(text):
        first, *others = _LINE_END.split(piece.text)
        lines[-1].append(replace(piece, text=first))
        lines += ([replace(piece, text=other)] for other in others)
    shown = [_whole(line) for line in lines]
    yield from [line for line in shown if line.text] or [ShownLine("")]


def _whole(pieces: Sequence[ShownLine]) -> ShownLine:
    worded = [piece for piece in pieces if piece.text.strip()]
    return ShownLine(
        _unescape("".join(piece.text for piece in pieces)).strip(),
        None,
        worded[0].colour if worded else None,
        bool(worded) and all(piece.off_screen for piece in worded),
    )


def _pieces(text: str) -> Iterator[ShownLine]:
    """The text between the tags of a cue, each piece with what the tags around it say of it."""
    colours: list[Colour | None] = [None]
    italics = at = 0
    for tag in _TAG.finditer(text):
        yield ShownLine(text[at : tag.start()], None, colours[-1], italics > 0)
        at, name = tag.end(), (tag["name"] or tag["override"]).lower()
        if name in ("i", "em", r"{\i1}", r"{\i0}"):
            italics = max(italics + (-1 if tag["close"] or name == r"{\i0}" else 1), 0)
        elif name == "font" and not tag["close"]:
            named = _FONT_COLOUR.search(tag["rest"] or "")
            colours.append(_COLOURS.get(named["code"].lower()) if named else colours[-1])
        elif name == "font" and len(colours) > 1:
            colours.pop()
    yield ShownLine(text[at:], None, colours[-1], italics > 0)
