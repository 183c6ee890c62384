"""What went wrong, as pages tell it: in a sentence, with what can be done here instead of in a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from woordbeeld.errors import WoordbeeldError
from woordbeeld.words import LANGUAGES, Message, say

_MAKE_ROOM: Final = say("window.remedy.make_room")
_HERE: Final[Mapping[str, Message]] = {  # by the keys of what commands tell to do
    "error.writing.replace": say("window.remedy.replace"),
    "error.writing.journals": _MAKE_ROOM,
    "error.cache.make_room": _MAKE_ROOM,
    "error.publishing.make_again": say("window.remedy.remake"),
    "error.publishing.make_again_to_replace": say("window.remedy.make_again"),
    "error.burning.right_captions": say("window.remedy.right_captions"),
    "error.read_as.see_rows": say("error.editor.reload"),
}


def told_here(error: WoordbeeldError, language: str) -> str:
    """An error in a language; it begins with a capital, unless with the name of a file."""
    remedy = _HERE.get(error.remedy.key, error.remedy)
    text = WoordbeeldError(error.what, where=error.where, remedy=remedy).told(language)
    return text if error.where else text[:1].upper() + text[1:]


def told_in_all(error: WoordbeeldError) -> dict[str, str]:
    """An error in each of our languages."""
    return {code: told_here(error, code) for code in LANGUAGES}
