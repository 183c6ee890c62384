"""What another format has no place for, told once for each kind: how often, and where first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from woordbeeld.formats.document import Document, Piece, PieceKind
from woordbeeld.formats.tokens import Token, TokenKind
from woordbeeld.tracks.model import PLAIN, Cue, Style, Track, Utterance, Vertical
from woordbeeld.tracks.speaker_prefixes import with_voices_from_labels
from woordbeeld.words import Message, say

_KINDS: Final = {PieceKind.COMMENT: say("loss.comments"), PieceKind.STYLE: say("loss.own_styles")}
# `12`, `cue12`, `c-12`: an identifier that only counts.
_COUNTS = re.compile(r"(?:[A-Za-z]*[-_.]?\d+)?")


@dataclass(frozen=True, slots=True)
class Lost:
    """What is left out or replaced, in plain words, and at which lines; none where it holds for all.

    `is_text` says that viewers lose text by it.
    """

    what: Message
    lines: tuple[int, ...] = ()
    is_text: bool = False

    @property
    def message(self) -> Message:
        """What it is, with how often and where first."""
        if not self.lines:
            return self.what
        return say("loss.at_lines", what=self.what, count=len(self.lines), line=min(self.lines))

    def __str__(self) -> str:
        return str(self.message)


def lost(what: Message, lines: Iterable[int], *, is_text: bool = False) -> Iterator[Lost]:
    """One thing that is lost at some lines; nothing where there are none."""
    if found := tuple(lines):
        yield Lost(what, found, is_text)


def lost_cues(what: Message, cues: Iterable[Cue]) -> Iterator[Lost]:
    yield from lost(what, (cue.sources[0] for cue in cues))


# -- of a file, what is not in its track


def of_pieces(document: Document) -> Iterator[Lost]:
    """What of a file is no cue, and cues that have no time."""
    for kind, what in _KINDS.items():
        yield from lost(what, (piece.line for piece in document.pieces if piece.kind is kind))
    timeless = (
        piece.line
        for piece in document.pieces
        if piece.parts and not piece.cue and piece.parts.payload.of(document.source).strip()
    )
    yield from lost(say("loss.no_times"), timeless, is_text=True)


def of_text_astray(document: Document) -> Iterator[Lost]:
    """Text between cues that belongs to none."""
    astray = (
        piece.line
        for piece in document.pieces
        if piece.kind is PieceKind.OTHER and piece.range.of(document.source).strip("\ufeff \t\r\n")
    )
    yield from lost(say("loss.astray"), astray, is_text=True)


def of_identifiers(document: Document, identifier: Callable[[Piece], str]) -> Iterator[Lost]:
    """Identifiers that do more than count."""
    named = (
        piece.line
        for piece in document.pieces
        if piece.parts and not _COUNTS.fullmatch(identifier(piece).strip())
    )
    yield from lost(say("loss.identifiers"), named)


def of_settings(document: Document, kept: Callable[[Cue], str]) -> Iterator[Lost]:
    """What stands beside the times of cues, but for what is `kept`.

    It is for formats in which settings stand between the end of a cue and its text, as in WebVTT and SubRip.
    """
    exact = (
        piece.line
        for piece, cue in zip(document.cue_pieces, document.track.cues, strict=True)
        if piece.parts
        and piece.parts.end_time
        and not set(document.source[piece.parts.end_time.end : piece.parts.payload.start].split())
        <= set(kept(cue).split())
    )
    yield from lost(say("loss.exact_places"), exact)


def of_tokens(
    document: Document, mark: Callable[[str], Message | None], plain_tags: frozenset[str] = frozenset()
) -> Iterator[Lost]:
    """Markup of cues without a place: `mark` tells what a mark is, None for one that is kept.

    Tags that say nothing of who speaks and how it looks are other markup, but for `plain_tags`.
    """
    found: dict[Message, list[int]] = {}
    for piece in document.cue_pieces:
        for token in document.tokens(piece):
            what = _lost_token(document.source[token.start : token.end], token, mark, plain_tags)
            if what and found.setdefault(what, [])[-1:] != [piece.line]:
                found[what].append(piece.line)
    for what, lines in found.items():
        yield Lost(what, tuple(lines))


def _lost_token(
    source: str, token: Token, mark: Callable[[str], Message | None], plain_tags: frozenset[str]
) -> Message | None:
    tag = token.tag
    if token.kind is TokenKind.MARK:
        return mark(source)
    if token.kind is not TokenKind.OPEN or tag is None or token.end == token.start:
        return None
    if tag.hidden:
        return say("loss.ruby")
    if tag.fixed:
        return mark(source)
    plain = tag.voice is None and tag.style == PLAIN
    return say("loss.tags", name=tag.name) if plain and tag.name not in plain_tags else None


# -- of a track, what formats have no place for


def regions(track: Track) -> Iterator[Lost]:
    """Regions; one that holds all captions, at the bottom, is where captions stand anyway."""
    named = [cue for cue in track.cues if cue.placement.region]
    several = len({cue.placement for cue in track.cues}) > 1
    if several or any(cue.placement.vertical is not Vertical.BOTTOM for cue in named):
        yield from lost_cues(say("loss.regions"), named)


def voices(track: Track) -> Iterator[Lost]:
    """Names of speakers, but for those that labels tell."""
    bare = [tuple(replace(each, voice=None) for each in cue.utterances) for cue in track.cues]
    told = with_voices_from_labels(bare)
    nameless = (
        cue
        for cue, known in zip(track.cues, told, strict=True)
        if not all(_is_told(each, label) for each, label in zip(cue.utterances, known, strict=True))
    )
    yield from lost_cues(say("loss.voices"), nameless)


def _is_told(utterance: Utterance, known: Utterance) -> bool:
    voice = utterance.voice
    return voice is None or (known.voice is not None and known.voice.casefold() in voice.casefold())


def spoken(track: Track, what: Message, has: Callable[[Utterance], bool]) -> Iterator[Lost]:
    """What is said in a way that is of a kind."""
    yield from lost_cues(what, (cue for cue in track.cues if any(map(has, cue.utterances))))


def looks(track: Track, what: Message, has: Callable[[Style], bool]) -> Iterator[Lost]:
    """Styles of text that are of a kind."""
    yield from spoken(track, what, lambda each: any(has(run.style) for run in each.runs))


def languages(track: Track) -> Iterator[Lost]:
    yield from looks(track, say("loss.languages"), lambda look: look.language is not None)


def classes(track: Track) -> Iterator[Lost]:
    yield from looks(track, say("loss.classes"), lambda look: bool(look.classes))
