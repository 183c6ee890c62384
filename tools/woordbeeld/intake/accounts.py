"""What becomes of each word of a line, so that none is lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words of a text, by which what stands in a document is compared with what became of it.

    >>> words_of("ANNA: Zo'n plan_B")
    ['anna', 'zo', 'n', 'plan', 'b']
    """
    return [word.casefold() for word in _WORD.findall(text)]


def words_beside(text: str, taken: Iterable[str]) -> list[str]:
    """The words of a line that are in none of the parts that were taken from it; each as often as it stands there.

    >>> words_beside("In beeld: in een zaal", ["in een zaal"])
    ['in', 'beeld']
    """
    left = Counter(word for part in taken for word in words_of(part))
    rest = []
    for word in reversed(words_of(text)):  # signs stand before what they mark
        if left[word] > 0:
            left[word] -= 1
        else:
            rest.append(word)
    return rest[::-1]
