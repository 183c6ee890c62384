"""What each cost of cutting captions is good for: `python -m tests.benchmarks.caption_costs`.

Texts that no cost was chosen on are cut into captions (see `fresh_texts.py`). Nothing is recognised: a minute
prepares the texts, and a few do for all costs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, pairwise
from pathlib import Path
from typing import Final

import click
from tests.benchmarks.ablation import Number, Outcome, ablated
from tests.benchmarks.fresh_texts import fresh_texts

from woordbeeld.alignment.model import AlignedWord, Alignment
from woordbeeld.timing import Span
from woordbeeld.tracks import costs, segmentation
from woordbeeld.tracks.captions import captions
from woordbeeld.tracks.checks import check
from woordbeeld.tracks.costs import BREAK_COST, LONE_WORD_CHARS
from woordbeeld.tracks.grammar import Break, break_before
from woordbeeld.tracks.model import Cue, Track
from woordbeeld.tracks.profile import NL_WEB
from woordbeeld.tracks.rules import SoundAndPicture
from woordbeeld.tracks.widths import shown_chars
from woordbeeld.transcript.word_lists import grammar_of

ROOT: Final = Path(__file__).parents[2]
TWICE_OFF: Final = 0.2  # of a cost is left, where 0.6 of it was
SCRAP_CHARS: Final = 20  # a cue that holds less, and cuts a sentence
RULES: Final = {
    "reading-speed": "too fast",
    "reading-speed-aim": "above the aim",
    "too-short": "unseen",
    "short": "short",
    "long": "long",
    "bad-break": "bad breaks",
    "orphan": "orphans",
    "across-cut": "across a cut",
}
AMISS: Final = (
    *RULES.values(),
    "characters too many",
    "leaning words parted",
    "breaks inside a clause",
    "loose ends",
    "scraps",
    "silences (0.1 s)",
    "cuts of the picture",
    "guessed starts",
    "dashes in front",
    "lone words",
    "uneven lines",
    "heavy tops",
    "two speakers",
)
DASHES: Final = tuple("-–—")
_DUTCH: Final = grammar_of("nl")


@dataclass(frozen=True, slots=True)
class _Text:
    """A text with the kind of break after each of its words."""

    alignment: Alignment
    breaks: tuple[Break, ...]

    @classmethod
    def of(cls, alignment: Alignment) -> _Text:
        words = [word.text for word in alignment.words]
        inside = (break_before(words, at, _DUTCH) for at in range(1, len(words)))
        return cls(alignment, (*inside, Break.SENTENCE))


def numbers() -> Iterator[Number]:
    """All costs of cutting."""
    for kind, cost in BREAK_COST.items():
        if cost:
            yield Number(f"BREAK_COST[{kind.name}]", BREAK_COST, kind)
    yield Number("LINE_SHARE", costs, "LINE_SHARE")
    for share in ("BREATH_SHARE", "CUT_SHARE"):
        yield Number(share, costs, share, nothing=1.0, doubled=TWICE_OFF)
    for name, value in vars(costs).items():
        if name.endswith("_COST") and isinstance(value, float):
            yield Number(name, costs, name)


def outcome(texts: Iterable[_Text]) -> Outcome:
    """The captions of all texts, cut anew, with all that is amiss in them."""
    segmentation.cut.cache_clear()
    counts = Counter(dict.fromkeys(AMISS, 0))
    cues: list[tuple[Span, tuple[str, ...]]] = []
    for text in texts:
        track = captions(text.alignment, NL_WEB)
        found = check(track, NL_WEB, SoundAndPicture((), shots=text.alignment.shots))
        counts.update(RULES[finding.rule] for finding in found if finding.rule in RULES)
        for each in _amiss(text, track):
            counts.update(each)
        cues += [(cue.span, cue.shown) for cue in track.cues]
    return Outcome(cues, counts)


def _amiss(text: _Text, track: Track) -> Iterator[Counter[str]]:
    """What no rule tells, cue after cue: they hold every word of the text once, in its order."""
    said, before = iter(zip(text.alignment.words, text.breaks, strict=True)), Break.SENTENCE
    for cue in track.cues:
        words, after = zip(*islice(said, len(cue.text.split())), strict=True)
        line_ends = accumulate(len(line.split()) for line in cue.lines)
        yield _of_breaks([after[end - 1] for end in line_ends if end])
        yield _of_sentences(before, after, cue)
        yield _of_time(words, cue)
        yield _of_picture(cue.span.start_ms, words, text.alignment.shots)
        yield _of_lines(cue)
        before = after[-1]


def _of_breaks(kinds: Sequence[Break]) -> Counter[str]:
    inside = kinds.count(Break.PHRASE) + kinds.count(Break.PREPOSITION)
    return Counter({"leaning words parted": kinds.count(Break.CLOSE), "breaks inside a clause": inside})


def _of_sentences(before: Break, after: Sequence[Break], cue: Cue) -> Counter[str]:
    """Ends of a cue that cut a sentence, though another begins or ends inside it; and small pieces of one."""
    cut_ends = (before is not Break.SENTENCE) + (after[-1] is not Break.SENTENCE)
    scrap = bool(cut_ends) and shown_chars(cue.text) < SCRAP_CHARS
    return Counter({"loose ends": cut_ends * (Break.SENTENCE in after[:-1]), "scraps": int(scrap)})


def _of_picture(start_ms: int, said: Sequence[AlignedWord], shots: Sequence[int]) -> Counter[str]:
    """Cuts of the picture while the words of a cue are said."""
    until_ms = max((word.span.end_ms for word in said if word.span), default=0)
    return Counter({"cuts of the picture": sum(start_ms < shot < until_ms for shot in shots)})


def _of_time(said: Sequence[AlignedWord], cue: Cue) -> Counter[str]:
    """Silences inside a cue, a start that is not known, and what nobody can read in time."""
    timed = [word.span for word in said if word.span]
    silences = [after.start_ms - before.end_ms for before, after in pairwise(timed)]
    silent_ms = sum(silence for silence in silences if silence >= NL_WEB.breath_ms)
    readable = cue.span.duration_ms * NL_WEB.max_chars_per_second // 1000
    return Counter(
        {
            "silences (0.1 s)": silent_ms // 100,
            "guessed starts": int(said[0].span is None),
            "characters too many": max(shown_chars(cue.text) - readable, 0),
        }
    )


def _of_lines(cue: Cue) -> Counter[str]:
    if len(cue.utterances) > 1:
        return Counter({"two speakers": 1})
    counts = Counter({"dashes in front": sum(line.startswith(DASHES) for line in cue.lines)})
    if len(cue.lines) == 1 or not all(cue.lines):
        return counts
    upper, lower = (shown_chars(line) for line in cue.shown)
    least = min(shown_chars(line) for line in cue.lines)
    return counts + Counter(
        {
            "lone words": int(least <= LONE_WORD_CHARS),
            "uneven lines": int(2 * abs(upper - lower) > NL_WEB.max_line_chars),
            "heavy tops": int(upper > lower),
        }
    )


@click.command()
@click.option("--cache", type=click.Path(path_type=Path), default=ROOT / "bench", show_default=True)
def main(cache: Path) -> None:
    """Tell what is amiss in captions of fresh texts without each cost, or with another."""
    texts = [_Text.of(alignment) for alignment in fresh_texts(cache).values()]
    for part in ablated(tuple(numbers()), lambda: outcome(texts)):
        click.echo(f"{part}\n")


if __name__ == "__main__":
    main()
