"""What may be a label, and the ways to mark one of which each knows a label when it sees one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from woordbeeld.intake.lines import Lines
from woordbeeld.intake.names import Name


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a label: whose (None: somebody without a name), and what is said on its line.

    `weight` is how much it looks like a label by itself, from 0 to 1. `before` and `behind` are what the line
    tells that is seen, around what is said.
    """

    at: int
    name: Name | None
    rest: str
    weight: float
    layout: str = ""
    before: str = ""
    behind: str = ""

    @property
    def is_alone(self) -> bool:
        return not self.rest


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to mark who speaks. `name` says it in plain words, `find` looks at a line.

    It `comes_back` if its labels must mostly do so, for they look like headings or speech. It `needs` as many
    labels. What it finds `may_be_speech` that only looks like a label. It `rules_alone` if it says nothing in
    a document that tells in another way who speaks. Where others come back, what has the same mark and
    comes `once` is a label too, but doubtful.
    """

    name: str
    find: Callable[[Lines, int], Candidate | None]
    comes_back: bool = False
    needs: int = 2
    may_be_speech: bool = False
    rules_alone: bool = False
    once: bool = False
