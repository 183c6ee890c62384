"""How a document was read, paragraph by paragraph, and what a person says of that."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from woordbeeld.errors import WrongUseError
from woordbeeld.intake.document import LeftOut, Paragraph, Why
from woordbeeld.intake.reading import Reading, as_transcript
from woordbeeld.intake.understanding import Doubt, Item, Understanding
from woordbeeld.transcript.pieces import ItemKind
from woordbeeld.words import say

_OF_SPEAKERS: Final = (Doubt.NO_SPEAKER, Doubt.NOBODY_NAMED, Doubt.ANOTHER_SPEAKER, Doubt.MISSPELT)
_TOLD: Final = re.compile(
    r"(\d{1,7})(?:-(\d{1,7}))?=(?:(spoken|scene|sound|speaker|left-out)|said-by:(.*\S.*)|(said))"
)
_WITH_REMARK: Final = re.compile(r"(?P<name>[^()]*[^()\s])\s*\((?P<remark>[^()]*[^()\s])\s*\)")
_OPENING: Final = "([<*{"  # what may stand around a description or a sound


class RowKind(Enum):
    """What a paragraph is."""

    SPOKEN = "spoken"
    SCENE = "scene"
    SOUND = "sound"
    SPEAKER = "speaker"  # it names who says what follows
    LEFT_OUT = "left-out"


_KINDS: Final = {
    ItemKind.SPOKEN: RowKind.SPOKEN,
    ItemKind.SCENE: RowKind.SCENE,
    ItemKind.SOUND: RowKind.SOUND,
}
_ITEM_KINDS: Final = {row: item for item, row in _KINDS.items()}


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph of a document or a part of one: what it is, and who says it.

    `speaker` and `remark` are as in an `Item`; `label` is what was read as the name of who says it, where
    that stands here. `source` is how the program read it.
    """

    kind: RowKind
    text: str
    source: Item | LeftOut
    speaker: str | None = None
    opens_turn: bool = False
    label: str = ""
    doubt: Doubt | None = None
    why: Why | None = None
    remark: str = ""

    @property
    def place(self) -> int | None:
        return self.source.place


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of rows, which are counted from 0: what they are, or who says them.

    A row that is said to be what it was read as is doubtful no more. What stands in parentheses behind the
    name of a speaker is told beside it: `Anna de Wit (wethouder)`. What was read as the name of a speaker
    `is_said` where it belongs to the text.
    """

    rows: tuple[int, ...]
    kind: RowKind | None = None
    speaker: str | None = None
    is_said: bool = False


def rows_of(understanding: Understanding) -> tuple[Row, ...]:
    """All that a document holds, in its order, as it was read; what has no place in it comes last."""
    left = sorted(
        (each for each in understanding.left_out if each.place is not None), key=lambda each: each.place or 0
    )
    rows: list[Row] = []
    at = 0
    for item in understanding.items:
        while at < len(left) and (left[at].place or 0) <= item.place:
            rows.append(_left_out(left[at]))
            at += 1
        rows.append(_read(item))
    rows += map(_left_out, left[at:])
    rows += (_left_out(each) for each in understanding.left_out if each.place is None)
    return tuple(rows)


def corrected(rows: Sequence[Row], corrections: Iterable[Correction]) -> tuple[Row, ...]:
    """The rows as a person corrected them, one correction after the other."""
    for correction in corrections:
        rows = _corrected(rows, correction)
    return tuple(rows)


def understood(understanding: Understanding, rows: Sequence[Row]) -> Understanding:
    """What was understood of a document, by its corrected rows."""
    items = tuple(_items(rows))
    used = {id(row.source) for row in rows if row.kind is not RowKind.LEFT_OUT}
    left_out = [each for each in understanding.left_out if id(each) not in used]
    left_out += (
        LeftOut(row.place, row.text, Why.BY_A_PERSON)
        for row in rows
        if row.kind is RowKind.LEFT_OUT and isinstance(row.source, Item)
    )
    left_out += (LeftOut(row.place, row.text, Why.SILENT) for row in _silent(rows))
    return replace(understanding, items=items, left_out=tuple(left_out))


def with_corrections(
    reading: Reading, corrections: Sequence[Correction], source: str | None = None
) -> Reading:
    """A reading as a person corrected it; `source` is the text of a file that is plain text."""
    if not corrections:
        return reading
    rows = corrected(rows_of(reading.understanding), corrections)
    return as_transcript(understood(reading.understanding, rows), source)


def corrections_of(told: Iterable[str]) -> tuple[Correction, ...]:
    """Corrections as they are told to a command.

    >>> corrections_of(["5-6=scene", "8=said-by:Anna de Wit"])[0].rows
    (5, 6)

    Raises:
        WrongUseError: one of them is none.
    """
    return tuple(map(_correction_of, told))


def _correction_of(told: str) -> Correction:
    found = _TOLD.fullmatch(told.strip())
    if not found:
        raise WrongUseError(say("error.read_as.unknown", told=told), remedy=say("error.read_as.known"))
    first, last, kind, name, said = found.groups()
    rows = tuple(range(int(first), int(last or first) + 1))
    return Correction(
        rows, RowKind(kind) if kind else None, " ".join(name.split()) if name else None, is_said=bool(said)
    )


def alike(understanding: Understanding, rows: Sequence[Row], at: int) -> tuple[int, ...]:
    """All rows that were read as this one was, for the same reason, and are marked as it is in the document.

    Who has another speaker may still be alike; see `of_speaker`.
    """
    return _same(likenesses(understanding, rows), at)


def likenesses(understanding: Understanding, rows: Sequence[Row]) -> tuple[int, ...]:
    """For each row a number that those have which are `alike`."""
    marks, numbers = _Marks(understanding), dict[object, int]()
    return tuple(
        numbers.setdefault((row.kind, row.doubt, row.why, marks.of(row)), len(numbers)) for row in rows
    )


def turn_of(rows: Sequence[Row], at: int) -> tuple[int, ...]:
    """All rows that are said in the turn of this one; itself alone where it is not said."""
    return (at,) if rows[at].kind is not RowKind.SPOKEN else _same(turns_of(rows), at)


def turns_of(rows: Sequence[Row]) -> tuple[int | None, ...]:
    """For each row that is said the number of its turn, from 0."""
    found: list[int | None] = []
    turn = -1
    for row in rows:
        is_said = row.kind is RowKind.SPOKEN
        turn += is_said and (row.opens_turn or turn < 0)
        found.append(turn if is_said else None)
    return tuple(found)


def _same(values: Sequence[object], at: int) -> tuple[int, ...]:
    return tuple(number for number, value in enumerate(values) if value == values[at])


def of_speaker(rows: Sequence[Row], at: int) -> tuple[int, ...]:
    """All rows that are said by who says this one."""
    speaker = rows[at].speaker
    return tuple(
        number for number, row in enumerate(rows) if row.kind is RowKind.SPOKEN and row.speaker == speaker
    )


def _read(item: Item) -> Row:
    label = item.speaker or "" if item.opens_turn else ""
    return Row(
        _KINDS[item.kind],
        item.text,
        item,
        item.speaker,
        item.opens_turn,
        label=label,
        doubt=item.doubt,
        remark=item.remark,
    )


def _left_out(left: LeftOut) -> Row:
    return Row(RowKind.LEFT_OUT, left.text, left, why=left.why)


def _corrected(rows: Sequence[Row], correction: Correction) -> tuple[Row, ...]:
    chosen = set(correction.rows)
    if not chosen <= set(range(len(rows))):
        raise WrongUseError(say("error.read_as.no_row"), remedy=say("error.read_as.see_rows"))
    found: list[Row] = []
    renamed = _renamed(rows, chosen)
    speaker: str | None = None  # who speaks so far
    follows = False  # whether it is who says the rest of this turn
    is_named = False  # by the row above, and says nothing yet
    for number, row in enumerate(rows):
        new = row
        if number in chosen and correction.speaker is not None:
            new = _said_by(
                row,
                correction.speaker,
                is_renamed=row.speaker in renamed,
                is_first=number == min(chosen),
            )
        elif number in chosen:
            new = _changed(row, correction, speaker)
        if new.kind is RowKind.SPEAKER:
            speaker, follows, is_named = name_of(new.text), True, True
        elif new.kind is RowKind.SPOKEN:
            if number in chosen and correction.is_said:
                follows = True
            elif (new.opens_turn and new.speaker is not None) or (
                number in chosen and correction.speaker is not None
            ):
                follows = False
            elif follows:
                doubt = _without_speaker_doubt(new.doubt)
                new = replace(new, speaker=speaker, doubt=doubt, opens_turn=is_named)
            new = replace(new, opens_turn=new.opens_turn or new.speaker != speaker)
            speaker, is_named = new.speaker, False
        found.append(new)
    return tuple(found)


def _changed(row: Row, correction: Correction, speaker: str | None) -> Row:
    """A row that a correction is about; `speaker` is who speaks before it."""
    if correction.is_said and row.label:
        said = f"{row.label}: {row.text}"
        return replace(row, text=said, speaker=speaker, opens_turn=False, label="", doubt=None)
    kind = correction.kind or row.kind
    new = replace(row, kind=kind, doubt=None, why=row.why if kind is RowKind.LEFT_OUT else None)
    if kind is not RowKind.SPOKEN:  # nobody says it
        return replace(new, speaker=None, opens_turn=False)
    return new if row.kind is kind else replace(new, speaker=speaker, opens_turn=False)


def _without_speaker_doubt(doubt: Doubt | None) -> Doubt | None:
    return None if doubt in _OF_SPEAKERS else doubt


def _said_by(row: Row, told: str, *, is_renamed: bool, is_first: bool) -> Row:
    """A row that somebody says; what is told beside a name stands where it is first told, and stays there."""
    name, remark = name_and_remark(told)
    kept = row.remark if is_renamed or row.speaker == name else ""
    beside = remark if remark and (is_first or kept) else kept
    return replace(
        row,
        kind=RowKind.SPOKEN,
        speaker=name or None,
        remark=beside,
        opens_turn=row.opens_turn or (is_first and bool(remark)),
        doubt=None,
        why=None,
    )


def _renamed(rows: Sequence[Row], chosen: Collection[int]) -> set[str | None]:
    """The speakers of whom all rows are chosen: another name for them is the name of the same person."""
    said = [(number, row.speaker) for number, row in enumerate(rows) if row.kind is RowKind.SPOKEN]
    return {who for number, who in said if number in chosen} - {
        who for number, who in said if number not in chosen
    }


def name_and_remark(told: str) -> tuple[str, str]:
    """A name, and what stands in parentheses behind it.

    >>> name_and_remark("Anna de Wit (wethouder)"), name_and_remark("Anna de Wit")
    (('Anna de Wit', 'wethouder'), ('Anna de Wit', ''))
    """
    found = _WITH_REMARK.fullmatch(told)
    return (found["name"], found["remark"]) if found else (told, "")


def name_of(text: str) -> str:
    """The name in a paragraph that names who speaks.

    >>> name_of(" Anna de Wit: ")
    'Anna de Wit'
    """
    return text.strip().rstrip(":").rstrip()


def _items(rows: Sequence[Row]) -> Iterator[Item]:
    for row in rows:
        if kind := _ITEM_KINDS.get(row.kind):
            yield _item(row, kind)


def _item(row: Row, kind: ItemKind) -> Item:
    source = row.source
    if isinstance(source, LeftOut):
        return Item(kind, row.text, source.place or 0, row.speaker, opens_turn=row.opens_turn)
    return replace(
        source,
        kind=kind,
        text=row.text,
        speaker=row.speaker,
        remark=row.remark,
        opens_turn=row.opens_turn,
        doubt=row.doubt,
    )


def _silent(rows: Sequence[Row]) -> Iterator[Row]:
    """Rows that name a speaker below which they say nothing."""
    below: Row | None = None  # the next that is said, or that names a speaker
    for row in reversed(rows):
        if row.kind is RowKind.SPEAKER and (
            below is None or below.kind is RowKind.SPEAKER or below.speaker != name_of(row.text)
        ):
            yield row
        if row.kind in (RowKind.SPOKEN, RowKind.SPEAKER):
            below = row


class _Marks:
    """How paragraphs are marked in a document, whatever they say."""

    def __init__(self, understanding: Understanding) -> None:
        self._paragraphs = {each.place: each for each in understanding.document.paragraphs}

    def of(self, row: Row) -> tuple[object, ...]:
        paragraph = self._paragraphs.get(row.place or 0)
        return _marks_of(paragraph) if paragraph else ()


def _marks_of(paragraph: Paragraph) -> tuple[object, ...]:
    runs = [run for run in paragraph.runs if run.text.strip()]
    opening = paragraph.text.strip()[:1]
    return (
        paragraph.style,
        paragraph.level,
        all(run.bold for run in runs),
        all(run.italic for run in runs),
        paragraph.cell.column if paragraph.cell else None,
        opening if opening in _OPENING else "",
    )
