"""How much a text reads as the name of a speaker, and what stands beside the name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from woordbeeld.intake.word_lists import (
    ABOUT_RECORDING,
    ABOUT_TEXT,
    ALSO_NAMES,
    BEFORE_NAMES,
    DAYS,
    FUNCTIONS,
    HEARD,
    NOISE,
    NOT_SPEAKERS,
    NUMBERED,
    ROLES,
    SEEN,
    SENTENCE,
    SHOWN_TEXT,
    TITLES,
    UNKNOWN,
)
from woordbeeld.textfile import WHITE
from woordbeeld.transcript import labels, words
from woordbeeld.transcript.vocabulary import pattern_of

MOST_TOKENS: Final = 7
_MOST_CHARS: Final = 80
_ARTICLES: Final = words.ARTICLES
_REMARK: Final = re.compile(r"\s*[(\[]([^()\[\]]{1,120})[)\]]\s*$")
_FUNCTION: Final = re.compile(r"\s*(?:,|\s[-–—/|]\s)\s*(?=\S)")
_SENTENCE_WITHIN: Final = re.compile(r"[^\W\d_]{3,}\.\s")
_NAME_SIGNS: Final = re.compile(rf"[\w\s.&/#\"“”{re.escape(words.APOSTROPHES + words.HYPHENS)}]+")
_SENTENCE_END: Final = re.compile(r"[.!?…;:,\"”]$")
_INITIALS: Final = re.compile(r"(?:[^\W\d_]\.){1,4}")
_NUMBER: Final = re.compile(r"#?\d{1,3}|[A-Z]")

_ELIDED: Final = re.compile(rf"[a-z]{{1,3}}[{re.escape(words.APOSTROPHES)}](?=[A-ZÀ-Þ])")  # `d'Hondt`
_BRANDED: Final = re.compile(r"[a-z][A-Z][a-z]")  # `iPad`
_FUNCTION_BEFORE: Final = re.compile(
    rf"(?:{pattern_of(FUNCTIONS)})\s+(?=(?-i:[^\W\d_a-zß-ÿ])[^\W\d_])", re.IGNORECASE
)
_JOINED: Final = re.compile(r"\s(?:en|and|und|et|&)\s")  # two people, who speak together
_GENERATIONS: Final = frozenset({"senior", "junior", "sr", "jr", "snr", "jnr"})
_BETWEEN_NAMES: Final = re.compile(r"\s*[,;]\s*(?:(?:en|and|und|et)\s+)?|\s+(?:en|and|und|et|&)\s+|\n")
_TITLED_FUNCTION: Final = re.compile(
    r"(?:de heren|de dames|mevr\.|mw\.|dhr\.)?\s*[^\W\d_].{0,40}\([^()]{1,60}\)"
)
_MOST_ARE_NAMES: Final = 0.7  # of what stands between commas; functions are the others

_LETTER_AND_NUMBER: Final = re.compile(r"[A-Z]{1,3}\d{1,2}|[A-Z]")  # `S1`, `V`

CERTAIN: Final = 1.0
LIKELY: Final = 0.8
POSSIBLE: Final = 0.5
WEAK: Final = 0.3
NONE: Final = 0.0


@dataclass(frozen=True, slots=True)
class Name:
    """Who speaks, as written, with what is said of that person or of how it is said.

    `likeness` tells how much it reads as a name, from 0 (not at all) to 1 (it is nothing else).
    """

    text: str
    remark: str
    likeness: float

    @property
    def key(self) -> tuple[str, ...]:
        """What names are compared by."""
        return labels.key(self.text)


def name_in(text: str) -> Name | None:
    """The name that a text is, or None if it is none.

    >>> name_in("ANNA DE WIT, WETHOUDER")
    Name(text='ANNA DE WIT', remark='WETHOUDER', likeness=0.8)
    >>> name_in("Els Claes (Groen)").remark, name_in("Dat is een goede vraag")
    ('Groen', None)
    """
    text = " ".join(text.strip(WHITE + "*_").replace("_", " ").split())
    if not text or len(text) > _MOST_CHARS or _ends_sentence(text):
        return None
    remarks: list[str] = []
    opening, _, rest = text.partition(" ")
    if opening.casefold().rstrip(".:") in BEFORE_NAMES and rest:
        remarks.append(opening)
        text = rest
    while (found := _REMARK.search(text)) and (text.isupper() or not _tells_apart(text, found[1])):
        remarks.insert(0, found[1].strip())
        text = text[: found.start()].rstrip()
    if found := _FUNCTION.search(text):
        before, after = text[: found.start()], text[found.end() :]
        party = _REMARK.search(before)
        plain = before[: party.start()] if party else before
        if not party and _is_first_name(after, plain):
            text = f"{after.strip()} {plain}"
        elif plain and likeness(plain) > NONE and _is_function(after):
            remarks = [*([party[1].strip()] if party else []), after.strip(), *remarks]
            text = plain
    if (found := _FUNCTION_BEFORE.match(text)) and likeness(text[found.end() :]) >= POSSIBLE:
        remarks.insert(0, found[0].strip())
        text = text[found.end() :]
    if not text or (alike := likeness(text)) == NONE:
        return None
    return Name(text, ", ".join(filter(None, remarks)), alike)


def _tells_apart(text: str, remark: str) -> bool:
    """Whether a number in brackets tells one of several apart, and is no age: `Spreker (2)`."""
    return remark.strip().isdigit() and text.split(maxsplit=1)[0].casefold() in NUMBERED | ROLES


def _is_first_name(after: str, before: str) -> bool:
    """Whether a name stands last name first, as programs of meetings have it: `Bakker, Saskia`."""
    surname = [token for token in before.split() if token.casefold() not in _JOINTS]
    one = len(after.split()) == 1 and len(surname) == 1 and after.istitle() and surname[0].istitle()
    return one and likeness(after) == POSSIBLE and likeness(before) > NONE


def person_in(text: str) -> Name | None:
    """Somebody without a name whom a few words tell of; less likely a speaker than any name.

    >>> person_in("Vrouw uit de zaal").text, person_in("Het zwembad")
    ('Vrouw uit de zaal', None)
    """
    tokens = text.strip(WHITE + ":").split()
    small = [token.casefold() for token in tokens]
    rest = small[1:] if small[:1] and small[0] in _ARTICLES else small
    if not rest or len(tokens) > MOST_TOKENS or rest[0] not in ROLES | UNKNOWN or not tokens[0][0].isupper():
        return None
    is_name = SENTENCE.isdisjoint(rest) and _may_be_name(text.removesuffix(":"), tokens)
    return Name(" ".join(tokens), "", WEAK) if is_name and not _ends_sentence(tokens[-1]) else None


def _is_function(text: str) -> bool:
    """Whether words behind a name tell about the person, and are no sentence."""
    return SENTENCE.isdisjoint(token.casefold().strip(".,") for token in text.split())


def reads_as_label(text: str, least: float = POSSIBLE) -> bool:
    """Whether a line is at least so likely a name by itself, or ends in a colon: what is below it is said."""
    name = name_in(text)
    return text.endswith(":") or (name is not None and name.likeness >= least)


def lists_people(text: str, least: int = 3) -> bool:
    """Whether a text is a list of at least so many names, perhaps with functions beside them.

    >>> lists_people("Aartsen, Becker, Van der Burg en Ceder"), lists_people("Brood, kaas en melk.")
    (True, False)
    """
    parts = [part for part in _BETWEEN_NAMES.split(text.strip(WHITE + ".,;")) if part.strip()]
    names = sum(name_in(part) is not None or _TITLED_FUNCTION.fullmatch(part) is not None for part in parts)
    return len(parts) >= least and names >= _MOST_ARE_NAMES * len(parts)


def full_names(names: Iterable[str]) -> dict[str, str]:
    """For each first name alone the one full name that begins with it; where there are two of those, none.

    >>> full_names(["Rik", "Dr. Rik Mol", "Tom", "Tom Visser", "Tom Bakker", "Verteller", "Verteller man"])
    {'Rik': 'Dr. Rik Mol'}
    """
    names = [name for name in dict.fromkeys(names) if not _JOINED.search(name)]
    by_first: dict[str, list[str]] = defaultdict(list)
    for name in names:
        tokens = [token for token in name.split() if token.casefold().rstrip(".") not in TITLES]
        if len(tokens) > 1:
            by_first[tokens[0].casefold()].append(name)
    return {
        name: found[0]
        for name in names
        if " " not in name
        and likeness(name) < CERTAIN
        and len({*map(labels.key, found := by_first[name.casefold()])}) == 1
    }


def names_nobody(text: str) -> bool:
    """Whether a text is known to be no speaker, though it may stand before a colon.

    >>> names_nobody("Let op"), names_nobody("DUUR"), names_nobody("Anna")
    (True, True, False)
    """
    return _plain(text) in _NOBODY


def may_speak_among_others(text: str) -> bool:
    """Whether a word that mostly tells about a recording may be a speaker below the labels of others.

    >>> may_speak_among_others("REGIE"), may_speak_among_others("MUZIEK"), may_speak_among_others("Anna")
    (True, False, False)
    """
    return _plain(text) in ABOUT_RECORDING - _NEVER_SPEAKERS


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def likeness(text: str) -> float:
    """How much a text without remarks reads as a name.

    >>> [likeness(each) for each in ("Tom Visser", "De voorzitter", "Spreker 1", "Conclusie", "dat is het")]
    [0.8, 1.0, 1.0, 0.0, 0.0]
    """
    tokens = [token.strip('"“”') for token in text.split()]
    small = [token.casefold().rstrip(".") for token in tokens]
    plain = " ".join(small)
    if not _may_be_name(text, tokens) or plain in _NOBODY:
        return NONE
    if labels.role(text) or plain in UNKNOWN or _is_role(small) or _is_numbered(small, tokens):
        return CERTAIN
    if _LETTER_AND_NUMBER.fullmatch(text):
        return LIKELY if text[-1].isdigit() else WEAK
    if not _has_sentence(text) and (_is_titled(small, tokens) or _is_office(small, tokens)):
        return CERTAIN
    if (
        _has_sentence(text)
        or not ABOUT_TEXT.isdisjoint(small)
        or _has_sentence_words(tokens, small)
        or any(map(str.isdigit, plain))
    ):
        return NONE
    return _by_capitals(tokens, small)


def _may_be_name(text: str, tokens: list[str]) -> bool:
    return 0 < len(tokens) <= MOST_TOKENS and _NAME_SIGNS.fullmatch(text) is not None


def _has_sentence(text: str) -> bool:
    """Whether a sentence ends in a text, or at its end; what is shortened ends none: `Prof. dr. Visser`."""
    opening = text.partition(" ")[0]
    answered = opening.endswith(".") and opening.casefold().rstrip(".") in NOT_SPEAKERS
    within = (found[0].rstrip(". ").casefold() for found in _SENTENCE_WITHIN.finditer(text))
    return answered or _ends_sentence(text) or any(word not in TITLES for word in within)


def _ends_sentence(text: str) -> bool:
    last = text.rsplit(maxsplit=1)[-1]
    short = _INITIALS.fullmatch(last) or last.rstrip(".").casefold() in TITLES
    return bool(_SENTENCE_END.search(text)) and not short


_NEVER_SPEAKERS: Final = (
    NOT_SPEAKERS | DAYS | SEEN | HEARD | NOISE | SHOWN_TEXT | frozenset(words.PAGE_ENDINGS) - ROLES
)
_NOBODY: Final = _NEVER_SPEAKERS | ABOUT_RECORDING


def _is_role(small: list[str]) -> bool:
    """`voorzitter`, `de voorzitter`, `tweede bewoner`, `voice-over man`."""
    rest = small[1:] if small[0] in _ARTICLES and len(small) > 1 else small
    known = [token in ROLES for token in rest]
    return len(rest) <= 2 and (all(known) or (len(rest) == 2 and known[1] and rest[0] in _COUNTED))  # noqa: PLR2004


def _is_office(small: list[str], tokens: list[str]) -> bool:
    """A role and of what: `The Minister for Schools`, `De staatssecretaris van Financiën`."""
    role = next((at for at, token in enumerate(small) if token in words.JOINS_ORGANISATION), 0)
    named = tokens[role + 1 :]
    return role > 0 and bool(named) and _is_role(small[:role]) and _is_capitalised(named[-1])


_COUNTED: Final = frozenset(
    [
        "eerste",
        "tweede",
        "derde",
        "vierde",
        "andere",
        "jonge",
        "oude",
        "vrouwelijke",
        "mannelijke",
        "first",
        "second",
        "third",
    ]
)


def _has_sentence_words(tokens: list[str], small: list[str]) -> bool:
    """Whether words of sentences stand in it; `Ben`, which begins with a capital, is a name too."""
    return any(
        token in SENTENCE and not (written[0].isupper() and token in ALSO_NAMES)
        for written, token in zip(tokens, small, strict=True)
    )


def _is_numbered(small: list[str], tokens: list[str]) -> bool:
    """`Spreker 1`, `Mannelijke deelnemer 2`, `PUBLIC SPEAKER #3`."""
    kind = small[-2:-1]
    return (
        bool(kind)
        and kind[0] in NUMBERED | ROLES
        and bool(_NUMBER.fullmatch(tokens[-1]))
        and tokens[0][0].isupper()
    )


def _is_titled(small: list[str], tokens: list[str]) -> bool:
    """Titles and a name: `Mevrouw Claes`, `De heer Van den Berg`, `Inspreker mevr. Jansen`."""
    rest = 1 if len(small) > 2 and small[1] in TITLES and tokens[0][0].isupper() else 0  # noqa: PLR2004 - and a name
    while rest < len(small) and (
        small[rest] in TITLES or (small[rest] in _ARTICLES and small[rest + 1 : rest + 2] != [])
    ):
        if small[rest] in _ARTICLES and small[rest + 1] not in TITLES:
            break
        rest += 1
    if not 0 < rest < len(tokens):
        return False
    return _is_role(small[rest:]) or _by_capitals(tokens[rest:], small[rest:]) > NONE


def _by_capitals(tokens: list[str], small: list[str]) -> float:
    if len(tokens) > 1 and small[-1] in _GENERATIONS:
        tokens, small = tokens[:-1], small[:-1]
    named = [_is_capitalised(token) or part in _JOINTS for token, part in zip(tokens, small, strict=True)]
    if not all(named) or not _is_capitalised(tokens[-1]) or small[0] in _ARTICLES - {"de", "la", "le"}:
        return NONE
    if len(tokens) == 1:
        return WEAK if len(tokens[0].rstrip(".")) <= 2 else POSSIBLE  # noqa: PLR2004
    return LIKELY if _is_capitalised(tokens[0]) or len(tokens) > 1 else WEAK


_JOINTS: Final = words.NAME_JOINTS | words.ELISIONS


def _is_capitalised(token: str) -> bool:
    bare = token.strip(words.APOSTROPHES + ".")
    return bare[:1].isupper() or bool(_ELIDED.match(token) or _BRANDED.match(token))
