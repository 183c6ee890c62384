"""A language in which nothing can be heard is refused at once, before a model is loaded."""

from __future__ import annotations

from woordbeeld.errors import WrongUseError
from woordbeeld.languages import LANGUAGES


def refuse_unknown_language(language: str) -> None:
    """Refuse a code of a language in which nothing can be heard.

    Raises:
        WrongUseError: Whisper does not know it.
    """
    if language not in LANGUAGES:
        raise WrongUseError(
            f"Whisper knows no language '{language}'", remedy="use a code such as nl, en or fr"
        )
