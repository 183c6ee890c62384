"""The words of the editor, in Dutch and English."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = {"nl": "Nederlands", "en": "English"}


def language_of(asked: str) -> str:
    """The language of the editor for somebody who asks for languages, the best first; else English.

    >>> language_of("nl-NL,nl;q=0.9,en;q=0.8"), language_of("en-US,en;q=0.9,nl;q=0.8"), language_of("")
    ('nl', 'en', 'en')
    """
    wanted = (part.strip().partition("-")[0].partition(";")[0].lower() for part in asked.split(","))
    return next((each for each in wanted if each in LANGUAGES), "en")


@cache
def words_in(language: str) -> dict[str, Any]:
    """All that the editor says in a language."""
    text = (files("woordbeeld.editor") / "words.toml").read_text(encoding="utf-8")
    words: dict[str, Any] = tomllib.loads(text)[language]
    return words
