r"""Text and times as SubRip has them.

The format has no way to escape. Text stands as viewers see it: what looks like markup in a transcript is told
from real markup by a word joiner, which nobody sees (`<` and U+2060), as players take `<b>` for bold. Many
hide whatever stands between braces (libass), so braces are written in full width.
"""

from __future__ import annotations

import re
from typing import Final

from woordbeeld.timing import format_timestamp

_JOINER: Final = "\N{WORD JOINER}"
_BRACES: Final = (
    ("{", f"\N{FULLWIDTH LEFT CURLY BRACKET}{_JOINER}"),
    ("}", f"\N{FULLWIDTH RIGHT CURLY BRACKET}{_JOINER}"),
)
_MARKUP = re.compile(r"<(?=\s*[/!?]?\s*[^\W\d_])|\\(?=[Nnh])|&(?=#?\w+;)|(?<=-)(?=->)")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f\ud800-\udfff]")


def format_time(ms: int) -> str:
    """A moment as SubRip writes it.

    >>> format_time(3_723_004)
    '01:02:03,004'
    """
    return format_timestamp(ms).replace(".", ",")


def escape(text: str) -> str:
    r"""Text that no player takes for markup, on one line.

    >>> escape(r"A < B, <b>, C:\nu --> D").replace("\u2060", "|")
    'A <| B, <|b>, C:\\|nu -|-> D'
    """
    one_line = " ".join(part for part in CONTROLS.sub("", text).splitlines() if part.strip())
    guarded = _MARKUP.sub(lambda found: found.group() + _JOINER, one_line)
    for brace, written in _BRACES:
        guarded = guarded.replace(brace, written)
    return guarded


def has_braces(text: str) -> bool:
    """Whether a text has signs that are written as others."""
    return any(brace in text for brace, _ in _BRACES)


def looks_like_markup(text: str) -> bool:
    """Whether a sign is put into a text that nobody sees."""
    return bool(_MARKUP.search(text))


def unescape(text: str) -> str:
    """What a text was before it was escaped."""
    for brace, written in _BRACES:
        text = text.replace(written, brace)
    return text.replace(_JOINER, "")
