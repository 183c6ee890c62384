"""The way from the page of a video back to the site, which is put into bundles that stand there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from markupsafe import Markup

from woordbeeld.words import language_of_words, words_in
from woordbeeld.writing import mark_again, mark_of, open_bundle, replace_file

PAGE: Final = "index.html"
_HEAD_BYTES: Final = 64_000  # in which the header stands; its style sheet is 20 kB
_HEADER: Final = b'<header class="top">\n'
_LINKS: Final = re.compile(rb'<p class="about" id="to-site">.*</p>\n')
_LANGUAGE: Final = re.compile(rb'<html lang="([\w-]+)"')


def lead_back(folder: Path) -> None:
    """Put links to home and search into the header of the page of a bundle, which knows it by them.

    A page that has them stays as it is, and so does one that a person changed. Where a run was killed before
    the bundle knew the new page, that is put right.

    Raises:
        BadInputError: there is no bundle, or somebody changed the page meanwhile.
        EnvironmentProblemError: it cannot be written.
    """
    bundle = open_bundle(folder)
    path, mark = bundle.path(PAGE), bundle.manifest.publications.get(PAGE)
    if not mark or not path.is_file() or (path.stat().st_size == mark.size and _has_links(path)):
        return
    page = path.read_bytes()
    plain = _LINKS.sub(b"", page, count=1)
    if page != plain:
        mark_again(path, plain)
    elif mark_of(page) == mark:
        replace_file(path, page, _linked(page).decode(), "utf-8")


def _has_links(path: Path) -> bool:
    with path.open("rb") as file:
        return _LINKS.search(file.read(_HEAD_BYTES)) is not None


def _linked(page: bytes) -> bytes:
    found = _LANGUAGE.search(page)
    words = words_in(language_of_words(found[1].decode() if found else ""), "site")
    links = Markup(
        '<p class="about" id="to-site">'
        '<a href="../../index.html">{}</a><a href="../../search.html">{}</a></p>\n'
    ).format(words["to_home"], words["to_search"])
    return page.replace(_HEADER, _HEADER + links.encode(), 1)
