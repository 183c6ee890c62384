"""A file that is to be read: its bytes, and its text where it is one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from woordbeeld.inputs import InputKind
from woordbeeld.intake.readers.package import ZIP, Package
from woordbeeld.textfile import decode

_HEAD_BYTES: Final = 4096
_BEGINS_AS_PAGE = re.compile(
    r"\ufeff?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_DECLARED = re.compile(rb"""<meta\s[^>]*?charset\s*=\s*["']?([A-Za-z][\w.:-]*)""", re.IGNORECASE)


@dataclass(frozen=True)
class Source:
    """The bytes of a file and its name; text is decoded once, when it is asked for.

    `declared` is the encoding of a page that what is around it tells.
    """

    data: bytes
    name: str
    declared: str | None = None

    @property
    def head(self) -> bytes:
        """The first bytes, by which most kinds are known."""
        return self.data[:_HEAD_BYTES]

    @property
    def is_package(self) -> bool:
        return self.data.startswith(ZIP)

    @cached_property
    def package(self) -> Package:
        """The parts of a zip.

        Raises:
            BadInputError: it is a damaged one.
        """
        return Package(self.data)

    @cached_property
    def text(self) -> str:
        """The text of the file.

        Raises:
            BadInputError: it is none.
        """
        return decode(self.data, self.name, remedy=InputKind.TRANSCRIPT.remedy)[0]

    @property
    def begins_as_page(self) -> bool:
        return _BEGINS_AS_PAGE.match(self.text[:_HEAD_BYTES]) is not None

    @property
    def page(self) -> str:
        """The text of a web page, in the encoding that it declares where it is not UTF-8."""
        declared = _DECLARED.search(self.head)
        encoding = self.declared or (declared[1].decode("ascii") if declared else "utf-8")
        for each in ("utf-8", encoding):
            try:
                return self.data.decode(each)
            except (LookupError, UnicodeDecodeError):
                continue
        return self.text
