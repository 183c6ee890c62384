"""What text blocks show, as tokens: letters of a code table, and codes for colours, styles, boxes and lines.

In teletext a code takes the place of a character and shows as a space; every row begins white. In open
subtitles codes take no place, and hold until another one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from woordbeeld.formats.ebu_stl.text import decoded
from woordbeeld.formats.ebu_stl.text_blocks import FIELD_START, LENGTH, UNUSED, block_at, without_times
from woordbeeld.formats.tokens import MOST_KEPT, Tag, Token, TokenKind, shown_lines
from woordbeeld.tracks.model import PLAIN, Style, Utterance
from woordbeeld.tracks.speaker_prefixes import utterances

NEW_LINE: Final = "\x8a"
DOUBLE_HEIGHT: Final = "\r"
START_BOX: Final = "\x0b"
END_BOX: Final = "\n"
ITALIC, NO_ITALIC = "\x80", "\x81"
UNDERLINE, NO_UNDERLINE = "\x82", "\x83"
# Colours of letters in teletext. White is what rows begin with, so it is no style.
COLOURS: Final = {
    "\x00": "#000000", "\x01": "#ff0000", "\x02": "#00ff00", "\x03": "#ffff00", "\x04": "#0000ff",
    "\x05": "#ff00ff", "\x06": "#00ffff", "\x07": None,
}  # fmt: skip
_STYLES: Final[dict[str, Callable[[Style], Style]]] = {
    ITALIC: lambda style: replace(style, italic=True),
    NO_ITALIC: lambda style: replace(style, italic=False),
    UNDERLINE: lambda style: replace(style, underline=True),
    NO_UNDERLINE: lambda style: replace(style, underline=False),
}
_PART = re.compile(
    r"(?P<white>[\x00-\x20\x8a]+)|(?P<code>[\x80-\x89\x8b-\x9f])|(?P<text>[^\x00-\x20\x80-\x9f]+)"
)
_COLOUR_CODE = re.compile(r"[\x00-\x07]")
_LOOK: Final = "look"  # the name of the one tag that all styles are told by


def field_range(text: str, start: int) -> tuple[int, int]:
    """Where in the text field that starts there text stands: between bytes without use."""
    end = start + LENGTH - FIELD_START
    while start < end and text[start] == UNUSED:
        start += 1
    stop = text.find(UNUSED, start, end)
    return start, stop if stop >= 0 else end


def tokens_of(blocks: str, table: str, *, teletext: bool) -> tuple[Token, ...]:
    """What the blocks of a caption show; places count from the start of the first block."""
    return _tokens_of(without_times(blocks), table, teletext)


def spoken(blocks: str, table: str, *, teletext: bool) -> tuple[Utterance, ...]:
    """What is said in the blocks of a caption."""
    return _spoken(without_times(blocks), table, teletext)


# Texts are read once, however often their file is read again after a change.
@lru_cache(maxsize=MOST_KEPT)
def _tokens_of(blocks: str, table: str, teletext: bool) -> tuple[Token, ...]:  # noqa: FBT001
    return tuple(_Tokens(table, teletext=teletext).of(blocks))


@lru_cache(maxsize=MOST_KEPT)
def _spoken(blocks: str, table: str, teletext: bool) -> tuple[Utterance, ...]:  # noqa: FBT001
    return utterances(shown_lines(_tokens_of(blocks, table, teletext)))


class _Tokens:
    """One pass through the text of a caption, with the style that holds where it is."""

    def __init__(self, table: str, *, teletext: bool) -> None:
        self._table = table
        self._teletext = teletext
        self._style = PLAIN

    def of(self, blocks: str) -> Iterator[Token]:
        subtitle: int | None = None
        for start in range(0, len(blocks), LENGTH):
            block = block_at(blocks, start)
            if not block.has_text:
                continue
            if subtitle is not None and block.subtitle != subtitle:
                yield Token(TokenKind.BREAK, start, start + FIELD_START)
                yield from self._styled(PLAIN, start + FIELD_START)
            subtitle = block.subtitle
            yield from self._field(blocks, *field_range(blocks, start + FIELD_START))

    def _field(self, blocks: str, start: int, end: int) -> Iterator[Token]:
        for found in _PART.finditer(blocks, start, end):
            if found["text"] is not None:
                yield Token(TokenKind.TEXT, *found.span(), decoded(found["text"], self._table))
            elif found["white"] is not None:
                yield from self._white(found)
            else:
                yield from self._code(found, blocks)

    def _white(self, found: re.Match[str]) -> Iterator[Token]:
        """All between two words that shows as white space: a line break if one is in it, else one space."""
        white, style = found["white"], self._style
        lines = white.rsplit(NEW_LINE, 1)
        if len(lines) > 1:
            yield Token(TokenKind.BREAK, *found.span())
            style = PLAIN if self._teletext else style
        else:
            yield Token(TokenKind.SPACE, *found.span(), " ")
        if colours := _COLOUR_CODE.findall(lines[-1]):
            style = replace(style, colour=COLOURS[colours[-1]])
        yield from self._styled(style, found.end())

    def _code(self, found: re.Match[str], blocks: str) -> Iterator[Token]:
        """A code of open subtitles; right between two letters it is told from no code by a space."""
        at = found.start()
        change = _STYLES.get(found["code"])
        if change is None:
            yield Token(TokenKind.MARK, *found.span())
            return
        around = blocks[at - 1 : at] + blocks[at + 1 : at + 2]
        if around.isalnum() and len(around) == 2:  # noqa: PLR2004
            yield Token(TokenKind.SPACE, at, at, " ")
        yield from self._styled(change(self._style), *found.span())

    def _styled(self, style: Style, start: int, end: int | None = None) -> Iterator[Token]:
        """The tags that change the style."""
        if style == self._style:
            return
        end = start if end is None else end
        if self._style != PLAIN:
            yield Token(TokenKind.CLOSE, start, end, tag=Tag(_LOOK))
        if style != PLAIN:
            yield Token(TokenKind.OPEN, start, end, tag=Tag(_LOOK, style=style))
        self._style = style
