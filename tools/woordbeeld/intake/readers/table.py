"""All kinds of files that people have a transcript in, a row each. To add one: a module with a reader, and
its row here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from woordbeeld.errors import BadInputError, WoordbeeldError
from woordbeeld.intake.document import Document
from woordbeeld.intake.in_words import format_in_words
from woordbeeld.intake.readers.captions import binary_format, read_binary_captions, read_captions, text_format
from woordbeeld.intake.readers.html import is_html, read_html
from woordbeeld.intake.readers.markdown import is_markdown, read_markdown
from woordbeeld.intake.readers.old_word import MARK as OLD_MARK
from woordbeeld.intake.readers.old_word import read_old_word
from woordbeeld.intake.readers.open_document import (
    FLAT,
    is_open_document,
    read_flat,
    read_open_document,
)
from woordbeeld.intake.readers.pdf import MARK as PDF_MARK
from woordbeeld.intake.readers.pdf import read_pdf
from woordbeeld.intake.readers.plain_text import read_text
from woordbeeld.intake.readers.publication import (
    is_own_markdown,
    is_own_page,
    is_own_word,
    read_own_markdown,
    read_own_page,
    read_own_word,
)
from woordbeeld.intake.readers.refused import refuse_package, refuse_xml
from woordbeeld.intake.readers.rtf import MARK as RTF_MARK
from woordbeeld.intake.readers.rtf import read_rtf
from woordbeeld.intake.readers.source import Source
from woordbeeld.intake.readers.speech_json import is_json, read_json
from woordbeeld.intake.readers.web_archive import is_web_archive, read_web_archive
from woordbeeld.intake.readers.word import is_word, read_word
from woordbeeld.words import say


@dataclass(frozen=True, slots=True)
class Reader:
    """A kind of file: how it is called, how one is known by what is in it, and how it is read."""

    name: str
    knows: Callable[[Source], object]
    read: Callable[[Source], Document]


MOST_PARAGRAPHS: Final = 40_000  # a day of speech has some 15,000 captions
_PDF_HEAD: Final = 1024  # bytes, within which its mark stands (ISO 32000-1, annex H)

# The first row that knows a file reads it; the last knows all text.
READERS: Final = (
    Reader(
        "Woordbeeld's Word",
        lambda it: it.is_package and is_own_word(it.package),
        lambda it: read_own_word(it.package),
    ),
    Reader("Word", lambda it: it.is_package and is_word(it.package), lambda it: read_word(it.package)),
    Reader(
        "OpenDocument",
        lambda it: it.is_package and is_open_document(it.package),
        lambda it: read_open_document(it.package),
    ),
    Reader("another package", lambda it: it.is_package, refuse_package),
    Reader("PDF", lambda it: PDF_MARK in it.head[:_PDF_HEAD], lambda it: read_pdf(it.data)),
    Reader("old Word", lambda it: it.data.startswith(OLD_MARK), lambda it: read_old_word(it.data)),
    Reader("saved page in one file", lambda it: is_web_archive(it.head), read_web_archive),
    Reader("RTF", lambda it: it.data.startswith(RTF_MARK), lambda it: read_rtf(it.data)),
    Reader("OpenDocument in XML", lambda it: FLAT in it.head, lambda it: read_flat(it.data)),
    Reader(
        "EBU STL",
        lambda it: binary_format(it.data) is not None,
        lambda it: read_binary_captions(it.data, it.name),
    ),
    Reader("JSON of speech", lambda it: is_json(it.text), lambda it: read_json(it.text)),
    Reader("Woordbeeld's web page", lambda it: is_own_page(it.text), lambda it: read_own_page(it.text)),
    Reader("web page", lambda it: it.begins_as_page, lambda it: read_html(it.page)),
    Reader("captions", lambda it: text_format(it.text), lambda it: read_captions(it.text, it.name)),
    Reader("part of a web page", lambda it: is_html(it.text), lambda it: read_html(it.page)),
    Reader("other XML", lambda it: it.text.startswith("<?xml"), refuse_xml),
    Reader(
        "Woordbeeld's Markdown", lambda it: is_own_markdown(it.text), lambda it: read_own_markdown(it.text)
    ),
    Reader("Markdown", lambda it: is_markdown(it.text), lambda it: read_markdown(it.text)),
    Reader("text", lambda _: True, lambda it: read_text(it.text)),
)


def read_document(data: bytes, name: str) -> Document:
    """The document in the bytes of a file, whatever kind it is; `name` is only for what is told.

    Raises:
        BadInputError: it cannot be read, or holds no text.
        EnvironmentProblemError: reading it needs a program that this machine lacks.
    """
    source = Source(data, name)
    try:
        document = next(each for each in READERS if each.knows(source)).read(source)
    except (RecursionError, MemoryError) as error:
        what, remedy = say("error.intake.too_deep"), say("error.intake.own_document")
        raise BadInputError(what, where=name, remedy=remedy) from error
    except WoordbeeldError as error:
        raise type(error)(error.what, where=error.where or name, remedy=error.remedy) from error
    if not document.paragraphs:
        what = say("error.intake.no_text", format=format_in_words(document.format_name))
        raise BadInputError(what, where=name, remedy=say("error.intake.give_holder"))
    if len(document.paragraphs) > MOST_PARAGRAPHS:
        count = len(document.paragraphs)
        what = say("error.intake.too_many_paragraphs", paragraphs=count, most=MOST_PARAGRAPHS)
        raise BadInputError(what, where=name, remedy=say("error.intake.own_document"))
    return document
