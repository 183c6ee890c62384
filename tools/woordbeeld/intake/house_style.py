"""What was understood, written in house style so that it reads back as it was meant.

Both who reads house style (`transcript.reader`) and who reads any layout (`understand`) must take each line
for what it is, so that a text that was written here is opened again just as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import accumulate
from typing import Final

from woordbeeld.intake.accounts import words_of
from woordbeeld.intake.lines import spaced
from woordbeeld.intake.readers.html import is_html
from woordbeeld.intake.readers.markdown import is_markdown
from woordbeeld.intake.readers.plain_text import read_text
from woordbeeld.intake.understand import understand
from woordbeeld.intake.understanding import Item, Understanding
from woordbeeld.intake.word_lists import ANOTHER_SPEAKER
from woordbeeld.transcript import labels, words
from woordbeeld.transcript.model import Block, LabelLine, SceneDescription, Sound, SpokenLine, Transcript
from woordbeeld.transcript.pieces import KINDS, ItemKind
from woordbeeld.transcript.reader import read
from woordbeeld.transcript.speakers import canonical_name
from woordbeeld.transcript.spelling import typed_name

MOST_READS: Final = 40  # each after the first cures lines that were read as something else
MOST_UNDERSTOOD: Final = 8  # the same, of what is understood of the text as of any file
LABEL_ALL_AFTER: Final = 4  # of these: then each line of speech gets its label, as a label may make a heading
_MARKS: Final = tuple(
    (re.compile(mark), plain)
    for mark, plain in (
        ("<", "‹"),
        (">", "›"),
        (r"\*{2,}", "*"),
        ("_{2,}", "_"),
        (r"\]\(", "] ("),
        (r"\|", "¦"),
        (r"(?<=\d):(?=[0-5]\d)", "."),
    )
)
_OPENING: Final = re.compile(r"^\(([^()]*)\)(?=\s*\S)")
_IN_LABELS: Final = rf"\w\s.&/{re.escape(words.APOSTROPHES + words.HYPHENS)}"
_NOT_IN_LABELS: Final = re.compile(rf"[^{_IN_LABELS}{words.QUOTES}]+")
_NOT_IN_LABELS_NOR_QUOTES: Final = re.compile(rf"[^{_IN_LABELS}]+")


class Guard(Enum):
    """What keeps a line from being read as something else."""

    LABEL = "the label of its speaker again"
    BRACKETS = "square brackets around a sound, for the parentheses within a scene, or that open speech"
    PARENTHESES = "parentheses around a sound"
    MARKER = "a word before a colon that says that it is seen"


@dataclass(frozen=True, slots=True)
class Written:
    """A transcript in house style, and the number of the line (from 1) on which each item stands."""

    text: str
    lines: tuple[int, ...]


def house_style(understanding: Understanding) -> Written:
    """The transcript that was understood, as text: a line for each item, empty ones between turns."""
    written, is_read_back = _cured(understanding, _as_it_is)
    is_other = is_html(written.text) or is_markdown(written.text)
    if is_read_back and not is_other:
        return written
    plain, is_plain_read_back = _cured(understanding, _without_marks)
    return plain if is_plain_read_back or is_other else written


def _as_it_is(text: str) -> str:
    return text


def _without_marks(text: str) -> str:
    """A text in which somebody tells of `</div>` or `**`, so that it is no page or Markdown itself.

    A time that is said, which could tell when, is spelled in another usual way.

    >>> _without_marks("Zet er **<br>** achter."), _without_marks("Om 10:30.")
    ('Zet er *‹br›* achter.', 'Om 10.30.')
    """
    for mark, plain in _MARKS:
        text = mark.sub(plain, text)
    return text


def _cured(understanding: Understanding, spelled: Callable[[str], str]) -> tuple[Written, bool]:
    """The same, spelled in another way, with guards until each line is read as it was meant, and if it is."""
    unknown = ANOTHER_SPEAKER.get(understanding.language, ANOTHER_SPEAKER["en"])
    items = [
        replace(
            item,
            text=spelled(item.text),
            remark=spelled(item.remark),
            speaker=unknown if item.speaker == "" else item.speaker,
        )
        for item in understanding.items
    ]
    guards: list[set[Guard]] = [
        {Guard.LABEL} if item.opens_turn and item.speaker is not None else set() for item in items
    ]
    written = _write(items, guards, unknown)
    understood = 0
    for _ in range(MOST_READS):
        found = _misread(items, guards, written, read(written.text))
        cures = _new(found, guards)
        if not cures and understood < MOST_UNDERSTOOD:
            understood += 1
            found += _misunderstood(items, guards, written)
            cures = _new(found, guards)
            if understood == LABEL_ALL_AFTER and cures:
                cures += _new([(at, Guard.LABEL) for at in _spoken(items)], guards)
        if not cures:
            return written, not found
        for at, cure in cures:
            guards[at].add(cure)
        written = _write(items, guards, unknown)
    return written, False


def _spoken(items: Sequence[Item]) -> Iterator[int]:
    return (at for at, item in enumerate(items) if item.kind is ItemKind.SPOKEN)


Cures = list[tuple[int, Guard]]


def _new(cures: Cures, guards: Sequence[set[Guard]]) -> Cures:
    return [(at, cure) for at, cure in cures if cure not in guards[at]]


def _write(items: Sequence[Item], guards: Sequence[set[Guard]], unknown: str) -> Written:
    lines: list[str] = []
    numbers = []
    spelled: set[labels.Key] = set()  # names, and the ends of names, that a label above spells
    for at, item in enumerate(items):
        if at and (Guard.LABEL in guards[at] or _stand_apart(items[at - 1], item)):
            lines.append("")
        lines.append(_line(item, guards[at], unknown, spelled))
        numbers.append(len(lines))
    return Written("\n".join(lines) + "\n" if lines else "", tuple(numbers))


def _stand_apart(before: Item, item: Item) -> bool:
    return item.apart or ItemKind.SPOKEN is not before.kind or ItemKind.SPOKEN is not item.kind


def _line(item: Item, guards: set[Guard], unknown: str, spelled: set[labels.Key]) -> str:
    text = spaced(item.text)
    if item.kind is ItemKind.SPOKEN:
        text = _OPENING.sub(r"[\1]", text) if Guard.BRACKETS in guards else text
        if Guard.LABEL not in guards:
            return text
        name = item.speaker or unknown
        whole = labels.key(_plain(name))
        label = label_of(name, item.remark, spell=whole not in spelled)
        spelled.update((whole, *labels.tails(whole)))
        return f"{label} {text}"
    if item.kind is ItemKind.SOUND and Guard.PARENTHESES in guards:
        return f"({text.upper()})"
    if item.kind is ItemKind.SOUND:
        return f"[{text.upper()}]" if Guard.BRACKETS in guards else text.upper()
    text = _in_brackets(text) if Guard.BRACKETS in guards or not _is_balanced(text) else text
    return f"(Beeld: {text})" if Guard.MARKER in guards else f"({text})"


def _in_brackets(text: str) -> str:
    return text.replace("(", "[").replace(")", "]")


def _is_balanced(text: str) -> bool:
    """Whether each parenthesis in a text has its other half."""
    depths = list(accumulate((char == "(") - (char == ")") for char in text))
    return not depths or (min(depths) >= 0 and depths[-1] == 0)


def label_of(name: str, remark: str = "", *, spell: bool = True) -> str:
    """The label of a speaker, with its colon: a role as it is written, a name in capitals.

    It is to `spell` a name that capitals do not tell.

    >>> label_of("Anna de Wit", "wethouder"), label_of("Voice-over"), label_of("Anna De Wit", "wethouder")
    ('ANNA DE WIT (wethouder):', 'Voice-over:', 'ANNA DE WIT (Anna De Wit, wethouder):')
    >>> label_of('Jim "Rooie" Bos'), label_of('"Rooie" Bos')
    ('JIM "ROOIE" BOS:', 'ROOIE BOS:')
    """
    plain = _plain(name)
    label = plain if labels.role(plain) else plain.upper()
    told = " ".join(remark.replace("(", " ").replace(")", " ").split())
    spelling = typed_name(plain) if spell and canonical_name(label) != plain else None
    beside = ", ".join(filter(None, (spelling, told)))
    beside = beside if len(beside) <= labels.MAX_QUALIFIER_CHARS else told
    return f"{label} ({beside}):" if beside else f"{label}:"


def _plain(name: str) -> str:
    """A name without the signs that no label has."""
    signs = _NOT_IN_LABELS if name[:1] not in words.QUOTES else _NOT_IN_LABELS_NOR_QUOTES
    return " ".join(signs.sub(" ", name).split()) or name


def _misread(
    items: Sequence[Item], guards: Sequence[set[Guard]], written: Written, found: Transcript
) -> Cures:
    """The items that the text is not read as, each with what may cure that."""
    at_line: dict[int, list[Block]] = {}
    for block in found.blocks:
        if isinstance(block, LabelLine | SpokenLine | SceneDescription | Sound):
            at_line.setdefault(block.line, []).append(block)
    cures = []
    speaker = None
    for at, (item, line) in enumerate(zip(items, written.lines, strict=True)):
        blocks = at_line.get(line, [])
        right = len(blocks) == 1 and KINDS.get(type(blocks[0])) is item.kind
        if item.kind is not ItemKind.SPOKEN:
            if blocks and isinstance(blocks[0], SceneDescription) and blocks[0].announces:
                speaker = blocks[0].announces
            if not right:
                cures.append((at, _cure_of_aside(item, blocks, guards[at])))
            continue
        spoken = blocks[0] if right else None
        if not isinstance(spoken, SpokenLine) or (Guard.LABEL in guards[at]) is (spoken.label is None):
            cures.append((at, Guard.LABEL))
            continue
        if spoken.label:
            speaker = spoken.speaker
        elif spoken.speaker != speaker or words_of(spoken.text) != words_of(item.text):
            cures.append((at, Guard.LABEL))
    return cures


def _cure_of_aside(item: Item, blocks: Sequence[Block], guards: set[Guard]) -> Guard:
    if item.kind is ItemKind.SCENE and any(isinstance(block, Sound) for block in blocks):
        return Guard.MARKER
    return _next_guard(item, guards)


def _next_guard(item: Item, guards: set[Guard]) -> Guard:
    if item.kind is ItemKind.SPOKEN and Guard.LABEL not in guards:
        return Guard.LABEL
    if Guard.BRACKETS not in guards:
        return Guard.BRACKETS
    return Guard.PARENTHESES if item.kind is ItemKind.SOUND else Guard.MARKER


def _misunderstood(items: Sequence[Item], guards: Sequence[set[Guard]], written: Written) -> Cures:
    """The items that are understood otherwise once the text is opened as any file is."""
    again: dict[int, list[Item]] = {}
    for item in understand(read_text(written.text)).items:
        again.setdefault(item.place, []).append(item)
    return [
        (at, _next_guard(item, guards[at]))
        for at, (item, line) in enumerate(zip(items, written.lines, strict=True))
        if not _is_same(again.get(line, []), item)
    ]


def _is_same(found: Sequence[Item], item: Item) -> bool:
    if len(found) != 1 or found[0].kind is not item.kind:
        return False
    if words_of(found[0].text) != words_of(item.text) or found[0].speaker == "":
        return False
    return item.speaker is None or label_of(found[0].speaker or "") == label_of(item.speaker)
