"""A file of captions that was read: its text as it stands, and where in it each part of each cue stands.

Nothing is ever rendered anew. A change is a `Replacement`: other text in place of one range of the source. So
what was not understood cannot be lost, and a change touches only what it names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import Final, Protocol

from woordbeeld.findings import Severity
from woordbeeld.formats.tokens import Gap, Token
from woordbeeld.timing import Retiming, Span
from woordbeeld.tracks.model import Cue, Track, TrackKind
from woordbeeld.tracks.sounds import with_sounds_in_capitals
from woordbeeld.tracks.speaker_prefixes import with_asides, with_labels_of_names, with_voices_from_labels
from woordbeeld.words import Message

ROLLING: Final = "rolling"  # the cause of the fault of captions that roll
FORMAT_RULE: Final = "format"  # the id of the rule that whatever breaks a format breaks


@dataclass(frozen=True, slots=True)
class Range:
    """The characters `[start, end)` of a source."""

    start: int
    end: int

    def of(self, source: str) -> str:
        return source[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Replacement:
    """Other text in place of a range of the source; an empty range is a place to write at."""

    start: int
    end: int
    text: str


def edited(source: str, edits: Iterable[Replacement]) -> str:
    """The source with all edits done, whose places count in the source as it is.

    >>> edited("een twee drie", [Replacement(4, 8, "2"), Replacement(0, 0, ">")])
    '>een 2 drie'

    Raises:
        ValueError: two edits touch the same text.
    """
    parts, at = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < at:
            raise ValueError(f"two edits touch the text from {edit.start} to {at}")
        parts += [source[at : edit.start], edit.text]
        at = edit.end
    return "".join((*parts, source[at:]))


class Flavour(Enum):
    """What made a file, where its form tells that; its speakers are read as that maker tells them."""

    TEAMS = "Microsoft Teams"  # voices
    ZOOM = "Zoom"  # the name that a user chose, before what that user says
    YOUTUBE = "YouTube"  # no speakers; words have times


class PieceKind(Enum):
    """What a piece of a file is."""

    HEADER = "header"
    COUNTS = "counts"  # how many cues a file says that it has, which a fix may put right
    CUE = "cue"
    STYLE = "style"
    REGION = "region"
    COMMENT = "comment"
    OTHER = "other"  # not understood: it stays where and as it is


@dataclass(frozen=True, slots=True)
class CueParts:
    """Where the parts of a cue stand in the source.

    `number` is its number or identifier. `start_time` and `end_time` are None where the cue has its times
    from what is around it. `payload` is what viewers see, with its markup.
    """

    number: Range | None
    start_time: Range | None
    end_time: Range | None
    payload: Range


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a file. All pieces joined are the file.

    `line` is the line (from 1) at which the piece is known: that of its times if it is a cue, else its first.
    In a binary format it is the number of its block.
    `cue` is None for what is no cue, or none that a player would show.
    """

    kind: PieceKind
    range: Range
    line: int
    cue: Cue | None = None
    parts: CueParts | None = None


@dataclass(frozen=True, slots=True)
class FormatFault:
    """What breaks a format, on which line, and the edits that repair it where their meaning is certain.

    `cause` is a stable id in a few words: faults of one cause are told once, with their number. `explains`
    are ids of rules that cues break because of it, so that their findings need not be told beside it.
    """

    cause: str
    line: int
    what: Message
    remedy: Message
    severity: Severity = Severity.ERROR
    repair: tuple[Replacement, ...] = ()
    explains: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FaultList:
    """The faults of a file while it is read."""

    found: list[FormatFault] = field(default_factory=list)

    def add(
        self,
        cause: str,
        line: int,
        what: Message,
        remedy: Message,
        *,
        severity: Severity = Severity.ERROR,
        repair: tuple[Replacement, ...] = (),
    ) -> None:
        self.found.append(FormatFault(cause, line, what, remedy, severity, repair))


class Syntax(Protocol):
    """How a format writes what a change needs."""

    def read(self, source: str) -> Document:
        """A file of this format."""

    def edited(self, source: str, edits: Iterable[Replacement]) -> str:
        """The source with all edits done; a format whose fields have a length keeps it."""

    def tokens(self, document: Document, piece: Piece) -> tuple[Token, ...]:
        """What viewers see of a cue as tokens; their places count from the start of its payload."""

    def retimed(self, document: Document, piece: Piece, span: Span, /) -> tuple[Replacement, ...] | None:
        """The edits that give a cue another span; None where that cannot be done in its place."""

    def moved(self, document: Document, retiming: Retiming) -> tuple[Replacement, ...]:
        """The edits after which all times of the file are elsewhere, those within cues too.

        A time that cannot be read stays as it is.
        """

    def rebroken(
        self, document: Document, piece: Piece, line_ends: Collection[int], cuts: Collection[int] = ()
    ) -> tuple[Replacement, ...] | None:
        """The edits after which the lines of a cue end in just those gaps (by their number, from 0).

        Gaps in which the cue is cut are left out. None where the lines cannot be broken elsewhere.
        """

    def divided(
        self, document: Document, piece: Piece, cuts: Sequence[Gap], spans: Sequence[Span]
    ) -> tuple[Replacement, ...] | None:
        """The edits that make several cues of one, cut in gaps between its words; None where that cannot be.

        There is one span more than there are cuts.
        """


@dataclass(frozen=True)
class Document:
    """A file of captions: its source, the pieces that it is made of, and what breaks its format."""

    source: str
    pieces: tuple[Piece, ...]
    track: Track
    syntax: Syntax
    faults: tuple[FormatFault, ...] = ()
    flavour: Flavour | None = None

    @property
    def rolls(self) -> bool:
        """Whether these are rolling captions, each of which repeats what the one before shows."""
        return any(fault.cause == ROLLING for fault in self.faults)

    @property
    def explained(self) -> frozenset[str]:
        """The ids of the rules whose findings a fault of the file explains: they need not be told."""
        return frozenset().union(*(fault.explains for fault in self.faults))

    @cached_property
    def cue_pieces(self) -> tuple[Piece, ...]:
        """The pieces of the cues of the track, in its order."""
        by_source = {piece.cue.sources: piece for piece in self.pieces if piece.cue}
        return tuple(by_source[cue.sources] for cue in self.track.cues)

    def tokens(self, piece: Piece) -> tuple[Token, ...]:
        """What viewers see of a cue, as tokens of the source."""
        if piece.parts is None:
            return ()
        start = piece.parts.payload.start
        if (found := self._tokens.get(start)) is None:
            found = self._tokens[start] = tuple(
                token.moved(start) for token in self.syntax.tokens(self, piece)
            )
        return found

    @cached_property
    def _tokens(self) -> dict[int, tuple[Token, ...]]:
        """The tokens of cues that were asked for, by where their text starts."""
        return {}

    def with_edits(self, edits: Iterable[Replacement]) -> Document:
        """The file after these edits, read again; kind and language stay as they were."""
        found = self.syntax.read(self.syntax.edited(self.source, edits))
        return found.completed(self.track.kind, self.track.language)

    def completed(self, kind: TrackKind, language: str | None) -> Document:
        """The same file, of which is known from elsewhere what it does not tell itself.

        Where it names no voices, its labels do.
        """
        spoken = [cue.utterances for cue in self.track.cues]
        if kind is TrackKind.CAPTIONS:
            named = with_labels_of_names(with_asides(spoken), all_labelled=self.flavour is Flavour.ZOOM)
            spoken = with_sounds_in_capitals(named)
        if not any(each.voice for cue in spoken for each in cue):
            spoken = with_voices_from_labels(spoken)
        cues = tuple(
            cue if each == cue.utterances else Cue(cue.span, each, cue.sources, cue.placement)
            for cue, each in zip(self.track.cues, spoken, strict=True)
        )
        return replace(self, track=Track(kind, language, cues))


def line_end(text: str) -> str:
    r"""How the lines of a text end: as the first one does, else LF.

    >>> line_end("a\r\nb"), line_end("a")
    ('\r\n', '\n')
    """
    first = min((text.find(end) for end in "\r\n" if end in text), default=-1)
    if first < 0:
        return "\n"
    return "\r\n" if text[first : first + 2] == "\r\n" else text[first]
