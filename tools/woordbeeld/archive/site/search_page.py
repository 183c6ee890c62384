"""The page on which all that is said is searched: its frame, and the script that does it."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import Final

from woordbeeld.archive.site.pages import PACKAGE, Pages
from woordbeeld.archive.site.years import years_of
from woordbeeld.words import words_in

PAGE: Final = "search.html"
SCRIPT: Final = "search.js"
# In the order in which they need each other: as one script they share their names.
MODULES: Final = ("folding", "parts", "query", "places", "ranking", "phrases", "results", "main")
_MODULE_LINES: Final = re.compile(r"^import (?:[^;]*\n)*?[^;]*;\n|^export (?=\w)", re.MULTILINE)


def write_search_page(pages: Pages) -> None:
    """The page and its script; the words that this says stand in the page."""
    years = [year for year, _ in years_of(pages.archive.videos)]
    data = {"language": pages.language, "words": words_in(pages.language, "site")["script"]}
    pages.put(PAGE, "search.html", years=years, data=data)
    pages.put_text(SCRIPT, search_script())


def search_script() -> str:
    """The modules as one script that keeps its names to itself: a page from a disk can load no modules."""
    folder = files(PACKAGE) / "templates" / "search"
    texts = ((folder / f"{name}.js").read_text(encoding="utf-8") for name in MODULES)
    return '"use strict";\n{\n' + "\n".join(_MODULE_LINES.sub("", text) for text in texts) + "}\n"
