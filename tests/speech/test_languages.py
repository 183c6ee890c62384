"""The languages that are refused at once are those that Whisper would refuse in the end."""

from __future__ import annotations

from whisper.tokenizer import LANGUAGES as WHISPERS

from woordbeeld.languages import LANGUAGES


def test_our_list_of_languages_is_whispers() -> None:
    assert set(WHISPERS) == LANGUAGES
