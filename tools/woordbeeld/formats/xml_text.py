"""Text as XML can hold it."""

from __future__ import annotations

import re
from typing import Final

# https://www.w3.org/TR/xml/#charsets
_FORBIDDEN: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    r"""A text without the characters that XML 1.0 cannot hold, escaped or not.

    >>> xml_text("A\x00\x0b B")
    'A B'
    """
    return _FORBIDDEN.sub("", text)
