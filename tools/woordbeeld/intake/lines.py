"""The lines of a document as layouts look at them: without their times, each as house style would read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from woordbeeld.intake.columns import Column, Key, columns, is_heading_cell
from woordbeeld.intake.document import Cell, LeftOut, Paragraph, Run, Style, Why
from woordbeeld.intake.names import name_in
from woordbeeld.intake.times import Bare, Timed, bare_times, is_next, without_time
from woordbeeld.intake.word_lists import SPOKEN
from woordbeeld.textfile import WHITE
from woordbeeld.timing import Span
from woordbeeld.transcript.asides import Aside, aside_below, aside_of, is_marker
from woordbeeld.transcript.model import Blank, Block, SceneDescription
from woordbeeld.transcript.pieces import ItemKind
from woordbeeld.transcript.scanner import scan

_MARKDOWN_HEADING: Final = re.compile(r"#{1,6}\s+(?=\S)")
_BEFORE_GAP: Final = re.compile(
    r"(?P<head>[^:\t]{1,40}?)(?:\t\s*| {3,}|\s+[–—-]\s+)(?P<rest>\S.*)", re.DOTALL
)
_SPACES: Final = re.compile(r"[ \t\r\n\f\v]+")
_SENTENCE_END: Final = re.compile(r"[.!?…:;,)\]][\"'”’»]*$")
_LONG_WORDS: Final = 8  # of a line that is no title
_SENTENCES_SHARE: Final = 0.8
_NO_BLOCK: Final = Blank(0, "")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with words, without the time that stood on it; `block` is what house style takes it for.

    It `opens_bold` with these words, perhaps all of it. `raw` is the text with its own white space;
    `before_time` is what stood before a time in the middle of it. `aside` is the scene or sound that it is.
    """

    paragraph: Paragraph
    text: str
    apart: bool
    time: str = ""
    span: Span | None = None
    opens_bold: str = ""
    is_italic: bool = False
    block: Block = _NO_BLOCK
    raw: str = ""
    before_time: str = ""
    is_heading: bool = False
    column: Column | None = None
    aside: Aside | None = None

    @property
    def place(self) -> int:
        return self.paragraph.place

    @property
    def is_in_cue(self) -> bool:
        """Whether it is shown or said at a time of the file itself, so that it is no title."""
        return self.paragraph.span is not None

    @property
    def is_bold(self) -> bool:
        return bool(self.text) and self.opens_bold == self.text


@dataclass(frozen=True)
class Lines:
    """All lines with words of a document, and what was taken out: times, words that say what stands below.

    `bold_body` and `italic_body` say that most of the text is, so that it marks nothing; `has_sentences` that
    nearly all long lines end as sentences do.
    """

    lines: Sequence[Line]
    left_out: tuple[LeftOut, ...]
    bold_body: bool
    italic_body: bool
    has_sentences: bool

    def __len__(self) -> int:
        return len(self.lines)

    def __getitem__(self, at: int) -> Line:
        return self.lines[at]

    def __iter__(self) -> Iterator[Line]:
        return iter(self.lines)

    def is_scene(self, at: int) -> bool:
        """Whether a line tells what is seen by its marks: brackets, a word, a column, italics."""
        line = self.lines[at]
        if line.aside:
            return line.aside.kind is ItemKind.SCENE
        return line.is_italic and not (line.is_in_cue or self.italic_body) and " " in line.text

    def ends_block(self, at: int) -> bool:
        """Whether a line is the last of its paragraph."""
        return at + 1 == len(self.lines) or self.lines[at + 1].apart


def spaced(text: str) -> str:
    """A text with single spaces, where it has other white space; what must not be broken stays together."""
    return _SPACES.sub(" ", text).strip(WHITE)


def lines_of(paragraphs: Sequence[Paragraph]) -> Lines:
    """The lines of some paragraphs. Times that stand free are taken out where the text is full of them."""
    paragraphs = [each for each in paragraphs if each.text.strip(WHITE)]
    told = columns(paragraphs)
    paragraphs = _speakers_first(paragraphs, told)
    raw = list(_timed(paragraphs, told, bare_times([each.text.strip(WHITE) for each in paragraphs])))
    times = [LeftOut(line.place, line.time, Why.TIME) for line in raw if line.time]
    chars = sum(len(line.text) for line in raw) / 2
    lines, markers = _without_markers(list(_as_blocks(_with_carried_times(raw))))
    return Lines(
        tuple(lines),
        (*times, *markers),
        bold_body=sum(len(line.text) for line in raw if line.is_bold) > chars,
        italic_body=sum(len(line.text) for line in raw if line.is_italic) > chars,
        has_sentences=_has_sentences([line.text for line in raw]),
    )


def _speakers_first(paragraphs: Sequence[Paragraph], told: Mapping[Key, Column]) -> list[Paragraph]:
    """The paragraphs, but in each row of a table who speaks before what is said."""
    found: list[Paragraph] = []
    for _, row in groupby(paragraphs, key=lambda each: each.cell and (each.cell.table, each.cell.row)):
        found += sorted(row, key=lambda each: not (each.cell and _column(each.cell, told) is Column.WHO))
    return found


def _column(cell: Cell, told: Mapping[Key, Column]) -> Column | None:
    return told.get((cell.table, cell.column))


def _has_sentences(texts: Sequence[str]) -> bool:
    long = [text for text in texts if len(text.split()) >= _LONG_WORDS]
    ended = sum(_SENTENCE_END.search(text) is not None for text in long)
    return ended >= _SENTENCES_SHARE * len(long) > 0


def _timed(paragraphs: Sequence[Paragraph], told: Mapping[Key, Column], bare: Bare) -> Iterator[Line]:
    """The lines without their times; where these stand alone, those that follow each other."""
    last_ms = 0
    for paragraph in paragraphs:
        text = paragraph.text.strip(WHITE)
        timed = without_time(text, bare=bare is not Bare.NOWHERE and not paragraph.span)
        if bare is Bare.ALONE and not is_next(timed, last_ms):
            timed = without_time(text, bare=False)
        last_ms = last_ms if timed.start_ms is None else timed.start_ms
        yield _line(paragraph, told, timed, bare)


def _line(paragraph: Paragraph, told: Mapping[Key, Column], timed: Timed, bare: Bare) -> Line:
    bold = without_time(_opening_bold(paragraph.runs), bare=bare is Bare.AT_EDGES).text
    heading = None if paragraph.span else _MARKDOWN_HEADING.match(timed.text)
    text = timed.text[heading.end() :] if heading else timed.text
    return Line(
        paragraph,
        spaced(text),
        paragraph.apart,
        timed.time,
        paragraph.span or timed.span,
        spaced(bold),
        all(run.italic for run in paragraph.runs if run.text.strip(WHITE)),
        raw=text,
        before_time=spaced(timed.before),
        is_heading=paragraph.style is Style.HEADING or heading is not None,
        column=_column(paragraph.cell, told) if paragraph.cell else None,
    )


def _opening_bold(runs: Sequence[Run]) -> str:
    """The bold text that a paragraph opens with."""
    found = []
    for run in runs:
        if run.text.strip(WHITE) and not run.bold:
            break
        found.append(run.text)
    return "".join(found).strip(WHITE)


def _with_carried_times(raw: Sequence[Line]) -> Iterator[Line]:
    """The lines with words; a time alone on its line is that of the next one."""
    carried: Line | None = None
    for line in raw:
        if not line.text:
            carried = carried if carried and carried.apart else line
        elif carried:
            yield replace(
                line,
                time=line.time or carried.time,
                span=line.span or carried.span,
                apart=line.apart or carried.apart,
            )
            carried = None
        else:
            yield line


def _as_blocks(lines: Iterator[Line]) -> Iterator[Line]:
    """The lines as house style cuts them: several that are one description become one, and the reverse."""
    lines_ = list(lines)
    text, numbers = _written(lines_)
    first_of: set[int] = set()
    for block in scan(text)[0]:
        if isinstance(block, Blank):
            continue
        line = lines_[numbers[block.line]]
        source = spaced(block.source)
        if block.line in first_of:  # the rest of a line that another block begins
            line = replace(line, apart=False, opens_bold="", before_time="")
        first_of.add(block.line)
        raw = line.raw if source == line.text else block.source.strip(WHITE)
        yield replace(line, text=source, block=block, raw=raw, aside=_aside(line, source, block))


def _without_markers(lines: Sequence[Line]) -> tuple[list[Line], list[LeftOut]]:
    """The lines without words that say what stands below them, such as `MUZIEK:`, and those words.

    They say it of all lines up to the next empty one, or of the next paragraph where each stands apart.
    """
    kept: list[Line] = []
    markers: list[LeftOut] = []
    marker: Line | None = None
    for at, line in enumerate(lines):
        if _is_marker(line):
            is_followed = at + 1 < len(lines) and not _says_what_follows(lines[at + 1])
            marker = line if is_followed else None
            markers.append(LeftOut(line.place, line.text, Why.ANNOUNCEMENT))
            continue
        is_first = marker is not None and marker is lines[at - 1]
        ends = line.apart or line.paragraph.style is Style.TERM or line.column is Column.WHO
        marker = marker if is_first or not ends else None
        kept.append(_below(marker, line, apart=is_first) if marker else line)
    return kept, markers


def _below(marker: Line, line: Line, *, apart: bool) -> Line:
    told = line.aside or aside_below(_marker_text(marker), line.text)
    return replace(line, aside=told, apart=line.apart or apart)


def _says_what_follows(line: Line) -> bool:
    """Whether a line is another such word, or has the label of somebody."""
    head, colon, _ = line.text.partition(":")
    is_label = bool(colon) or line.paragraph.style is Style.TERM
    return _is_marker(line) or (is_label and name_in(head) is not None)


def _is_marker(line: Line) -> bool:
    stands_alone = line.paragraph.style is Style.TERM or line.column is Column.WHO
    text = _marker_text(line) if stands_alone else line.text
    in_cell = line.paragraph.cell and (line.column is not Column.WHO or is_heading_cell(line.paragraph))
    return is_marker(text) and not (line.is_heading or in_cell or line.aside)


def _marker_text(marker: Line) -> str:
    return f"{marker.text.removesuffix(':')}:"


def _aside(line: Line, text: str, block: Block) -> Aside | None:
    """What a line is beside speech, by its own text, by house style, or by the column that it stands in."""
    if found := aside_of(text) or _beside_marker(line, text):
        return found
    if isinstance(block, SceneDescription):
        return Aside(ItemKind.SCENE, block.text)
    if line.column in (Column.SEEN, Column.SHOWN) and not is_heading_cell(line.paragraph):
        return Aside(ItemKind.SCENE, text)
    return None


def _beside_marker(line: Line, text: str) -> Aside | None:
    """What a word tells of the rest of its line, before a tab or a dash: `GELUID – wind, meeuwen`."""
    found = _BEFORE_GAP.fullmatch(line.raw.strip(WHITE))
    if not found or not is_marker(f"{found['head']}:") or spaced(line.raw) != text:
        return None
    rest = spaced(found["rest"])
    return aside_below(f"{found['head']}:", rest) if SPOKEN.isdisjoint(rest.casefold().split()) else None


def _written(lines: Sequence[Line]) -> tuple[str, dict[int, int]]:
    """A text of these lines, with an empty one before each that stands apart, and which line is which."""
    written: list[str] = []
    numbers = {}
    for at, line in enumerate(lines):
        if line.apart and written:
            written.append("")
        written.append(line.text)
        numbers[len(written)] = at
    return "\n".join(written) + "\n", numbers
