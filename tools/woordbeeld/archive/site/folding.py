"""The words of a text as they are searched for, whatever their case and their accents.

The script of the search page does the same (`templates/search/folding.js`); a test holds the two together.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")


def terms(text: str) -> list[str]:
    """The words of a text, folded.

    >>> terms("Zo’n coördinator: Böger, WTO-2018!")
    ['zo', 'n', 'coordinator', 'boger', 'wto', '2018']
    """
    return _WORD.findall(fold(text))


def fold(text: str) -> str:
    """A text in small letters and without accents.

    >>> fold("Één café")
    'een cafe'
    """
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    return unicodedata.normalize("NFKD", lowered).translate(_marks()).lower()


@cache
def _marks() -> dict[int, None]:
    """All marks of Unicode, which `str.translate` takes out."""
    return {code: None for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code))[0] == "M"}


def in_order_of_scripts(term: str) -> bytes:
    """By this key words stand in the order in which JavaScript compares them.

    >>> in_order_of_scripts("\U0001d4d0") < in_order_of_scripts("\uff21")
    True
    """
    return term.encode("utf-16-be", "surrogatepass")
