"""Packed documents (Word, OpenDocument): the parts of a zip, unpacked within limits, and their XML as events.

Nothing is fetched, no entity is unfolded, and no tree is kept: a part may be long and deep.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Final, Protocol
from xml.parsers import expat
from zipfile import BadZipFile, LargeZipFile, ZipFile

from woordbeeld.errors import BadInputError
from woordbeeld.inputs import MB
from woordbeeld.words import say

ZIP: Final = b"PK\x03\x04"
MOST_XML_MB: Final = 60  # of all parts that are read; a day of speech is about 20 MB of Word's XML
_MOST_PARTS: Final = 20_000  # of a package
_CHUNK_BYTES: Final = 1 << 16
_EXPORT_AGAIN: Final = say("error.intake.export_again")

Attributes = Mapping[str, str]


class Handler(Protocol):
    """What follows the events of XML; names are `prefix:name` after a table of namespaces."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text, perhaps a part of it."""


class Package:
    """The parts of a zip by name. Each read counts towards what may be unpacked in all.

    Raises:
        BadInputError: it is damaged.
    """

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(data))
            infos = self._zip.infolist()
        except (BadZipFile, LargeZipFile, ValueError, OSError, NotImplementedError) as error:
            raise BadInputError(say("error.intake.damaged_package"), remedy=_EXPORT_AGAIN) from error
        if len(infos) > _MOST_PARTS:
            raise BadInputError(say("error.intake.too_many_parts"), remedy=_EXPORT_AGAIN)
        self._infos = {info.filename: info for info in infos}
        self._bytes_left = MOST_XML_MB * MB

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._infos)

    @property
    def is_encrypted(self) -> bool:
        return any(info.flag_bits & 1 for info in self._infos.values())

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part, bit by bit; never more of it than its package says that it has."""
        self._bytes_left -= self._infos[name].file_size
        if self._bytes_left < 0:
            what = say("error.intake.unfolds", most_mb=MOST_XML_MB)
            raise BadInputError(what, remedy=say("error.intake.own_document"))
        try:
            with self._zip.open(self._infos[name]) as part:
                while chunk := part.read(_CHUNK_BYTES):
                    yield chunk
        except (
            BadZipFile,
            EOFError,
            zlib.error,
            OSError,
            RuntimeError,
            NotImplementedError,
            ValueError,
        ) as error:
            what = say("error.intake.damaged_part", part=ascii(name))
            raise BadInputError(what, remedy=_EXPORT_AGAIN) from error

    def read(self, name: str) -> bytes:
        return b"".join(self.chunks(name)) if name in self._infos else b""

    def follow(self, name: str, handler: Handler, prefixes: Mapping[str, str]) -> None:
        """Give the events of a part of XML to a handler; a part that is not there has none."""
        if name in self._infos:
            follow_xml(self.chunks(name), handler, prefixes, name)


def follow_xml(
    chunks: Iterator[bytes], handler: Handler, prefixes: Mapping[str, str], where: str = "its XML"
) -> None:
    """Give the events of XML to a handler, with the names of its elements and attributes as `prefix:name`.

    Raises:
        BadInputError: it is not well-formed, or declares entities.
    """
    short = _Names(prefixes)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.EntityDeclHandler = _refuse_entities
    parser.StartElementHandler = lambda name, attributes: handler.start(
        short[name], {short[each]: value for each, value in attributes.items()}
    )
    parser.EndElementHandler = lambda name: handler.end(short[name])
    parser.CharacterDataHandler = handler.data
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)  # noqa: FBT003 - expat takes it by position
        parser.Parse(b"", True)  # noqa: FBT003 - as above
    except (expat.ExpatError, ValueError, LookupError) as error:
        what = say("error.intake.damaged_why", part=ascii(where), why=str(error))
        raise BadInputError(what, remedy=_EXPORT_AGAIN) from error


class _Names(dict[str, str]):
    """Names as expat has them (`namespace name`) to short ones, each looked up once."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        super().__init__()
        self._prefixes = prefixes

    def __missing__(self, name: str) -> str:
        namespace, _, local = name.rpartition(" ")
        self[name] = f"{self._prefixes.get(namespace, '')}:{local}" if namespace else local
        return self[name]


def _refuse_entities(*_: object) -> None:
    raise BadInputError(say("error.intake.entities"), remedy=_EXPORT_AGAIN)
