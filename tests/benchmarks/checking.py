"""How many cues a second `check` and `check --fix` do in each format, and how long twice as many take.

    python -m tests.benchmarks.checking

Seconds are those of the processor, so that what else the machine does counts little.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from itertools import count as count_up
from itertools import cycle, islice
from pathlib import Path
from random import Random
from textwrap import wrap
from typing import Final

import click

from woordbeeld.checking.collection import rare_collection
from woordbeeld.checking.fixes import fix
from woordbeeld.formats.caption_file import open_captions
from woordbeeld.formats.table import FORMATS, CaptionFormat, Writing
from woordbeeld.timing import Span
from woordbeeld.tracks.checks import check
from woordbeeld.tracks.model import Cue, Track, TrackKind, Utterance
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.transcript.reader import read_file

TRANSCRIPT: Final = Path(__file__).parents[2] / "transcripts/symposium-entreeopleidingen.txt"
CUES: Final = 10_000
SECONDS: Final = {"check": 3.0, "fix": 6.0}  # what 10,000 cues may take on a quiet machine
LINE_CHARS: Final = 42
WORDS: Final = (5, 8, 11, 14)  # of a cue, one after the other
GAPS_MS: Final = (200, 0, 40, 120, -200, 1500)
A_WORD_MS: Final = 320
OVERFULL: Final = 10  # one of so many cues is a line as long as it comes


def made_up(count: int, seed: int = 15) -> Track:
    """So many cues of lines of the film's transcript, broken where a line is full, as most programs do it."""
    lines = [line.words for line in read_file(TRANSCRIPT).spoken_lines]
    rng = Random(seed)  # noqa: S311 - the same for all
    words = (word for _ in count_up() for word in rng.choice(lines))
    return Track(TrackKind.CAPTIONS, "nl", tuple(islice(_cues(words), count)))


def _cues(words: Iterator[str]) -> Iterator[Cue]:
    now_ms = 1000
    for number, (many, gap_ms) in enumerate(zip(cycle(WORDS), cycle(GAPS_MS), strict=False)):
        text = " ".join(islice(words, many))
        shown = (text,) if number % OVERFULL == 0 else tuple(wrap(text, LINE_CHARS))
        voice = f"Spreker {number // 9 % 5}"
        speaker_prefix = f"{voice.upper()}: " if number % 9 == 0 else ""
        end_ms = now_ms + many * A_WORD_MS
        yield Cue(Span(now_ms, end_ms), (Utterance(shown, voice, speaker_prefix),), (number + 1,))
        now_ms = end_ms + gap_ms


def seconds_of(work: Callable[[], object]) -> float:
    """The seconds of the processor that some work takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


@rare_collection()
def measured(form: CaptionFormat, count: int) -> dict[str, float]:
    """What `check` and `check --fix` take for so many cues (s), from the bytes to the findings."""
    texts = (
        form.write(made_up(count, seed), Writing("Talk")) for seed in (15, 16)
    )  # nothing is kept from before
    once, again = (text.encode("latin-1" if form.binary else "utf-8") for text in texts)

    def checked() -> None:
        check(open_captions(once, f"talk.nl{form.endings[0]}").document.track, NL_WEB)

    def fixed() -> None:
        file = open_captions(again, f"talk.nl{form.endings[0]}")
        after = file.with_document(fix(file.document, NL_WEB).document)
        assert after.data != again
        check(after.document.track, NL_WEB)

    return {"check": seconds_of(checked), "fix": seconds_of(fixed)}


@click.command()
@click.option("--cues", type=int, default=CUES, show_default=True)
def main(cues: int) -> None:
    """Tell cues a second, and what twice as many take in comparison."""
    click.echo("| format | work | cues | s | cues a second | twice as many take |\n|---|---|---|---|---|---|")
    slow = False
    for form in FORMATS:
        once, twice = measured(form, cues), measured(form, 2 * cues)
        for work, took_s in once.items():
            slow |= took_s > SECONDS[work] * cues / CUES
            click.echo(
                f"| {form.name} | {work} | {cues} | {took_s:.1f} | {cues / took_s:.0f} "
                f"| {twice[work] / took_s:.1f} times as long |"
            )
    sys.exit(slow)


if __name__ == "__main__":
    main()
