"""A web page saved as one file (`.mht`, `.mhtml`): the page in it, without its pictures and styles."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.message import Message

from woordbeeld.errors import BadInputError
from woordbeeld.intake.document import Document
from woordbeeld.intake.readers.html import read_html
from woordbeeld.intake.readers.source import Source
from woordbeeld.words import say

_HEADER = re.compile(rb"^MIME-Version:", re.MULTILINE | re.IGNORECASE)
_TYPE = re.compile(rb"^Content-Type:\s*(?:multipart/related|text/html)", re.MULTILINE | re.IGNORECASE)


def is_web_archive(head: bytes) -> bool:
    return _HEADER.search(head) is not None and _TYPE.search(head) is not None


def read_web_archive(source: Source) -> Document:
    """The first page in the file.

    Raises:
        BadInputError: there is none in it.
    """
    for part in message_from_bytes(source.data).walk():
        if part.get_content_type() == "text/html":
            return read_html(Source(_content(part), source.name, part.get_content_charset()).page)
    raise BadInputError(say("error.intake.empty_archive"), remedy=say("error.intake.save_as_html"))


def _content(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""
