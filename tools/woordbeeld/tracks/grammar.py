"""Where a text may be broken: the kind of break between two words.

A break is told as bad only where that is certain. Most little words lead what follows and yet stand alone at
times; a break after those is avoided when a text is cut, and not told where somebody else has made it. A
language without lists breaks after punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from woordbeeld.transcript.word_ends import (
    CLAUSE_END,
    EDGES,
    QUOTES,
    bare,
    ends_clause,
    ends_sentence,
    is_abbreviation,
)
from woordbeeld.transcript.word_lists import Grammar


class Break(Enum):
    """What a break between two words cuts through, from best to worst."""

    __hash__ = object.__hash__  # each is looked up very often, and there is one of each

    SENTENCE = "after a sentence"
    CLAUSE = "after a clause"
    CONJUNCTION = "before a conjunction or relative"
    PREPOSITION = "before a preposition"
    PHRASE = "between phrases"
    CLOSE = "between words that lean on each other"
    DASH = "before a dash, which would read as another speaker's"
    BOUND = "inside a phrase: never"
    WORD = "inside a word"


_DASHES: Final = "-‐‑–—"
_YEAR = re.compile(r"1\d{3}|20\d{2}")
_PURPOSE_WORDS: Final = 10
_PRONOMINAL_WORDS: Final = 6  # so far before a preposition the *er* that it belongs to may stand
_CAPITALS_WORDS: Final = 15  # on either side, as many as a cue holds: all in capitals, they tell no names
_NAME_PARTICLES: Final = 4  # in a row, more than any name has
_NOUN_ADJECTIVES: Final = 8  # in a row, more than anybody says before a noun
_LED: Final = frozenset(["als", "toen", "wanneer", "zodra", "when", "where"])  # *van wanneer*


@dataclass(frozen=True, slots=True)
class _Between:
    """Two words between which a text might be broken, and what stands around them in their clause.

    `left` and `right` are as the lists have them; `earlier` stands before `left` and `later` after `right`,
    and both are empty where a clause begins or ends there.
    """

    words: Sequence[str]
    at: int
    grammar: Grammar
    left: str
    right: str
    earlier: str
    later: str

    @property
    def left_word(self) -> str:
        return self.words[self.at - 1]

    @property
    def right_word(self) -> str:
        return self.words[self.at]

    @property
    def stands_alone(self) -> bool:
        """What follows can be no noun that the word before the break leads."""
        return self.grammar.is_function_word(self.right)

    @property
    def begins_noun(self) -> bool:
        """What follows certainly begins a phrase of its own: *de hond*, *Karin*, *5*."""
        right = self.right_word.lstrip(EDGES)
        return self.grammar.is_determiner(self.right) or right[:1].isupper() or right[:1].isdigit()


def break_before(words: Sequence[str], at: int, grammar: Grammar) -> Break:
    """The kind of break between `words[at - 1]` and `words[at]`; punctuation wins over what words say.

    >>> from woordbeeld.transcript.word_lists import grammar_of
    >>> words = "Dat is zo, maar Karin van den Bosch zag de man met wie zij liep.".split()
    >>> [break_before(words, at, grammar_of("nl")).name for at in (3, 5, 6, 7, 8, 9, 10, 11, 14)]
    ['CLAUSE', 'BOUND', 'BOUND', 'BOUND', 'PHRASE', 'PHRASE', 'BOUND', 'PREPOSITION', 'CLOSE']
    """
    before, after = words[at - 1], words[at]
    if ends_sentence(before, grammar):
        return Break.SENTENCE
    if after[0] in _DASHES:
        return Break.DASH
    if CLAUSE_END.search(before):
        return Break.CLAUSE
    return _inside_clause(words, at, grammar)


def _inside_clause(words: Sequence[str], at: int, grammar: Grammar) -> Break:
    between = _between(words, at, grammar)
    if any(certain(between) for certain in _BOUND):
        return Break.BOUND
    if between.right in grammar.openers or _opens_purpose(words, at, grammar):
        return Break.CONJUNCTION
    if any(leans(between) for leans in _CLOSE):
        return Break.CLOSE
    return Break.PREPOSITION if between.right in grammar.prepositions else Break.PHRASE


def _between(words: Sequence[str], at: int, grammar: Grammar) -> _Between:
    earlier = bare(words[at - 2]) if at > 1 and not ends_clause(words[at - 2], grammar) else ""
    ends = at + 1 == len(words) or ends_clause(words[at], grammar)
    later = "" if ends else bare(words[at + 1])
    return _Between(words, at, grammar, bare(words[at - 1]), bare(words[at]), earlier, later)


# -- what is certain --


def _leads_phrase(it: _Between) -> bool:
    """An article and its noun."""
    grammar = it.grammar
    if it.left in grammar.articles:
        right = it.right
        apart = right in grammar.prepositions or right in grammar.conjunctions or grammar.is_auxiliary(right)
        of_ours = it.earlier in grammar.articles and right in grammar.adverbs  # *in de onze | dan*
        return not (apart or of_ours or right in grammar.negations)
    return (
        it.left in grammar.infinitive_marks
        and it.right not in grammar.conjunctions
        and (it.right not in grammar.prepositions)
    )


def _determines(it: _Between) -> bool:
    """A word that may stand alone, where it certainly leads a noun: *met haar | fiets*, not *ik zag haar*."""
    grammar = it.grammar
    if it.left not in grammar.determiners and it.left not in _VERBS:
        return False
    if it.stands_alone or grammar.participles.fullmatch(it.right):
        return False
    if it.left in _VERBS:
        return it.earlier in grammar.prepositions
    if it.left in _OBJECTS:
        led = it.earlier in grammar.prepositions or (
            it.earlier in grammar.openers and it.earlier not in grammar.fillers
        )
        return led or not it.earlier
    if it.left in {"meer", "more"}:
        return not it.earlier.startswith(("niet", "geen", "nooit", "no", "any"))  # *not any more*
    singular = it.left in {"this", "that"} and re.fullmatch(r"\w+[^su\W]s", it.right)
    return not singular  # *this means*: a verb


# Pronouns as well as words that lead a noun.
_OBJECTS: Final = frozenset(["het", "je", "haar", "ons", "jullie", "hun", "her", "his"])
_VERBS: Final = frozenset({"zijn"})  # a possessive only after a preposition: *met zijn | fiets*


def _leads_prepositional(it: _Between) -> bool:
    """A preposition and what it leads, unless it belongs to a verb: *waar hij mee | begon*."""
    grammar, right = it.grammar, it.right
    if it.left not in grammar.prepositions or it.left in grammar.infinitive_marks:
        return False
    if it.earlier in grammar.prepositions or it.earlier in grammar.pronominal:
        return False  # *naar buiten*, *daar aan*
    apart = (
        right in grammar.prepositions
        or right in grammar.conjunctions
        or right in grammar.subjects
        or right in grammar.adverbs
        or right in grammar.negations
        or grammar.is_auxiliary(right)
    )
    if apart:
        return it.left in grammar.purpose and right in grammar.infinitive_marks
    if it.left in grammar.loose:
        return it.grammar.verb_final and it.begins_noun
    return it.begins_noun or not _is_pronominal(it)


def _is_pronominal(it: _Between) -> bool:
    """An *er* or *waar* before, in the same clause, may be what the preposition belongs to."""
    for word in reversed(it.words[max(it.at - 1 - _PRONOMINAL_WORDS, 0) : it.at - 1]):
        if ends_clause(word, it.grammar):
            return False
        if bare(word) in it.grammar.pronominal:
            return True
    return False


def _opens_clause(it: _Between) -> bool:
    """A conjunction or relative and its clause: *dat | wij*, not *ik weet dat | al jaren*."""
    grammar = it.grammar
    if it.left not in grammar.openers or _is_counted_as_noun(it):
        return False
    if not it.earlier:
        return True
    if it.left in grammar.fillers:
        return False
    if it.left in grammar.relatives:
        return grammar.is_determiner(it.right) or it.right in grammar.pronouns or it.right in {"er", "men"}
    return True


def _is_counted_as_noun(it: _Between) -> bool:
    """*for a while*."""
    return it.earlier in it.grammar.articles


def _parts_verb(it: _Between) -> bool:
    """An auxiliary and its participle or infinitive."""
    grammar, right = it.grammar, it.right
    if it.left in grammar.perfects and grammar.participles.fullmatch(right):
        return not grammar.is_function_word(right)
    if it.left in grammar.modals and grammar.infinitives.fullmatch(right):
        alone = not grammar.verb_final or not it.later or it.later in grammar.prepositions
        return alone and right not in grammar.adverbs
    closes = not it.later or grammar.is_auxiliary(it.later)
    before = grammar.verb_final and closes and it.earlier != ""
    return before and grammar.is_auxiliary(right) and grammar.participles.fullmatch(it.left) is not None


def _parts_subject_and_auxiliary(it: _Between) -> bool:
    """A pronoun and the auxiliary beside it: *dat wij | hebben*, *toen wilde | hij*."""
    grammar = it.grammar
    if grammar.is_auxiliary(it.left) and it.right in grammar.pronouns:
        asks = not it.earlier or it.earlier in grammar.openers
        return it.right in grammar.subjects or grammar.verb_final or asks
    if it.left not in grammar.pronouns or not grammar.is_auxiliary(it.right):
        return False
    if it.earlier in grammar.prepositions or grammar.is_auxiliary(it.earlier):
        return False
    return it.left in grammar.subjects or not it.earlier or it.earlier in grammar.openers


def _parts_title(it: _Between) -> bool:
    """An abbreviation or initials, and the name that they belong to."""
    if not is_abbreviation(it.left_word, it.grammar) or it.stands_alone:
        return False
    plain = it.left_word.strip(QUOTES + "‘“„«([{").lower()
    if plain in it.grammar.trailing:
        return False
    return plain in it.grammar.abbreviations or it.right_word[:1].isupper()


def _parts_number(it: _Between) -> bool:
    """A number and what it counts; a year, a time of day and a number that labels count nothing."""
    grammar, right = it.grammar, it.right
    digits = it.left[-1:].isdigit()
    if not (digits or it.left in grammar.numbers) or it.right_word[:1].isupper():
        return right in grammar.units and digits  # *27 June*
    if right in grammar.units:
        return it.earlier not in grammar.numbered or not grammar.verb_final
    if it.stands_alone or it.earlier in grammar.numbered or it.earlier in grammar.clock:
        return False
    if digits and (_YEAR.fullmatch(it.left) or not it.left.replace(".", "").replace(",", "").isdigit()):
        return False
    counted = grammar.counted.fullmatch(right) is not None
    return counted and it.later not in grammar.pronouns and not it.left_word.endswith(")")


def _closes_clause(it: _Between) -> bool:
    """A preposition that leads nothing, but closes what is before it: *waar begin je | mee?*"""
    grammar = it.grammar
    closing = it.right in grammar.prepositions or it.right in grammar.prefixes
    if not closing or CLAUSE_END.search(it.left_word):
        return False
    if not it.later:
        return True
    joined = it.at + 2 < len(it.words) and bare(it.words[it.at + 2]) in grammar.prepositions
    joins = it.later in grammar.conjunctions and it.later not in _LED
    return joins and not joined  # *op en rond het plein*


def _parts_name(it: _Between) -> bool:
    """Both sides are in one name: capitalised words, with at most particles between them."""
    words, grammar = it.words, it.grammar
    may_be = _is_of_name(it.left_word, grammar) and _is_of_name(it.right_word, grammar)
    if not may_be or not grammar.is_known or _is_in_capitals(it):
        return False
    first, last = it.at - 1, it.at
    earliest, latest = max(first - _NAME_PARTICLES, 0), min(last + _NAME_PARTICLES, len(words) - 1)
    while first > earliest and words[first] in grammar.particles:
        first -= 1
    while last < latest and words[last] in grammar.particles:
        last += 1
    starts = first == 0 or ends_sentence(words[first - 1], grammar)
    known = starts and grammar.is_function_word(bare(words[first]))
    if known or (last == it.at and grammar.is_function_word(bare(words[last]))):
        return False
    return _is_name(words[first]) and _is_name(words[last])


def _is_in_capitals(it: _Between) -> bool:
    around = it.words[max(it.at - _CAPITALS_WORDS, 0) : it.at + _CAPITALS_WORDS]
    return all(word == word.upper() for word in around)


def _is_of_name(word: str, grammar: Grammar) -> bool:
    return word in grammar.particles or _is_name(word)


def _is_name(word: str) -> bool:
    """A capital of its own at the beginning: not *"Ja* or *(Nee*."""
    return word[:1].isupper() and any(each.isalpha() for each in word)


_BOUND: Final[tuple[Callable[[_Between], bool], ...]] = (
    _leads_phrase,
    _determines,
    _leads_prepositional,
    _opens_clause,
    _parts_verb,
    _parts_subject_and_auxiliary,
    _parts_title,
    _parts_number,
    _closes_clause,
    _parts_name,
)


# -- what is likely --


def _mostly_speaker_prefixes(it: _Between) -> bool:
    """A word that leads what follows as a rule; not where a preposition closes the clause before."""
    grammar = it.grammar
    if it.left in grammar.prepositions and (
        it.right in grammar.conjunctions or it.right in grammar.prepositions or grammar.is_auxiliary(it.right)
    ):
        return False
    return grammar.leads(it.left)


def _leans_on_verb(it: _Between) -> bool:
    """A pronoun and its verb, but for *hebben wij | gisteren*; a negation and its verb."""
    grammar = it.grammar
    subject = it.left in grammar.pronouns and not grammar.is_auxiliary(it.earlier)
    return subject or it.left in grammar.negations


def _parts_noun(it: _Between) -> bool:
    """An adjective in a phrase that an article or a preposition leads, and the word after it."""
    words, grammar = it.words, it.grammar
    if grammar.is_function_word(it.right):
        return False
    first = it.at - 1
    earliest = max(first - _NOUN_ADJECTIVES, 0)
    while first >= earliest and grammar.adjectives.fullmatch(bare(words[first])):
        if first > 0 and ends_clause(words[first - 1], grammar):
            return False
        first -= 1
    opening = bare(words[first]) if 0 <= first < it.at - 1 else ""
    return grammar.is_determiner(opening) or opening in grammar.prepositions


_CLOSE: Final[tuple[Callable[[_Between], bool], ...]] = (
    _mostly_speaker_prefixes,
    _leans_on_verb,
    _parts_noun,
)


def _opens_purpose(words: Sequence[str], at: int, grammar: Grammar) -> bool:
    """`words[at]` opens a clause such as *om hogerop te komen*."""
    if bare(words[at]) not in grammar.purpose:
        return False
    for word in words[at + 1 : at + _PURPOSE_WORDS]:
        if bare(word) in grammar.infinitive_marks:
            return True
        if ends_clause(word, grammar):
            return False
    return False
