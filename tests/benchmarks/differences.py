"""Do words that are wrong in a text come before those that were only misheard? `make bench-differences`.

Episodes `differs` have lines in which a word was replaced by another, or left out; each row tells at which
places of the list of differences these words stand. Episodes `clear` are as they were said: whatever is
suspicious there is so wrongly.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click
from tests.benchmarks.table import table

from woordbeeld.alignment.misheard import SUSPICIOUS, Misheard, differences
from woordbeeld.alignment.model import AlignedWord, Alignment
from woordbeeld.pipeline import align_text, hear
from woordbeeld.settings import Settings
from woordbeeld.transcript.reader import read_file

HEAD: Final = ("episode", "differences", "suspicious", "places of replaced words", "places of words left out")
NOWHERE: Final = "–"


@dataclass(frozen=True, slots=True)
class Change:
    """The words of a text at which it is not what was said: one of another, or two that lack one between."""

    words: tuple[AlignedWord, ...]
    left_out: bool


def changes(alignment: Alignment, said: Mapping[int, str]) -> Iterator[Change]:
    """Where the text is not what was `said` in a line, by its number: at most one word in it."""
    for line in alignment.lines:
        written, words = line.source.words, said.get(line.source.line, line.source.text).split()
        pairs = enumerate(zip(written, words, strict=False))
        at = next((at for at, (ours, theirs) in pairs if ours != theirs), len(written))
        if len(words) > len(written):
            yield Change(line.words[max(0, at - 1) : at + 1], left_out=True)
        elif at < len(written):
            yield Change(line.words[at : at + 1], left_out=False)


def place(change: Change, found: Sequence[Misheard]) -> int | None:
    """The place of a change in a list, from 1; None where it is not in it."""
    for number, each in enumerate(found, 1):
        if any(word is other for word in each.words for other in change.words):
            return number
    return None


def row(stem: Path) -> tuple[str, ...]:
    """What is found in an episode."""
    heard = hear(stem.with_suffix(".wav"), Settings())
    alignment = align_text(heard, read_file(stem.with_suffix(".txt")), Settings())
    truth = json.loads(stem.with_suffix(".truth.json").read_text(encoding="utf-8"))
    found = differences(alignment)
    made = tuple(changes(alignment, {line["line"]: line["text"] for line in truth["lines"]}))
    replaced, left_out = (
        " ".join(str(place(each, found) or NOWHERE) for each in made if each.left_out is left_out)
        for left_out in (False, True)
    )
    suspicious = sum(each.suspicion >= SUSPICIOUS for each in found)
    name = f"`{stem.name}` {stem.parent.name}"
    return name, str(len(found)), str(suspicious), replaced or NOWHERE, left_out or NOWHERE


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def main(folders: tuple[Path, ...]) -> None:
    """Tell where the changed words of the episodes in FOLDERS stand in the list of differences."""
    stems = sorted(path.with_suffix("") for folder in folders for path in folder.glob("*.wav"))
    click.echo(table(HEAD, [row(stem) for stem in stems]))


if __name__ == "__main__":
    main()
