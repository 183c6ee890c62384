"""Text as XML can hold it."""

from __future__ import annotations

import re
from typing import Final

# https://www.w3.org/TR/xml/#charsets
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


_DECLARED: Final = re.compile(r"""\ufeff?<\?xml\s[^>]*?\sencoding\s*=\s*["']([A-Za-z][\w.-]*)""")


def declared_encoding(text: str) -> tuple[int, int] | None:
    """Where in XML stands in which encoding it is; None where it does not tell.

    >>> declared_encoding('<?xml version="1.0" encoding="UTF-8"?><tt/>')
    (30, 35)
    """
    found = _DECLARED.match(text)
    return found.span(1) if found else None


def xml_text(text: str) -> str:
    r"""A text without the characters that XML 1.0 cannot hold, escaped or not.

    >>> xml_text("A\x00\x0b B")
    'A B'
    """
    return _FORBIDDEN.sub("", text)
