"""What programs, sites and pages put around a transcript: page numbers, dates, notes of an export."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from woordbeeld.intake.document import Paragraph, Style, Why
from woordbeeld.intake.word_lists import DATE, EXPORT_NOTES, NUMBERED_HEADING, PAGE_NUMBER
from woordbeeld.textfile import WHITE

HEAD_LINES: Final = 12  # of a document, among which a date or a duration tells about the recording
RUNNING: Final = 3  # times that a head must come back, beside page numbers
_MOST_RUNNING_WORDS: Final = 12


def _any(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in patterns), re.IGNORECASE)


_BREADCRUMBS: Final = re.compile(r"[^>›»]{1,40}(?:\s[>›»]\s[^>›»]{1,60}){1,8}")
_NOTE: Final = _any(EXPORT_NOTES)
_NUMBERED_HEADING: Final = re.compile(NUMBERED_HEADING, re.IGNORECASE)
_PAGE: Final = _any(PAGE_NUMBER)
_DATE: Final = _any(DATE)


def furniture(paragraphs: Sequence[Paragraph]) -> dict[int, Why]:
    """Which paragraphs are none of the transcript, by their words alone, and why."""
    texts = [paragraph.text.strip(WHITE) for paragraph in paragraphs]
    found: dict[int, Why] = {}
    for at, text in enumerate(texts):
        if not text or paragraphs[at].span:
            continue
        if paragraphs[at].style is Style.FOOTNOTE:
            found[at] = Why.FOOTNOTE
        elif _BREADCRUMBS.fullmatch(text):
            found[at] = Why.NAVIGATION
        elif _NUMBERED_HEADING.fullmatch(text):
            found[at] = Why.HEADING
        elif _NOTE.fullmatch(text):
            found[at] = Why.EXPORT_NOTE
        elif _PAGE.fullmatch(text) and not _is_counting(texts, at):
            found[at] = Why.PAGE_NUMBER
        elif (at < HEAD_LINES or at >= len(texts) - 2) and _DATE.fullmatch(text):
            found[at] = Why.DATE
    pages = sum(why is Why.PAGE_NUMBER for why in found.values())
    return found | _running_heads(texts, found, pages)


def _is_counting(texts: Sequence[str], at: int) -> bool:
    """Whether numbers follow each other, as somebody counts."""
    beside = (texts[near] for near in (at - 1, at + 1) if 0 <= near < len(texts))
    return texts[at].isdigit() and any(text.rstrip(".!,…").isdigit() for text in beside)


def _running_heads(texts: Sequence[str], found: dict[int, Why], pages: int) -> dict[int, Why]:
    """Lines beside page numbers that come back as often as those do."""
    if pages < RUNNING:
        return {}
    beside = {near for at, why in found.items() if why is Why.PAGE_NUMBER for near in (at - 1, at + 1)}
    lines = {at: texts[at] for at in beside - found.keys() if 0 <= at < len(texts) and texts[at]}
    times = Counter(lines.values())
    short = {
        text for text, many in times.items() if many >= RUNNING and len(text.split()) <= _MOST_RUNNING_WORDS
    }
    return {at: Why.RUNNING_HEAD for at, text in lines.items() if text in short}
