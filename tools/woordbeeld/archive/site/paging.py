"""Long lists cut into pages, so that none is too large for a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

MOST_BYTES: Final = 120_000  # of a list; with its frame, and all escaped, it stays far below 300 kB
MOST_ITEMS: Final = 100

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Place:
    """Which page of a list it is, of how many, and how the names of all of them begin."""

    stem: str
    number: int = 1
    count: int = 1

    def name_of(self, number: int) -> str:
        """The file of a page of the list.

        >>> [Place("years/2018", 1, 2).name_of(number) for number in (1, 2)]
        ['years/2018.html', 'years/2018.2.html']
        """
        return f"{self.stem}.html" if number == 1 else f"{self.stem}.{number}.html"

    @property
    def name(self) -> str:
        return self.name_of(self.number)

    @property
    def others(self) -> tuple[int | None, ...]:
        """The pages to go to from here: the first, the last and those around it; None where some lie between.

        >>> Place("years/2018", 5, 9).others
        (1, None, 4, 5, 6, None, 9)
        """
        near = {1, self.number - 1, self.number, self.number + 1, self.count}
        shown = sorted(number for number in near if 1 <= number <= self.count)
        found: list[int | None] = []
        for number in shown:
            if found and number - (found[-1] or 0) > 1:
                found.append(None)
            found.append(number)
        return tuple(found)


def cut(
    items: Iterable[Item], size: Callable[[Item], int], *, most: int = MOST_ITEMS
) -> Iterator[tuple[Item, ...]]:
    """The items of each page: at most so many, and not more than `MOST_BYTES` but for one that is larger.

    >>> list(cut("abc", lambda _: 70_000)), list(cut("abc", lambda _: 1, most=2))
    ([('a',), ('b',), ('c',)], [('a', 'b'), ('c',)])
    """
    chosen: list[Item] = []
    total = 0
    for item in items:
        length = size(item)
        if chosen and (len(chosen) == most or total + length > MOST_BYTES):
            yield tuple(chosen)
            chosen, total = [], 0
        chosen.append(item)
        total += length
    if chosen:
        yield tuple(chosen)


def paged(
    stem: str, items: Iterable[Item], size: Callable[[Item], int], *, most: int = MOST_ITEMS
) -> Iterator[tuple[Place, tuple[Item, ...]]]:
    """The pages of a list, each with its place; a list without items has one page."""
    pages = list(cut(items, size, most=most)) or [()]
    for number, chosen in enumerate(pages, 1):
        yield Place(stem, number, len(pages)), chosen
