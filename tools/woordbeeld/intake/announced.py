"""Sentences that end in a colon and say who speaks then: `Ze kijkt op en zegt:`, `Volgens Jan:`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from woordbeeld.intake.names import Name, name_in
from woordbeeld.intake.word_lists import ACCORDING_TO, AND, ANNOUNCING_VERBS, SPOKEN

_MOST_CHARACTERS: Final = 600  # of the announcement and what is told in front of it
_END_OF_SENTENCE: Final = re.compile(r"[.!?…][\"”’)]?\s")
_WHO_SAYS: Final = (
    rf"(?P<who>[^.!?:,\"“”]{{1,60}}?) (?:[^.!?:\"“”]{{1,60}} (?:{AND}) )??"
    rf"(?:{ANNOUNCING_VERBS})(?: [^.!?:\"“”]{{1,40}})?"
)
_ACCORDING: Final = rf"(?:{ACCORDING_TO}) (?P<source>[^.!?:,\"“”]{{1,60}}?)"
_ANNOUNCING: Final = re.compile(rf"{_WHO_SAYS}|{_ACCORDING}", re.IGNORECASE)
_QUOTED: Final = re.compile(r"(?P<said>[\"“„«‘'].*[\"”“»’'])(?P<behind>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Announced:
    """What a line tells that is seen, who speaks then, what is said, and what is told behind it.

    There is no `name` where nobody is named.
    """

    before: str
    name: Name | None
    said: str
    behind: str

    @property
    def is_quoted(self) -> bool:
        return _QUOTED.match(self.said) is not None


def announced(text: str) -> Announced | None:
    """What a line announces in a sentence; None where it does not, or is said by somebody about others.

    >>> found = announced('Sem zucht. Anja vervolgt: "Wie weet het?"')
    >>> found.before, found.name.text, found.said
    ('Sem zucht.', 'Anja', '"Wie weet het?"')
    >>> announced("Mijn moeder zegt: eet je bord leeg.")
    """
    head, colon, rest = text.partition(":")
    if not colon or len(head) > _MOST_CHARACTERS:
        return None
    start = max((end.end() for end in _END_OF_SENTENCE.finditer(head)), default=0)
    found = _ANNOUNCING.fullmatch(" ".join(head[start:].split()))
    if not found:
        return None
    who = found["who"] or found["source"]
    if not SPOKEN.isdisjoint(f"{head[:start]} {who}".casefold().split()):
        return None
    quoted = _QUOTED.fullmatch(rest.lstrip())
    said, behind = (quoted["said"], quoted["behind"].strip()) if quoted else (rest.lstrip(), "")
    return Announced(head[:start].strip(), name_in(who), said, behind)
