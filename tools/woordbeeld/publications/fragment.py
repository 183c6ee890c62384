"""The fragment of a bundle made to fit another page: its headings of another level, its times left out."""

from __future__ import annotations

import re
from typing import Final

HEADING_LEVELS: Final = (2, 3, 4, 5)
# Markup of `templates/fragment.html`; what looks like it in a transcript is escaped there.
_HEADING = re.compile(r"(</?h)2(?=>)")
_MOMENT = re.compile(r" <small>.*?</small>")


def fitted(fragment: str, heading_level: int, *, times: bool) -> str:
    """A fragment as `render_fragment` made it, with other headings, and without moments unless `times`.

    >>> fitted('<h2><bdi>Ton</bdi> <small><time datetime="PT1S">0:01</time></small></h2>', 3, times=False)
    '<h3><bdi>Ton</bdi></h3>'
    """
    levelled = _HEADING.sub(rf"\g<1>{heading_level}", fragment)
    return levelled if times else _MOMENT.sub("", levelled)
