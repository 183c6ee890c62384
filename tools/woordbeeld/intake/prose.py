"""Paragraphs without a label: does whoever spoke last go on, or do they tell what is seen?"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from woordbeeld.intake.bidding import Key, key_of
from woordbeeld.intake.candidates import Candidate
from woordbeeld.intake.layouts import ANNOUNCED
from woordbeeld.intake.lines import Lines
from woordbeeld.intake.visual import looks_seen, opens_seen
from woordbeeld.transcript.asides import is_slugline
from woordbeeld.transcript.descriptions import announcement
from woordbeeld.transcript.labels import key as name_key

_QUOTED: Final = re.compile(r"[\"“„”»«].*[\"”“«»][.!?]?", re.DOTALL)
_SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’)]*$")

# How much each sign pleads for descriptions (above 0) or for speech that goes on; weighed on our texts.
_LABEL_AGAIN, _FIRST_OF_ALL, _ALL_QUOTED, _ONE_LABEL = 2.0, 1.0, 3.0, -2.0


PROSE: Final = "descriptions as paragraphs without a label"
_ACTION: Final = 4.0  # what happens between the lines of a script
ENOUGH: Final = 1.5
SURE: Final = 3.0  # as where all that is said is quoted, or in a script
PERHAPS: Final = 0.5  # of the bid: then each paragraph is judged by itself
SURELY_SEEN: Final = 1.0  # of one paragraph


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs without a label, as the numbers of their lines: those that are `told`, others may be.

    It `is_layout` where the document as a whole tells what is seen in this way.
    """

    told: frozenset[int]
    doubtful: frozenset[int]
    is_layout: bool


_NONE: Final = Prose(frozenset(), frozenset(), is_layout=False)


def prose_of(lines: Lines, labels: Mapping[int, Candidate]) -> Prose:
    """Which paragraphs without a label tell what is seen."""
    paragraphs = unlabelled(lines, labels)
    bid = prose_bid(lines, labels, paragraphs)
    seen = [looks_seen(" ".join(lines[at].text for at in each)) for each in paragraphs]
    least = -math.inf if bid >= SURE else 0 if bid >= ENOUGH else SURELY_SEEN if bid >= PERHAPS else math.inf
    told = [each for each, value in zip(paragraphs, seen, strict=True) if value >= least]
    inline = {key_of(each) for each in labels.values() if not each.is_alone}
    may_be = len(inline) > 1 and not has_scenes(lines)
    doubtful = [
        each
        for each, value in zip(paragraphs, seen, strict=True)
        if told or (may_be and value > 0) or value >= SURELY_SEEN
    ]
    below = _told_below(lines, labels) if len(labels) > 1 else _NONE
    told_lines = _lines_in(told) | below.told | _announcing(lines, labels)
    return Prose(told_lines, (_lines_in(doubtful) | below.doubtful) - told_lines, bid >= ENOUGH)


def _told_below(lines: Lines, labels: Mapping[int, Candidate]) -> Prose:
    """The lines right below what is said beside its label, if most of them begin as descriptions do."""
    names = {
        token.casefold()
        for each in labels.values()
        if each.name
        for token in (each.name.text, each.name.text.split()[0])
    }
    below = [
        at
        for at, line in enumerate(lines)
        if at
        and at not in labels
        and not (line.apart or line.aside or line.column)
        and not (at - 1 in labels and labels[at - 1].is_alone)
    ]
    seen = [at for at in below if opens_seen(lines[at].text, names) and _SENTENCE_END.search(lines[at].text)]
    marked = any(lines.is_scene(at) and not lines[at].text[0].isalnum() for at in range(len(lines)))
    is_layout = bool(seen) and len(seen) * 2 >= len(below) and not marked
    return Prose(frozenset(seen if is_layout else ()), frozenset(below if is_layout else ()), is_layout)


def _announcing(lines: Lines, labels: Mapping[int, Candidate]) -> frozenset[int]:
    """The lines that end in the name of whose label stands below: `Ze knikt. Ton Heerts:`."""
    return frozenset(
        at - 1
        for at, label in labels.items()
        if at and label.name and at - 1 not in labels and _announces(lines[at - 1].text, label.name.key)
    )


def _announces(text: str, key: Key) -> bool:
    found = announcement(text)
    if not found or not found.before:
        return False
    return name_key(" ".join(found.without_organisation.tokens).removesuffix(":")) == key


def _lines_in(paragraphs: Iterable[Sequence[int]]) -> frozenset[int]:
    return frozenset(at for each in paragraphs for at in each)


def has_scenes(lines: Lines) -> bool:
    """Whether scenes, more than text in the picture, are marked in another way in a document."""
    return any(lines.is_scene(at) and not _is_on_screen(lines, at) for at in range(len(lines)))


def _is_on_screen(lines: Lines, at: int) -> bool:
    aside = lines[at].aside
    return aside is not None and aside.on_screen


def unlabelled(lines: Lines, labels: Mapping[int, Candidate]) -> list[list[int]]:
    """The paragraphs without a label, apart from what is above them, as the numbers of their lines."""
    found: list[list[int]] = []
    for at, line in enumerate(lines):
        if at in labels or line.aside or line.column or line.is_in_cue or lines.is_scene(at):
            continue
        below_label = at - 1 in labels and labels[at - 1].is_alone
        if found and not line.apart and at - 1 == found[-1][-1]:
            found[-1].append(at)
        elif (line.apart and not below_label) or not at:
            found.append([at])
    return [each for each in found if _is_told(lines, each)]


def _is_told(lines: Lines, paragraph: Sequence[int]) -> bool:
    """Whether a paragraph is made of sentences, not a title or a heading."""
    return not lines[paragraph[0]].is_heading and bool(_SENTENCE_END.search(lines[paragraph[-1]].text))


def prose_bid(lines: Lines, labels: Mapping[int, Candidate], paragraphs: Sequence[Sequence[int]]) -> float:
    """How sure it is (from `ENOUGH` on) that paragraphs without a label are descriptions in this document."""
    if paragraphs and any(is_slugline(line.text) for line in lines):
        return _ACTION
    if any(each.layout == ANNOUNCED for each in labels.values()):
        return ENOUGH
    if not paragraphs or not labels or not all(_is_right_above(lines, each) for each in labels.values()):
        return -1.0
    value = 0.0
    said = [each.rest or lines[each.at + 1].text for each in labels.values()]
    texts = [" ".join(lines[at].text for at in each) for each in paragraphs]
    if all(map(_QUOTED.fullmatch, said)) and not any(map(_QUOTED.fullmatch, texts)):
        value += _ALL_QUOTED
    elif has_scenes(lines):
        return -1.0
    if len(labels) == 1:
        value += _ONE_LABEL
    if min(each[0] for each in paragraphs) < min(labels) and texts[0].rstrip().endswith("."):
        value += _FIRST_OF_ALL
    again = _times_label_again(labels, paragraphs)
    if not again and all(each.is_alone for each in labels.values()):
        return -1.0  # what is said below a name may go on in paragraphs
    value += _LABEL_AGAIN * again
    return value + sum(map(looks_seen, texts)) / len(texts)


def _is_right_above(lines: Lines, label: Candidate) -> bool:
    """Whether what somebody says begins on the line of the label, or right below it."""
    return not label.is_alone or not lines.ends_block(label.at)


def _times_label_again(labels: Mapping[int, Candidate], paragraphs: Sequence[Sequence[int]]) -> int:
    """How often the same label stands below such a paragraph as above it, as speech never needs."""
    starts = sorted(each[0] for each in paragraphs)
    again = 0
    for above, below in pairwise(sorted(labels)):
        between = bisect_left(starts, below) > bisect_left(starts, above)
        again += between and key_of(labels[above]) == key_of(labels[below])
    return again
