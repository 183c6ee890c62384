"""Where in a page the transcript stands, between what a site puts around it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Final

from woordbeeld.intake.candidates import Candidate
from woordbeeld.intake.contact import holds_contact
from woordbeeld.intake.lines import Lines
from woordbeeld.intake.visual import looks_seen
from woordbeeld.transcript import words

# How much each line pleads for a transcript: a label outweighs eight paragraphs without one, so that a
# monologue does not break a transcript in two, and a lone label far off in running text is left out.
_LABEL, _ASIDE, _PARAGRAPH, _LINE, _PAGE_ENDING = 80, 30, -10, -1, -60
LONG_OUTSIDE: Final = 3  # paragraphs of running text before the transcript, from which on a file is a page
_MOST_ENDING_WORDS: Final = 8
_PAGE_ENDING_LINE: Final = re.compile("|".join(map(re.escape, words.PAGE_ENDINGS)), re.IGNORECASE)
_SENTENCE_END: Final = re.compile(r"[.!?…:][\"'”’»)]*$")


def stretch(lines: Lines, labels: Mapping[int, Candidate], *, is_page: bool) -> tuple[int, int, int]:
    """Where the transcript starts, until where it surely goes on, and the line after its last one.

    It is all of the file, unless that is a page, or much stands outside: then it is the stretch with most
    labels, scenes and sounds for its running text. Behind its last mark the last speaker goes on in lines,
    and perhaps in paragraphs, until a heading or what ends a page. Of captions, nothing stands outside.
    """
    if not labels or any(line.is_in_cue for line in lines):
        return 0, len(lines), len(lines)
    weights = [_weight(lines, labels, at) for at in range(len(lines))]
    start, last = _heaviest(weights)
    while start and _is_seen_above(lines, start - 1):
        start -= 1
    running = sum(
        weight == _PARAGRAPH and _is_sentence(lines[at].text) for at, weight in enumerate(weights[:start])
    )
    end = next((at for at in range(last, len(lines)) if _ends(lines, at, is_page=is_page)), len(lines))
    sure_end = _with_last_words(lines, labels, start, last, end) if is_page else end
    sure_end = min(sure_end, _reaching_somebody(lines, last, end))
    return start if is_page or running >= LONG_OUTSIDE else 0, sure_end, end


def _is_seen_above(lines: Lines, at: int) -> bool:
    """Whether a paragraph right above the transcript tells what is seen, so that it opens it."""
    return not lines[at].is_heading and _is_sentence(lines[at].text) and looks_seen(lines[at].text) > 1


def _reaching_somebody(lines: Lines, last: int, end: int) -> int:
    """From where behind the last mark a paragraph tells how to reach somebody; the end if none does."""
    return next((at for at in range(last, end) if lines[at].apart and holds_contact(lines[at].text)), end)


def _ends(lines: Lines, at: int, *, is_page: bool) -> bool:
    """Whether the transcript ends above a line: in a page at a heading, or at what is no sentence."""
    line = lines[at]
    if _ends_page(line.text):
        return True
    is_told = line.aside or _is_sentence(line.text) or looks_seen(line.text) > 0
    return is_page and (line.is_heading or (line.apart and not is_told))


def _is_sentence(text: str) -> bool:
    return _SENTENCE_END.search(text) is not None


def _weight(lines: Lines, labels: Mapping[int, Candidate], at: int) -> int:
    if at in labels:
        return _LABEL
    if lines[at].aside or lines.is_scene(at):
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


def _with_last_words(lines: Lines, labels: Mapping[int, Candidate], start: int, last: int, end: int) -> int:
    """Until where the transcript surely goes on behind its last mark.

    A paragraph belongs to it where such paragraphs were seen in the transcript behind the same kind of line.
    """
    after_aside = _goes_on(lines, labels, start, last, aside=True)
    after_label = _goes_on(lines, labels, start, last, aside=False)
    for at in range(last, end):
        above = at - 1
        alone = above in labels and labels[above].is_alone
        if lines[at].apart and not alone and not (after_aside if lines[above].aside else after_label):
            return at
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
    short = len(text.split()) <= _MOST_ENDING_WORDS and not _is_sentence(text)
    return short and _PAGE_ENDING_LINE.match(text) is not None
