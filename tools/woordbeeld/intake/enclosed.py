"""Labels in brackets or parentheses, and amid a paragraph: `[ANNA]`, `(ANNA)`, `Ze knikt. ANNA: "Ja."`"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from woordbeeld.intake.candidates import Candidate
from woordbeeld.intake.lines import Lines
from woordbeeld.intake.names import LIKELY, POSSIBLE, Name, name_in, person_in
from woordbeeld.transcript.descriptions import is_sound

_BRACKETS: Final = re.compile(
    r"(?:[-–—]\s*)?(?:\[(?P<square>[^\[\]]{1,60})\]|<(?P<angle>[^<>/]{1,60})>)\s*:?\s*(?P<rest>.*)", re.DOTALL
)
_MANNER: Final = re.compile(r"\s+(?:\w+ing|(?:over|on|in|off|through|via|op|door|fluistert|roept)\b.*)$")
_PARENTHESES: Final = re.compile(r"\((?P<head>[^()]{1,60})\)\s*:?\s*(?P<rest>\S.*)", re.DOTALL)
_AMID: Final = re.compile(
    r"(?P<before>\S.*?[.!?…][\"”’)]*\s+)(?P<head>[^\s\W\d_a-zß-ÿ][^a-zß-ÿ:!?]{1,60}(?:\([^()]{1,60}\)\s*)?):\s+(?P<rest>\S.*)",
    re.DOTALL,
)


def in_brackets(lines: Lines, at: int) -> Candidate | None:
    line = lines[at]
    if not (found := _BRACKETS.fullmatch(line.text)):
        return None
    head = (found["square"] or found["angle"]).removesuffix(":")
    name = name_in(head) or (_heard_somehow(head) if found["rest"] else None)
    if not name or (
        not found["rest"] and (at + 1 == len(lines) or not (line.time or name.likeness >= LIKELY))
    ):
        return None
    if is_sound(name.text):
        return None
    return Candidate(at, name, found["rest"], name.likeness)


def _heard_somehow(head: str) -> Name | None:
    """Somebody in subtitles, and how that one is heard: `woman 2 whispering`, `man over PA`."""
    manner = _MANNER.search(head)
    person = person_in(head[: manner.start()].capitalize() if manner else head.capitalize())
    return replace(person, remark=manner[0].strip()) if person and manner else person


def in_parentheses(lines: Lines, at: int) -> Candidate | None:
    """A name in capitals, or one that is nothing else, in parentheses before what is said."""
    found = None if lines[at].aside else _PARENTHESES.fullmatch(lines[at].text)
    name = name_in(found["head"].removesuffix(":")) if found else None
    if not found or not name or is_sound(name.text):
        return None
    is_name = name.text.isupper() or name.likeness >= LIKELY or found["head"].endswith(":")
    return Candidate(at, name, found["rest"], max(name.likeness, POSSIBLE)) if is_name else None


def announced_in_parentheses(lines: Lines, at: int) -> Candidate | None:
    found = in_parentheses(lines, at)
    return replace(found, weight=LIKELY) if found and ":)" in lines[at].text else None


def amid(lines: Lines, at: int) -> Candidate | None:
    """A label in capitals behind what is seen, in one paragraph: `Ze knikt. ANNA: "Ja."`"""
    found = None if lines[at].aside else _AMID.fullmatch(lines[at].text)
    name = name_in(found["head"].strip()) if found else None
    if not found or not name or not name.text.isupper():
        return None
    return Candidate(at, name, found["rest"], LIKELY, before=found["before"].strip())
