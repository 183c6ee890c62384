"""The tables of fonts and styles at the head of RTF: how text is encoded, and what a paragraph is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from woordbeeld.intake.document import Style
from woordbeeld.intake.readers import rtf_words as words
from woordbeeld.intake.readers.word_styles import Kind, outline_kind

_HEADING = re.compile(r"(?:heading|kop|titre|überschrift) (\d)", re.IGNORECASE)
_TITLES: Final = frozenset({"title", "subtitle", "titel", "ondertitel"})


@dataclass(slots=True)
class _Entry:
    """A font or a style, while it is read."""

    number: int = 0
    name: list[str] = field(default_factory=list)
    level: int | None = None


class FontsAndStyles:
    """What is known of fonts and styles, by their numbers; `table` is `words.FONTS` or `words.STYLES`."""

    def __init__(self) -> None:
        self._codecs: dict[int, str] = {}
        self._kinds: dict[int, Kind] = {}
        self._entry = _Entry()

    def codec(self, font: int) -> str:
        """The encoding of a font; nothing where that is the one of the file."""
        return self._codecs.get(font, "")

    def kind(self, style: int) -> Kind:
        """What paragraphs of a style are."""
        return self._kinds.get(style, Kind())

    def begin_entry(self) -> None:
        self._entry = _Entry()

    def name(self, text: str) -> None:
        """A part of the name of the entry that is being read."""
        self._entry.name.append(text)

    def word(self, table: str, word: str, parameter: int | None) -> None:
        """A control word about the entry that is being read."""
        if word in (("f",) if table == words.FONTS else ("s", "cs")):
            self._entry.number = parameter or 0
        elif word == "fcharset":
            self._codecs[self._entry.number] = words.CODECS.get(parameter or 0, "")
        elif word == "outlinelevel":
            self._entry.level = parameter

    def end_entry(self, table: str) -> None:
        entry, self._entry = self._entry, _Entry()
        name = "".join(entry.name).strip().removesuffix(";").casefold()
        if table != words.STYLES or not name:
            return
        if found := _HEADING.fullmatch(name):
            self._kinds[entry.number] = Kind(Style.HEADING, int(found[1]))
        elif name in _TITLES:
            self._kinds[entry.number] = Kind(Style.HEADING, 0)
        elif entry.level is not None:
            self._kinds[entry.number] = outline_kind(entry.level)
