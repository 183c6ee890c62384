"""What no voice can do tells that times are wrong: a word of two seconds, a sentence in a tenth of one.

A sentence that the recogniser passed over ends up in a word beside it, which then lasts far too long. There
it is looked for once more; what is still said too fast or too slow is not sure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from math import log
from typing import Final

from woordbeeld.alignment.forcing import TimedWord
from woordbeeld.alignment.script import MergedWord
from woordbeeld.alignment.unheard_phrases import (
    MAX_MISFIT,
    MIN_PASSED_OVER_MS,
    SPEECH_CPS,
    between,
    longest_ms,
    spread,
)
from woordbeeld.timing import Span

FASTEST_CPS: Final = 60  # characters a second without pauses, four times as fast as people speak
LEAST_CHARS: Final = 8  # of a phrase that can be said too fast; a shorter one may be swallowed
DOUBTED: Final = 0.3  # confidence: of five such starts one was right

Timed = Mapping[int, TimedWord]
Supposed = Mapping[int, Span]  # by the place of the word in the script


def looked_again(
    entries: Sequence[MergedWord],
    timed: Timed,
    sounding: Sequence[Span],
    time: Callable[[Sequence[MergedWord]], Timed],
) -> tuple[Sequence[MergedWord], Timed]:
    """The script and its times, with phrases without a time found in too long a word beside them.

    `sounding` is where there is speech; `time` gives a script its times. What is then still said faster
    or slower than anybody speaks is not believed.
    """
    runs = _passed_over(entries, timed, sounding)
    if not runs:
        return entries, timed
    again = _with_supposed(entries, runs)
    times = time(again)
    believed = [run for run in runs if _is_plausible(run, again, times)]
    if not believed:
        return entries, timed
    if len(believed) == len(runs):
        return again, times
    again = _with_supposed(entries, believed)
    return again, time(again)


def doubted(entries: Sequence[MergedWord], timed: Timed) -> dict[int, TimedWord]:
    """The times, less sure where nobody speaks so fast or so slowly; and after what is said too fast.

    The sound of that is mostly in the phrase behind it.
    """
    found, before_is_crammed = dict(timed), False
    written = [at for at in sorted(timed) if entries[at].phrase is not None]
    for _, group in groupby(written, key=lambda at: entries[at].phrase):
        phrase = list(group)
        crammed = _is_crammed(phrase, entries, timed)
        stretched = [at for at in phrase[:-1] if _excess_ms(entries[at], timed[at]) > 0]
        for at in phrase if crammed or before_is_crammed else stretched:
            found[at] = replace(timed[at], confidence=min(timed[at].confidence, DOUBTED))
        before_is_crammed = crammed
    return found


def _passed_over(
    entries: Sequence[MergedWord], timed: Timed, sounding: Sequence[Span]
) -> list[dict[int, Span]]:
    """The words of each run of phrases without a time, in the sound that a word beside it has too much of."""
    written = [at for at, entry in enumerate(entries) if entry.phrase is not None]
    runs = [list(run) for _, run in groupby(written, key=lambda at: at in timed)]
    found = []
    for place, run in enumerate(runs):
        if run[0] in timed or any(entries[at].given_ms is not None for at in run):
            continue
        needs_ms = [_need_ms(entries[at]) for at in run]
        for beside in (
            runs[place + 1][0] if place + 1 < len(runs) else None,
            runs[place - 1][-1] if place else None,
        ):
            if beside is None or _excess_ms(entries[beside], timed[beside]) <= 0:
                continue
            room = _room(timed[beside].span, _need_ms(entries[beside]), at_its_end=beside < run[0])
            speech = list(between(room.start_ms, room.end_ms, sounding))
            there_ms = sum(span.duration_ms for span in speech)
            if there_ms and abs(log(there_ms / sum(needs_ms))) <= MAX_MISFIT:
                found.append(dict(zip(run, spread(needs_ms, speech), strict=True)))
                break
    return found


def _room(word: Span, need_ms: int, *, at_its_end: bool) -> Span:
    """What a word leaves of its span that needs so much of it."""
    if at_its_end:
        return Span(word.start_ms + need_ms, word.end_ms)
    return Span(word.start_ms, word.end_ms - need_ms)


def _with_supposed(entries: Sequence[MergedWord], runs: Sequence[Supposed]) -> tuple[MergedWord, ...]:
    times = {at: span for run in runs for at, span in run.items()}
    return tuple(
        replace(entry, supposed=times[at]) if at in times else entry for at, entry in enumerate(entries)
    )


def _is_plausible(run: Supposed, entries: Sequence[MergedWord], timed: Timed) -> bool:
    """Whether all of a run has a time now, in which it can be said, and no word beside it is too long."""
    if not all(at in timed for at in run):
        return False
    written = [at for at in sorted(timed) if entries[at].phrase is not None]
    first, last = written.index(min(run)), written.index(max(run))
    near = written[max(0, first - 1) : last + 2]
    if any(_excess_ms(entries[at], timed[at]) > 0 for at in near):
        return False
    phrases = groupby(run, key=lambda at: entries[at].phrase)
    return not any(_is_crammed(list(phrase), entries, timed) for _, phrase in phrases)


def _is_crammed(phrase: Sequence[int], entries: Sequence[MergedWord], timed: Timed) -> bool:
    chars = sum(len(entries[at].text) + 1 for at in phrase)
    said_ms = sum(timed[at].span.duration_ms for at in phrase)
    return chars >= LEAST_CHARS and chars * 1000 > FASTEST_CPS * said_ms


def _excess_ms(entry: MergedWord, word: TimedWord) -> int:
    """By how much a word lasts longer than a slow word and a pause for breath."""
    return word.span.duration_ms - longest_ms(entry.text) - MIN_PASSED_OVER_MS


def _need_ms(entry: MergedWord) -> int:
    return round((len(entry.text) + 1) * 1000 / SPEECH_CPS)
