"""A file of captions, whoever made it, opened: its format, its encoding, and the document in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from woordbeeld.errors import BadInputError
from woordbeeld.findings import Finding
from woordbeeld.formats.document import FORMAT_RULE, Document, FormatFault, Replacement
from woordbeeld.formats.table import FORMATS, CaptionFormat
from woordbeeld.formats.xml_text import declared_encoding
from woordbeeld.textfile import decode
from woordbeeld.tracks.model import TrackKind
from woordbeeld.words import say

ENDINGS: Final = tuple(ending for each in FORMATS for ending in each.endings)
USUAL_ENDINGS: Final = ", ".join(each.endings[0] for each in FORMATS)
REMEDY: Final = say("error.give_captions", endings=USUAL_ENDINGS)
SLOW_BYTES: Final = 300_000  # of captions that may take more than two seconds, so that progress is told
_BINARY: Final = "latin-1"  # each character is a byte
# What names of files say besides the language: for whom the captions are, how sharp the picture is.
_LISTED: Final = 5  # lines that a finding tells of those at which a fault stands
_MARKS: Final = "sdh|cc|hi|hoh|forced|hd|uhd|sd|web"
_LANGUAGE = re.compile(
    rf"\.(?!(?:{_MARKS})\.)([a-z]{{2,3}}(?:[-_][A-Za-z]{{2,4}})?)(?:\.(?:{_MARKS}))*\.\w+$"
)


@dataclass(frozen=True, slots=True)
class CaptionFile:
    """Captions with the format that they are in, and the encoding of their bytes."""

    name: str
    format: CaptionFormat
    encoding: str
    document: Document

    @property
    def data(self) -> bytes:
        """The bytes of the file: those that were read, where nothing was changed."""
        return self.document.source.encode(self.encoding)

    def with_document(self, document: Document) -> CaptionFile:
        """The same file with changed captions, in an encoding that its format allows."""
        allowed = self.format.encodings
        if not allowed or self.encoding in allowed:
            return replace(self, document=document)
        if place := declared_encoding(document.source):
            document = document.with_edits([Replacement(*place, allowed[0].upper())])
        return replace(self, document=document, encoding=allowed[0])

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What breaks the format: once for each cause, with the first line and how often."""
        return tuple(_findings((*self._name_fault(), *self._encoding_fault(), *self.document.faults)))

    def _name_fault(self) -> Iterator[FormatFault]:
        """Players and sites go by the name."""
        named = _format_named(self.name)
        if named is not None and named is not self.format:
            ending = Path(self.name).suffix
            what = say("fault.name.what", ending=ending, named=named.name, format=self.format.name)
            yield FormatFault("name", 1, what, say("fault.name.do", ending=self.format.endings[0]))

    def _encoding_fault(self) -> Iterator[FormatFault]:
        allowed = self.format.encodings
        if allowed and self.encoding not in allowed:
            wanted = allowed[0].upper()
            what = say("fault.encoding.what", encoding=self.encoding, format=self.format.name, wanted=wanted)
            yield FormatFault("encoding", 1, what, say("fault.encoding.do", wanted=wanted))


def open_captions(data: bytes, name: str) -> CaptionFile:
    """The captions in the bytes of a file; its name tells language and kind where it does not itself.

    Raises:
        BadInputError: there are none in it.
    """
    try:
        text, encoding, found = _recognised(data, name)
        document = found.read(text)
    except BadInputError as error:
        raise BadInputError(error.what, where=name, remedy=error.remedy) from error
    kind, language = document.track.kind, document.track.language
    if kind is TrackKind.CAPTIONS:
        kind = next((each for each in TrackKind if name.lower().startswith(each.value)), kind)
    return CaptionFile(name, found, encoding, document.completed(kind, language or language_in_name(name)))


def language_in_name(name: str) -> str | None:
    """The language that the name of a file of captions tells.

    >>> language_in_name("film.nl_BE.sdh.srt"), language_in_name("film.srt")
    ('nl-BE', None)
    """
    told = _LANGUAGE.search(name)
    return told[1].replace("_", "-") if told else None


def _recognised(data: bytes, name: str) -> tuple[str, str, CaptionFormat]:
    """The text, its encoding and its format: by what stands in it, else by its name."""
    raw = data.decode(_BINARY)
    for each in FORMATS:
        if each.binary and each.sniff(raw):
            return raw, _BINARY, each
    named = _format_named(name)
    if named is not None and named.binary:
        raise BadInputError(say("error.other_format", format=named.name), remedy=REMEDY)
    text, encoding = decode(data, name, remedy=REMEDY, may_hold_nul=_may_hold_nul)
    for each in sorted(FORMATS, key=lambda each: not each.has_signature):
        if not each.binary and each.sniff(text):
            return text, encoding, each
    if named is None or not named.has_signature:
        raise BadInputError(say("error.no_captions"), remedy=REMEDY)
    return text, encoding, named


def _may_hold_nul(text: str) -> bool:
    return any(each.may_hold_nul and each.sniff(text) for each in FORMATS)


def _format_named(name: str) -> CaptionFormat | None:
    """The format that a file has by its name."""
    return next((each for each in FORMATS if Path(name).suffix.lower() in each.endings), None)


def is_caption_file(path: Path) -> bool:
    """Whether a file is called as captions are."""
    return path.suffix.lower() in ENDINGS and path.is_file()


def _findings(faults: tuple[FormatFault, ...]) -> Iterator[Finding]:
    by_cause: dict[tuple[str, str], list[FormatFault]] = {}
    for fault in faults:
        by_cause.setdefault((fault.cause, fault.what.key), []).append(fault)
    for same in by_cause.values():
        first = same[0]
        lines = sorted({fault.line for fault in same})
        listed = ", ".join(map(str, lines[:_LISTED])) + " …" * (len(lines) > _LISTED)
        what = say("fault.often", what=first.what, count=len(lines), lines=listed)
        yield Finding(FORMAT_RULE, first.severity, what, first.line, suggestion=first.remedy)
