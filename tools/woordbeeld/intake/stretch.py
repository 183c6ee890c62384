"""Where in a page the transcript stands, between what a site puts around it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Final

from woordbeeld.intake.layouts import Candidate
from woordbeeld.intake.lines import Lines
from woordbeeld.transcript import words

# How much each line pleads for a transcript: a label outweighs eight paragraphs without one, so that a
# monologue does not break a transcript in two, and a lone label far off in running text is left out.
_LABEL, _ASIDE, _PARAGRAPH, _LINE, _PAGE_ENDING = 80, 30, -10, -1, -60
LONG_OUTSIDE: Final = 15  # lines outside, in a file that need not be a page, beyond which it is one
_MOST_ENDING_WORDS: Final = 8
_PAGE_ENDING_LINE: Final = re.compile("|".join(map(re.escape, words.PAGE_ENDINGS)), re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"[.!?…:][\"'”’»)]*$")


def stretch(lines: Lines, labels: Mapping[int, Candidate], *, is_page: bool) -> tuple[int, int]:
    """The lines `[start, end)` of the transcript: all, unless the file is a page, or much stands outside.

    It is the stretch with most labels, scenes and sounds for its running text, and the paragraphs in which
    its last speaker goes on.
    """
    if not labels:
        return 0, len(lines)
    weights = [_weight(lines, labels, at) for at in range(len(lines))]
    start, end = _heaviest(weights)
    if is_page or start > LONG_OUTSIDE:
        return start, _with_last_words(lines, labels, start, end)
    return 0, next((at for at in range(end, len(lines)) if _ends_page(lines[at].text)), len(lines))


def _weight(lines: Lines, labels: Mapping[int, Candidate], at: int) -> int:
    if at in labels:
        return _LABEL
    if lines[at].aside:
        return _ASIDE
    if lines[at].is_heading:
        return 0
    if _ends_page(lines[at].text):
        return _PAGE_ENDING
    return _PARAGRAPH if lines[at].apart else _LINE


def _heaviest(weights: Sequence[int]) -> tuple[int, int]:
    """The stretch `[start, end)` with the greatest sum, so short that it starts and ends with a mark."""
    sums = [0, *accumulate(weights)]
    best, lowest_at = (0, 0), 0
    for end in range(1, len(sums)):
        if sums[end] - sums[lowest_at] > sums[best[1]] - sums[best[0]]:
            best = (lowest_at, end)
        if sums[end] <= sums[lowest_at]:
            lowest_at = end
    return best


def _with_last_words(lines: Lines, labels: Mapping[int, Candidate], start: int, end: int) -> int:
    """Where the transcript ends: behind the lines, and perhaps paragraphs, that follow its last mark.

    A paragraph belongs to it only where such paragraphs were seen in the transcript behind the same kind of
    line, and where it reads as a sentence.
    """
    after_aside = _goes_on(lines, labels, start, end, aside=True)
    after_label = _goes_on(lines, labels, start, end, aside=False)
    for at in range(end, len(lines)):
        line = lines[at]
        if line.is_heading or _ends_page(line.text):
            return at
        if line.apart:
            last = end - 1
            alone = last in labels and labels[last].is_alone
            seen = after_aside if lines[last].aside else after_label
            if not (alone or (seen and _SENTENCE_END.search(line.text))):
                return at
        end = at + 1
    return end


def _goes_on(lines: Lines, labels: Mapping[int, Candidate], start: int, end: int, *, aside: bool) -> bool:
    """Whether paragraphs without a label stand in it, behind a scene or sound, or behind speech."""
    return any(
        lines[at].apart
        and at not in labels
        and not lines[at].aside
        and (lines[at - 1].aside is not None) is aside
        and not (at - 1 in labels and labels[at - 1].is_alone)
        for at in range(start + 1, end)
    )


def _ends_page(text: str) -> bool:
    """A short line, no sentence, such as sites put under a page: `Deel deze pagina`."""
    short = len(text.split()) <= _MOST_ENDING_WORDS and not _SENTENCE_END.search(text)
    return short and _PAGE_ENDING_LINE.match(text) is not None
