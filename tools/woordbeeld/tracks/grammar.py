"""Where a text may be broken: small word lists a language, and the kind of break between two words.

The lists hold the frequent words only. A language without lists still breaks after punctuation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Final


class Break(Enum):
    """What a break between two words cuts through, from best to worst."""

    SENTENCE = "after a sentence"
    CLAUSE = "after a clause"
    CONJUNCTION = "before a conjunction or relative"
    PREPOSITION = "before a preposition"
    PHRASE = "between phrases"
    CLOSE = "between words that lean on each other"
    BOUND = "inside a phrase: never"
    WORD = "inside a word"


@dataclass(frozen=True, slots=True)
class Grammar:
    """The words of a language, in lower case, that say where a text is not to be broken, or best is.

    Articles, prepositions and infinitive marks lead a phrase and `openers` a clause, so none of them ends
    a line; the openers that are `conjunctions` do nothing else. A preposition before a
    conjunction or at the end of a clause leads nothing, but belongs to the verb before it, as separable
    prefixes do. `verbs` is the form that an auxiliary is not to be parted from, `adjectives` that of what
    leans on a noun. `particles` stand inside names. `purpose` opens a clause where an infinitive mark
    follows.
    """

    articles: frozenset[str]
    prepositions: frozenset[str]
    auxiliaries: frozenset[str]
    pronouns: frozenset[str]
    openers: frozenset[str]
    conjunctions: frozenset[str]
    infinitive_marks: frozenset[str]
    negations: frozenset[str]
    numbers: frozenset[str]
    particles: frozenset[str]
    abbreviations: frozenset[str]
    purpose: frozenset[str]
    verbs: re.Pattern[str]
    adjectives: re.Pattern[str]

    def leads(self, word: str) -> bool:
        """Whether what follows the word belongs to it."""
        groups = (self.articles, self.prepositions, self.infinitive_marks, self.openers)
        return any(word in group for group in groups)

    def is_function_word(self, word: str) -> bool:
        return self.leads(word) or word in self.auxiliaries or word in self.pronouns or word in self.negations


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
        "zonder richting ondanks dankzij vanwege gedurende omtrent qua behalve inzake"
    ),
    auxiliaries=_words(
        "ben bent is zijn was waren heb hebt heeft hebben had hadden word wordt worden werd werden "
        "zal zult zullen zou zouden kan kun kunt kunnen kon konden mag mogen mocht mochten moet "
        "moeten moest moesten wil wilt willen wilde wilden wou ga gaat gaan ging gingen"
    ),
    pronouns=_words("ik je jij u hij ze zij we wij jullie men ie"),
    openers=_words(
        "en maar want of dus omdat doordat zodat opdat terwijl hoewel als wanneer toen voordat nadat "
        "totdat zodra tenzij mits dat die wat wie waar waarin waarmee waarvan waardoor waarbij waarop "
        "hoe waarom"
    ),
    conjunctions=_words(
        "en maar want of dus omdat doordat zodat opdat terwijl hoewel als wanneer toen voordat nadat totdat "
        "zodra tenzij mits waar waarin waarmee waarvan waardoor waarbij waarop"
    ),
    infinitive_marks=_words("te"),
    negations=_words("niet nooit"),
    numbers=_words(
        "twee drie vier vijf zes zeven acht negen tien elf twaalf vijftien twintig dertig veertig vijftig "
        "zestig zeventig tachtig negentig honderd duizend miljoen miljard"
    ),
    particles=_words("van de den der het 't ten ter te"),
    abbreviations=_words(
        "dhr. mevr. mw. dr. drs. mr. ir. ing. prof. bijv. bv. o.a. d.w.z. m.n. nr. art. blz. ca. st. "
        "jl. i.p.v. t/m."
    ),
    purpose=_words("om door zonder"),
    verbs=re.compile(
        r"(ge|be|ver|ont|her|er)\w+(d|t|en)|(\w+ge)\w+(d|t|en)|\w{2,}en|gaan|staan|slaan|doen|zien|zijn"
    ),
    # By their inflection or their ending; the nouns in -ie, -age and the like only look like them.
    adjectives=re.compile(
        r"(?!\w*(ie|age|ette|ode|ine|these|crisis)$)\w{2,}(e|isch|lijk|baar|zaam|loos|achtig|rijk|vol|ig|end)|"
        r"goed|groot|klein|nieuw|oud|jong|lang|kort|hoog|laag|mooi|leuk|hard|eigen|ander|echt|vast|half|best|beter"
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
    pronouns=_words("i you he she it we they there"),
    openers=_words(
        "and but or so because since although though while when where whereas if unless that which "
        "who whom whose what how why than"
    ),
    conjunctions=_words("and but or so because since although though while when whereas if unless"),
    infinitive_marks=_words("to"),
    negations=_words("not never"),
    numbers=_words(
        "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty "
        "sixty seventy eighty ninety hundred thousand million billion"
    ),
    particles=_words("of the de la von van"),
    abbreviations=_words("mr. mrs. ms. dr. prof. st. e.g. i.e. etc. no. vs."),
    purpose=_words(""),
    verbs=re.compile(
        r"\w+(ed|ing|en)|be|been|do|done|go|gone|have|had|make|made|take|see|seen|say|said|get|got"
    ),
    adjectives=re.compile(
        r"\w+(ful|ous|ive|able|ible|less|ical)|good|new|old|young|big|small|great|long|short|high|low|own|"
        r"other|same|first|last|next|best|better"
    ),
)

KEPT_WORDS: Final = 20_000  # the words of a long film, each looked at many times
_NOTHING: Final = re.compile(r"(?!)")
_UNKNOWN: Final = Grammar(*(frozenset[str](),) * 12, verbs=_NOTHING, adjectives=_NOTHING)
_GRAMMARS: Final = {"nl": DUTCH, "en": ENGLISH}

_QUOTES = "\"'’”»)]}"
_SENTENCE_END = re.compile(rf"[.!?…]+[{re.escape(_QUOTES)}]*$")
_CLAUSE_END = re.compile(rf"([,;:]+[{re.escape(_QUOTES)}]*|[–—]+|^-)$")
_DASHES: Final = "-‐‑–—"
_INITIALS = re.compile(r"([^\W\d_]\.)+")
_PURPOSE_WORDS: Final = 10
_EDGES = "\"'‘’“”„«»()[]{}.,;:!?…–—"


def grammar_of(language: str) -> Grammar:
    """The word lists for a language code; empty lists for a language that has none."""
    return _GRAMMARS.get(language.partition("-")[0].lower(), _UNKNOWN)


def break_before(words: Sequence[str], at: int, grammar: Grammar) -> Break:
    """The kind of break between `words[at - 1]` and `words[at]`; punctuation wins over what words say.

    >>> words = "Dat is zo, maar Karin van den Bosch zag de man met wie zij liep.".split()
    >>> [break_before(words, at, DUTCH).name for at in (3, 5, 6, 7, 8, 9, 10, 11, 14)]
    ['CLAUSE', 'BOUND', 'BOUND', 'BOUND', 'PHRASE', 'PHRASE', 'BOUND', 'PREPOSITION', 'CLOSE']
    """
    before, after = words[at - 1], words[at]
    if ends_sentence(before, grammar):
        return Break.SENTENCE
    if _CLAUSE_END.search(before) and after[0] not in _DASHES:
        return Break.CLAUSE
    if _parts_phrase(words, at, grammar):
        return Break.BOUND
    left, right = _bare(before), _bare(after)
    if right in grammar.openers or _opens_purpose(words, at, grammar):
        return Break.CONJUNCTION
    if _parts_subject(words, at, grammar) or left in grammar.negations or _parts_noun(words, at, grammar):
        return Break.CLOSE
    return Break.PREPOSITION if right in grammar.prepositions else Break.PHRASE


def _parts_phrase(words: Sequence[str], at: int, grammar: Grammar) -> bool:
    """A break before `words[at]` is one of those that no subtitler makes."""
    left, right = _bare(words[at - 1]), _bare(words[at])
    pair = ((left, right), (right, left))
    return (
        words[at][0] in _DASHES  # a line that begins with a dash reads as another speaker's
        or _is_stranded(words, at, grammar)
        or (grammar.leads(left) and not _is_stranded(words, at - 1, grammar))
        or (left in grammar.auxiliaries and at > 1 and _bare(words[at - 2]) in grammar.prepositions)
        or any(one in grammar.auxiliaries and grammar.verbs.fullmatch(other) for one, other in pair)
        or any(one in grammar.auxiliaries and other in grammar.pronouns for one, other in pair)
        or _is_abbreviation(words[at - 1], grammar)
        or _parts_number(left, right, grammar)
        or _parts_name(words, at, grammar)
    )


def _is_stranded(words: Sequence[str], at: int, grammar: Grammar) -> bool:
    """`words[at]` is a preposition that leads nothing, but closes what is before it: *waar begin je mee?*"""
    if at == 0 or _bare(words[at]) not in grammar.prepositions or _CLAUSE_END.search(words[at - 1]):
        return False
    closes = at + 1 == len(words) or ends_clause(words[at], grammar)
    return closes or _bare(words[at + 1]) in grammar.conjunctions


def _parts_number(left: str, right: str, grammar: Grammar) -> bool:
    """A number and what it counts."""
    counts = left[-1:].isdigit() or left in grammar.numbers
    return counts and right[:1].isalnum() and not grammar.is_function_word(right)


def _parts_subject(words: Sequence[str], at: int, grammar: Grammar) -> bool:
    """A pronoun and its verb, unless that came before it: *hebben wij | gisteren*."""
    verb_before = at > 1 and _bare(words[at - 2]) in grammar.auxiliaries
    return _bare(words[at - 1]) in grammar.pronouns and not verb_before


def _parts_noun(words: Sequence[str], at: int, grammar: Grammar) -> bool:
    """An adjective in a phrase that an article or a preposition leads, and the word after it."""
    if grammar.is_function_word(_bare(words[at])):
        return False
    first = at - 1
    while first >= 0 and grammar.adjectives.fullmatch(_bare(words[first])):
        if first > 0 and ends_clause(words[first - 1], grammar):
            return False
        first -= 1
    opening = _bare(words[first]) if 0 <= first < at - 1 else ""
    return opening in grammar.articles or opening in grammar.prepositions


def _opens_purpose(words: Sequence[str], at: int, grammar: Grammar) -> bool:
    """`words[at]` opens a clause such as *om hogerop te komen*."""
    if _bare(words[at]) not in grammar.purpose:
        return False
    for word in words[at + 1 : at + _PURPOSE_WORDS]:
        if _bare(word) in grammar.infinitive_marks:
            return True
        if ends_clause(word, grammar):
            return False
    return False


def ends_clause(word: str, grammar: Grammar) -> bool:
    """Whether a word closes a clause or a sentence, as its punctuation tells."""
    return bool(_CLAUSE_END.search(word)) or ends_sentence(word, grammar)


def ends_sentence(word: str, grammar: Grammar) -> bool:
    """Whether a word closes a sentence: not so for an abbreviation or initials.

    >>> [ends_sentence(word, DUTCH) for word in ("klaar.", "‘Klaar?’", "dhr.", "J.", "zo")]
    [True, True, False, False, False]
    """
    return bool(_SENTENCE_END.search(word)) and not _is_abbreviation(word, grammar)


def _is_abbreviation(word: str, grammar: Grammar) -> bool:
    bare = word.strip(_QUOTES + "‘“„«([{")
    return bare.lower() in grammar.abbreviations or bool(_INITIALS.fullmatch(bare))


@lru_cache(maxsize=KEPT_WORDS)
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
