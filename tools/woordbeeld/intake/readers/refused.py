"""Files that hold no transcript, or none that can be read: each says what it is and what to do."""

from __future__ import annotations

from typing import Final, NoReturn

from woordbeeld.errors import BadInputError
from woordbeeld.intake.readers.source import Source
from woordbeeld.words import say

_EXPORT: Final = say("error.intake.export_as")
# What a package is, by a part that each of its kind has.
_PACKAGES: Final = (
    ("xl/workbook.xml", say("error.intake.excel")),
    ("ppt/presentation.xml", say("error.intake.powerpoint")),
    ("META-INF/container.xml", say("error.intake.e_book")),
    ("Index/Document.iwa", say("error.intake.pages")),
    ("mimetype", say("error.intake.other_open_document")),
)


def refuse_package(source: Source) -> NoReturn:
    names = source.package.names
    if source.package.is_encrypted:
        raise BadInputError(say("error.intake.packed_password"), remedy=say("error.intake.unpack_document"))
    what = next((what for part, what in _PACKAGES if part in names), None)
    if what:
        raise BadInputError(what, remedy=_EXPORT)
    raise BadInputError(say("error.intake.zip"), remedy=say("error.intake.unpack_transcript"))


def refuse_xml(_: Source) -> NoReturn:
    raise BadInputError(say("error.intake.other_xml"), remedy=_EXPORT)
