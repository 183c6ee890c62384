"""How many characters viewers see of a text, and how long they take to read."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_KEPT: Final = 50_000  # texts whose characters were counted: several long films
# Marks that belong to the letter before them, signs that only steer (directions, soft hyphens, joiners).
_UNSEEN: Final = frozenset({"Mn", "Mc", "Me", "Cf"})
_JOINED = re.compile("\u200d.|[\U0001f3fb-\U0001f3ff]", re.DOTALL)  # parts of one emoji, shades of skin


def shown_chars(text: str) -> int:
    r"""The characters of a text as viewers see them, spaces included.

    A letter with its accents is one, however it is written; signs that only steer count nothing. A wide sign
    of East Asia counts as one, for the guides of our profiles count characters, not columns.

    >>> shown_chars("cafe\u0301"), shown_chars("\u200fab\u00ad\u200e"), shown_chars("\u6f22\u5b57")
    (4, 2, 2)
    """
    return len(text) if text.isascii() else _counted(text)


@lru_cache(maxsize=_KEPT)
def _counted(text: str) -> int:
    plain = _JOINED.sub("", unicodedata.normalize("NFC", text))
    seen = "".join(each for each in plain if unicodedata.category(each) not in _UNSEEN)
    at_edges = {unicodedata.category(each) for each in (plain[:1], plain[-1:]) if each}
    return len(
        seen.strip() if "Cf" in at_edges else seen
    )  # a space before such a sign at the end is not seen


def needed_ms(chars: int, chars_per_second: int) -> int:
    """How long so many characters take to read, in whole milliseconds, rounded up.

    >>> needed_ms(40, 20), needed_ms(41, 20)
    (2000, 2050)
    """
    return -(-chars * 1000 // chars_per_second)
