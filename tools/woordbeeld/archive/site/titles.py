"""The title that a site has, which it keeps until it is given another one."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Final

from woordbeeld.archive.site.staging import is_written

PAGE: Final = "index.html"
_TITLE: Final = re.compile(r"<title>(.*?)</title>", re.DOTALL)


def title_of_site(site: Path) -> str | None:
    """The title on the first page of a site; None where no run wrote one."""
    if not is_written(site, PAGE):
        return None
    try:
        found = _TITLE.search((site / PAGE).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return html.unescape(found[1]).strip() or None if found else None
