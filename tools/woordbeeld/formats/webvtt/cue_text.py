"""What a cue of WebVTT shows: its text as tokens, with voices, styles and classes (W3C WebVTT, 6.4)."""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import Final

from woordbeeld.formats.tokens import MOST_KEPT, Tag, Token, TokenKind, plain_lines, shown_lines
from woordbeeld.formats.webvtt.colours import colour_of
from woordbeeld.textfile import NUL
from woordbeeld.tracks.model import LANGUAGE_CODE, Style, Utterance
from woordbeeld.tracks.speaker_prefixes import utterances

_TOKEN = re.compile(
    r"(?P<tag><[^>]*(?:>|$))|(?P<break>\r\n|\r|\n)|(?P<space>[ \t\f]+)|(?P<text>[^<\s]+|.)", re.DOTALL
)
_MARKUP = re.compile(r"[<&]")
_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[^\s.>/]*)(?P<classes>(?:\.[^\s>]*)?)(?:\s+(?P<annotation>[^>]*))?>?"
)
_TIME_TAG = re.compile(r"<[\d:.]+>?")
_FIXED: Final = frozenset({"ruby", "rt"})


def as_parsed(text: str) -> str:
    """A text as players read it: U+FFFD for each NUL (W3C WebVTT, 6.1); all else stays where it was."""
    return text.replace(NUL, "\ufffd")


@lru_cache(maxsize=MOST_KEPT)
def spoken(payload: str) -> tuple[Utterance, ...]:
    """What is said in a cue; a text is read once, however often its file is read again after a change."""
    payload = as_parsed(payload)
    return utterances(shown_lines(tokens_of(payload)) if _MARKUP.search(payload) else plain_lines(payload))


@lru_cache(maxsize=MOST_KEPT)
def tokens_of(payload: str) -> tuple[Token, ...]:
    """The tokens of what a cue shows; their places count from its start."""
    return tuple(_token(found) for found in _TOKEN.finditer(as_parsed(payload)))


def _token(found: re.Match[str]) -> Token:
    start, end = found.span()
    if found["text"] is not None:
        return Token(TokenKind.TEXT, start, end, html.unescape(found["text"]))
    if found["break"] is not None:
        return Token(TokenKind.BREAK, start, end)
    if found["space"] is not None:
        return Token(TokenKind.SPACE, start, end, found["space"])
    tag = found["tag"]
    if _TIME_TAG.fullmatch(tag):
        return Token(TokenKind.MARK, start, end)
    named = _TAG.match(tag)
    name = named["name"] if named else ""
    if named and named["close"]:
        return Token(TokenKind.CLOSE, start, end, tag=Tag(name))
    return Token(TokenKind.OPEN, start, end, tag=_tag(name, named))


def _tag(name: str, named: re.Match[str] | None) -> Tag:
    classes = tuple(each for each in (named["classes"] if named else "").split(".") if each)
    annotation = " ".join(html.unescape((named and named["annotation"]) or "").split())
    colours = [colour for each in classes if (colour := colour_of(each))]
    style = Style(
        italic=name == "i",
        bold=name == "b",
        underline=name == "u",
        colour=colours[0] if colours else None,
        classes=tuple(each for each in classes if not colour_of(each)),
        language=annotation if name == "lang" and LANGUAGE_CODE.fullmatch(annotation) else None,
    )
    return Tag(
        name, annotation or None if name == "v" else None, style, fixed=name in _FIXED, hidden=name == "rt"
    )
