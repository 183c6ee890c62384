"""How a speaker label looks: capitals before a colon, a role in any case, or a name known from elsewhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from woordbeeld.textfile import WHITE
from woordbeeld.transcript import words
from woordbeeld.transcript.model import Label

MAX_LABEL_TOKENS: Final = 8
MAX_NAME_TOKENS: Final = 5  # of a name that nothing but its place shows to be one

MAX_QUALIFIER_CHARS: Final = 120
KEPT_LABELS: Final = 5000  # the same few are looked at for each line

Key = tuple[str, ...]

_QUALIFIED = (
    rf"(?P<name>[^:()]{{1,60}}?)\s{{0,4}}(?:\((?P<qualifier>[^()]{{1,{MAX_QUALIFIER_CHARS}}})\)\s{{0,4}})?"
)
# No digit or slash after the colon: `10:30`, `HTTPS://`.
_WITH_COLON = re.compile(_QUALIFIED + r":(?![\d/])")
_BARE = re.compile(_QUALIFIED)
_ROLE_NUMBER = re.compile(r"\s\d{1,3}$")
_NOT_LABELS: Final = words.NOT_LABELS | set(words.ON_SCREEN_MARKERS)
_SAME_SHAPE = str.maketrans(
    dict.fromkeys(words.APOSTROPHES, "'")
    | dict.fromkeys(words.HYPHENS, "-")
    | dict.fromkeys(words.QUOTES, ""),
)


@lru_cache(maxsize=KEPT_LABELS)
def role(label: str) -> str | None:
    """The role that a label names, written as roles are, or None.

    >>> role("VOICE OVER"), role("vrouwenstem 2"), role("TON HEERTS")
    ('Voice-over', 'Vrouwenstem 2', None)
    """
    spelled = _role_key(label)
    number = _ROLE_NUMBER.search(spelled)
    name = _ROLES.get(spelled[: number.start()] if number else spelled)
    return name + (number.group() if number else "") if name else None


def _role_key(label: str) -> str:
    return " ".join(label.translate(_SAME_SHAPE).casefold().replace("-", " ").split())


_ROLES: Final = {_role_key(name): name for name in words.ROLE_NAMES} | {"voiceover": "Voice-over"}


@lru_cache(maxsize=KEPT_LABELS)
def key(label: str) -> Key:
    """The tokens by which labels are compared, whatever their case, quotes, spaces, apostrophes and hyphens.

    Letters with the same capital are the same: `ı` and `i`.

    >>> key("Berend\N{NO-BREAK SPACE}Buddingh\N{RIGHT SINGLE QUOTATION MARK}") == key("BEREND BUDDINGH'")
    True
    """
    plain = unicodedata.normalize("NFC", role(label) or label)
    return tuple(plain.translate(_SAME_SHAPE).upper().casefold().split())


def folded(name: str) -> Key:
    """The key of a name without its diacritics.

    >>> folded("Hannah Yıldız") == folded("HANNAH YİLDIZ")
    True
    """
    return tuple(
        "".join(char for char in unicodedata.normalize("NFD", token) if not unicodedata.combining(char))
        for token in key(name)
    )


def spelling(label: Label) -> str | None:
    """How the name in a label is spelled, where its qualifier says so before any other remark.

    >>> spelling(Label("ANNA DE WIT", "Anna De Wit, wethouder")), spelling(Label("ANNA DE WIT", "wethouder"))
    ('Anna De Wit', None)
    """
    spelled = " ".join((label.qualifier or "").partition(",")[0].split())
    return spelled if spelled and folded(spelled) == folded(label.text) else None


def remark(label: Label) -> str:
    """What a label says beside the name and its spelling: `VIA EEN TOLK`."""
    qualifier = label.qualifier or ""
    return (qualifier.partition(",")[2] if spelling(label) else qualifier).strip(WHITE)


def tails(whole: Key) -> Iterable[Key]:
    """The ends of a name, without the name itself, longest first."""
    return (whole[start:] for start in range(1, len(whole)))


@dataclass(frozen=True, slots=True)
class Known:
    """The labels that a transcript has in capitals with a colon, and the ends of those that are names."""

    whole: frozenset[Key]
    ends: frozenset[Key]

    @classmethod
    def of(cls, found: Iterable[Label]) -> Known:
        """Those in capitals among labels with a colon."""
        texts = {label.text for label in found if label.text.isupper()}
        names = (key(text) for text in texts if not role(text))
        return cls(frozenset(map(key, texts)), frozenset(end for name in names for end in tails(name)))

    def has(self, label: Label) -> bool:
        return key(label.text) in self.whole or key(label.text) in self.ends


def opening(line: str) -> tuple[Label, str] | None:
    """What may be a label with a colon at the start of a line, and what is said behind it.

    The line has no white space at its edges.
    """
    return _match(_WITH_COLON, line)


def parse(line: str, known: Known) -> tuple[Label, str] | None:
    """The label that a line opens with and what is said after its colon; None where it opens with speech."""
    found = opening(line)
    return found if found and is_certain(found[0], known) else None


def is_certain(label: Label, known: Known) -> bool:
    """Whether what has the colon of a label is one: in capitals, a role, or a name known from elsewhere."""
    if label.text.isupper() or role(label.text):
        return True
    return label.text.split()[-1][0].isupper() and known.has(label)


def is_likely(label: Label, known: Known) -> bool:
    """Whether a line in capitals without a colon is a role, or the end of a name known from elsewhere."""
    return key(label.text) in known.ends or role(label.text) is not None


def parse_bare(line: str) -> Label | None:
    """A line in capitals that may be a label without a colon: `RUTTE`."""
    found = _match(_BARE, line) if line.isupper() and not set(line) & set(words.QUOTES) else None
    return found[0] if found else None


def is_namelike(label: Label) -> bool:
    """A few words, none of which a name has not."""
    tokens = key(label.text)
    sentence = label.text.endswith(".")
    return len(tokens) <= MAX_NAME_TOKENS and not sentence and words.NOT_IN_NAMES.isdisjoint(tokens)


def _match(pattern: re.Pattern[str], line: str) -> tuple[Label, str] | None:
    found = pattern.match(line) if pattern is _WITH_COLON else pattern.fullmatch(line)
    if not found or not _is_label_text(name := found["name"].rstrip()):
        return None
    return Label(name, found["qualifier"]), line[found.end() :].lstrip(WHITE)


def _is_label_text(text: str) -> bool:
    return (
        (text[0].isalnum() or text[0] in words.APOSTROPHES)
        and all(map(_may_stand_in_label, text))
        and any(map(str.isupper, text))
        and len(text.split()) <= MAX_LABEL_TOKENS
        and " ".join(key(text)) not in _NOT_LABELS
    )


def _may_stand_in_label(char: str) -> bool:
    return (
        char.isalnum()
        or char in "\t.&/"
        or char in words.QUOTES
        or char in words.HYPHENS
        or char in words.APOSTROPHES
        or unicodedata.category(char) in {"Zs", "Mn", "Mc"}
    )
