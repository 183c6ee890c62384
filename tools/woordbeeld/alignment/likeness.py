"""How alike written and heard words sound, and which of those heard are more than what is written."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product
from typing import Final

from woordbeeld.alignment.match import key

# Dutch spellings of one sound, and sounds that recognisers take for each other, each told by one sign.
# The longer ones first.
_SOUNDS: Final = (
    ("sch", "s"), ("ch", "g"), ("ij", "i"), ("ei", "i"), ("ie", "i"), ("oe", "u"), ("au", "o"), ("ou", "o"),
    ("ph", "f"), ("x", "ks"), ("c", "k"), ("q", "k"), ("y", "i"), ("v", "f"), ("w", "f"), ("z", "s"),
    ("d", "t"), ("b", "p"), ("h", ""),
)  # fmt: skip
_DOUBLED: Final = re.compile(r"(.)\1+")
_GAP_COST: Final = 0.7  # of a word without another: two of them cost more than a pair that shares nothing
_MOST_JOINED: Final = 3  # words that may be heard as one, or one as so many
_MOST_WORDS: Final = 40  # longer texts that differ everywhere have nothing in common
_KEPT: Final = 20_000  # differences of several long films

Words = tuple[str, ...]


def unlikeness(written: str, heard: str) -> float:
    """How differently two texts sound in Dutch, as their spelling tells: 0 to 1.

    >>> unlikeness("oktopus", "octopus."), unlikeness("gewoon", "kijk"), unlikeness("zouden", "sauten")
    (0.0, 1.0, 0.0)
    """
    from rapidfuzz.distance import Levenshtein

    return float(Levenshtein.normalized_distance(_sounds(written), _sounds(heard)))


def _sounds(text: str) -> str:
    told = key(text)
    for spelling, sound in _SOUNDS:
        told = told.replace(spelling, sound)
    return _DOUBLED.sub(r"\1", told)


@lru_cache(maxsize=_KEPT)
def surplus(written: Words, heard: Words) -> tuple[tuple[int, int], ...]:
    """The heard words that stand for none of those written, each with how many written ones come before it.

    They are what is left by the cheapest way to pair the two, in which a few words may be heard as one, or
    one as a few. Of texts too long to be compared nothing is told.

    >>> surplus(("artefact", "en", "afval"), ("art-afval", "en", "geen", "afval"))
    ((2, 2),)
    >>> surplus(("het", "onderdeel"), ("het", "om", "een", "deel"))
    ()
    """
    if max(len(written), len(heard)) > _MOST_WORDS:
        return ()
    cheapest = {(0, 0): (0.0, (0, 0))}  # for so many words of both what it costs, and what is before the last
    for at in product(range(len(written) + 1), range(len(heard) + 1)):
        ways = [
            (cheapest[before][0] + _cost(written[before[0] : at[0]], heard[before[1] : at[1]]), before)
            for before in _before(*at)
        ]
        if ways:
            cheapest[at] = min(ways)
    return tuple(_unpaired(cheapest, (len(written), len(heard))))[::-1]


def _before(ours: int, theirs: int) -> Iterator[tuple[int, int]]:
    """How many words of both come before the last ones that belong together, in each way that there is."""
    joined = range(1, _MOST_JOINED + 1)
    ways = {(1, 0), (0, 1), *((many, 1) for many in joined), *((1, many) for many in joined)}
    return ((ours - one, theirs - other) for one, other in sorted(ways) if one <= ours and other <= theirs)


def _cost(written: Words, heard: Words) -> float:
    """What it costs that one stands for the other; words are one only where none of them could be missed."""
    if not (written and heard):
        return _GAP_COST
    unlike = _unlikeness(written, heard)
    fewer = ((written[1:], heard), (written[:-1], heard), (written, heard[1:]), (written, heard[:-1]))
    if any(ours and theirs and _unlikeness(ours, theirs) <= unlike for ours, theirs in fewer):
        return math.inf
    return unlike * max(len(written), len(heard))


@lru_cache(maxsize=_KEPT)
def _unlikeness(written: Words, heard: Words) -> float:
    return unlikeness(" ".join(written), " ".join(heard))


def _unpaired(
    cheapest: Mapping[tuple[int, int], tuple[float, tuple[int, int]]], at: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    while at != (0, 0):
        before = cheapest[at][1]
        if before[0] == at[0]:
            yield before[1], before[0]
        at = before
