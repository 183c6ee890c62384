"""From the bytes of a file to text, without losing one, or a clear word on why it is not text."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import Final

from woordbeeld.errors import BadInputError
from woordbeeld.words import Message, say

# What str.isspace() calls white space, and two invisible characters that word processors leave at the
# edge of a line: the byte order mark and the zero-width space.
WHITE: Final = (
    " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\u200b"
)
NUL: Final = "\0"
_SAVE_AS_TEXT: Final = say("error.save_as_text")
# How files begin that look like text to a person, but are none to a program.
_SIGNATURES: Final = (
    (b"PK\x03\x04", say("error.packed")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", say("error.old_word")),
    (b"%PDF-", say("error.pdf")),
    (b"{\\rtf", say("error.rtf")),
)
# Of every second byte in UTF-16 text without a mark, the share that must be zero: curly quotes and
# dashes are the exceptions.
_MIN_ZERO_SHARE: Final = 0.7


def never(_: str) -> bool:
    """Whether a text may hold NUL, as hardly any may: it is a sign that the file is none."""
    return False


def decode(
    data: bytes, where: str, *, remedy: Message, may_hold_nul: Callable[[str], bool] = never
) -> tuple[str, str]:
    """The text of a file and the codec that gives back its bytes; a byte order mark stays in the text.

    UTF-8, else UTF-16 (with a mark, or plainly text), else Windows-1252, else Latin-1. `remedy` is what to do
    with a file that holds no text; `may_hold_nul` tells the texts that are text although NUL stands in them.

    Raises:
        BadInputError: the file is empty, is binary, or is a document of another kind.
    """
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise BadInputError(what, where=where, remedy=_SAVE_AS_TEXT)
    encoding = _utf16(data) or _bytewise(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = NUL
    if NUL in text and not may_hold_nul(text):
        raise BadInputError(say("error.no_text"), where=where, remedy=remedy)
    if not text.strip(WHITE):
        raise BadInputError(say("error.empty"), where=where, remedy=remedy)
    return text, encoding


def _bytewise(data: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return "latin-1"


def _utf16(data: bytes) -> str | None:
    """The codec of UTF-16 text: its byte order mark tells, or else zeros in every second byte only."""
    if data.startswith(codecs.BOM_UTF16_LE):
        return "utf-16-le"
    if data.startswith(codecs.BOM_UTF16_BE):
        return "utf-16-be"
    high_first, low_first = data[::2].count(0), data[1::2].count(0)
    needed = _MIN_ZERO_SHARE * len(data) / 2
    if len(data) % 2 == 0 and min(high_first, low_first) == 0 and max(high_first, low_first) >= needed > 0:
        return "utf-16-be" if high_first else "utf-16-le"
    return None
