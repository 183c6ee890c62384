"""Who of the speakers may be one person, by their names: a first name and a full one, or almost the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from rapidfuzz import fuzz

from woordbeeld.intake.names import CERTAIN, full_names, likeness
from woordbeeld.intake.understanding import Doubt, Item
from woordbeeld.transcript.labels import key
from woordbeeld.transcript.one_person import ALIKE, MOST_COMPARED

_LEAST_CHARS: Final = 6  # of a name; shorter ones are alike by chance
_SHORTENED: Final = ((re.compile(r"\bv\.? ?d\.?(?=\s)"), "van der"), (re.compile(r"\bv\.(?=\s)"), "van"))


def with_full_names(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items, with the full name of who is called by a first name too, as people are in the same text."""
    full = full_names(item.speaker for item in items if item.speaker)
    return tuple(replace(item, speaker=full.get(item.speaker or "", item.speaker)) for item in items)


def with_misspelt_told(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """The items, of which the first line of each turn is doubtful whose speaker is almost somebody else."""
    misspelt = _misspelt(Counter(item.speaker for item in items if item.speaker))
    return tuple(
        replace(item, doubt=Doubt.MISSPELT)
        if item.opens_turn and item.speaker in misspelt and not item.doubt
        else item
        for item in items
    )


def _misspelt(said: Mapping[str, int]) -> frozenset[str]:
    """The rarer name of each two that are almost the same, by how many lines each says."""
    if len(said) > MOST_COMPARED:
        return frozenset()
    return frozenset(
        rare
        for rare, times in said.items()
        if len(rare) >= _LEAST_CHARS
        and any(times < said[other] and _are_alike(rare, other) for other in said if other != rare)
    )


def _are_alike(name: str, other: str) -> bool:
    one, another = _plain(name), _plain(other)
    if likeness(name) == likeness(other) == CERTAIN or _distinct(one) != _distinct(another):
        return False  # two roles, or `Spreker A` and `Spreker B`
    return key(name) != key(other) and fuzz.ratio(one, another) >= ALIKE


def _plain(name: str) -> str:
    plain = name.casefold()
    for short, whole in _SHORTENED:
        plain = short.sub(whole, plain)
    return plain


def _distinct(name: str) -> set[str]:
    """The numbers and single letters by which people are told apart."""
    return {token for token in name.split() if len(token) == 1 or any(map(str.isdigit, token))}
