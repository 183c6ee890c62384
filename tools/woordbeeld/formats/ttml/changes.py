"""How a cue of TTML is changed where it stands: its times in its attributes, its lines at its breaks."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from woordbeeld.formats.document import Document, Piece, Range, Replacement, edited
from woordbeeld.formats.line_breaks import rebroken
from woordbeeld.formats.tokens import Gap, Tag, Token, TokenKind, open_tags_before, shown_lines
from woordbeeld.formats.ttml.markup import Look, Looks, local_name, values
from woordbeeld.formats.ttml.moving import moved
from woordbeeld.formats.ttml.times import Clock, is_strict
from woordbeeld.timing import Retiming, Span
from woordbeeld.tracks.model import Utterance
from woordbeeld.tracks.speaker_prefixes import utterances

_TOKEN = re.compile(
    r"(?P<comment><!--.*?-->|<\?.*?\?>)|(?P<cdata><!\[CDATA\[.*?\]\]>)"
    r"|(?P<tag></?(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>)|(?P<space>\s+)|(?P<text>[^<\s]+)",
    re.DOTALL,
)
_ID = re.compile(r"""\s(?:xml:)?id\s*=\s*(?:"[^"]*"|'[^']*')""")
_XML_ID = re.compile(r"""(\sxml:id\s*=\s*)(?:"([^"]*)"|'([^']*)')""")
_NAME = re.compile(r"</?([^\s/>]+)")
_TIMING = re.compile(r"""\s(?:begin|end|dur)\s*=\s*(?:"[^"]*"|'[^']*')""")
_TIME_NAMES: Final = frozenset({"begin", "end", "dur"})
_NOT_SHOWN: Final = frozenset({"metadata", "set"})


@dataclass(frozen=True, slots=True)
class CueTimes:
    """The times of a cue: from which moment (ms) they count, and where its attributes stand.

    `until_ms` is when what is around it ends, if that is known.

    It `follows` where it starts when what stands before it ends. It is `built_up` where its parts have times.
    """

    from_ms: int
    begin: Range | None
    end: Range | None
    duration: Range | None
    until_ms: int | None = None
    follows: bool = False
    built_up: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    times: CueTimes
    look: Look
    preserve: bool


@dataclass(frozen=True, slots=True)
class CueText:
    """The text of a cue, read: as tokens, and as what is said."""

    tokens: tuple[Token, ...]
    spoken: tuple[Utterance, ...]


@dataclass(frozen=True, slots=True)
class TtmlSyntax:
    """See `Syntax`; a file's own clock, styles, cues by where they start, and identifiers.

    `kept` are texts of cues that were read with these styles, however often the file is read again.
    """

    reader: Callable[[str, TtmlSyntax], Document]
    clock: Clock
    looks: Looks
    cues: dict[int, _Known]
    ids: Collection[str]
    kept: dict[tuple[str, Look, bool], CueText]
    numbers: bool = False

    def add_cue(self, start: int, times: CueTimes, look: Look, *, preserve: bool) -> None:
        self.cues[start] = _Known(times, look, preserve)

    def read(self, source: str) -> Document:
        return self.reader(source, self)

    def edited(self, source: str, edits: Iterable[Replacement]) -> str:
        return edited(source, edits)

    def tokens(self, document: Document, piece: Piece) -> tuple[Token, ...]:
        payload = piece.parts.payload.of(document.source) if piece.parts else ""
        return self._text(payload, piece.range.start).tokens

    def spoken(self, payload: str, start: int) -> tuple[Utterance, ...]:
        """What is said in a cue, of which the element starts there."""
        return self._text(payload, start).spoken

    def _text(self, payload: str, start: int) -> CueText:
        """What such a cue shows; it looks as what is around it says."""
        known = self.cues[start]
        key = (payload, known.look, known.preserve)
        if (found := self.kept.get(key)) is None:
            around = Token(TokenKind.OPEN, 0, 0, tag=Tag("", known.look.voice, known.look.style))
            tokens = (around, *self._tokens(payload, known))
            found = self.kept[key] = CueText(tokens, utterances(shown_lines(tokens)))
        return found

    def _tokens(self, payload: str, known: _Known) -> Iterator[Token]:
        looks = [known.look]
        hidden = 0
        for found in _TOKEN.finditer(payload):
            start, end = found.span()
            if found["tag"] is None:
                yield from () if hidden else _plain(found, preserve=known.preserve)
                continue
            tag, name = found["tag"], local_name(_name(found["tag"]))
            if name in _NOT_SHOWN:
                hidden += 0 if tag.endswith("/>") else -1 if tag.startswith("</") else 1
                yield Token(TokenKind.MARK, start, end)
            elif name == "br":
                if not tag.startswith("</"):
                    yield Token(TokenKind.BREAK, start, end)
            elif hidden or name != "span" or tag.endswith("/>"):
                yield Token(TokenKind.MARK, start, end)
            elif tag.startswith("</"):
                looks[1:] = looks[1:-1]
                yield Token(TokenKind.CLOSE, start, end, tag=Tag("span"))
            else:
                own = values(tag)
                looks.append(self.looks.inside(looks[-1], "span", own))
                yield Token(TokenKind.OPEN, start, end, tag=_span_tag(looks[-2], looks[-1], own))

    def retimed(self, document: Document, piece: Piece, span: Span) -> tuple[Replacement, ...] | None:
        times, cue = self.cues[piece.range.start].times, piece.cue
        if cue is None or times.follows or times.built_up or (times.end and times.duration):
            return None
        moments = []
        if span.start_ms != cue.span.start_ms:
            moments.append((times.begin, span.start_ms - times.from_ms))
        if span.end_ms != cue.span.end_ms and times.end:
            moments.append((times.end, span.end_ms - times.from_ms))
        elif span.duration_ms != cue.span.duration_ms and not times.end:
            moments.append((times.duration, span.duration_ms))
        if any(place is None or ms < 0 for place, ms in moments):
            return None
        edits = (
            Replacement(place.start, place.end, self.clock.written(ms, place.of(document.source)))
            for place, ms in moments
            if place
        )
        return tuple(edit for edit in edits if edit.text != document.source[edit.start : edit.end].strip())

    def end_ms(self, document: Document, piece: Piece, edits: Sequence[Replacement]) -> int | None:
        """Parts of a paragraph that have times of their own depend on one another."""
        (edit, *others), times, cue = edits, self.cues[piece.range.start].times, piece.cue
        place = Range(edit.start, edit.end)
        alone = not (others or times.follows or times.built_up or (times.end and times.duration))
        tag = piece.range.of(document.source)
        if (
            cue is None
            or not alone
            or local_name(_name(tag)) != "p"
            or place != (times.end or times.duration)
        ):
            return None
        if not (is_strict(place.of(document.source)) and is_strict(edit.text)):
            return None
        try:
            after_ms = self.clock.milliseconds(edit.text)
        except ValueError:
            return None
        end_ms = after_ms + (times.from_ms if times.end else cue.span.start_ms)
        return end_ms if times.until_ms is None else min(end_ms, times.until_ms)

    def moved(self, document: Document, retiming: Retiming) -> tuple[Replacement, ...]:
        return tuple(moved(document.source, self.clock, retiming))

    def rebroken(
        self, document: Document, piece: Piece, line_ends: Collection[int], cuts: Collection[int] = ()
    ) -> tuple[Replacement, ...] | None:
        prefix, colon, _ = _name(piece.range.of(document.source)).rpartition(":")
        return rebroken(document.tokens(piece), line_ends, f"<{prefix}{colon}br/>", cuts)

    def divided(
        self, document: Document, piece: Piece, cuts: Sequence[Gap], spans: Sequence[Span]
    ) -> tuple[Replacement, ...] | None:
        first = self.retimed(document, piece, spans[0])
        parts, times = piece.parts, self.cues[piece.range.start].times
        if first is None or parts is None or times.begin is None or (times.end or times.duration) is None:
            return None
        source, tokens = document.source, document.tokens(piece)
        if any(token.kind is TokenKind.MARK for token in tokens):
            return None
        tag = source[piece.range.start : parts.payload.start]
        closing_tag = source[parts.payload.end : piece.range.end]
        before = source[: piece.range.start]
        indent = before[len(before.rstrip(" \t")) :]
        apart = "\n" + indent if before[: len(before) - len(indent)].endswith("\n") else ""
        edits = list(first)
        all_opened = open_tags_before(tokens, (cut.white_place for cut in cuts))
        for number, (cut, tags, span) in enumerate(zip(cuts, all_opened, spans[1:], strict=True), 2):
            opened = [token for token in tags if token.end > token.start]
            if any(token.tag and token.tag.fixed for token in opened):
                return None
            closing = "".join(_closing(source[token.start : token.end]) for token in reversed(opened))
            opening = "".join(_ID.sub("", source[token.start : token.end]) for token in opened)
            new = self._start_tag(document, tag, span, times, number)
            at, *others = cut.white
            edits.append(Replacement(at.start, at.end, f"{closing}{closing_tag}{apart}{new}{opening}"))
            edits += (Replacement(token.start, token.end, "") for token in others)
        return tuple(edits)

    def _start_tag(self, document: Document, tag: str, span: Span, times: CueTimes, number: int) -> str:
        """The start tag of a cue with other times, under an identifier of its own."""
        like = times.begin.of(document.source) if times.begin else ""
        moments = (span.start_ms - times.from_ms, span.end_ms - times.from_ms)
        start, end = (self.clock.written(ms, like) for ms in moments)
        bare = _TIMING.sub("", tag).removesuffix(">").rstrip()
        if found := _XML_ID.search(bare):
            new = f"{found[2] or found[3]}-{number}"
            while new in self.ids:
                new += "-"
            bare = f'{bare[: found.start()]}{found[1]}"{new}"{bare[found.end() :]}'
        return f'{bare} begin="{start}" end="{end}">'


def _plain(found: re.Match[str], *, preserve: bool) -> Iterator[Token]:
    start, end = found.span()
    if found["space"] is not None:
        kind = TokenKind.BREAK if preserve and re.search(r"[\r\n]", found["space"]) else TokenKind.SPACE
        yield Token(kind, start, end, " ")
    elif found["text"] is not None:
        yield Token(TokenKind.TEXT, start, end, html.unescape(found["text"]))
    elif found["cdata"] is not None:
        yield Token(TokenKind.TEXT, start, end, " ".join(found["cdata"][9:-3].split()))
    else:
        yield Token(TokenKind.MARK, start, end)


def _span_tag(around: Look, own: Look, attributes: dict[str, str]) -> Tag:
    ruby = attributes.get("ruby", "")
    timed = not _TIME_NAMES.isdisjoint(attributes)
    hidden = ruby in ("text", "textContainer", "delimiter")
    return Tag(
        "span",
        own.voice if own.voice != around.voice else None,
        own.style,
        fixed=bool(ruby) or timed,
        hidden=hidden,
    )


def _closing(tag: str) -> str:
    """The end tag for a start tag.

    >>> _closing('<tt:span style="a">')
    '</tt:span>'
    """
    return f"</{_name(tag)}>"


def _name(tag: str) -> str:
    """The name of an element, with its prefix, as the tag that it starts with has it."""
    found = _NAME.match(tag)
    return found[1] if found else ""
