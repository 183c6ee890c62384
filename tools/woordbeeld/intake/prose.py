"""Paragraphs without a label: does whoever spoke last go on, or do they tell what is seen?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from woordbeeld.intake.layouts import Candidate, key_of
from woordbeeld.intake.lines import Lines
from woordbeeld.intake.visual import looks_seen
from woordbeeld.transcript.asides import is_slugline

_QUOTED: Final = re.compile(r"[\"“„”»«].*[\"”“«»][.!?]?", re.DOTALL)
_SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’)]*$")

# How much each sign pleads for descriptions (above 0) or for speech that goes on; weighed on the texts in the tests.
_LABEL_AGAIN, _FIRST_OF_ALL, _ALL_QUOTED, _OTHER_DESCRIPTIONS, _ONE_LABEL = 2.0, 1.0, 3.0, -2.0, -2.0


_ACTION: Final = 4.0  # what happens between the lines of a script
ENOUGH: Final = 1.5
PERHAPS: Final = 0.5  # of the bid: then each paragraph is judged by itself
SURELY_SEEN: Final = 1.0  # of one paragraph


def unlabelled(lines: Lines, labels: Mapping[int, Candidate]) -> list[list[int]]:
    """The paragraphs without a label, apart from what is above them, as the numbers of their lines."""
    found: list[list[int]] = []
    for at, line in enumerate(lines):
        if at in labels or lines[at].aside:
            continue
        if line.apart or not at or (found and at - 1 in found[-1]):
            if found and not line.apart and at - 1 in found[-1]:
                found[-1].append(at)
            elif line.apart or not at:
                found.append([at])
    return [each for each in found if _is_told(lines, each)]


def _is_told(lines: Lines, paragraph: Sequence[int]) -> bool:
    """Whether a paragraph is made of sentences, not a title or a heading."""
    return not lines[paragraph[0]].is_heading and bool(_SENTENCE_END.search(lines[paragraph[-1]].text))


def prose_bid(lines: Lines, labels: Mapping[int, Candidate], paragraphs: Sequence[Sequence[int]]) -> float:
    """How sure it is (from `ENOUGH` on) that paragraphs without a label are descriptions in this document."""
    if paragraphs and any(is_slugline(line.text) for line in lines):
        return _ACTION
    inline = [each for each in labels.values() if not each.is_alone]
    if not paragraphs or len(inline) < len(labels) or not labels:
        return -1.0
    value = 0.0
    said = [each.rest for each in inline]
    texts = [" ".join(lines[at].text for at in each) for each in paragraphs]
    if all(map(_QUOTED.fullmatch, said)) and not any(map(_QUOTED.fullmatch, texts)):
        value += _ALL_QUOTED
    if any(line.aside for line in lines):
        value += _OTHER_DESCRIPTIONS
    if len(labels) == 1:
        value += _ONE_LABEL
    if min(each[0] for each in paragraphs) < min(labels) and texts[0].rstrip().endswith("."):
        value += _FIRST_OF_ALL
    value += _LABEL_AGAIN * _times_label_again(labels, paragraphs)
    return value + sum(map(looks_seen, texts)) / len(texts)


def _times_label_again(labels: Mapping[int, Candidate], paragraphs: Sequence[Sequence[int]]) -> int:
    """How often the same label stands below such a paragraph as above it, which speech that goes on needs not."""
    places = sorted(labels)
    again = 0
    for above, below in zip(places, places[1:], strict=False):
        between = any(above < each[0] < below for each in paragraphs)
        again += between and key_of(labels[above]) == key_of(labels[below])
    return again
