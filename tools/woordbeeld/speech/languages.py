"""The languages that Whisper knows, told without loading it, so that another one is refused at once."""

from __future__ import annotations

from typing import Final

from woordbeeld.errors import WrongUseError

_CODES: Final = (
    "af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha haw he hi hr "
    "ht hu hy id is it ja jw ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc "
    "pa pl ps pt ro ru sa sd si sk sl sn so sq sr su sv sw ta te tg th tk tl tr tt uk ur uz vi yi yo yue "
    "zh"
)
LANGUAGES: Final = frozenset(_CODES.split())


def refuse_unknown_language(language: str) -> None:
    """Refuse a code of a language in which nothing can be heard.

    Raises:
        WrongUseError: Whisper does not know it.
    """
    if language not in LANGUAGES:
        raise WrongUseError(
            f"Whisper knows no language '{language}'", remedy="use a code such as nl, en or fr"
        )
