"""The text cut into blocks by its looks alone: who speaks is filled in by the reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from woordbeeld.findings import Finding, Severity
from woordbeeld.textfile import WHITE
from woordbeeld.transcript import descriptions, labels
from woordbeeld.transcript.model import (
    Blank,
    Block,
    Label,
    LabelLine,
    SceneDescription,
    Sound,
    SpokenLine,
)
from woordbeeld.transcript.words import APOSTROPHES
from woordbeeld.words import say

MAX_ITEM_CHARS: Final = 60  # of a bullet in a list of on-screen text

_BYTE_ORDER_MARK: Final = "\ufeff"
# Not str.splitlines(), which also ends a line at \x0b, \x85, \u2028 and more.
_PHYSICAL_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_PARENTHESIS = re.compile(r"[()]")
_NO_WORDS = re.compile(r"[\W_]*")
_ACRONYMS = re.compile(r"[^\W_]{1,4}(?:\s?[,/]\s?[^\W_]{1,4}){0,7}[.,]?")
_BULLET = re.compile(r"[-–•·▪*]\s+\S")


@dataclass(frozen=True, slots=True)
class Line:
    """A physical line, or what is left of one after a block that ends on it."""

    number: int
    start: int
    source: str

    @property
    def text(self) -> str:
        return self.source.strip(WHITE)

    def after(self, length: int) -> Line:
        return Line(self.number, self.start + length, self.source[length:])


def scan(text: str) -> tuple[tuple[Block, ...], tuple[Finding, ...]]:
    """The blocks of a text, whose sources joined are that text, and the descriptions that are never closed.

    Spoken lines have no speaker yet, and all stand in turn 0.
    """
    scanner = _Scanner(text)
    at = 0
    while at < len(scanner.lines):
        at = scanner.take(at)
    return tuple(scanner.blocks), tuple(scanner.findings)


def physical_lines(text: str) -> list[str]:
    r"""The lines of a text with their ends, as editors number them.

    >>> physical_lines("een\u2028nog een\r\ntwee")
    ['een\u2028nog een\r\n', 'twee']
    """
    return _PHYSICAL_LINE.findall(text)


def _numbered(text: str) -> Iterator[Line]:
    start = 0
    for number, line in enumerate(physical_lines(text), start=1):
        yield Line(number, start, line)
        start += len(line)


def _collapse(text: str) -> str:
    return " ".join(text.strip(WHITE).split())


class _Scanner:
    """Methods that add blocks take the index of a line and return the index of the next one to look at."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = list(_numbered(text))
        self.known = labels.Known.of(line.text for line in self.lines)
        self.guessed: set[labels.Key] = set()
        self.blocks: list[Block] = []
        self.last_with_words: Block | None = None
        self.findings: list[Finding] = []
        if text.startswith(_BYTE_ORDER_MARK):
            self._add(Blank(1, _BYTE_ORDER_MARK))
            self.lines[0] = self.lines[0].after(1)

    def _add(self, block: Block) -> None:
        self.blocks.append(block)
        if not isinstance(block, Blank):
            self.last_with_words = block

    def take(self, at: int) -> int:
        line = self.lines[at]
        if not line.text:
            return self._blank(at)
        if line.text.startswith("("):
            return self._parentheses(at)
        if descriptions.opens_on_screen_text(line.text):
            return self._on_screen_text(at)
        if found := labels.parse(line.text, self.known):
            return self._labelled(at, *found)
        if self._lists_on_screen_text(at):
            return self._list(at)
        if _in_capitals(line.text):
            self._add(self._capitals(at))
        else:
            self._add(_speech(line))
        return at + 1

    def _blank(self, at: int) -> int:
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

    # Labels

    def _labelled(self, at: int, label: Label, rest: str) -> int:
        line = self.lines[at]
        if not rest:
            self._add(LabelLine(line.number, line.source, label))
            return at + 1
        before = len(line.source) - len(line.source.rstrip(WHITE)) + len(rest)
        groups, end = _groups(line.source, len(line.source) - before)
        if groups and _NO_WORDS.fullmatch(line.source, end):
            cut = groups[0][0]
            self._add(LabelLine(line.number, line.source[:cut], label))
            self.lines[at] = line.after(cut)
            return self._parentheses(at)
        self._add(SpokenLine(line.number, line.source, rest, None, 0, label))
        return at + 1

    def _opens_block(self, at: int) -> bool:
        """A label or a description starts here, whatever was going on."""
        text = self.lines[at].text
        return (
            text.startswith("(") or self._is_labelled(text) or bool(descriptions.opens_on_screen_text(text))
        )

    def _is_labelled(self, text: str) -> bool:
        found = labels.parse(text, self.known)
        # `Ton Heerts:)` is the end of a description.
        return found is not None and not found[1].startswith(")")

    # Lines in capitals

    def _capitals(self, at: int) -> Block:
        line = self.lines[at]
        if label := self._bare_label(at):
            self.guessed.add(labels.key(label.text))
            return LabelLine(line.number, line.source, label)
        if not descriptions.is_sound(line.text):
            after_speech = isinstance(self.last_with_words, SpokenLine)
            if after_speech and _ACRONYMS.fullmatch(line.text):
                return _speech(line)
            if line.text.endswith(("!", "?")):
                return _speech(line)
        return Sound(line.number, line.source, line.text.removeprefix("[").removesuffix("]"))

    def _bare_label(self, at: int) -> Label | None:
        text = self.lines[at].text
        if not (label := labels.parse_bare(text)):
            return None
        name = labels.key(label.text)
        if name in self.known.whole or name in self.guessed:
            return label
        if descriptions.is_sound(text):
            return None
        if name in self.known.ends or labels.role(label.text):
            return label
        guessed = labels.is_namelike(label) and self._stands_above_speech(at)
        return label if guessed and not self._is_acronym_in_speech(at) else None

    def _stands_above_speech(self, at: int) -> bool:
        if at + 1 == len(self.lines):
            return False
        below = self.lines[at + 1].text
        return bool(below) and not _in_capitals(below) and not self._opens_block(at + 1)

    def _is_acronym_in_speech(self, at: int) -> bool:
        """`AOW` amid lines of speech; with a blank line above it, it may well be the label `KOK`."""
        after_blank = not self.blocks or isinstance(self.blocks[-1], Blank)
        return not after_blank and bool(_ACRONYMS.fullmatch(self.lines[at].text))

    # On-screen text outside parentheses

    def _on_screen_text(self, at: int) -> int:
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
        text = self.lines[at].text
        if not text or self._opens_block(at):
            return False
        label = labels.parse_bare(text)
        known = label and labels.key(label.text) in self.known.whole
        return not known and not (_in_capitals(text) and descriptions.is_sound(text))

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

    def _parentheses(self, at: int) -> int:
        line = self.lines[at]
        groups, end = _groups(line.source, line.source.index("("))
        rest = line.source[end:].strip(WHITE)
        if groups and _NO_WORDS.fullmatch(rest) and "(" not in rest:
            self._add_groups(line, groups, len(line.source))
            return at + 1
        if groups and not self._may_follow_description(rest):
            self._add(_speech(line))
            return at + 1
        if groups:
            self._add_groups(line, groups, end)
            self.lines[at] = line.after(end)
            return at
        return self._spread_parentheses(at)

    def _may_follow_description(self, rest: str) -> bool:
        if rest.startswith("("):
            return True
        bare = labels.parse_bare(rest)
        return (
            self._is_labelled(rest)
            or bool(descriptions.opens_on_screen_text(rest))
            or (_in_capitals(rest) and descriptions.is_sound(rest))
            or (bare is not None and labels.key(bare.text) in self.known.whole)
        )

    def _add_groups(self, line: Line, groups: list[tuple[int, int]], end: int) -> None:
        starts = [0, *(start for start, _ in groups[1:]), end]
        for (opened, closed), start, after in zip(groups, starts, starts[1:], strict=False):
            inner = line.source[opened + 1 : closed - 1] + line.source[closed:after]
            self._add_description(line.number, line.source[start:after], inner)

    def _add_description(self, number: int, source: str, inner: str) -> None:
        text = _collapse(inner)
        if not text:
            self._add(Blank(number, source))
        elif _in_capitals(text) and ":" not in text and not text.endswith("?"):
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
            self.lines[last] = self.lines[last].after(length)
            return last
        end = at + 1
        while end < len(self.lines) and self.lines[end].text and not self._is_labelled(self.lines[end].text):
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
            text = line.text
            after_blank = after_blank or not text
            if index > at and (self._is_labelled(text) or (after_blank and text.startswith("("))):
                return None
            for found in _PARENTHESIS.finditer(line.source):
                depth += 1 if found.group() == "(" else -1
                if depth == 0:
                    return index, found.end()
        return None


def _speech(line: Line) -> SpokenLine:
    return SpokenLine(line.number, line.source, line.text, None, 0)


def _in_capitals(text: str) -> bool:
    """A line in capitals, not a dash or dots before a word of them."""
    return text.isupper() and (text[0].isalnum() or text[0] in APOSTROPHES or text[0] == "[")


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
