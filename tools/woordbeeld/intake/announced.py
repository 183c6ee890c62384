"""Sentences that end in a colon and say who speaks then: `Ze kijkt op en zegt:`, `Volgens Jan:`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from woordbeeld.intake.names import Name, name_in
from woordbeeld.intake.word_lists import ACCORDING_TO, AND, ANNOUNCING_VERBS, SPOKEN

_SENTENCES_BEFORE: Final = r"(?P<before>(?:[^:]{1,400}[.!?…][\"”’)]?\s+)?)"
_WHO_SAYS: Final = (
    rf"(?P<who>[^.!?:,\"“”]{{1,60}}?)\s+(?:[^.!?:\"“”]{{1,60}}\s(?:{AND})\s)??"
    rf"(?:{ANNOUNCING_VERBS})(?:\s[^.!?:\"“”]{{1,40}})?"
)
_ACCORDING: Final = rf"(?:{ACCORDING_TO})\s+(?P<source>[^.!?:,\"“”]{{1,60}}?)"
_ANNOUNCED: Final = re.compile(
    rf"{_SENTENCES_BEFORE}(?P<says>{_WHO_SAYS}|{_ACCORDING})\s*:\s*(?P<rest>.*)", re.DOTALL | re.IGNORECASE
)
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
    found = _ANNOUNCED.fullmatch(text)
    if not found:
        return None
    who = found["who"] or found["source"]
    if not SPOKEN.isdisjoint(f"{found['before']} {who}".casefold().split()):
        return None
    quoted = _QUOTED.fullmatch(found["rest"])
    said, behind = (quoted["said"], quoted["behind"].strip()) if quoted else (found["rest"], "")
    name = name_in(who)
    return Announced(found["before"].strip(), name, said, behind)
