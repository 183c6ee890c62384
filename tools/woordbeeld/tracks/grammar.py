"""Where a text may be broken: small word lists a language, and the kind of break between two words.

The lists hold the frequent words only. A language without lists still breaks after punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final


class Break(Enum):
    """What a break between two words cuts through, from best to worst."""

    SENTENCE = "after a sentence"
    CLAUSE = "after a clause"
    CONJUNCTION = "before a conjunction or relative"
    PHRASE = "between phrases"
    BOUND = "inside a phrase"
    WORD = "inside a word"


@dataclass(frozen=True, slots=True)
class Grammar:
    """The words of a language, in lower case, that say where a text is not to be broken, or best is.

    Articles, prepositions and infinitive marks lead a phrase and `openers` a clause, so none of them ends
    a line. `verbs` is the form that an auxiliary is not to be parted from. `particles` stand inside names.
    """

    articles: frozenset[str]
    prepositions: frozenset[str]
    auxiliaries: frozenset[str]
    openers: frozenset[str]
    infinitive_marks: frozenset[str]
    particles: frozenset[str]
    abbreviations: frozenset[str]
    verbs: re.Pattern[str]

    def leads(self, word: str) -> bool:
        """Whether what follows the word belongs to it."""
        groups = (self.articles, self.prepositions, self.infinitive_marks, self.openers)
        return any(word in group for group in groups)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DUTCH: Final = Grammar(
    # with possessives and other words that lean on the noun after them
    articles=_words(
        "de het een 't 'n mijn m'n jouw je z'n haar ons onze jullie hun uw deze elk elke ieder iedere "
        "geen alle veel weinig meer heel zeer erg"
    ),
    prepositions=_words(
        "aan achter bij binnen boven buiten door in langs met na naar naast om onder op over per rond "
        "rondom sinds tegen tijdens tot tussen uit van vanaf vanuit via volgens voor voorbij wegens "
        "zonder"
    ),
    auxiliaries=_words(
        "ben bent is zijn was waren heb hebt heeft hebben had hadden word wordt worden werd werden "
        "zal zult zullen zou zouden kan kun kunt kunnen kon konden mag mogen mocht mochten moet "
        "moeten moest moesten wil wilt willen wilde wilden wou ga gaat gaan ging gingen"
    ),
    openers=_words(
        "en maar want of dus omdat doordat zodat opdat terwijl hoewel als wanneer toen voordat nadat "
        "totdat zodra tenzij mits dat die wat wie waar waarin waarmee waarvan waardoor waarbij waarop "
        "hoe waarom"
    ),
    infinitive_marks=_words("te"),
    particles=_words("van de den der het 't ten ter te"),
    abbreviations=_words(
        "dhr. mevr. mw. dr. drs. mr. ir. ing. prof. bijv. bv. o.a. d.w.z. m.n. nr. art. blz. ca. st. "
        "jl. i.p.v. t/m."
    ),
    verbs=re.compile(
        r"(ge|be|ver|ont|her|er)\w+(d|t|en)|(\w+ge)\w+(d|t|en)|\w{2,}en|gaan|staan|slaan|doen|zien|zijn"
    ),
)

ENGLISH: Final = Grammar(
    articles=_words(
        "a an the my your his her its our their this these those each every no some any all many more very"
    ),
    prepositions=_words(
        "about above across after against along among around at before behind below beneath beside "
        "between by down during for from in inside into near of off on onto out over past since "
        "through to towards under until up upon via with within without"
    ),
    auxiliaries=_words(
        "am is are was were be been have has had do does did will would shall should can could may might must"
    ),
    openers=_words(
        "and but or so because since although though while when where whereas if unless that which "
        "who whom whose what how why than"
    ),
    infinitive_marks=_words("to"),
    particles=_words("of the de la von van"),
    abbreviations=_words("mr. mrs. ms. dr. prof. st. e.g. i.e. etc. no. vs."),
    verbs=re.compile(
        r"\w+(ed|ing|en)|be|been|do|done|go|gone|have|had|make|made|take|see|seen|say|said|get|got"
    ),
)

_UNKNOWN: Final = Grammar(*(frozenset[str](),) * 7, verbs=re.compile(r"(?!)"))
_GRAMMARS: Final = {"nl": DUTCH, "en": ENGLISH}

_QUOTES = "\"'’”»)]}"
_SENTENCE_END = re.compile(rf"[.!?…]+[{re.escape(_QUOTES)}]*$")
_CLAUSE_END = re.compile(rf"([,;:]+[{re.escape(_QUOTES)}]*|[–—]+|^-)$")
_INITIALS = re.compile(r"([^\W\d_]\.)+")
_EDGES = "\"'‘’“”„«»()[]{}.,;:!?…–—"


def grammar_of(language: str) -> Grammar:
    """The word lists for a language code; empty lists for a language that has none."""
    return _GRAMMARS.get(language.partition("-")[0].lower(), _UNKNOWN)


def break_before(words: Sequence[str], at: int, grammar: Grammar) -> Break:
    """The kind of break between `words[at - 1]` and `words[at]`; punctuation wins over what words say.

    >>> words = "Dat is zo, maar Karin van den Bosch zag de man die liep.".split()
    >>> [break_before(words, at, DUTCH).name for at in (3, 5, 6, 7, 8, 9, 10, 11)]
    ['CLAUSE', 'BOUND', 'BOUND', 'BOUND', 'PHRASE', 'PHRASE', 'BOUND', 'CONJUNCTION']
    """
    before, after = words[at - 1], words[at]
    if ends_sentence(before, grammar):
        return Break.SENTENCE
    if _CLAUSE_END.search(before) or after[0] in "–—":
        return Break.CLAUSE
    left, right = _bare(before), _bare(after)
    if grammar.leads(left) or left[-1:].isdigit() or _is_abbreviation(before, grammar):
        return Break.BOUND
    if _parts_name(words, at, grammar) or _parts_verb(left, right, grammar):
        return Break.BOUND
    return Break.CONJUNCTION if right in grammar.openers else Break.PHRASE


def ends_sentence(word: str, grammar: Grammar) -> bool:
    """Whether a word closes a sentence: not so for an abbreviation or initials.

    >>> [ends_sentence(word, DUTCH) for word in ("klaar.", "‘Klaar?’", "dhr.", "J.", "zo")]
    [True, True, False, False, False]
    """
    return bool(_SENTENCE_END.search(word)) and not _is_abbreviation(word, grammar)


def _is_abbreviation(word: str, grammar: Grammar) -> bool:
    bare = word.strip(_QUOTES + "‘“„«([{")
    return bare.lower() in grammar.abbreviations or bool(_INITIALS.fullmatch(bare))


def _bare(word: str) -> str:
    """A word as the lists have it; only an apostrophe that belongs to it stays (`'t`)."""
    lowered = word.lower().replace("’", "'")
    return lowered if lowered in {"'t", "'n"} else lowered.strip(_EDGES)


def _parts_name(words: Sequence[str], at: int, grammar: Grammar) -> bool:
    """Both sides are in one name: capitalised words, with at most particles between them."""
    first, last = at - 1, at
    while first > 0 and words[first] in grammar.particles:
        first -= 1
    while last < len(words) - 1 and words[last] in grammar.particles:
        last += 1
    starts = first == 0 or ends_sentence(words[first - 1], grammar)
    inside = words[first : last + 1]
    opening = _bare(words[first])
    known = starts and (grammar.leads(opening) or opening in grammar.auxiliaries)
    return not known and inside[0][:1].isupper() and inside[-1][:1].isupper()


def _parts_verb(left: str, right: str, grammar: Grammar) -> bool:
    """An auxiliary and its verb, in either order."""
    pairs = ((left, right), (right, left))
    return any(one in grammar.auxiliaries and grammar.verbs.fullmatch(other) for one, other in pairs)
