"""The title and the language that a site has, which it keeps until it is given others."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Final

from woordbeeld.archive.site.staging import is_written

PAGE: Final = "index.html"
_TITLE: Final = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_LANGUAGE: Final = re.compile(r'<html lang="([\w-]+)"')


def title_of_site(site: Path) -> str | None:
    """The title on the first page of a site; None where no run wrote one."""
    return html.unescape(_found(_TITLE, site) or "").strip() or None


def language_of_site(site: Path) -> str | None:
    """The language of the first page of a site; None where no run wrote one."""
    return _found(_LANGUAGE, site)


def _found(wanted: re.Pattern[str], site: Path) -> str | None:
    """What is wanted of the first page, if it is still as a run wrote it."""
    if not is_written(site, PAGE):
        return None
    try:
        found = wanted.search((site / PAGE).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found[1] if found else None
