"""Which layouts a document has: each is accepted on evidence, else its labels are speech or headings.

The evidence: how many labels it finds, how much they read as names, how many come back, and whether they
stand where paragraphs begin.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from woordbeeld.intake.candidates import Candidate, Layout
from woordbeeld.intake.layouts import LAYOUTS, in_house_style
from woordbeeld.intake.lines import Lines
from woordbeeld.intake.names import LIKELY, NONE, POSSIBLE, Name
from woordbeeld.transcript import labels

ENOUGH: Final = 0.6  # of a bid, from 0 to 1
COMES_BACK: Final = 2
KNOWN: Final = 0.9  # how much a name that comes back looks like a label, at least
MOST: Final = 0.5  # of the blocks of a document
SOME: Final = 0.3
ENOUGH_ONCE: Final = 3  # names on lines of their own of which none comes back
_MOST_SUBTITLE_WORDS: Final = 3
OTHER_SIGNS: Final = Layout("the name of a speaker with other signs", lambda *_: None, may_be_speech=True)
DOUBTED: Final = frozenset(
    layout.name for layout in (*LAYOUTS, OTHER_SIGNS) if layout.may_be_speech or layout.once
)
_HEAD: Final = re.compile(r"(?P<head>[^:;.,!?]{3,60}?)\s*[:;]\s*")

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bid:
    """A layout with the labels that it found, and how sure it is of them, from 0 to 1.

    `doubtful` are lines that look like its labels, but less so than the others.
    """

    layout: Layout
    candidates: tuple[Candidate, ...]
    value: float
    doubtful: tuple[int, ...] = ()


def accepted(lines: Lines) -> tuple[Bid, ...]:
    """The layouts of a document, each with its labels; a line is a label of the first that claims it."""
    found: list[Bid] = []
    taken: set[int] = set()
    known: list[Candidate] = []
    for layout in LAYOUTS:
        if layout.rules_alone and found:
            continue
        free = (at for at in range(len(lines)) if at not in taken)
        bid = _bid(layout, [each for at in free if (each := layout.find(lines, at))], lines, known)
        if bid.value >= ENOUGH:
            found.append(bid)
            known += bid.candidates
            taken |= {each.at for each in bid.candidates}
    return (*found, *_with_other_signs(lines, known, taken))


def _with_other_signs(lines: Lines, known: Sequence[Candidate], taken: Collection[int]) -> Iterator[Bid]:
    """Labels of known names in which the signs are not as in all others: `leila ouali-smit;`."""
    names = {each.name.key: each.name for each in known if each.name and len(each.name.key) > 1}
    heads = {
        at: found for at in range(len(lines)) if at not in taken and (found := _HEAD.match(lines[at].text))
    }
    again = [
        Candidate(at, names[key], lines[at].text[found.end() :], POSSIBLE, OTHER_SIGNS.name)
        for at, found in heads.items()
        if (key := labels.key(found["head"])) in names
    ]
    if again:
        yield Bid(OTHER_SIGNS, tuple(again), ENOUGH)


def key_of(candidate: Candidate) -> Key:
    """What the name of a label is compared by; nothing for somebody without a name."""
    return candidate.name.key if candidate.name else ()


def _bid(layout: Layout, candidates: Sequence[Candidate], lines: Lines, known: Sequence[Candidate]) -> Bid:
    """How sure a layout is: the mean weight of its labels, of which those that come back are likely names."""
    times = _times([each.name for each in (*known, *candidates) if each.name])
    weighed = [replace(each, layout=layout.name, weight=_weight(each, times)) for each in candidates]
    places = {each.at for each in weighed}
    fitting = [each for each in weighed if not each.is_alone or _stands_above_speech(lines, each, places)]
    least = LIKELY if layout.comes_back and not known else POSSIBLE
    good = [each for each in fitting if each.weight >= least]
    kept = good if layout.comes_back else [each for each in fitting if each.weight > NONE]
    share = _share_of_blocks(kept, lines)
    sure = _sure(layout, kept, lines, share, alone=not known)
    if layout.once and any(each.weight >= KNOWN for each in good):
        levels = {lines[each.at].paragraph.level for each in good}
        sure = [each for each in fitting if lines[each.at].paragraph.level in levels]
    sure_at = {each.at for each in sure}
    return Bid(
        layout,
        tuple(sure),
        _value(layout, good, kept, times, share) if len(good) >= layout.needs or (good and known) else 0.0,
        tuple(each.at for each in fitting if each.at not in sure_at),
    )


def _value(
    layout: Layout, good: Sequence[Candidate], kept: Sequence[Candidate], times: Counter[Key], share: float
) -> float:
    """The mean weight of labels; where they should come back and do not, less so."""
    mean = sum(each.weight for each in kept) / len(kept) if kept else 0.0
    again = sum(times[key_of(each)] >= COMES_BACK for each in good if each.name)
    if not layout.comes_back or (good and again * 2 >= len(good)):
        return mean
    marked = not layout.may_be_speech or (len(good) >= ENOUGH_ONCE and share >= SOME)
    return mean if marked and mean >= LIKELY else mean * share


def _sure(
    layout: Layout, kept: Sequence[Candidate], lines: Lines, share: float, *, alone: bool
) -> list[Candidate]:
    """The labels that are as good as the others, where some may be speech that looks like one.

    A name that comes once is, where what it says begins with a capital, or if most come once: better a new
    speaker, and that told, than the words of one given to another. Where paragraphs begin with labels it is
    as good as any.
    """
    if not layout.may_be_speech:
        return list(kept)
    likely = sum(each.weight >= LIKELY for each in kept)
    mostly_once = alone and likely * 2 < len(kept)
    good = share >= MOST
    return [
        replace(each, weight=max(each.weight, LIKELY)) if good and each.weight >= POSSIBLE else each
        for each in kept
        if each.weight >= LIKELY
        or mostly_once
        or (each.weight >= POSSIBLE and (good or lines[each.at].apart or each.rest[:1].isupper()))
    ]


def _times(names: Sequence[Name]) -> Counter[Key]:
    """How often each name is a label; `Rutte` is one more of `Mark Rutte`, and the reverse."""
    counts = Counter(name.key for name in names)
    again = Counter(counts)
    likely = {name.key for name in names if name.likeness > NONE}
    for key, times in counts.items():
        if key not in likely:
            continue
        for end in labels.tails(key):
            if end in counts:
                again[end] += times
                again[key] += counts[end]
    return again


def _weight(each: Candidate, times: Counter[Key]) -> float:
    return max(each.weight, KNOWN) if each.name and times[each.name.key] >= COMES_BACK else each.weight


def _stands_above_speech(lines: Lines, each: Candidate, others: Collection[int]) -> bool:
    """Whether what follows a name alone may be said by that person: no other name, no heading.

    Between them may stand a remark, or, below a name that comes back, a scene or a sound.
    """
    below = each.at + 1
    while below < len(lines) and lines[below].aside:
        if lines[below].apart and each.weight < KNOWN:
            return False
        below += 1
    if below == len(lines) or _is_title_below(lines[each.at].text, lines[below].text):
        return False
    if each.weight < KNOWN and lines.has_sentences and _is_subtitle(lines, below):
        return False
    return below not in others and not lines[below].is_heading and not in_house_style(lines, below)


def _is_title_below(text: str, below: str) -> bool:
    """Whether a line in capitals stands above another one that is no sentence, as in a title."""
    return text.isupper() and below.isupper() and " " in below and below[-1].isalnum()


def _is_subtitle(lines: Lines, at: int) -> bool:
    """Whether a line is a word or a few, and no sentence, in a block of its own."""
    text = lines[at].text
    few = len(text.split()) <= _MOST_SUBTITLE_WORDS and text[-1].isalpha()
    return few and not lines[at].column and lines.ends_block(at)


def _share_of_blocks(candidates: Sequence[Candidate], lines: Lines) -> float:
    """Which share of the blocks begin with one of these labels, or stand right below one alone."""
    labels_at = {each.at: each for each in candidates}
    blocks = [at for at in range(len(lines)) if (lines[at].apart or not at) and not lines[at].aside]
    if len(blocks) <= 1:  # a text without empty lines: each line is one
        blocks = [at for at in range(len(lines)) if not lines[at].aside]
    fitting = [at for at in blocks if at in labels_at or (at - 1 in labels_at and labels_at[at - 1].is_alone)]
    return len(fitting) / len(blocks) if blocks else 0.0
