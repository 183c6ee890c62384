"""Titles, and what tells about the recording, above what is said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from woordbeeld.intake.bidding import key_of
from woordbeeld.intake.candidates import Candidate
from woordbeeld.intake.lines import Lines
from woordbeeld.intake.names import CERTAIN
from woordbeeld.intake.word_lists import ABOUT_RECORDING

MOST_TITLE_WORDS: Final = 14

SENTENCE_END: Final = re.compile(r"[.!?…:;,]['\"”’)]*$")
_INTRODUCTION: Final = re.compile(
    r"\b(?:intro|inleiding|introductie|pagina|transcript|transcriptie|uitgeschreven|uitgewerkt|letterlijke|video|filmpje|podcast|aflevering|persconferentie|interview|"
    r"opname|tekst van|verslag|webinar|recording|episode|press conference)\b",
    re.IGNORECASE,
)
ABOUT: Final = re.compile(r"([^:]{1,40}?)\s*:\s*\S.*", re.DOTALL)


def opens_with_title(labels: Mapping[int, Candidate], lines: Lines) -> bool:
    """Whether what seems to be a label on the first line is the title."""
    first = labels.get(0)
    if not first or not first.name or lines[0].paragraph.cell or lines[0].is_in_cue:
        return False
    others = [each for at, each in labels.items() if at]
    if not others or any(key_of(each) == key_of(first) for each in others):
        return False
    if first.rest:
        goes_on = not lines.ends_block(0) and not lines[1].text[0].isupper()
        is_sentence = not lines.has_sentences or goes_on or SENTENCE_END.search(first.rest)
        return not is_sentence and first.name.likeness < CERTAIN
    if lines[0].text.endswith(":") or not lines[0].text.isupper() or len(others) == 1:
        return False
    alike = sum(each.is_alone and not lines[each.at].text.endswith(":") for each in others)
    stands_apart = lines.ends_block(0) and not any(lines.ends_block(each.at) for each in others)
    return stands_apart or alike * 2 < len(others) or not SENTENCE_END.search(lines[1].text)


def reads_as_title(text: str) -> bool:
    """Whether a text above all that is said is a title, or tells about the recording."""
    about = ABOUT.fullmatch(text)
    is_title = (
        not text[:1].islower() and not SENTENCE_END.search(text) and len(text.split()) <= MOST_TITLE_WORDS
    )
    tells = about is not None and about[1].casefold() in ABOUT_RECORDING
    return is_title or tells or _INTRODUCTION.search(text) is not None
