"""The words of the pages of a bundle, which call sound alone by its own name."""

from __future__ import annotations

from typing import Any, Final

from woordbeeld.words import words_in

OF_SOUND: Final = "of_sound"


def page_words(language: str, section: str, *, has_video: bool) -> dict[str, Any]:
    """The words of a section; of sound without a picture its table `of_sound` says some otherwise.

    >>> [page_words("nl", "player", has_video=each)["player"] for each in (True, False)]
    ['Video', 'Audio']
    """
    words = words_in(language, section)
    plain = {name: said for name, said in words.items() if name != OF_SOUND}
    return plain if has_video else plain | words[OF_SOUND]
