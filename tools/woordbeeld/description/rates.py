"""How long a text takes to say, where no narrator is there to say it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Final

_BREATH = re.compile(r"[,;:.!?…–](?=\s)")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Rate:
    """What takes time, in ms: to begin, each character, a digit in place of one, a mark within the text."""

    begin_ms: int
    character_ms: int
    digit_ms: int
    mark_ms: int

    def length_ms(self, text: str) -> int:
        digits = len(_DIGIT.findall(text))
        characters = len(text) - digits
        marks = len(_BREATH.findall(text))
        return ceil(
            self.begin_ms + self.character_ms * characters + self.digit_ms * digits + self.mark_ms * marks
        )


# Fitted to nineteen descriptions said by espeak-ng 1.51 in Dutch at its usual speed, 18 characters a second,
# which is the slowest of what was measured: MBROLA's nl2 and nl3 say 21 a second, and so do the people of the
# episodes of the benchmark. A digit is that of eight numbers, from `3` to `1985`.
RATES: Final[Mapping[str, Rate]] = {"nl": Rate(104, 50, 320, 268)}
# About 160 words a minute (https://dcmp.org/learn/227), of 5.6 characters with their space; else as in Dutch.
OTHERWISE: Final = Rate(104, 67, 320, 268)


def estimated_ms(text: str, language: str) -> int:
    """About how long somebody takes for a text in a language, in ms.

    >>> estimated_ms("Een man schrijft iets op.", "nl-BE"), estimated_ms("Rapport 2018.", "nl")
    (1354, 1834)
    """
    return RATES.get(language.partition("-")[0].lower(), OTHERWISE).length_ms(text)
