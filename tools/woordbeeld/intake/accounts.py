"""What becomes of each word of a line, so that none is lost."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """The words of a text as capitals have them, to compare what stands in a document with what became of it.

    >>> words_of("ANNA: Zo'n plan_B"), words_of("Yıldız") == words_of("YILDIZ")
    (['anna', 'zo', 'n', 'plan', 'b'], True)
    """
    return _WORD.findall(text.upper().casefold())


def words_beside(text: str, taken: Iterable[str]) -> list[str]:
    """The words of a line that are in none of the parts that were taken from it, each as often as it is left.

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
