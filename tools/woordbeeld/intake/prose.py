"""Paragraphs without a label: does whoever spoke last go on, or do they tell what is seen?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from woordbeeld.intake.asides import aside_of
from woordbeeld.intake.layouts import Candidate, key_of
from woordbeeld.intake.lines import Lines
from woordbeeld.intake.word_lists import SPOKEN, VISUAL
from woordbeeld.transcript.model import SceneDescription

_QUOTED: Final = re.compile(r"[\"“„”»«].*[\"”“«»][.!?]?", re.DOTALL)
_WE_SEE: Final = re.compile(
    r"\b(?:we zien|we see|je ziet|u ziet|te zien|is zichtbaar|nous voyons|wir sehen)\b", re.IGNORECASE
)
_SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’)]*$")
_WORD: Final = re.compile(r"[\w'’-]+")

# How much each sign pleads for descriptions (above 0) or for speech that goes on; weighed on the texts in the tests.
_LABEL_AGAIN, _FIRST_OF_ALL, _ALL_QUOTED, _OTHER_DESCRIPTIONS, _ONE_LABEL = 2.0, 1.0, 3.0, -2.0, -2.0


ENOUGH: Final = 1.5
SURELY_SEEN: Final = 1.0  # of one paragraph


def looks_seen(text: str) -> float:
    """How much a paragraph tells what is seen (above 0) or is said to somebody (below 0).

    >>> looks_seen("Een graafmachine haalt tegels weg.") >= 0 > looks_seen("Daar zijn wij trots op.")
    True
    """
    if _WE_SEE.search(text):
        return 2.0
    words = [word.casefold() for word in _WORD.findall(text)]
    told = sum(word in VISUAL for word in words)
    said = sum(word in SPOKEN for word in words) + text.count("?")
    return (
        min(told, 2)
        - min(said, 2)
        + (0.5 if words and words[0] in {"een", "twee", "a", "an", "two"} else 0.0)
    )


def unlabelled(lines: Lines, labels: Mapping[int, Candidate]) -> list[list[int]]:
    """The paragraphs without a label, apart from what is above them, as the numbers of their lines."""
    found: list[list[int]] = []
    for at, line in enumerate(lines):
        if at in labels or _is_aside(lines, at):
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
    inline = [each for each in labels.values() if not each.is_alone]
    if not paragraphs or len(inline) < len(labels) or not labels:
        return -1.0
    value = 0.0
    said = [each.rest for each in inline]
    texts = [" ".join(lines[at].text for at in each) for each in paragraphs]
    if all(map(_QUOTED.fullmatch, said)) and not any(map(_QUOTED.fullmatch, texts)):
        value += _ALL_QUOTED
    if any(_is_aside(lines, at) for at in range(len(lines))):
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


def _is_aside(lines: Lines, at: int) -> bool:
    return isinstance(lines[at].block, SceneDescription) or aside_of(lines[at].text) is not None
