"""The text cut into blocks by its looks alone: who speaks is filled in by the reader.

Each line was judged by itself (`looks.py`); here lines become blocks by what stands around them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from woordbeeld.findings import Finding, Severity
from woordbeeld.textfile import WHITE
from woordbeeld.transcript import asides, descriptions, labels
from woordbeeld.transcript.looks import Line, Looks, lines_of
from woordbeeld.transcript.model import (
    Blank,
    Block,
    ItemKind,
    Label,
    LabelLine,
    SceneDescription,
    Sound,
    SpokenLine,
)
from woordbeeld.words import say

MAX_ITEM_CHARS: Final = 60  # of a bullet in a list of on-screen text

_BYTE_ORDER_MARK: Final = "\ufeff"
_PARENTHESIS = re.compile(r"[()]")
_NO_WORDS = re.compile(r"[\W_]*")
_ACRONYMS = re.compile(r"[^\W_]{1,4}(?:\s?[,/]\s?[^\W_]{1,4}){0,7}[.,]?")
_BULLET = re.compile(r"[-–•·▪*]\s+\S")
# What may stand on one line behind a description.
_FOLLOWS_DESCRIPTION: Final = {Looks.KNOWN_LABEL, Looks.SLUGLINE, Looks.SOUND}
_ENDS_SCREEN_TEXT: Final = {Looks.BLANK, Looks.KNOWN_LABEL, Looks.SLUGLINE, Looks.SOUND}


def scan(text: str) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """The blocks of a text, whose sources joined are that text, and the descriptions that are never closed.

    Spoken lines have no speaker yet, and all stand in turn 0.
    """
    scanner = _Scanner(text)
    at = 0
    while at < len(scanner.lines):
        at = scanner.take(at)
    return tuple(scanner.blocks), tuple(scanner.findings)


def _collapse(text: str) -> str:
    return " ".join(text.strip(WHITE).split())


class _Scanner:
    """Methods that add blocks take the index of a line and return the index of the next one to look at."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines, self.known = lines_of(text)
        self.guessed: set[labels.Key] = set()
        self.blocks: list[Block] = []
        self.last_with_words: Block | None = None
        self.findings: list[Finding] = []
        if text.startswith(_BYTE_ORDER_MARK):
            self._add(Blank(1, _BYTE_ORDER_MARK))
            self.lines[0] = self.lines[0].after(1, self.known)

    def _add(self, block: Block) -> None:
        self.blocks.append(block)
        if not isinstance(block, Blank):
            self.last_with_words = block

    def take(self, at: int) -> int:
        looks = self.lines[at].looks
        if looks in _TAKEN_BY:
            return _TAKEN_BY[looks](self, at)
        if self._lists_on_screen_text(at):
            return self._list(at)
        return self.take_line(at)

    def take_line(self, at: int) -> int:
        """A line that is a block by itself."""
        line = self.lines[at]
        if label := self._bare_label(at):
            self.guessed.add(labels.key(label.text))
            self._add(LabelLine(line.number, line.source, label))
        elif line.looks is Looks.SLUGLINE:
            self._add(SceneDescription(line.number, line.source, line.text))
        elif line.looks is Looks.SOUND or (line.looks in _CAPITALS and not self._is_said_in_capitals(line)):
            self._add(Sound(line.number, line.source, line.text.removeprefix("[").removesuffix("]")))
        else:
            self._add(_speech(line))
        return at + 1

    def blank(self, at: int) -> int:
        first, after = self.lines[at], self._skip_blanks(at)
        source = self._source(at, after)
        if self.blocks and isinstance(last := self.blocks[-1], Blank):
            self.blocks[-1] = Blank(last.line, last.source + source)
        else:
            self._add(Blank(first.number, source))
        return after

    def _skip_blanks(self, at: int) -> int:
        while at < len(self.lines) and not self.lines[at].text:
            at += 1
        return at

    def _source(self, at: int, after: int) -> str:
        end = self.lines[after].start if after < len(self.lines) else len(self.text)
        return self.text[self.lines[at].start : end]

    def bracketed(self, at: int) -> int:
        """A line of which all stands in brackets; notes of music without words are their own text."""
        line = self.lines[at]
        told = asides.aside_of(line.text)
        kind = Sound if told and told.kind is ItemKind.SOUND else SceneDescription
        self._add(kind(line.number, line.source, _collapse(asides.inside(line.text) or line.text)))
        return at + 1

    # Labels

    def labelled(self, at: int) -> int:
        line = self.lines[at]
        if not line.opening:
            return self.take_line(at)
        label, rest = line.opening
        if not rest:
            self._add(LabelLine(line.number, line.source, label))
            return at + 1
        start = len(line.source.rstrip(WHITE)) - len(rest)
        groups, end = _groups(line.source, start)
        if (groups and _NO_WORDS.fullmatch(line.source, end)) or asides.inside(rest) is not None:
            cut = groups[0][0] if groups else start
            self._add(LabelLine(line.number, line.source[:cut], label))
            self.lines[at] = line.after(cut, self.known)
            return self.take(at)
        self._add(SpokenLine(line.number, line.source, rest, None, 0, label))
        return at + 1

    # Lines in capitals

    def _is_said_in_capitals(self, line: Line) -> bool:
        """`AOW` behind a line of speech, or what is shouted."""
        after_speech = isinstance(self.last_with_words, SpokenLine)
        return bool(after_speech and _ACRONYMS.fullmatch(line.text)) or line.text.endswith(("!", "?"))

    def _bare_label(self, at: int) -> Label | None:
        line = self.lines[at]
        if not (label := line.bare):
            return None
        if line.looks in _LABELS or labels.key(label.text) in self.guessed:
            return label
        guessed = line.looks is Looks.CAPITALS and labels.is_namelike(label) and self._stands_above_speech(at)
        return label if guessed and not self._is_acronym_in_speech(at) else None

    def _stands_above_speech(self, at: int) -> bool:
        if at + 1 == len(self.lines):
            return False
        below = self.lines[at + 1]
        return bool(below.text) and not below.is_in_capitals and not below.opens_block

    def _is_acronym_in_speech(self, at: int) -> bool:
        """`AOW` amid lines of speech; with a blank line above it, it may well be the label `KOK`."""
        after_blank = not self.blocks or isinstance(self.blocks[-1], Blank)
        return not after_blank and bool(_ACRONYMS.fullmatch(self.lines[at].text))

    # On-screen text outside parentheses

    def on_screen_text(self, at: int) -> int:
        marker = descriptions.opens_on_screen_text(self.lines[at].text)
        end = at + 1
        if marker and not self.lines[at].text[marker.end() :].strip(WHITE):
            content = self._skip_blanks(end)
            while content < len(self.lines) and self._goes_on_as_screen_text(content):
                content = end = content + 1
        end = self._list_end(end)
        source = self._source(at, end)
        self._add(SceneDescription(self.lines[at].number, source, _collapse(source)))
        return end

    def _goes_on_as_screen_text(self, at: int) -> bool:
        line = self.lines[at]
        return line.looks not in _ENDS_SCREEN_TEXT and not line.opens_block

    def _lists_on_screen_text(self, at: int) -> bool:
        last = self.last_with_words
        shown = isinstance(last, SceneDescription) and descriptions.on_screen_texts(last.text)
        return bool(shown) and self._is_item(at)

    def _list(self, at: int) -> int:
        end = self._list_end(at)
        source = self._source(at, end)
        text = _collapse(source)
        self._add(SceneDescription(self.lines[at].number, source, text, on_screen=(text,)))
        return end

    def _list_end(self, at: int) -> int:
        while (item := self._skip_blanks(at)) < len(self.lines) and self._is_item(item):
            at = item + 1
        return at

    def _is_item(self, at: int) -> bool:
        """An acronym or a bullet that goes on with a list; not a short name above its paragraph."""
        text = self.lines[at].text
        if not self._goes_on_as_screen_text(at):
            return False
        if _BULLET.match(text):
            return len(text) <= MAX_ITEM_CHARS and not text.endswith((".", "!", "?"))
        after_blank = at > 0 and not self.lines[at - 1].text
        return bool(
            text.isupper()
            and _ACRONYMS.fullmatch(text)
            and not (after_blank and self._stands_above_speech(at))
        )

    # Parentheses

    def parentheses(self, at: int) -> int:
        line = self.lines[at]
        groups, end = _groups(line.source, line.source.index("("))
        if groups and _NO_WORDS.fullmatch(line.source, end) and "(" not in line.source[end:]:
            self._add_groups(line, groups, len(line.source))
            return at + 1
        if not groups:
            return self._spread_parentheses(at)
        behind = line.after(end, self.known)
        if behind.opens_block or behind.looks in _FOLLOWS_DESCRIPTION:
            self._add_groups(line, groups, end)
            self.lines[at] = behind
            return at
        self._add(_speech(line))
        return at + 1

    def _add_groups(self, line: Line, groups: list[tuple[int, int]], end: int) -> None:
        starts = [0, *(start for start, _ in groups[1:]), end]
        for (opened, closed), start, after in zip(groups, starts, starts[1:], strict=False):
            inner = line.source[opened + 1 : closed - 1] + line.source[closed:after]
            self._add_description(line.number, line.source[start:after], inner)

    def _add_description(self, number: int, source: str, inner: str) -> None:
        text = _collapse(inner)
        if not text:
            self._add(Blank(number, source))
        elif asides.within(text).kind is ItemKind.SOUND:
            self._add(Sound(number, source, text))
        else:
            self._add(SceneDescription(number, source, text))

    def _spread_parentheses(self, at: int) -> int:
        """A description over several lines, to its `)`, or if it has none, to the next blank or label."""
        first = self.lines[at]
        opened = first.start + first.source.index("(")
        if closing := self._closing(at):
            last, length = closing
            rest = self.lines[last].source[length:]
            alone = _NO_WORDS.fullmatch(rest) and "(" not in rest
            after = self.lines[last].start + (len(self.lines[last].source) if alone else length)
            closed = self.lines[last].start + length
            inner = self.text[opened + 1 : closed - 1] + self.text[closed:after]
            self._add_description(first.number, self.text[first.start : after], inner)
            if alone:
                return last + 1
            self.lines[last] = self.lines[last].after(length, self.known)
            return last
        end = at + 1
        while end < len(self.lines) and self.lines[end].text and not self.lines[end].is_labelled:
            end += 1
        source = self._source(at, end)
        text = _collapse(source.replace("(", "", 1))
        self._add(SceneDescription(first.number, source, text))
        message = say("finding.unclosed-description")
        self.findings.append(Finding("unclosed-description", Severity.ERROR, message, line=first.number))
        return end

    def _closing(self, at: int) -> tuple[int, int] | None:
        """The line and the offset in it after the `)` that balances the one that opens `at`.

        A label comes too soon, and so does the next description after a blank line.
        """
        depth, after_blank = 0, False
        for index in range(at, len(self.lines)):
            line = self.lines[index]
            after_blank = after_blank or not line.text
            if index > at and (line.is_labelled or (after_blank and line.looks is Looks.PARENTHESES)):
                return None
            for found in _PARENTHESIS.finditer(line.source):
                depth += 1 if found.group() == "(" else -1
                if depth == 0:
                    return index, found.end()
        return None


def _speech(line: Line) -> SpokenLine:
    return SpokenLine(line.number, line.source, line.text, None, 0)


_LABELS: Final = {Looks.KNOWN_LABEL, Looks.LIKELY_LABEL}
_CAPITALS: Final = {Looks.CAPITALS, Looks.LIKELY_LABEL, Looks.KNOWN_LABEL}
_TAKEN_BY: Final[Mapping[Looks, Callable[[_Scanner, int], int]]] = {
    Looks.BLANK: _Scanner.blank,
    Looks.PARENTHESES: _Scanner.parentheses,
    Looks.BRACKETS: _Scanner.bracketed,
    Looks.ON_SCREEN_TEXT: _Scanner.on_screen_text,
    Looks.LABELLED: _Scanner.labelled,
}


def _groups(source: str, start: int) -> tuple[list[tuple[int, int]], int]:
    """The spans of the closed parentheses that stand side by side from `start` on, and where they end."""
    groups: list[tuple[int, int]] = []
    depth, opened, end = 0, start, start
    for found in _PARENTHESIS.finditer(source, start):
        if depth == 0:
            if found.group() == ")" or source[end : found.start()].strip(WHITE):
                break
            opened = found.start()
        depth += 1 if found.group() == "(" else -1
        if depth == 0:
            end = found.end()
            groups.append((opened, end))
    # White space on the line belongs to the last of them.
    end += len(source[end:]) - len(source[end:].lstrip(WHITE)) if groups else 0
    return groups, end
