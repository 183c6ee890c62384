"""The words of each language by which transcripts are read: a file for each in `languages`, read once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from woordbeeld.toml_text import read_toml

_FOLDER: Final = files("woordbeeld.transcript") / "languages"
_SUFFIX: Final = ".toml"
_WORD: Final = re.compile(r"[^\W\d_]+")


@cache
def languages() -> Mapping[str, Mapping[str, Any]]:
    """All words of each language, by the code of the language."""
    found = sorted(
        (each for each in _FOLDER.iterdir() if each.name.endswith(_SUFFIX)), key=lambda each: each.name
    )
    return {each.name.removesuffix(_SUFFIX): read_toml(each.read_text("utf-8")) for each in found}


def all_of(key: str) -> tuple[str, ...]:
    """What the languages have under a key, each word once."""
    return tuple(dict.fromkeys(word for words in languages().values() for word in words[key]))


def words_of(*keys: str) -> frozenset[str]:
    """The words that all languages have under these keys."""
    return frozenset(word for key in keys for word in all_of(key))


def each_of(key: str) -> Mapping[str, str]:
    """The one text that each language has under a key."""
    return {language: words[key] for language, words in languages().items()}


def language_of(texts: Iterable[str], otherwise: str) -> str:
    """The language whose small words most of some texts are made of; another where they have none.

    >>> language_of(["Wat kost die kaas?", "Dat weet ik niet."], "en"), language_of(["Marga!"], "en")
    ('nl', 'en')
    """
    counts = Counter(word for text in texts for word in _WORD.findall(text.casefold()))
    found = {
        language: sum(counts[word] for word in {*words["sentence"], *words["articles"]})
        for language, words in languages().items()
    }
    most = max(found.values(), default=0)
    best = [language for language, times in found.items() if times == most > 0]
    return best[0] if len(best) == 1 else otherwise


def pattern_of(phrases: Iterable[str]) -> str:
    """A regular expression for any of these, the longest first.

    >>> pattern_of(["in beeld", "beeld"]).count("|")
    1
    """
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))


@cache
def phrases(key: str) -> re.Pattern[str]:
    """A regular expression for any phrase that the languages have under a key, however it is typed.

    >>> phrases("introductions").search("Hallo, ik  ben Trudy")[0]
    'ik  ben'
    """
    any_of = pattern_of(all_of(key)).replace(r"\ ", r"\s+").replace("'", "['’‘ʼ]")
    any_of = any_of.replace("ss", "(?:ss|ß)")  # in the lists, small letters have no ß
    return re.compile(rf"(?<!\w)(?:{any_of})(?!\w)", re.IGNORECASE)
