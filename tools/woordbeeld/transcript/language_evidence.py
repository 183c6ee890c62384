"""How far words are of another language than a text, as the small words of sentences tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from woordbeeld.transcript.vocabulary import languages
from woordbeeld.transcript.words import APOSTROPHES

_APOSTROPHE: Final = re.compile(f"[{APOSTROPHES}]")
_OUTSIDE: Final = re.compile(r"^[\W_]+|[\W_]+$")
_PARTS: Final = re.compile(r"['-]")  # l'école, est-ce


@dataclass(frozen=True, slots=True)
class Evidence:
    """Small words that a language has and the language of the text has not; and `own`, the other way about.

    `predicates` are those of its words without which there is hardly a sentence.
    """

    language: str
    words: tuple[str, ...]
    own: tuple[str, ...]
    predicates: tuple[str, ...]

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(
            self.language or other.language,
            self.words + other.words,
            self.own + other.own,
            self.predicates + other.predicates,
        )


NO_EVIDENCE: Final = Evidence("", (), (), ())  # of no language


def evidence(words: Sequence[str], language: str) -> tuple[Evidence, ...]:
    """What tells that words are of each language whose small words are known, but that of the text.

    Nothing where those of the text's own language are not known.

    >>> [each.words for each in evidence("Ik was there, but nobody knows.".split(), "nl") if each.words]
    [('there', 'but', 'nobody', 'knows')]
    """
    small = _small_words()
    if language not in small:
        return ()
    parts = [part for word in words for part in _known_parts(word)]
    own = small[language]
    return tuple(
        Evidence(
            other,
            tuple(part for part in parts if part in theirs and part not in own),
            tuple(part for part in parts if part in own and part not in theirs),
            tuple(part for part in parts if part in languages()[other]["predicates"]),
        )
        for other, theirs in small.items()
        if other != language
    )


@cache
def _small_words() -> Mapping[str, frozenset[str]]:
    return {
        language: frozenset((*words["predicates"], *words["small_words"]))
        for language, words in languages().items()
    }


def _known_parts(word: str) -> Iterable[str]:
    """A word as the lists have it, or else its parts: `I'm` is one word there, and `l'école` is two."""
    bare = _OUTSIDE.sub("", _APOSTROPHE.sub("'", word.casefold()))
    is_known = any(bare in small for small in _small_words().values())
    return (bare,) if is_known else _PARTS.split(bare)
