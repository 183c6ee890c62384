"""A language in which nothing can be heard is refused at once, before a model is loaded."""

from __future__ import annotations

from woordbeeld.errors import WrongUseError
from woordbeeld.languages import LANGUAGES
from woordbeeld.words import say


def refuse_unknown_language(language: str) -> None:
    """Refuse a code of a language in which nothing can be heard.

    Raises:
        WrongUseError: Whisper does not know it.
    """
    if language not in LANGUAGES:
        what = say("error.speech.no_language", language=language)
        raise WrongUseError(what, remedy=say("error.options.write_lang"))
