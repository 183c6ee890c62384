"""Is a text timed alike however its lines are broken? `make bench-lines`.

The episodes of the benchmark are aligned with their transcripts as they are, and with the same words in other
lines. Each row tells how near words come to the true times, and to those of the text as it is.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

import click
from tests.benchmarks.score import NEAR_END_MS, NEAR_START_MS, JudgedLine, score
from tests.benchmarks.table import share, table

from woordbeeld.alignment.model import AlignedWord, Alignment, Match
from woordbeeld.findings import Severity
from woordbeeld.pipeline import ListenedVideo, align_text, hear
from woordbeeld.settings import Settings
from woordbeeld.timing import Span
from woordbeeld.tracks.captions import captions
from woordbeeld.tracks.checks import check
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.transcript.model import Blank, SpokenLine
from woordbeeld.transcript.reader import read

WIDTH: Final = 40  # characters, of lines that break wherever they are full
ALIKE_MS: Final = 20
HEAD: Final = (
    "episode", "lines", f"starts within {NEAR_START_MS} ms", f"ends within {NEAR_END_MS} ms", "lost lines",
    "words not heard", f"words within {ALIKE_MS} ms of as it is", "and in the worst minute",
    "captions", "errors", "warnings",
)  # fmt: skip

Rewrite = Callable[[Sequence[SpokenLine]], str]


def _label(turn: Sequence[SpokenLine]) -> str:
    """The label of a turn, with what stands before its words on its line."""
    first = turn[0]
    return first.source[: first.source.index(first.text)].lstrip() if first.label else ""


def _words(turn: Sequence[SpokenLine]) -> list[str]:
    return [word for line in turn for word in line.words]


def a_turn(turn: Sequence[SpokenLine]) -> str:
    """All that a turn says on one line."""
    return _label(turn) + " ".join(_words(turn))


def a_word(turn: Sequence[SpokenLine]) -> str:
    """Each word on a line, but what would be a sound there: words in capitals."""
    lines: list[str] = []
    for word in _words(turn):
        if lines and word.isupper():
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return _label(turn) + "\n".join(lines)


def full_lines(turn: Sequence[SpokenLine]) -> str:
    """Lines of a width, as an electronic letter has them."""
    return textwrap.fill(a_turn(turn), WIDTH, break_long_words=False, break_on_hyphens=False)


def by_turn(text: str, rewrite: Rewrite) -> str:
    """A transcript with each turn in other lines; scenes and sounds stay where they are."""
    blocks = [block for block in read(text).blocks if not isinstance(block, Blank)]
    parts: list[str] = []
    for turn, group in groupby(blocks, lambda block: block.turn if isinstance(block, SpokenLine) else None):
        run = list(group)
        spoken = [block for block in run if isinstance(block, SpokenLine)]
        parts += [rewrite(spoken)] if turn is not None else ["", *(block.source.strip() for block in run), ""]
    return "\n".join(parts) + "\n"


def one_paragraph(text: str) -> str:
    """All words of a transcript on one line, without labels, scenes and sounds."""
    return " ".join(_words(read(text).spoken_lines)) + "\n"


VARIANTS: Final[Mapping[str, Callable[[str], str]]] = {
    "as it is": lambda text: text,
    "one a turn": lambda text: by_turn(text, a_turn),
    "one word a line": lambda text: by_turn(text, a_word),
    f"full at {WIDTH} characters": lambda text: by_turn(text, full_lines),
    "one paragraph, no labels": one_paragraph,
}


@dataclass(frozen=True, slots=True)
class Episode:
    """What was heard, the transcript, and the true times of the lines by their numbers in it."""

    name: str
    heard: ListenedVideo
    text: str
    true: Mapping[int, Span]

    @classmethod
    def load(cls, folder: Path, name: str) -> Episode:
        told = json.loads((folder / f"{name}.truth.json").read_text(encoding="utf-8"))
        true = {line["line"]: Span(line["start_ms"], line["end_ms"]) for line in told["lines"]}
        text = (folder / f"{name}.txt").read_text(encoding="utf-8")
        return cls(name, hear(folder / f"{name}.wav", Settings()), text, true)

    def judged(self, words: Sequence[AlignedWord]) -> Iterator[JudgedLine]:
        """The lines of the transcript as it is, found in the words of whichever lines."""
        at = 0
        for line in read(self.text).spoken_lines:
            mine = [word.span for word in words[at : at + len(line.words)]]
            at += len(line.words)
            first, last = mine[0], mine[-1]
            if line.line in self.true:
                found = Span(first.start_ms, last.end_ms) if first and last else None
                yield JudgedLine(line.line, self.true[line.line], found)


def rows(episode: Episode) -> Iterator[tuple[str, ...]]:
    as_it_is: tuple[AlignedWord, ...] = ()
    for name, variant in VARIANTS.items():
        alignment = align_text(episode.heard, read(variant(episode.text)), Settings())
        as_it_is = as_it_is or alignment.words
        yield (episode.name, name, *_row(episode, alignment, as_it_is))


def _row(episode: Episode, alignment: Alignment, as_it_is: Sequence[AlignedWord]) -> Iterator[str]:
    words = alignment.words
    got = score(list(episode.judged(words)))
    yield from (share(got.near_starts, got.lines), share(got.near_ends, got.lines), str(got.lost))
    yield f"{sum(word.match is Match.UNHEARD for word in words)} of {len(words)}"
    alike = [(_minute(before), _alike(word, before)) for word, before in zip(words, as_it_is, strict=True)]
    yield share(sum(same for _, same in alike), len(alike))
    yield min(_shares_by_minute(alike), key=lambda told: float(told.split()[0]))
    track = captions(alignment, NL_WEB)
    findings = [finding.severity for finding in check(track, NL_WEB)]
    yield from map(str, (len(track.cues), findings.count(Severity.ERROR), findings.count(Severity.WARNING)))


def _shares_by_minute(alike: Sequence[tuple[int, bool]]) -> Iterator[str]:
    for minute in sorted({minute for minute, _ in alike}):
        mine = [same for at, same in alike if at == minute]
        yield share(sum(mine), len(mine))


def _minute(word: AlignedWord) -> int:
    return word.span.start_ms // 60_000 if word.span else -1


def _alike(one: AlignedWord, other: AlignedWord) -> bool:
    if one.span is None or other.span is None:
        return one.span is other.span
    return abs(one.span.start_ms - other.span.start_ms) <= ALIKE_MS


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("names", nargs=-1)
def main(folder: Path, names: tuple[str, ...]) -> None:
    """Align the episodes NAMES in FOLDER, or all, with their words in other lines, and print a table."""
    found = sorted(file.name.removesuffix(".truth.json") for file in folder.glob("*.truth.json"))
    click.echo(table(HEAD, [row for name in names or found for row in rows(Episode.load(folder, name))]))


if __name__ == "__main__":
    main()
