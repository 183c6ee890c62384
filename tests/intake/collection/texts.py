"""The texts of the collection: drawn by chance in each layout, and written by hand as people write them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final, Protocol

from tests.intake.collection.expected import read_expected
from tests.intake.collection.layouts.exports import EXPORTS
from tests.intake.collection.layouts.labelled import IN_DOCUMENTS, LABELLED
from tests.intake.collection.layouts.shaped import SHAPED
from tests.intake.collection.scripts import Script, Shape, draw
from tests.intake.collection.sheets import Sheet, plain_text

FOLDER: Final = Path(__file__).parent / "written"


class Layout(Protocol):
    """A way of writing a script down, and what it needs of one."""

    @property
    def name(self) -> str: ...

    @property
    def shape(self) -> Shape: ...

    def write(self, script: Script, random: Random) -> Sheet: ...


LAYOUTS: Final[tuple[Layout, ...]] = (*LABELLED, *IN_DOCUMENTS, *EXPORTS, *SHAPED)


def drawn(layout: Layout, seed: int) -> Sheet:
    """The same for the same seed, on any machine."""
    random = Random(f"{layout.name} {seed}")  # noqa: S311 - no secret
    return layout.write(draw(random, layout.shape), random)


def written() -> Iterator[tuple[str, Sheet]]:
    """The texts that people wrote, by name."""
    for path in sorted(FOLDER.glob("*.txt")):
        expected = read_expected(path.with_suffix(".tsv").read_text(encoding="utf-8"))
        yield path.stem, Sheet(plain_text(path.read_text(encoding="utf-8")), expected)
