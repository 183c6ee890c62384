"""What is right for a text: its items in their order, in a list that people can read and write.

A line is a kind, who says it, and the words, with tabs between them:

    spoken	Anna de Wit	Welkom op het plein.
    spoken	?	Wat kost die kaas?
    scene		Een vrouw fietst over een plein.
    sound		applaus

`?` is for nobody known; `Anna de Wit|De Wit` takes either name. What a text holds beside these words is no
item: labels, times and titles. `aside` are words that may be part of a scene or of no item, such as who is
announced.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from woordbeeld.transcript.pieces import ItemKind

NOBODY: Final = "?"
ASIDE: Final = "aside"


@dataclass(frozen=True, slots=True)
class Expected:
    """An item as it should be. `speakers` are all that are right, none for nobody; no `kind`: an aside."""

    kind: ItemKind | None
    text: str
    speakers: tuple[str, ...] = ()


def read_expected(lines: str) -> tuple[Expected, ...]:
    return tuple(_expected(line) for line in lines.splitlines() if line.strip())


def _expected(line: str) -> Expected:
    kind, speakers, text = line.split("\t")
    named = () if speakers in ("", NOBODY) else tuple(speakers.split("|"))
    return Expected(None if kind == ASIDE else ItemKind(kind), text, named)
