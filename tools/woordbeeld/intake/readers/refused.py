"""Files that hold no transcript, or none that can be read: each says what it is and what to do."""

from __future__ import annotations

from typing import Final, NoReturn

from woordbeeld.errors import BadInputError
from woordbeeld.intake.readers.source import Source

_EXPORT: Final = "export it as Word (.docx), web page or text, and give that"
# Kinds of packages, by a part that each has.
_PACKAGES: Final = (
    ("xl/workbook.xml", "an Excel workbook"),
    ("ppt/presentation.xml", "a PowerPoint presentation"),
    ("META-INF/container.xml", "an e-book"),
    ("Index/Document.iwa", "a document of Apple's Pages"),
    ("mimetype", "an OpenDocument of another kind than text"),
)


def refuse_package(source: Source) -> NoReturn:
    names = source.package.names
    if source.package.is_encrypted:
        raise BadInputError("is packed with a password", remedy="unpack it, and give the document in it")
    kind = next((kind for part, kind in _PACKAGES if part in names), None)
    if kind:
        raise BadInputError(f"is {kind}", remedy=_EXPORT)
    raise BadInputError("is a packed file (zip)", remedy="unpack it, and give the transcript in it")


def refuse_xml(_: Source) -> NoReturn:
    raise BadInputError("is XML, but no web page, document or captions", remedy=_EXPORT)
