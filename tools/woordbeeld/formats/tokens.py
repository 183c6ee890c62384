"""What viewers see of a cue, as tokens of its source: words, white space, line breaks, tags.

Every format reads its cues into these; all that comes after (lines, styles, other line breaks) is done once.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import islice
from typing import Final

from woordbeeld.tracks.model import PLAIN, Style, StyledRun
from woordbeeld.tracks.speaker_prefixes import ShownLine


class TokenKind(Enum):
    """What a token is."""

    __hash__ = object.__hash__  # each is looked up very often, and there is one of each

    TEXT = "text"  # a word, or a part of one, without white space
    SPACE = "space"
    BREAK = "line break"
    OPEN = "opening tag"
    CLOSE = "closing tag"
    MARK = "mark"  # markup without content, such as a time within a cue or a place in the picture


@dataclass(frozen=True, slots=True)
class Tag:
    """What a tag says of the text in it; what it does not say is as around it.

    A `fixed` tag holds what cannot be parted over two cues, such as ruby. `hidden` text is not shown. What
    `switches` a style is closed once, however often it was opened, and across other tags.
    """

    name: str
    voice: str | None = None
    style: Style = PLAIN
    fixed: bool = False
    hidden: bool = False
    switches: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch `[start, end)` of the source, and what of it viewers see (`shown`)."""

    kind: TokenKind
    start: int
    end: int
    shown: str = ""
    tag: Tag | None = None

    def moved(self, by: int) -> Token:
        return Token(self.kind, self.start + by, self.end + by, self.shown, self.tag)


_LINE_END = re.compile(r"\r\n|\r|\n")
MOST_KEPT: Final = 50_000  # texts of cues that are kept as they were read: several long films
WHITE: Final = frozenset({TokenKind.SPACE, TokenKind.BREAK})


@dataclass(frozen=True, slots=True)
class Gap:
    """All that stands between two words: white space, at the least one, and perhaps tags.

    `place` is the index of its first token among those of the cue.
    """

    place: int
    tokens: tuple[Token, ...]

    @property
    def breaks(self) -> bool:
        """Whether a line ends here."""
        return any(token.kind is TokenKind.BREAK for token in self.tokens)

    @property
    def white(self) -> tuple[Token, ...]:
        return tuple(token for token in self.tokens if token.kind in WHITE)

    @property
    def white_place(self) -> int:
        """The index of its first white space among the tokens of the cue."""
        return self.place + next(at for at, token in enumerate(self.tokens) if token.kind in WHITE)


def gaps(tokens: Sequence[Token]) -> tuple[Gap, ...]:
    """The gaps between the words of a cue, in order; what stands around all words is none."""
    return tuple(_gaps(tokens))


def _gaps(tokens: Sequence[Token]) -> Iterator[Gap]:
    since: int | None = None
    for at, token in enumerate(tokens):
        if token.kind is not TokenKind.TEXT:
            continue
        between = tuple(tokens[since:at]) if since is not None else ()
        if since is not None and any(each.kind in WHITE for each in between):
            yield Gap(since, between)
        since = at + 1


@dataclass(frozen=True, slots=True)
class _Look:
    """What the tags around a token say."""

    voice: str | None = None
    style: Style = PLAIN
    hidden: bool = False


def shown_lines(tokens: Sequence[Token]) -> tuple[ShownLine, ...]:
    """The lines that viewers see: without tags and white space at the edges, each with its runs of style.

    Who says a line is what its first words have. A line is off screen if all of it is in italics, and has a
    colour if all of it has that colour. Without any text there is one empty line.
    """
    lines = [_line(line) for line in _lines(tokens)]
    return tuple(line for line in lines if line.text) or (lines[0],)


def plain_lines(payload: str) -> tuple[ShownLine, ...]:
    """The same of a text without markup."""
    lines = tuple(ShownLine(line) for each in _LINE_END.split(payload) if (line := each.strip()))
    return lines or (ShownLine(""),)


def open_tags(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The opening tags that no closing tag has closed, from the outermost on."""
    return next(open_tags_before(tokens, (len(tokens),)))


def open_tags_before(tokens: Sequence[Token], places: Iterable[int]) -> Iterator[tuple[Token, ...]]:
    """The opening tags that are open before the token at each of these places, which rise.

    The tokens are gone through once, however many places there are.
    """
    opened, coming = _Opened(), iter(tokens)
    done = 0
    for place in places:
        for token in islice(coming, place - done):
            opened.follow(token)
        done = place
        yield tuple(opened.tags)


def hidden_words(tokens: Sequence[Token]) -> Iterator[str]:
    """The words of a cue that are not shown, such as how characters of Japanese are said."""
    opened = _Opened()
    for token in tokens:
        if token.kind is TokenKind.TEXT and opened.look.hidden:
            yield token.shown
        opened.follow(token)


class _Opened:
    """The tags that are open at a place of a cue, and what they say together.

    Each look builds on the one around it, so that the time grows with the tags and not with their depth.
    """

    def __init__(self) -> None:
        self.tags: list[Token] = []
        self._looks = [_Look()]
        self._names: Counter[str] = Counter()

    @property
    def look(self) -> _Look:
        return self._looks[-1]

    def follow(self, token: Token) -> None:
        if token.kind is TokenKind.OPEN:
            self._open(token)
        elif token.kind is TokenKind.CLOSE and token.tag and self._names[token.tag.name]:
            self._close(token.tag)

    def _open(self, token: Token) -> None:
        self.tags.append(token)
        self._looks.append(_inside(self.look, token.tag) if token.tag else self.look)
        self._names[_name(token)] += 1

    def _close(self, tag: Tag) -> None:
        """Take away the last opening tag of that name with all in it; of what switches all of that name."""
        above: list[Token] = []
        while self._names[tag.name]:
            token = self.tags.pop()
            self._looks.pop()
            self._names[_name(token)] -= 1
            if _name(token) != tag.name:
                above.append(token)
            elif not tag.switches:
                return
        for token in reversed(above):
            self._open(token)


def _name(token: Token) -> str:
    return token.tag.name if token.tag else ""


def _inside(around: _Look, tag: Tag) -> _Look:
    style = combined(around.style, tag.style) if tag.style != PLAIN else around.style
    return _Look(tag.voice or around.voice, style, around.hidden or tag.hidden)


def combined(around: Style, own: Style) -> Style:
    """The style of what stands in an element of a style, inside another."""
    return Style(
        around.italic or own.italic,
        around.bold or own.bold,
        around.underline or own.underline,
        own.colour or around.colour,
        tuple(dict.fromkeys((*around.classes, *own.classes))),
        own.language or around.language,
    )


def _lines(tokens: Sequence[Token]) -> Iterator[list[tuple[str, _Look]]]:
    opened = _Opened()
    line: list[tuple[str, _Look]] = []
    for token in tokens:
        match token.kind:
            case TokenKind.OPEN | TokenKind.CLOSE:
                opened.follow(token)
            case TokenKind.BREAK:
                yield line
                line = []
            case TokenKind.TEXT | TokenKind.SPACE if not opened.look.hidden:
                line.append((token.shown, opened.look))
    yield line


def _line(parts: Sequence[tuple[str, _Look]]) -> ShownLine:
    whole = "".join(text for text, _ in parts)
    text = whole.strip()
    worded = [look for part, look in parts if part.strip()]
    if not worded:
        return ShownLine("")
    runs = tuple(_runs(parts, len(whole) - len(whole.lstrip()), len(text)))
    colours = {look.style.colour for look in worded}
    colour = colours.pop() if len(colours) == 1 else None
    return ShownLine(text, worded[0].voice, colour, all(look.style.italic for look in worded), runs)


def _runs(parts: Sequence[tuple[str, _Look]], skipped: int, length: int) -> Iterator[StyledRun]:
    """The runs of a line that are not plain, neighbours of one style joined."""
    at = -skipped
    pending: StyledRun | None = None
    for text, look in parts:
        start, end = max(at, 0), min(at + len(text), length)
        at += len(text)
        if end <= start:
            continue
        if pending and pending.end == start and pending.style == look.style:
            pending = replace(pending, end=end)
            continue
        if pending:
            yield pending
        pending = StyledRun(0, start, end, look.style) if look.style != PLAIN else None
    if pending:
        yield pending
