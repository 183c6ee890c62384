"""The pages of the site: their frame, their words, and where each of them stands."""

from __future__ import annotations

from functools import partial
from importlib.resources import files
from typing import Any, Final
from urllib.parse import quote

from jinja2 import PackageLoader

from woordbeeld.archive.site.model import Archive, Video
from woordbeeld.archive.site.staging import StagedSite
from woordbeeld.publications.page_engine import environment, style
from woordbeeld.words import direction, language_of_words, say, told, words_in

PACKAGE: Final = "woordbeeld.archive.site"
STYLE: Final = "site.css"
MOST_DESCRIPTION: Final = 240  # letters of it in a list


class Pages:
    """What renders the pages of an archive, and puts them into its site."""

    def __init__(self, site: StagedSite, archive: Archive) -> None:
        self.archive = archive
        self.language = language_of_words(archive.language)
        self.words = words_in(self.language, "site")
        self.names: list[str] = []
        self._site = site
        self._engine = environment()
        self._engine.loader = PackageLoader(PACKAGE)
        self._engine.filters.update(
            told=partial(told, language=self.language),
            direction=direction,
            number=partial(grouped, language=self.language),
            day=self.day,
            shortened=shortened,
            quoted=quote,
            count=self.count,
        )

    def put(self, name: str, template: str, *, is_draft: bool = False, **values: Any) -> None:
        """A page of the site under its name, which tells how deep it stands; a draft is not to be found."""
        root = "../" * name.count("/")
        page = self._engine.get_template(template).render(
            archive=self.archive,
            language=self.language,
            words=self.words,
            root=root,
            name=name,
            canonical=self.address_of(name),
            is_draft=is_draft,
            **values,
        )
        if not is_draft:
            self.names.append(name)
        self._site.put(name, page)

    def put_text(self, name: str, text: str) -> None:
        """A file of the site that is no page."""
        self._site.put(name, text)

    def put_style(self) -> None:
        own = (files(PACKAGE) / "templates" / STYLE).read_text(encoding="utf-8")
        self._site.put(STYLE, style("base.css") + own)

    def address_of(self, name: str) -> str | None:
        """Where a page is published; None where nobody has told where the site is."""
        if self.archive.address is None:
            return None
        return self.archive.address + quote(name.removesuffix("index.html"))

    def day(self, date: str) -> str:
        """A date as people write it."""
        year, month, day = date.split("-")
        return f"{int(day)} {self.words['months'][str(int(month))]} {year}"

    def count(self, number: int, what: str) -> str:
        """How many there are of something, in words."""
        counted = told(say(f"site.counts.{what}", count=number), self.language)
        return counted.replace(str(number), grouped(number, self.language), 1)


def grouped(number: int, language: str) -> str:
    """A number in groups of three digits.

    >>> grouped(10000, "nl"), grouped(10000, "en")
    ('10.000', '10,000')
    """
    plain = f"{number:,}"
    return plain.replace(",", ".") if words_in(language, "numbers")["decimal_mark"] == "," else plain


def shortened(text: str, most: int = MOST_DESCRIPTION) -> str:
    """A text on one line, and not longer than that: what is cut away stands on the page of the video.

    >>> shortened("een twee drie", 9)
    'een twee…'
    """
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return line[: most + 1].rsplit(" ", 1)[0][:most].rstrip(" ,.;:") + "…"


def size_in_list(video: Video) -> int:
    """About how many bytes a video takes in a list."""
    entry = video.entry
    told = len(entry.title.encode("utf-8", "replace")) + len(shortened(entry.description or ""))
    return 500 + 3 * len(video.address) + 4 * told
