"""Which languages there are words in, and which of them somebody wants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

LANGUAGES: Final[Mapping[str, str]] = {"nl": "Nederlands", "en": "English"}  # a file of words for each
OTHERWISE: Final = "en"
_RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "ps", "sd", "ur", "yi"})
_UNTRANSLATED: Final = frozenset({"C", "POSIX"})


def language_of_words(language: str) -> str:
    """The language of the words around a text in a language (`nl`, `nl-BE`); English where we have none.

    >>> language_of_words("nl-BE"), language_of_words("fr")
    ('nl', 'en')
    """
    return _first_known([language])


def preferred_language(asked: str) -> str:
    """The language for somebody whose browser asks for languages, the best first.

    >>> preferred_language("nl-NL,nl;q=0.9,en;q=0.8"), preferred_language("en-US,en;q=0.9,nl;q=0.8")
    ('nl', 'en')
    """
    return _first_known(part.partition(";")[0] for part in asked.split(","))


def language_of_environment(environment: Mapping[str, str]) -> str:
    """The language of a terminal, by the rule of gettext: LANGUAGE goes first, unless the locale is C.

    >>> language_of_environment({"LANG": "nl_NL.UTF-8"}), language_of_environment({"LC_ALL": "C.UTF-8"})
    ('nl', 'en')
    >>> language_of_environment({"LANG": "en_GB.UTF-8", "LANGUAGE": "nl_BE:en"})
    'nl'
    """
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((found for name in names if (found := environment.get(name))), "C")
    if locale.partition(".")[0] in _UNTRANSLATED:
        return OTHERWISE
    return _first_known((environment.get("LANGUAGE") or locale).split(":"))


def direction(language: str) -> str:
    """The direction in which a language is written, as HTML's `dir` has it.

    >>> direction("nl"), direction("ar-MA")
    ('ltr', 'rtl')
    """
    return "rtl" if _primary(language) in _RIGHT_TO_LEFT else "ltr"


def _first_known(wanted: Iterable[str]) -> str:
    return next((each for each in map(_primary, wanted) if each in LANGUAGES), OTHERWISE)


def _primary(tag: str) -> str:
    """The language of a tag or locale without its country, in small letters."""
    return tag.strip().replace("_", "-").partition("-")[0].partition(".")[0].lower()
