"""A document as paragraphs with their marks, whatever kind of file it came from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from woordbeeld.timing import Span


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style."""

    text: str
    bold: bool = False
    italic: bool = False


class Style(Enum):
    """What a paragraph is by its marks, before anything is read in its words."""

    BODY = "body"
    HEADING = "heading"
    LIST_ITEM = "list item"
    TERM = "term"  # of a list of terms with what belongs to each, as HTML's <dt>
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class Cell:
    """Where in which table a paragraph stands; all count from 0.

    `heading` is that of its column, if it has one; a heading of a column is its own.
    """

    table: int
    row: int
    column: int
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of a document: it ends where the text breaks the line, by a new paragraph or within one.

    `place` is its number in the file, from 1: that of its physical line in a file of text, else of itself. It
    stands `apart` where an empty line, or the edge of a paragraph or a cell, is before it, and is `spaced`
    where an empty line, or a paragraph without text, is. A heading of `level` 0 is the title of the document,
    a list item of level 1 is in no other list. `span` is the time that the file gives it, `voice` the speaker
    whom its markup names.
    """

    runs: tuple[Run, ...]
    place: int
    apart: bool = False
    style: Style = Style.BODY
    level: int = 0
    cell: Cell | None = None
    span: Span | None = None
    voice: str = ""
    spaced: bool = False

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Text of a document that is not in the transcript, where it stood, and why it was left out."""

    place: int | None
    text: str
    why: Why


class Why(Enum):
    """Why text is left out of the transcript."""

    TITLE = "title"
    HEADING = "heading"
    PAGE_NUMBER = "page number"
    RUNNING_HEAD = "repeated on each page"
    DATE = "date or duration"
    TIME = "time"
    CUE_NUMBER = "cue number"
    LINE_NUMBER = "number of a line"
    EXPORT_NOTE = "note of the program that made the file"
    TRANSCRIBER_NOTE = "note of who wrote the transcript"
    ABOUT = "about the recording, such as who was there"
    MINUTES = "told by the minutes, not said"
    TRANSITION = "how a script goes on to the next picture, or ends"
    CONTACT = "where to reach somebody"
    NAVIGATION = "navigation"
    OUTSIDE = "outside the transcript"
    COLUMN_HEADING = "heading of a column"
    FOOTNOTE = "footnote"
    PAGE_HEADER = "header or footer of the page"
    COMMENT = "comment"
    DELETED = "deleted with tracked changes"
    HIDDEN = "not shown"
    MARKUP = "markup"
    ANNOUNCEMENT = "words that only say what stands there, such as Beeld:"
    SILENT = "a speaker of whom nothing is told"
    REPEATED = "repeats the text before it"
    BY_A_PERSON = "left out by a person"


@dataclass(frozen=True, slots=True)
class Document:
    """The paragraphs of a file in reading order, and what its reader left out, with the reason.

    `format_name` is what kind of file it is, in words: `Word`. `lines` says whether a paragraph is a physical
    line of a text, so that its place is a line number; `is_page` whether other things may stand around the
    transcript, as on the page of a site; `in_cues` whether its lines are cut to be shown one after the other.
    """

    format_name: str
    paragraphs: tuple[Paragraph, ...]
    left_out: tuple[LeftOut, ...] = ()
    lines: bool = False
    is_page: bool = False
    in_cues: bool = False
    language: str | None = None
