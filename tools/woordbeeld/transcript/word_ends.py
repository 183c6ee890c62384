"""What the signs at the ends of a word tell: that a sentence or a clause ends there, or nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from woordbeeld.transcript.word_lists import Grammar

KEPT_WORDS: Final = 20_000  # the words of a long film, each looked at many times
QUOTES: Final = "\"'’”»)]}"
_SENTENCE_END = re.compile(rf"[.!?…؟۔。！？]+[{re.escape(QUOTES)}]*$")
CLAUSE_END = re.compile(rf"([,;:]+[{re.escape(QUOTES)}]*|[–—]+|^-)$")
_INITIALS = re.compile(r"([^\W\d_a-zà-ÿ]\.)+")
EDGES: Final = "\"'‘’“”„«»()[]{}.,;:!?…–—"


@lru_cache(maxsize=KEPT_WORDS)
def ends_clause(word: str, grammar: Grammar) -> bool:
    """Whether a word closes a clause or a sentence, as its punctuation tells."""
    return bool(CLAUSE_END.search(word)) or ends_sentence(word, grammar)


@lru_cache(maxsize=KEPT_WORDS)
def ends_sentence(word: str, grammar: Grammar) -> bool:
    """Whether a word closes a sentence: not so for an abbreviation or initials.

    >>> from woordbeeld.transcript.word_lists import grammar_of
    >>> [ends_sentence(word, grammar_of("nl")) for word in ("klaar.", "‘Klaar?’", "dhr.", "J.", "zo")]
    [True, True, False, False, False]
    """
    return bool(_SENTENCE_END.search(word)) and not is_abbreviation(word, grammar)


@lru_cache(maxsize=KEPT_WORDS)
def is_abbreviation(word: str, grammar: Grammar) -> bool:
    """Whether a word is an abbreviation of the lists, or initials."""
    plain = word.strip(QUOTES + "‘“„«([{")
    return plain.lower() in grammar.abbreviations or bool(_INITIALS.fullmatch(plain))


@lru_cache(maxsize=KEPT_WORDS)
def bare(word: str) -> str:
    """A word as the lists have it; only an apostrophe that belongs to it stays (`'t`)."""
    lowered = word.lower().replace("’", "'")
    return lowered if lowered in {"'t", "'n"} else lowered.strip(EDGES)
