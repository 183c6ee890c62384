"""Any file that holds a transcript, opened for whoever needs one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from woordbeeld.errors import BadInputError
from woordbeeld.inputs import InputKind, read_input
from woordbeeld.intake.accounts import words_of
from woordbeeld.intake.by_sound import settled
from woordbeeld.intake.readers.table import read_document
from woordbeeld.intake.reading import Reading, as_transcript, read_as_transcript
from woordbeeld.speech.model import HeardWord
from woordbeeld.textfile import decode
from woordbeeld.timing import Span
from woordbeeld.transcript.descriptions import described
from woordbeeld.transcript.language_marks import MARK
from woordbeeld.transcript.model import Transcript
from woordbeeld.transcript.pieces import KINDS, ItemKind
from woordbeeld.transcript.pins import in_order
from woordbeeld.transcript.reader import read, refuse_unalignable
from woordbeeld.words import say

UTF8 = "utf-8"


@dataclass(frozen=True, slots=True)
class Opened:
    """A transcript, how it was read, and the bytes of its file.

    It can be `written_back` where its text is that of the file to the character; so is its `encoding` then.
    `source` is the text of a file that is plain text.
    """

    reading: Reading
    data: bytes
    written_back: bool
    encoding: str = UTF8
    source: str | None = None

    @property
    def transcript(self) -> Transcript:
        return read(self.reading.text, self.encoding)

    @property
    def times(self) -> Mapping[tuple[int, int], Span]:
        """When words are said by the file, by the number of their line in the transcript and theirs in it."""
        return self.reading.times


def open_transcript(path: Path, progress: Callable[[float], None] = lambda _: None) -> Opened:
    """The transcript in a file, whatever kind of file it is; `progress` is told the share done, 0 to 1.

    Raises:
        BadInputError: there is no such file, it cannot be read, is too large, or holds no text.
        EnvironmentProblemError: reading it needs a program that this machine lacks.
    """
    return opened(read_input(path, InputKind.DOCUMENT), path.name, progress)


def open_alignable(path: Path, progress: Callable[[float], None] = lambda _: None) -> Opened:
    """A transcript that can be aligned (see `open_transcript`).

    Raises:
        BadInputError: nobody speaks in it, or a description in it is never closed.
    """
    found = open_transcript(path, progress)
    refuse_unalignable(found.transcript, path.name)
    return found


def opened(data: bytes, name: str, progress: Callable[[float], None] = lambda _: None) -> Opened:
    """The transcript in the bytes of a file (see `open_transcript`)."""
    document = read_document(data, name)
    if not document.lines:
        return Opened(read_as_transcript(document, None, progress), data, written_back=False)
    source, encoding = decode(data, name, remedy=InputKind.TRANSCRIPT.remedy)
    return _read_from(read_as_transcript(document, source, progress), data, source, encoding)


def _read_from(reading: Reading, data: bytes, source: str, encoding: str) -> Opened:
    """What was read from a text in this encoding."""
    whole = reading.as_it_stands and reading.text == source
    return Opened(reading, data, whole, encoding if whole else UTF8, source)


def settled_by_sound(found: Opened, heard: Sequence[HeardWord], voice: Sequence[Span]) -> Opened:
    """A transcript, read with what was heard: that decides what its file leaves open."""
    understanding = settled(found.reading.understanding, heard, voice)
    if not understanding.by_sound:
        return found
    reading = as_transcript(understanding, found.source)
    if found.source is None:
        return replace(found, reading=reading)
    return _read_from(reading, found.data, found.source, found.encoding)


@lru_cache(maxsize=2)
def read_otherwise(text: str) -> frozenset[int]:
    r"""The lines (from 1) of a text in house style that are read otherwise once it is opened as a file.

    All of them, if it is taken for another kind of file altogether.

    >>> read_otherwise("JAN: Ja.\n\nJan heeft gelijk.\n\n# Een\n\nEVA: Nee.\n")
    frozenset({5})
    """
    found = opened(text.encode(), "transcript.txt")
    if found.written_back:
        return frozenset()
    items = found.reading.understanding.items
    again = {_as_read(each.place, each.kind, each.text) for each in items}
    return frozenset(
        block.line
        for block in in_order(read(text))
        if _as_read(block.line, KINDS[type(block)], block.text) not in again
    )


def _as_read(line: int, kind: ItemKind, text: str) -> tuple[object, ...]:
    """What of a line must be the same, however it is read."""
    told = described(text) if kind is ItemKind.SCENE else text
    return (line, kind, *words_of(MARK.sub("", told)))


def beside(path: Path) -> Path:
    """Where the transcript of a file that cannot be written back is written: beside it, as text.

    >>> beside(Path("film/praatje.docx")).name, beside(Path("praatje.txt")).name
    ('praatje.txt', 'praatje.transcript.txt')
    """
    return path.with_suffix(".transcript.txt" if path.suffix == ".txt" else ".txt")


def free_beside(path: Path) -> Path:
    """The same, where nothing stands there yet.

    Raises:
        BadInputError: there is such a file already.
    """
    if (own := beside(path)).exists():
        what = say("error.intake.not_in_place", own=own.name)
        raise BadInputError(what, where=path.name, remedy=say("error.intake.correct_own", own=own.name))
    return own
