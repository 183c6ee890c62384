"""How much of what a text leaves open the sound settles rightly: `python -m tests.benchmarks.doubtful`.

Into the transcripts of episodes, in several layouts, descriptions, headings and the text of a page are put
that nobody says; paragraphs that are said stand among them without a label, or as a heading.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Final

import click
from tests.benchmarks.line_breaks import Episode
from tests.benchmarks.table import share, table
from tests.intake.collection.phrases import DUTCH
from tests.intake.collection.sheets import plain_text

from woordbeeld.intake.by_sound import settled
from woordbeeld.intake.questions import Asked, parts
from woordbeeld.intake.understand import understand
from woordbeeld.intake.understanding import Understanding
from woordbeeld.pipeline import ListenedVideo
from woordbeeld.transcript.reader import read

ROOT: Final = Path(__file__).parents[2]
EPISODES: Final = "clear,tight,music,applause,differs"
BEFORE: Final = (
    "In deze aflevering zwemmen twee vissen door een wrak en zoeken zij een uitgang.",
    "Het hele seizoen is terug te zien op de website van de omroep.",
)
AFTER: Final = ("Deel deze pagina", "Lees ook", "Vissen kijken vanaf de kade, vijf tips voor de zomer.")
EVERY: Final = 3  # turns between what nobody says, and between paragraphs that stand without a label

SAID, NOT_SAID = "said", "not said"
RIGHT, WRONG, OPEN = "settled rightly", "wrongly", "left in doubt"

Turn = tuple[str, tuple[str, ...]]


@dataclass(slots=True)
class Page:
    """A text as it grows, paragraph by paragraph, and what of it nobody says."""

    random: random.Random
    paragraphs: list[str] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        self.paragraphs.append(text)

    def add(self, text: str) -> None:
        """What nobody says."""
        self.paragraphs.append(text)
        self.unsaid.append(text)

    def scene(self) -> None:
        self.add(" ".join(self.random.sample(DUTCH.scenes, self.random.choice((1, 1, 2)))))

    def topic(self) -> None:
        self.add(self.random.choice(DUTCH.topics))

    @property
    def text(self) -> str:
        return "\n\n".join(self.paragraphs) + "\n"


def prose(page: Page, turns: Sequence[Turn], name: Callable[[str], str] = str) -> None:
    """Descriptions as paragraphs between turns; some turns go on in a paragraph of their own."""
    for at, (speaker, lines) in enumerate(turns):
        if at % EVERY == 0:
            page.scene()
        page.say(f"{name(speaker)}: {lines[0]}")
        page.say(" ".join(lines[1:])) if len(lines) > 1 else None


def mixed_case(page: Page, turns: Sequence[Turn]) -> None:
    """The same with names in mixed case."""
    prose(page, turns, str.title)


def prose_within(page: Page, turns: Sequence[Turn]) -> None:
    """Descriptions within turns, which go on below them."""
    for at, (speaker, lines) in enumerate(turns):
        page.say(f"{speaker}: {lines[0]}")
        if len(lines) > 1:
            if at % EVERY == 0:
                page.scene()
            page.say(" ".join(lines[1:]))


def headings(page: Page, turns: Sequence[Turn]) -> None:
    """Names above what is said, headings and descriptions between."""
    for at, (speaker, lines) in enumerate(turns):
        if at % EVERY == 1:
            page.topic()
        if at % EVERY == 2:
            page.scene()
        page.say(f"{speaker.title()}:\n{' '.join(lines)}")


def spoken_titles(page: Page, turns: Sequence[Turn]) -> None:
    """Headings that nobody says, and headings that somebody does."""
    for at, (speaker, lines) in enumerate(turns):
        first, rest = lines[0], lines[1:]
        if at % EVERY == 0 and rest:
            page.say(f"## {first.rstrip('.!?…')}")
            page.say(f"{speaker}: {' '.join(rest)}")
        else:
            if at % EVERY == 1:
                page.add(f"## {page.random.choice((*DUTCH.titles, *DUTCH.topics))}")
            page.say(f"{speaker}: {' '.join(lines)}")


def page_around(page: Page, turns: Sequence[Turn]) -> None:
    """A page around it: title, introduction, what follows below; the first words stand without a name."""
    page.add(page.random.choice(DUTCH.titles))
    for text in BEFORE:
        page.add(text)
    page.say(" ".join(turns[0][1]))
    for speaker, lines in turns[1:]:
        page.say(f"{speaker}: {' '.join(lines)}")
    for text in AFTER:
        page.add(text)


Layout = Callable[[Page, Sequence[Turn]], None]
LAYOUTS: Final[Mapping[str, Layout]] = {
    "prose between turns": prose,
    "the same, names in mixed case": mixed_case,
    "prose within turns": prose_within,
    "names above, headings and prose": headings,
    "titles, some spoken": spoken_titles,
    "a page around it": page_around,
}


def turns_of(text: str) -> list[Turn]:
    spoken = read(text).spoken_lines
    groups = groupby(spoken, key=lambda line: line.turn)
    runs = [list(run) for _, run in groups]
    return [(run[0].speaker.name if run[0].speaker else "", tuple(line.text for line in run)) for run in runs]


def is_said(text: str, unsaid: Sequence[str]) -> bool | None:
    """Whether a passage of a text is said; None where it is both."""
    plain = " ".join(text.split())
    inside = [each for each in unsaid if each in plain]
    left = plain
    for each in inside:
        left = left.replace(each, "")
    if any(plain in each for each in unsaid):
        return False
    return True if not inside else (None if left.strip() else False)


def outcomes(before: Understanding, heard: ListenedVideo, unsaid: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What became of each passage in question: whether it is said, and whether that was settled rightly."""
    words = heard.speech.words
    after = settled(before, words, heard.recording.activity.voice)
    found = {(each.place, each.text): each.is_heard for each in after.by_sound}
    for part in parts(before, words):
        said = is_said(part.text, unsaid)
        if part.asked is None or said is None:
            continue
        place = part.left.place if part.left else before.items[part.items[0]].first_place
        decided = found.get((place or 0, part.text))
        what = SAID if said else NOT_SAID
        kind = what if part.asked is Asked.PARAGRAPH else f"{part.asked.value}, {what}"
        yield kind, OPEN if decided is None else RIGHT if decided is said else WRONG


def counted(episodes: Sequence[Episode], layout: Layout, folder: Path) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for number, episode in enumerate(episodes):
        page = Page(random.Random(number))  # noqa: S311  nothing secret
        layout(page, turns_of(episode.text))
        told = json.loads((folder / f"{episode.name}.truth.json").read_text(encoding="utf-8"))
        lines = read(episode.text).spoken_lines
        unspoken = [line.text for line in lines if line.line in told["unspoken_lines"]]
        document = plain_text(page.text)
        counts.update(outcomes(understand(document), episode.heard, [*page.unsaid, *unspoken]))
    return counts


def rows(name: str, counts: Mapping[tuple[str, str], int]) -> Iterator[tuple[str, ...]]:
    for kind in sorted({kind for kind, _ in counts}):
        total = sum(times for (each, _), times in counts.items() if each == kind)
        numbers = (counts.get((kind, outcome), 0) for outcome in (RIGHT, WRONG, OPEN))
        yield name, kind, str(total), *(share(number, total) for number in numbers)


@click.command()
@click.option("--folder", type=click.Path(path_type=Path), default=ROOT / "bench/lines", show_default=True)
@click.option("--episodes", default=EPISODES, show_default=True)
def main(folder: Path, episodes: str) -> None:
    """Tell how many doubtful paragraphs of the episodes in FOLDER are settled rightly, wrongly, and not."""
    loaded = [Episode.load(folder, name) for name in episodes.split(",")]
    by_layout = {name: counted(loaded, layout, folder) for name, layout in LAYOUTS.items()}
    total = sum(by_layout.values(), Counter())
    found = [row for name, counts in by_layout.items() for row in rows(name, counts)]
    head = ("layout", "paragraphs in doubt", "", RIGHT, WRONG, OPEN)
    click.echo(table(head, [*found, *rows("all", total)]))


if __name__ == "__main__":
    main()
