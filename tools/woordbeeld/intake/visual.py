"""How much a text tells what is seen, by its words."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from woordbeeld.intake.word_lists import PEOPLE, SEEN_NOUNS, SPOKEN, THIRD_PERSONS, VISUAL

_WE_SEE: Final = re.compile(
    r"\b(?:we zien|we see|je ziet|u ziet|te zien|is zichtbaar|nous voyons|on voit|wir sehen|man sieht)\b",
    re.IGNORECASE,
)
_OPENS: Final = frozenset(
    [
        "een",
        "twee",
        "drie",
        "enkele",
        "beelden",
        "beeld",
        "op",
        "in",
        "a",
        "an",
        "two",
        "three",
        "images",
        "un",
        "une",
        "des",
        "deux",
        "ein",
        "eine",
        "zwei",
        "drei",
    ]
)
_WORD: Final = re.compile(r"[\w'’-]+")
_LEAST_WORDS: Final = 2  # of a description
_SUBJECT_WITHIN: Final = 4  # first words of a description that tells of somebody
_MOST: Final = 2  # words of each kind that count


def looks_seen(text: str) -> float:
    """How much a paragraph tells what is seen (above 0) or is said to somebody (below 0), from -2 to 2.5.

    >>> looks_seen("Een graafmachine haalt tegels weg.") > 0 > looks_seen("Daar zijn wij trots op.")
    True
    """
    if _WE_SEE.search(text):
        return float(_MOST)
    words = [word.casefold() for word in _WORD.findall(text)]
    told = sum(word in VISUAL for word in words)
    said = sum(word in SPOKEN for word in words) + text.count("?")
    return min(told, _MOST) - min(said, _MOST) + (0.5 if words and words[0] in _OPENS else 0.0)


def opens_seen(text: str, names: Collection[str] = ()) -> bool:
    """Whether a line begins as descriptions do: with what is in the picture, or somebody and what they do.

    `names` are those who speak, in small letters.

    >>> opens_seen("Close-up van haar handen."), opens_seen("Daar ligt het probleem.")
    (True, False)
    >>> opens_seen("Marieke loopt naar het raam.", ["marieke"]), opens_seen("Ze zijn daar goed.")
    (True, False)
    """
    words = [word.casefold() for word in _WORD.findall(text)]
    if len(words) < _LEAST_WORDS:
        return False
    first = words[0]
    does = next((at for at, word in enumerate(words[1:_SUBJECT_WITHIN], 1) if word in VISUAL), 0)
    somebody = does > 0 and (" ".join(words[:does]) in names or (does == 1 and first in THIRD_PERSONS))
    shown = first in _OPENS and SPOKEN.isdisjoint(words) and not PEOPLE.isdisjoint(words[1:_SUBJECT_WITHIN])
    return first in SEEN_NOUNS or somebody or shown or (first in _OPENS and looks_seen(text) > 1)
