"""Words found in what is said, seen and heard, and replaced there; labels and marks are left alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from woordbeeld.transcript.language_marks import MARK
from woordbeeld.transcript.model import Transcript
from woordbeeld.transcript.pins import TranscriptItem, in_order
from woordbeeld.transcript.refusals import EditRefusedError
from woordbeeld.transcript.rewording import reword_all
from woordbeeld.transcript.writer import write
from woordbeeld.words import say

# Signs that people type for one another.
_LIKE: Final = ("'’‘", '"“”„', "-‐‑")


@dataclass(frozen=True, slots=True)
class Search:
    """What to find and what to put in its place; white space and kinds of quotes and hyphens do not count."""

    find: str
    by: str = ""
    whole_word: bool = False
    match_case: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """The characters `[start, end)` of a text, and what is to stand there."""

    start: int
    end: int
    by: str


def places(text: str, search: Search) -> Iterator[Place]:
    """Where the text of an item would change, in order; not in marks, nor where it is as wanted already.

    >>> list(places("Jan en jan. [en] Jan [/en]", Search("jan", "Piet")))
    [Place(start=0, end=3, by='Piet'), Place(start=7, end=10, by='Piet'), Place(start=17, end=20, by='Piet')]
    >>> list(places("Mbo's en MBO", Search("mbo", "mbo", whole_word=True)))
    [Place(start=0, end=3, by='mbo'), Place(start=9, end=12, by='mbo')]
    """
    if not search.find.strip():
        return
    marks = [mark.span() for mark in MARK.finditer(text)]
    for found in _pattern(search).finditer(text):
        start, end = found.span()
        by = _fitting(found[0], search)
        if by != found[0] and not any(start < last and first < end for first, last in marks):
            yield Place(start, end, by)


def replaced(transcript: Transcript, wanted: Sequence[tuple[TranscriptItem, Sequence[Place]]]) -> str:
    """The text with what is wanted at places of these items, and nobody and nothing else changed.

    Raises:
        EditRefusedError: a text would be read as anything else, or a mark would come or go; it tells which.
    """
    texts = [(item, _put(item.text, found)) for item, found in wanted]
    for item, text in texts:
        if MARK.findall(item.text) != MARK.findall(text):
            raise EditRefusedError(
                say("error.edit.breaks_mark"),
                reason="breaks-mark",
                where=item.text,
                remedy=say("error.edit.set_language"),
            )
    try:
        return reword_all(transcript, texts)
    except EditRefusedError as refused:
        culprit = _culprit(transcript, texts)
        raise EditRefusedError(
            refused.what, reason=refused.reason, where=culprit.text, remedy=refused.remedy
        ) from refused


def replaced_everywhere(transcript: Transcript, search: Search, lines: Collection[int] | None = None) -> str:
    """The text with all that is found replaced, or only what begins on these lines (see `replaced`)."""
    items = [item for item in in_order(transcript) if lines is None or item.line in lines]
    found = [(item, tuple(places(item.text, search))) for item in items]
    wanted = [(item, mine) for item, mine in found if mine]
    return replaced(transcript, wanted) if wanted else write(transcript)


def _pattern(search: Search) -> re.Pattern[str]:
    words = (r"".join(map(_sign, word)) for word in search.find.split())
    pattern = r"\s+".join(words)
    if search.whole_word:
        pattern = rf"(?<!\w){pattern}(?!\w)"
    return re.compile(pattern, re.NOFLAG if search.match_case else re.IGNORECASE)


def _sign(sign: str) -> str:
    like = next((signs for signs in _LIKE if sign in signs), sign)
    return f"[{re.escape(like)}]" if len(like) > 1 else re.escape(sign)


def _fitting(found: str, search: Search) -> str:
    """What replaces this, with its capitals where these are not what is searched for.

    >>> [_fitting(found, Search("entree", "toegang")) for found in ("Entree", "ENTREE", "entree")]
    ['Toegang', 'TOEGANG', 'toegang']
    """
    by = " ".join(search.by.split())
    if search.match_case or search.find.casefold() == search.by.casefold():
        return by
    if found.isupper() and len(found) > 1:
        return by.upper()
    return by[:1].upper() + by[1:] if found[:1].isupper() else by


def _put(text: str, found: Iterable[Place]) -> str:
    """The text with what is wanted at these places.

    Raises:
        EditRefusedError: there are no such places in it.
    """
    ordered = sorted(found, key=lambda place: place.start)
    edges = [0, *(edge for place in ordered for edge in (place.start, place.end)), len(text)]
    if any(one > other for one, other in pairwise(edges)) or any(each.start == each.end for each in ordered):
        raise EditRefusedError(
            say("error.edit.no_such_place"), reason="gone", where=text, remedy=say("error.edit.find_again")
        )
    for place in reversed(ordered):
        text = text[: place.start] + place.by + text[place.end :]
    return text


def _culprit(transcript: Transcript, texts: Sequence[tuple[TranscriptItem, str]]) -> TranscriptItem:
    """The first item with which the change of all is refused, found by halving."""
    fits, fails = 0, len(texts)
    while fails - fits > 1:
        middle = (fits + fails) // 2
        try:
            reword_all(transcript, texts[:middle])
            fits = middle
        except EditRefusedError:
            fails = middle
    return texts[fails - 1][0]
