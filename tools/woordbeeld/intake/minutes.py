"""What minutes put between what is said: who was there, what was decided, how the vote went, motions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from woordbeeld.intake.document import Paragraph, Why
from woordbeeld.intake.lines import spaced
from woordbeeld.intake.names import CERTAIN, LIKELY, POSSIBLE, lists_people, name_in, reads_as_label
from woordbeeld.intake.word_lists import (
    ABOUT_RECORDING,
    ATTENDING,
    BYLINES,
    DATE,
    MINUTES,
    MINUTES_FORMULAS,
    MOTIONS,
    NOT_SPEAKERS,
    SHOWN_TEXT,
    SPOKEN,
    TITLES,
    UNKNOWN,
    any_of,
)
from woordbeeld.transcript import labels

MOST_CHARS: Final = 1_500  # of a list of members
HEAD_PARAGRAPHS: Final = 25  # of a document, among which stands what it is about and who was there
LEAST_FACTS: Final = 3  # above all speech, each with a word of its own before a colon
LEAST_PEOPLE: Final = 2  # of a list that a word for it stands before
LEAST_PEOPLE_ALONE: Final = 4  # of one with nothing before it
_MOST_LISTED: Final = 60  # characters of somebody in a list
_LONG_WORDS: Final = 4
_MINUTES: Final = any_of(MINUTES)
_FORMULA: Final = any_of(MINUTES_FORMULAS)
_MOTION: Final = any_of(MOTIONS)
_ATTENDING: Final = any_of(ATTENDING)
_HEADED: Final = re.compile(r"(?P<head>[^:]{1,90}?)\s*:\s*(?P<rest>.*)", re.DOTALL)
_AND_MORE: Final = re.compile(r"(?:en|and|und|et|alsmede|benevens|verder)\s", re.IGNORECASE)
_KEY_WORDS: Final = re.compile(r"[^.!?:,]{2,40}(?:,[^.!?:,]{1,40}){2,40}")
_DATE: Final = any_of(DATE[:2])
_BYLINE: Final = re.compile(rf"(?:{BYLINES})\s+(?=[A-ZÀ-Þ])[^.!?:]{{3,50}}", re.IGNORECASE)
_BARE_NAME: Final = re.compile(r"[^\W\d_a-z][^,();:]*")
_LEGEND: Final = re.compile(r"\S{1,12}\s*=\s*\S.{1,60}")
_LISTED: Final = re.compile(r"(?:[-–•]|\(?[a-z\d]{1,3}[.)])\s")
_WORD: Final = re.compile(r"\w+")
_SENTENCE_WITHIN: Final = re.compile(r"(?P<word>[^\W\d_]{3,})[.!?…](?:\s|\W*$)")
_SENTENCE_END: Final = re.compile(r"[.!?…][\"'”’»)]*$")


@dataclass(frozen=True, slots=True)
class Minutes:
    """The paragraphs that nobody says, each with the reason, and those that `may_be` such, by number."""

    gone: dict[int, Why]
    may_be: frozenset[int]


def minutes_of(paragraphs: Sequence[Paragraph]) -> Minutes:
    """What of a document is minutes: nobody says a line that tells what happened, unless it stands in a turn.

    Right below a label, such a line is said; in the middle of a turn, and in a motion, it may be.
    """
    texts = [_short(each) for each in paragraphs]
    gaps = any(each.apart for each in paragraphs[1:])
    gone: dict[int, Why] = {}
    may_be: set[int] = set()
    above = -1  # the last paragraph with words
    for at, text in enumerate(texts):
        if not text:
            continue
        apart = paragraphs[at].apart or not gaps or above in gone
        if above in may_be and _LISTED.match(text):
            may_be.add(at)
        elif _is_below_label(paragraphs, texts, above, at) and not (above in gone or above in may_be):
            pass
        elif (tells := _tells_what_happened(text)) and apart:
            gone[at] = Why.MINUTES
        elif tells or _MOTION.fullmatch(text):
            may_be.add(at)
        above = at
    return Minutes(gone | _about(texts, paragraphs, gone), frozenset(may_be))


def _tells_what_happened(text: str) -> bool:
    """Whether a line reads as minutes do, and nobody speaks to somebody in it."""
    if _FORMULA.fullmatch(text):
        return True
    return _MINUTES.fullmatch(text) is not None and SPOKEN.isdisjoint(_WORD.findall(text.casefold()))


def _short(paragraph: Paragraph) -> str:
    """The text of a paragraph that may be minutes; nothing for one with a time, in a table, or too long."""
    text = spaced(paragraph.text)
    return "" if paragraph.span or paragraph.cell or len(text) > MOST_CHARS else text


def _is_below_label(paragraphs: Sequence[Paragraph], texts: Sequence[str], above: int, at: int) -> bool:
    """Whether a label stands above a line; a word alone above an empty line may be a heading."""
    if above < 0 or _ATTENDING.fullmatch(texts[above].removesuffix(":").strip()):
        return False
    return reads_as_label(texts[above], LIKELY if paragraphs[at].spaced else POSSIBLE)


def _about(texts: Sequence[str], paragraphs: Sequence[Paragraph], gone: dict[int, Why]) -> dict[int, Why]:
    """The paragraphs that tell about the recording: who was there, who leads, when and where."""
    found: dict[int, Why] = {}
    in_list = False  # a word such as `Aanwezig:` stands above, and names below it
    facts = _facts(texts)
    above = ""
    for at, text in enumerate(texts):
        if not text or at in gone:
            continue
        opens = _opens_list(text, at)
        is_listed = _is_right_below(text, paragraphs[at]) and not _is_above_speech(paragraphs, texts, at)
        goes_on = in_list and (_goes_on(text) or is_listed)
        is_list = lists_people(text, LEAST_PEOPLE_ALONE) and not reads_as_label(above)
        if opens or goes_on or is_list or at in facts:
            found[at] = Why.ABOUT
        in_list = opens or goes_on
        above = text
    return found


def _opens_list(text: str, at: int) -> bool:
    """`Aanwezig: J. Vos (voorzitter)`, `Aanwezig zijn 12 leden, te weten:`, at the head also `SPEAKERS`."""
    headed = _HEADED.fullmatch(text)
    if not headed:
        plain = text.casefold()
        return at < HEAD_PARAGRAPHS and (plain in ABOUT_RECORDING or _ATTENDING.fullmatch(plain) is not None)
    if not _ATTENDING.fullmatch(headed["head"]):
        return False
    return lists_people(headed["rest"], LEAST_PEOPLE) or not _SENTENCE_END.search(headed["rest"])


def _goes_on(text: str) -> bool:
    """Whether a list of people, or of key words, goes on: names, or few words without a sentence."""
    more = _AND_MORE.match(text) or _KEY_WORDS.fullmatch(text)
    return more is not None or lists_people(text, LEAST_PEOPLE)


def _is_right_below(text: str, paragraph: Paragraph) -> bool:
    """Whether a few words stand in a list, without an empty line or a label: `KEES, haar man`."""
    return not (paragraph.spaced or ":" in text or _SENTENCE_END.search(text)) and len(text) <= _MOST_LISTED


def _is_above_speech(paragraphs: Sequence[Paragraph], texts: Sequence[str], at: int) -> bool:
    """Whether a sentence stands right below a line that may be a name, so that it is a label."""
    if at + 1 == len(texts) or paragraphs[at + 1].spaced or not name_in(texts[at]):
        return False
    below = texts[at + 1]
    return _SENTENCE_END.search(below) is not None and not _HEADED.fullmatch(below)


def _facts(texts: Sequence[str]) -> frozenset[int]:
    """The lines at the head of a text that tell about it: `Voorzitter: Bosma`, `R = bewoner`, a date."""
    headed = {at: found for at, text in enumerate(texts) if (found := _HEADED.fullmatch(text))}
    end = min((at for at, found in headed.items() if _opens_speech(found)), default=0)
    about = [
        at for at, found in headed.items() if at < HEAD_PARAGRAPHS and _is_about(found, is_head=at < end)
    ]
    head = range(min(end, HEAD_PARAGRAPHS)) if _has_sentences(texts) else ()
    facts = [at for at in head if _is_fact(texts[at], headed.get(at))]
    return frozenset([*about, *facts, *_list_of_facts({at: headed[at] for at in head if at in headed})])


def _list_of_facts(headed: Mapping[int, re.Match[str]]) -> Iterator[int]:
    """The lines above all speech that tell each something else before a colon, if there are several."""
    facts = {at: found for at, found in headed.items() if _tells_fact(found["head"], found["rest"])}
    heads = {found["head"].casefold() for found in facts.values()}
    if len(facts) >= LEAST_FACTS and len(heads) == len(facts) == len(headed):
        yield from facts


def _tells_fact(head: str, rest: str) -> bool:
    """Whether no sentence stands behind a colon, which is not that of a time: `Saskia Mol 0:03`."""
    ends = (found["word"].casefold() for found in _SENTENCE_WITHIN.finditer(rest))
    return (
        bool(rest)
        and not head[-1].isdigit()
        and rest[-1] not in ")]"
        and all(word in TITLES for word in ends)
    )


def _has_sentences(texts: Sequence[str]) -> bool:
    """Whether what is said ends in signs, so that what does not tells something else."""
    long = [text for text in texts if len(text.split()) >= _LONG_WORDS]
    return sum(_SENTENCE_END.search(text) is not None for text in long) * 2 >= len(long) > 0


def _opens_speech(headed: re.Match[str]) -> bool:
    if headed["head"].casefold() in ABOUT_RECORDING:
        return False
    return bool(_SENTENCE_END.search(headed["rest"])) or (
        not headed["rest"] and name_in(headed["head"]) is not None
    )


def _is_about(headed: re.Match[str], *, is_head: bool) -> bool:
    """`Datum: 1 mei 2024`; with a sentence behind it, it may be said, and below speech a title is shown."""
    if not is_head and headed["head"].casefold() in SHOWN_TEXT:
        return False
    told = bool(headed["rest"]) and not _SENTENCE_END.search(headed["rest"])
    return told and headed["head"].casefold() in ABOUT_RECORDING - NOT_SPEAKERS


def _is_fact(text: str, headed: re.Match[str] | None) -> bool:
    if _SENTENCE_END.search(text):
        return False
    if not headed:
        return bool(_LEGEND.fullmatch(text) or _DATE.search(text) or _BYLINE.fullmatch(text))
    if headed["head"].isupper() and not labels.role(headed["head"]) and _BARE_NAME.fullmatch(headed["rest"]):
        return False  # as labels are written: `ANNA: Tom Visser`
    role, name = name_in(headed["head"]), name_in(headed["rest"])
    least = POSSIBLE if role and role.likeness == CERTAIN else LIKELY
    return name is not None and name.likeness >= least and headed["head"].casefold() not in UNKNOWN
