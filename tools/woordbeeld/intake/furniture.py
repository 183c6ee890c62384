"""What programs, sites, pages and scripts put around what is said: page numbers, dates, notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from woordbeeld.intake.contact import tells_contact
from woordbeeld.intake.document import Paragraph, Style, Why
from woordbeeld.intake.lines import spaced
from woordbeeld.intake.names import reads_as_label
from woordbeeld.intake.word_lists import (
    ABOUT_RECORDING,
    DATE,
    EXPORT_NOTES,
    NUMBERED_HEADING,
    PAGE_NUMBER,
    SUBTITLE_CREDITS,
    TITLE_BEHIND,
    TRANSCRIBER_NOTES,
    TRANSITIONS,
    any_of,
)
from woordbeeld.timing import Span
from woordbeeld.transcript.asides import is_slugline

MOST_CHARS: Final = 400
HEAD_LINES: Final = 12  # of a document, among which a date or a duration tells about the recording
RUNNING: Final = 3  # times that a head must come back, beside page numbers
_MOST_RUNNING_WORDS: Final = 12

_BREADCRUMBS: Final = re.compile(r"[^>›»«]{1,40}(?:\s[>›»]\s[^>›»«]{1,60}){1,8}")
_BETWEEN_FACTS: Final = re.compile(r"\s+[·•|]\s+")
_EXPORT_NOTE: Final = any_of(EXPORT_NOTES)
_TRANSCRIBER_NOTE: Final = any_of(TRANSCRIBER_NOTES)
_TRANSITION: Final = any_of(TRANSITIONS)
_NUMBERED_HEADING: Final = re.compile(rf"{NUMBERED_HEADING}(?P<title>{TITLE_BEHIND})?", re.IGNORECASE)
_POINT: Final = re.compile(r"\d{1,2}(?:\.\d{1,2})?[.)]?\s+[^:.!?]{3,90}")
_CREDIT: Final = any_of(SUBTITLE_CREDITS)
_PAGE: Final = any_of(PAGE_NUMBER)
_DATE: Final = any_of(DATE)

Texts = Sequence[str]


def _is(pattern: re.Pattern[str]) -> Callable[[Texts, int], bool]:
    return lambda texts, at: pattern.fullmatch(texts[at]) is not None


def _is_page_number(texts: Texts, at: int) -> bool:
    return _PAGE.fullmatch(texts[at]) is not None and not _is_counting(texts, at)


def _is_date(texts: Texts, at: int) -> bool:
    at_edge = at < HEAD_LINES or at >= len(texts) - 2
    return at_edge and _DATE.fullmatch(texts[at]) is not None


def _tells_about(texts: Texts, at: int) -> bool:
    """Whether a line at the head has facts about the recording: `Docent: J. Mol · Duur 6:12`."""
    facts = _BETWEEN_FACTS.split(texts[at])
    return at < HEAD_LINES and len(facts) > 1 and any(map(_is_fact, facts))


def _is_fact(text: str) -> bool:
    opening, *_ = text.casefold().split(maxsplit=1)
    return _DATE.fullmatch(text) is not None or opening.rstrip(":") in ABOUT_RECORDING


def _is_numbered_heading(texts: Texts, at: int) -> bool:
    """Whether a line is the heading of a point: `Dia 3`, `Deel 2: Vragen`, `2. VASTSTELLING AGENDA`."""
    in_capitals = texts[at].isupper() and _POINT.fullmatch(texts[at]) and not is_slugline(texts[at])
    found = _NUMBERED_HEADING.fullmatch(texts[at])
    return bool(in_capitals) or (found is not None and not (found["title"] and is_slugline(texts[at])))


def _is_note(texts: Texts, at: int) -> bool:
    """Whether a line is a note of who wrote the text; right below a label only in brackets."""
    if not _TRANSCRIBER_NOTE.fullmatch(texts[at]):
        return False
    return texts[at].startswith(("(", "[")) or not (at and reads_as_label(texts[at - 1]))


def _is_contact(texts: Texts, at: int) -> bool:
    return tells_contact(texts[at])


_KINDS: Final[Sequence[tuple[Why, Callable[[Texts, int], bool]]]] = (
    (Why.NAVIGATION, _is(_BREADCRUMBS)),
    (Why.HEADING, _is_numbered_heading),
    (Why.EXPORT_NOTE, _is(_EXPORT_NOTE)),
    (Why.TRANSCRIBER_NOTE, _is_note),
    (Why.TRANSITION, _is(_TRANSITION)),
    (Why.PAGE_NUMBER, _is_page_number),
    (Why.DATE, _is_date),
    (Why.ABOUT, _tells_about),
    (Why.CONTACT, _is_contact),
)


def furniture(paragraphs: Sequence[Paragraph]) -> dict[int, Why]:
    """Which paragraphs are none of the transcript, by their words alone, and why."""
    texts = [spaced(paragraph.text) for paragraph in paragraphs]
    found: dict[int, Why] = {}
    closing = _closing_credits(texts, [each.span for each in paragraphs])
    for at, text in enumerate(texts):
        if not text:
            continue
        if paragraphs[at].span:
            if at in closing:
                found[at] = Why.EXPORT_NOTE
            continue
        if paragraphs[at].style is Style.FOOTNOTE:
            found[at] = Why.FOOTNOTE
        elif len(text) <= MOST_CHARS and (
            why := next((why for why, fits in _KINDS if fits(texts, at)), None)
        ):
            found[at] = why
    pages = sum(why is Why.PAGE_NUMBER for why in found.values())
    return found | _running_heads(texts, found, pages)


def _closing_credits(texts: Texts, spans: Sequence[Span | None]) -> frozenset[int]:
    """The lines at the end that tell who made the subtitles, as broadcasters show them; whole captions."""
    found: set[int] = set()
    caption: list[int] = []
    for at in range(len(texts) - 1, -1, -1):
        if caption and spans[at] != spans[caption[-1]]:
            break
        caption.append(at)
        if not texts[at] or _CREDIT.fullmatch(texts[at]):
            found.update(caption)
            caption.clear()
    return frozenset(found)


def _is_counting(texts: Texts, at: int) -> bool:
    """Whether numbers follow each other, as somebody counts."""
    beside = (texts[near] for near in (at - 1, at + 1) if 0 <= near < len(texts))
    return texts[at].isdigit() and any(text.rstrip(".!,…").isdigit() for text in beside)


def _running_heads(texts: Texts, found: dict[int, Why], pages: int) -> dict[int, Why]:
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
