"""How well two speakers in one line, and two voices with one label, are told: part of `make bench-voices`."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise
from typing import Final

from tests.benchmarks.voice_films import Film

from woordbeeld.alignment.model import AlignedLine
from woordbeeld.cache import ContentCache
from woordbeeld.settings import Settings
from woordbeeld.voices.audit import audit
from woordbeeld.voices.auditing import audit_lines
from woordbeeld.voices.hearing import embedders
from woordbeeld.voices.two_voices import LEAST_LINES

JOINED: Final = 6  # pairs of lines of an episode
PAIRS: Final = 10  # of labels of a cast


def changes_told(films: Sequence[Film], settings: Settings) -> str:
    """Lines of two speakers are joined, with the label of the first, as where a label was forgotten."""
    told, listeners, cache = Counter[str](), embedders(), ContentCache(settings.cache)
    for film in films:
        lines, places = _joined(film.lines, random.Random(1))  # noqa: S311 nothing secret
        found = audit_lines(lines, film.samples, listeners, cache).changes
        right = {each.line for each in found if each.word >= places.get(each.line, len(lines) * 100)}
        told["joined"] += len(places)
        told["found"] += len(right)
        told["false"] += sum(each.word < places.get(each.line, len(lines) * 100) for each in found)
        told["lines"] += len(film.lines)
        told["false where right"] += len(audit_lines(film.lines, film.samples, listeners, cache).changes)
    return (
        f"two speakers in one line: {told['found']} of {told['joined']} told, at their place; "
        f"{told['false']} told that are none, and {told['false where right']} in {told['lines']} right lines"
    )


def _joined(
    lines: Sequence[AlignedLine], chance: random.Random
) -> tuple[tuple[AlignedLine, ...], dict[int, int]]:
    """The lines, some of them with the next one in it; and for those at which word it begins."""
    changing = [
        at for at, (one, other) in enumerate(pairwise(lines)) if one.source.speaker != other.source.speaker
    ]
    chosen: list[int] = []
    for at in chance.sample(changing, len(changing)):
        if len(chosen) < JOINED and all(abs(at - each) > 1 for each in chosen):
            chosen.append(at)
    gone = {at + 1 for at in chosen}
    found = tuple(
        replace(line, words=line.words + lines[at + 1].words) if at in chosen else line
        for at, line in enumerate(lines)
        if at not in gone
    )
    return found, {lines[at].source.line: len(lines[at].words) for at in chosen}


def two_voices_told(films: Sequence[Film]) -> str:
    """Two speakers get one label; and how often one speaker is told to be two."""
    told = Counter[str]()
    for film in films:
        said = Counter(film.labels)
        told["right"] += sum(count >= 2 * LEAST_LINES for count in said.values())
        told["false"] += len(audit(film.voices(film.labels)).two_voices)
        for one, other in _pairs(said):
            given = tuple(one if label == other else label for label in film.labels)
            told["merged"] += 1
            told["found"] += any(each.speaker == one for each in audit(film.voices(given)).two_voices)
    return (
        f"two speakers with one label, of {LEAST_LINES} lines or more each: {told['found']} of "
        f"{told['merged']} told; {told['false']} of {told['right']} right labels are told to be two"
    )


def _pairs(said: Counter[str]) -> Iterator[tuple[str, str]]:
    enough = sorted(name for name, count in said.items() if count >= LEAST_LINES)
    pairs = list(combinations(enough, 2))
    if len(said) > 2:  # of two, one label would be left
        yield from random.Random(2).sample(pairs, min(PAIRS, len(pairs)))  # noqa: S311 nothing secret
