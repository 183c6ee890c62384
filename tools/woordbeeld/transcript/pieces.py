"""A transcript in pieces that are to become its new text, each with what is to be read from it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import takewhile
from typing import Final

from woordbeeld.textfile import WHITE
from woordbeeld.transcript.editing import Written
from woordbeeld.transcript.model import (
    Block,
    Label,
    LabelLine,
    SceneDescription,
    Sound,
    SpokenLine,
    Transcript,
)
from woordbeeld.transcript.pins import TranscriptItem

_LINE_END: Final = re.compile(r"\r\n|\r|\n")


class ItemKind(Enum):
    """What an item is."""

    SPOKEN = "spoken"
    SCENE = "scene"
    SOUND = "sound"


KINDS: Final = {SpokenLine: ItemKind.SPOKEN, SceneDescription: ItemKind.SCENE, Sound: ItemKind.SOUND}


@dataclass(frozen=True, slots=True)
class Item:
    """A spoken line, a scene or a sound as it is to be read; `speaker` is a name, None for nobody."""

    kind: ItemKind
    text: str
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part of the text; without an item it holds blank lines, or a label alone.

    `names` is who speaks from here on: by the label in it, or announced by the scene; `line` is the physical
    line on which it stood. `is_new` is what an edit is about; a line `by_anybody` may become another's by it.
    """

    source: str
    item: Item | None = None
    label: Label | None = None
    names: str | None = None
    line: int = 0
    is_new: bool = False
    by_anybody: bool = False

    @property
    def written(self) -> Written:
        """Its source in parts; a scene, a sound and a label alone have no label beside their text."""
        spoken = self.item if self.item and self.item.kind is ItemKind.SPOKEN else None
        return Written.of(self.source, spoken.text if spoken else self.source.strip(WHITE))

    @property
    def is_blank(self) -> bool:
        return not self.source.strip(WHITE)

    @property
    def ends_line(self) -> bool:
        return self.source.endswith(("\r", "\n"))


TextParts = list[TextPart]


def pieces_of(transcript: Transcript) -> TextParts:
    """A piece for each block."""
    names = {label: speaker.name for speaker in transcript.speakers for label in speaker.labels}
    return [_piece(block, names) for block in transcript.blocks]


def _piece(block: Block, names: dict[str, str]) -> TextPart:
    label = block.label if isinstance(block, LabelLine | SpokenLine) else None
    announced = block.announces if isinstance(block, SceneDescription) else None
    item = item_of(block) if isinstance(block, TranscriptItem) else None
    named = names[label.text] if label else announced.name if announced else None
    return TextPart(block.source, item, label, named, block.line)


def item_of(block: TranscriptItem) -> Item:
    speaker = block.speaker if isinstance(block, SpokenLine) else None
    return Item(KINDS[type(block)], block.text, speaker.name if speaker else None)


def turn_below(pieces: Sequence[TextPart], at: int) -> Iterator[int]:
    """The lines that are said by whom this piece names, or by who says it, without a label of their own."""
    for place in range(at + 1, len(pieces)):
        item = pieces[place].item
        if pieces[place].names:
            return
        if item and item.kind is ItemKind.SPOKEN:
            yield place


# -- lines and blank lines ---------------------------------------------------------------------------------


class Between(Enum):
    """What lies between two items that follow each other."""

    ASIDE = "one of them is a scene or a sound"
    TURN = "another speaker"
    LINE = "the next line of the same speaker"


@dataclass(frozen=True, slots=True)
class Spacing:
    """How a file ends its lines, and between what it has blank lines."""

    line_end: str
    spaced: frozenset[Between]

    @classmethod
    def of(cls, pieces: Sequence[TextPart]) -> Spacing:
        """What the file does most; a scene or a sound stands apart unless most of them do not."""
        seen: Counter[tuple[Between, bool]] = Counter()
        last, is_apart = None, False
        for piece in pieces:
            if piece.item:
                if last:
                    seen[_gap(last, piece.item), is_apart] += 1
                last, is_apart = piece.item, False
            elif piece.is_blank:
                is_apart = True
        spaced = {gap for gap in Between if seen[gap, True] + (gap is Between.ASIDE) > seen[gap, False]}
        line_ends = Counter(_LINE_END.findall("".join(piece.source for piece in pieces)))
        return cls(max(line_ends, key=line_ends.__getitem__, default="\n"), frozenset(spaced))

    def sets_apart(self, before: Item | None, after: Item | None) -> bool:
        """A blank line stands between these two."""
        return before is not None and after is not None and _gap(before, after) in self.spaced


def _gap(before: Item, after: Item) -> Between:
    if ItemKind.SPOKEN is not before.kind or ItemKind.SPOKEN is not after.kind:
        return Between.ASIDE
    return Between.LINE if before.speaker == after.speaker else Between.TURN


def put_in(pieces: Sequence[TextPart], at: int, piece: TextPart, layout: Spacing) -> TextParts:
    """The pieces with another before the one `at`, on lines of its own, set apart as the layout has it.

    Blank lines that are there already are among those that set it apart. A file without a last line end
    stays one.
    """
    head, tail = list(pieces[:at]), list(pieces[at:])
    breaks_line = bool(head) and not head[-1].ends_line and not head[-1].is_blank
    source = _as_lines(piece.source, layout.line_end)
    new = replace(piece, source=source.rstrip("\r\n") if breaks_line and not tail else source)
    if breaks_line and tail:
        head[-1] = replace(head[-1], source=_as_lines(head[-1].source, layout.line_end))
        tail[0] = replace(tail[0], source=tail[0].source.lstrip(WHITE))
    elif breaks_line:
        head[-1] = replace(head[-1], source=head[-1].source + layout.line_end)
    run = list(takewhile(lambda each: each.is_blank, tail))
    rest = tail[len(run) :]
    blank = [TextPart(layout.line_end)]
    below = blank if layout.sets_apart(piece.item, _first_item(rest)) else []
    if not layout.sets_apart(_first_item(reversed(head)), piece.item):
        return [*head, new, *(run or below), *rest]
    if not rest:
        return [*head, *blank, new, *run]
    return [*head, *(run or blank), new, *below, *rest]


def taken_out(pieces: Sequence[TextPart], gone: Collection[int]) -> TextParts:
    """The pieces without some: of two runs of blank lines that meet, or of one and an end of the file, the
    first stays; and what stood before one of them on its physical line keeps the end of that line.
    """
    kept: TextParts = []
    is_open = False  # something was taken out since the last piece that stays
    for at, piece in enumerate(pieces):
        if at in gone:
            is_open = True
            if kept and piece.ends_line and not kept[-1].ends_line and not kept[-1].is_blank:
                line_end = _LINE_END.findall(piece.source)[-1]
                kept[-1] = replace(kept[-1], source=_as_lines(kept[-1].source, line_end))
        elif is_open and piece.is_blank and (not kept or kept[-1].is_blank):
            is_open = False
        else:
            kept.append(piece)
            is_open = False
    return kept[:-1] if is_open and len(kept) > 1 and kept[-1].is_blank else kept


def _as_lines(source: str, line_end: str) -> str:
    """A source that ends a physical line."""
    return source if source.endswith(("\r", "\n")) else source.rstrip(WHITE) + line_end


def _first_item(pieces: Iterable[TextPart]) -> Item | None:
    return next((piece.item for piece in pieces if piece.item), None)
