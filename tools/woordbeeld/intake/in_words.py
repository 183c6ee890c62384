"""What a person is told of a document: its kind, its layouts, what was left out, what is doubtful."""

from __future__ import annotations

import re
from enum import Enum

from woordbeeld.intake.document import Why
from woordbeeld.intake.understanding import Doubt
from woordbeeld.words import OTHERWISE, Message, Value, say, words_in


def format_in_words(name: str) -> Value:
    """The kind of a document; the names of formats, such as `Word`, have no words of their own."""
    key = _key(name)
    return say(f"import.formats.{key}") if key in words_in(OTHERWISE, "import")["formats"] else name


def layout_in_words(name: str) -> Message:
    """How a document marks who speaks."""
    return say(f"import.layouts.{_key(name)}")


def reason_in_words(why: Why) -> Message:
    """Why text is left out."""
    return say(f"import.reasons.{id_of(why)}")


def doubt_in_words(doubt: Doubt) -> Message:
    """Why a person should look at a line."""
    return say(f"import.doubts.{id_of(doubt)}")


def id_of(member: Enum) -> str:
    """The stable id of a reason or a doubt, also for programs.

    >>> id_of(Why.PAGE_NUMBER)
    'page-number'
    """
    return member.name.lower().replace("_", "-")


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
