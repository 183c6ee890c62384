"""What was understood, written in house style so that it reads back as it was meant."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Final

from woordbeeld.intake.lines import spaced
from woordbeeld.intake.understanding import Item, Understanding
from woordbeeld.intake.word_lists import ANOTHER_SPEAKER
from woordbeeld.transcript import labels
from woordbeeld.transcript.model import Block, LabelLine, SceneDescription, Sound, SpokenLine, Transcript
from woordbeeld.transcript.pieces import KINDS, Kind
from woordbeeld.transcript.reader import read
from woordbeeld.transcript.speakers import canonical_name
from woordbeeld.transcript.spelling import typed_name

MOST_READS: Final = 40  # each after the first cures lines that were read as something else
_NOT_IN_LABELS: Final = re.compile(r"[^\w\s.&/'’‘ʼ´`′\-‐‑–]+")


class Guard(Enum):
    """What keeps a line from being read as something else."""

    LABEL = "the label of its speaker again"
    BRACKETS = "square brackets around a sound, or within a scene"
    MARKER = "a word before a colon that says that it is seen"


@dataclass(frozen=True, slots=True)
class Written:
    """A transcript in house style, and the number of the line (from 1) on which each item stands."""

    text: str
    lines: tuple[int, ...]


def house_style(understanding: Understanding) -> Written:
    """The transcript that was understood, as text: a line for each item, empty ones between turns."""
    unknown = ANOTHER_SPEAKER.get(understanding.document.language or "nl", ANOTHER_SPEAKER["en"])
    items = [replace(item, speaker=unknown) if item.speaker == "" else item for item in understanding.items]
    guards: list[set[Guard]] = [
        {Guard.LABEL} if item.opens_turn and item.speaker is not None else set() for item in items
    ]
    written = _write(items, guards, unknown)
    for _ in range(MOST_READS):
        misread = _misread(items, guards, written, read(written.text))
        cures = [(at, cure) for at, cure in misread if cure not in guards[at]]
        if not cures:
            break
        for at, cure in cures:
            guards[at].add(cure)
        written = _write(items, guards, unknown)
    return written


def _write(items: Sequence[Item], guards: Sequence[set[Guard]], unknown: str) -> Written:
    lines: list[str] = []
    numbers = []
    spelled: set[labels.Key] = set()  # names, and the ends of names, that a label above spells
    for at, item in enumerate(items):
        if at and _stand_apart(items[at - 1], item):
            lines.append("")
        lines.append(_line(item, guards[at], unknown, spelled))
        numbers.append(len(lines))
    return Written("\n".join(lines) + "\n" if lines else "", tuple(numbers))


def _stand_apart(before: Item, item: Item) -> bool:
    return item.opens_turn or item.apart or Kind.SPOKEN is not before.kind or Kind.SPOKEN is not item.kind


def _line(item: Item, guards: set[Guard], unknown: str, spelled: set[labels.Key]) -> str:
    text = spaced(item.text)
    if item.kind is Kind.SPOKEN:
        if Guard.LABEL not in guards:
            return text
        name = item.speaker or unknown
        whole = labels.key(_plain(name))
        label = label_of(name, item.remark, spell=whole not in spelled)
        spelled.update((whole, *labels.tails(whole)))
        return f"{label} {text}"
    if item.kind is Kind.SOUND:
        return f"[{text.upper()}]" if Guard.BRACKETS in guards else text.upper()
    if Guard.BRACKETS in guards:
        text = text.replace("(", "[").replace(")", "]")
    return f"(Beeld: {text})" if Guard.MARKER in guards else f"({text})"


def label_of(name: str, remark: str = "", *, spell: bool = True) -> str:
    """The label of a speaker, with its colon: a role as it is written, a name in capitals.

    It is to `spell` a name that capitals do not tell.

    >>> label_of("Anna de Wit", "wethouder"), label_of("Voice-over"), label_of("Anna De Wit", "wethouder")
    ('ANNA DE WIT (wethouder):', 'Voice-over:', 'ANNA DE WIT (Anna De Wit, wethouder):')
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
    return " ".join(_NOT_IN_LABELS.sub(" ", name).split()) or name


def _misread(
    items: Sequence[Item], guards: Sequence[set[Guard]], written: Written, found: Transcript
) -> list[tuple[int, Guard]]:
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
        if item.kind is not Kind.SPOKEN:
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
        elif spoken.speaker != speaker or spoken.text != spaced(item.text):
            cures.append((at, Guard.LABEL))
    return cures


def _cure_of_aside(item: Item, blocks: Sequence[Block], guards: set[Guard]) -> Guard:
    if item.kind is Kind.SCENE and any(isinstance(block, Sound) for block in blocks):
        return Guard.MARKER
    return Guard.MARKER if Guard.BRACKETS in guards else Guard.BRACKETS
