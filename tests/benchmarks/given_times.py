"""What the times in a file are worth: `python -m tests.benchmarks.given_times`.

Episodes are timed from their lines alone, and led by times as files give them: of captions, a second off; of
a meeting, in whole seconds at each turn, an hour late; to the minute; at another speed; and wrong ones. The
same is done as if the recogniser had passed over a third of all that is said.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Final

import click
from tests.benchmarks.line_breaks import Episode
from tests.benchmarks.score import score
from tests.benchmarks.table import share, table

from woordbeeld.alignment.align import KnownWindows
from woordbeeld.alignment.given_times import Given
from woordbeeld.alignment.model import Match
from woordbeeld.pipeline import ListenedVideo, align_text
from woordbeeld.settings import Settings
from woordbeeld.timing import Span
from woordbeeld.transcript.model import Transcript
from woordbeeld.transcript.reader import read

ROOT: Final = Path(__file__).parents[2]
EPISODES: Final = "clear,tight,music,applause,differs"
HOUR_MS: Final = 3_600_000
STRETCH_MS: Final = 4000

Lines = Mapping[int, int]  # when each line truly begins (ms)


def _moments(times: Mapping[int, float]) -> Given:
    return {(line, 0): Span(max(0, round(ms)), max(0, round(ms)) + 1) for line, ms in times.items()}


def captions(lines: Lines, _: Transcript, chance: random.Random) -> Given:
    return _moments({line: ms + chance.uniform(-1000, 1000) for line, ms in lines.items()})


def meeting(lines: Lines, text: Transcript, _: random.Random) -> Given:
    """At each turn, in whole seconds, as the clock of a meeting that began an hour before has them."""
    firsts = [turn.lines[0].line for turn in text.turns]
    return _moments({at: lines[at] // 1000 * 1000 + HOUR_MS for at in firsts if at in lines})


def minutes(lines: Lines, text: Transcript, chance: random.Random) -> Given:
    return _moments(
        {at: span.start_ms // 60_000 * 60_000 for (at, _), span in captions(lines, text, chance).items()}
    )


def another_speed(lines: Lines, _: Transcript, chance: random.Random) -> Given:
    return _moments({line: ms * 25 / 24 + 5000 + chance.uniform(-300, 300) for line, ms in lines.items()})


def wrong(lines: Lines, _: Transcript, chance: random.Random) -> Given:
    """Those of another video."""
    return _moments(dict(zip(lines, sorted(chance.uniform(0, 180_000) for _ in lines), strict=True)))


def some_wrong(lines: Lines, text: Transcript, chance: random.Random) -> Given:
    """As of captions, one in ten of which is half a minute off."""
    given = captions(lines, text, chance)
    return {at: span.moved(30_000) if chance.random() < 1 / 10 else span for at, span in given.items()}


KINDS: Final[Mapping[str, Callable[[Lines, Transcript, random.Random], Given]]] = {
    "none": lambda *_: {},
    "captions, a second off": captions,
    "a meeting's, an hour late": meeting,
    "to the minute": minutes,
    "at another speed": another_speed,
    "one in ten wrong": some_wrong,
    "of another video": wrong,
}


def passed_over(heard: ListenedVideo) -> ListenedVideo:
    """The same recording, of which nothing was heard in one of each three stretches."""
    kept = tuple(word for word in heard.speech.words if word.span.start_ms // STRETCH_MS % 3 != 1)
    return replace(heard, speech=replace(heard.speech, words=kept), windows=KnownWindows())


@click.command()
@click.option("--folder", type=click.Path(path_type=Path), default=ROOT / "bench/lines", show_default=True)
@click.option("--episodes", default=EPISODES, show_default=True)
def main(folder: Path, episodes: str) -> None:
    """Tell how near the times come to the true ones, with times in the file and without."""
    rows: list[Sequence[str]] = []
    for name in episodes.split(","):
        loaded = Episode.load(folder, name)
        text = read(loaded.text)
        begins = {line: span.start_ms for line, span in loaded.true.items()}
        less = replace(loaded, name=f"{name}, a third passed over", heard=passed_over(loaded.heard))
        for episode, (kind, give) in product((loaded, less), KINDS.items()):
            given = give(begins, text, random.Random(name))  # noqa: S311  nothing secret
            words = align_text(episode.heard, text, Settings(), given).words
            got = score(tuple(episode.judged(words)))
            unheard = sum(word.match is Match.UNHEARD for word in words)
            numbers = share(got.near_starts, got.lines), share(got.near_ends, got.lines), str(got.lost)
            rows.append((episode.name, kind, *numbers, f"{unheard} of {len(words)}"))
    head = ("episode", "times", "starts within 100 ms", "ends within 150 ms", "lost", "words unheard")
    click.echo(table(head, rows))


if __name__ == "__main__":
    main()
