"""What each number of the program is good for: left out and doubled in turn, all else as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Final
from unittest.mock import patch

import click
from tests.benchmarks.table import table

LEAST_MORE: Final = 3  # a count that changes by less, or by a smaller share than this, is not told
LEAST_SHARE: Final = 0.02
_NOTHING: Final = "–"


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the program, the value that is as if there were none, and that which does twice as much.

    `key` is its name in `owner`, which is a module or an object, or its key where that is a dict.
    """

    name: str
    owner: Any
    key: Any
    nothing: float = 0.0
    doubled: float | None = None

    @property
    def value(self) -> float:
        found: float = self.owner[self.key] if isinstance(self.owner, dict) else getattr(self.owner, self.key)
        return found

    def as_if(self, value: float) -> AbstractContextManager[Any]:
        """While this lasts, the number has another value."""
        if isinstance(self.owner, dict):
            return patch.dict(self.owner, {self.key: value})
        return patch.object(self.owner, self.key, value)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What comes of all texts: its parts (cues, or words with their times), and how often what is amiss."""

    parts: Sequence[Hashable]
    counts: Mapping[str, int]

    def changed_in(self, other: Outcome) -> int:
        """How many of the parts are not so in another outcome."""
        return (Counter(self.parts) - Counter(other.parts)).total()

    def told_beside(self, other: Outcome) -> str:
        """The counts that plainly differ in another outcome."""
        return "; ".join(
            f"{name} {count} → {other.counts[name]}"
            for name, count in self.counts.items()
            if abs(other.counts[name] - count) >= max(LEAST_MORE, LEAST_SHARE * count)
        )


def ablated(numbers: Sequence[Number], outcome: Callable[[], Outcome]) -> Iterator[str]:
    """The counts with nothing changed, and a table with a row for each number."""
    usual = outcome()
    yield f"With nothing changed, of {len(usual.parts)}: " + ", ".join(
        f"{name} {count}" for name, count in usual.counts.items()
    )
    rows = []
    for number in numbers:
        click.echo(number.name, err=True)
        rows.append((f"`{number.name}`", f"{number.value:g}", *_tried(number, usual, outcome)))
    yield table(("number", "value", "left out", "then", "doubled", "then"), rows)


def _tried(number: Number, usual: Outcome, outcome: Callable[[], Outcome]) -> Iterator[str]:
    """For each other value how many parts change, and which counts."""
    doubled = 2 * number.value if number.doubled is None else number.doubled
    for value in (number.nothing, doubled):
        with number.as_if(value):
            found = outcome()
        yield str(usual.changed_in(found))
        yield usual.told_beside(found) or _NOTHING
