"""A feed that was saved as a source: RSS, Atom, or the answer of an archive to OAI-PMH."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Final

from woordbeeld.archive.sources.values import day_of, language_code
from woordbeeld.archive.videos import Unusable, Video, is_address
from woordbeeld.errors import BadInputError
from woordbeeld.inputs import HEAD_BYTES, MEDIA_ENDINGS, TEXT_ENDINGS, InputKind, read_input
from woordbeeld.intake.readers.package import follow_xml
from woordbeeld.publications.titles import as_title
from woordbeeld.words import say

_ITEMS: Final = frozenset({"item", "atom:entry", "oai:record"})
_FEEDS: Final = re.compile(rb"<(\w+:)?(rss|feed|OAI-PMH|RDF)\b")
_PREFIXES: Final = {
    "http://www.w3.org/2005/Atom": "atom",
    "http://www.openarchives.org/OAI/2.0/": "oai",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dc",
    "http://search.yahoo.com/mrss/": "media",
    "https://podcastindex.org/namespace/1.0": "podcast",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
_TITLES: Final = ("title", "atom:title", "dc:title")
_DESCRIPTIONS: Final = ("description", "atom:summary", "dc:description", "atom:content")
_DATES: Final = ("pubDate", "dc:date", "dc:issued", "dc:created", "atom:published", "atom:updated")
_LANGUAGES: Final = ("language", "dc:language")
_LINKS: Final = ("dc:identifier", "dc:relation", "dc:source", "dc:hasFormat")
_TEXT_TYPES: Final = ("text/plain", "text/vtt", "application/srt", "application/x-subrip", "text/html")
_TAG: Final = re.compile(r"<[^>]*>")


def is_feed(path: Path) -> bool:
    """Whether a file is a feed, by its first bytes."""
    try:
        with path.open("rb") as file:
            return bool(_FEEDS.search(file.read(HEAD_BYTES)))
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class _Link:
    address: str
    kind: str = ""

    @property
    def ending(self) -> str:
        return PurePosixPath(self.address.partition("?")[0]).suffix.lower()

    @property
    def is_media(self) -> bool:
        return self.kind.startswith(("video", "audio")) or (not self.kind and self.ending in MEDIA_ENDINGS)

    @property
    def is_text(self) -> bool:
        return self.kind in _TEXT_TYPES or (not self.kind and self.ending in TEXT_ENDINGS)


@dataclass
class _Item:
    """What a feed says of one of its items: the first text of each kind of element, and all links."""

    texts: dict[str, str] = field(default_factory=dict)
    links: list[_Link] = field(default_factory=list)

    def first(self, names: tuple[str, ...]) -> str:
        return next((self.texts[name] for name in names if self.texts.get(name)), "")


class _Reader:
    """Takes in the events of the XML of a feed; the language of all may stand before the first item."""

    def __init__(self) -> None:
        self.items: list[_Item] = []
        self.language = ""
        self._item: _Item | None = None
        self._text: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in _ITEMS:
            self._item = _Item()
            self.items.append(self._item)
        self._text = []
        language = attributes.get("xml:lang", "")
        if self._item is None:
            self.language = self.language or language
            return
        if language:
            self._item.texts.setdefault("language", language)
        address = attributes.get("url") or attributes.get("href")
        is_link = name in ("enclosure", "media:content", "podcast:transcript")
        if address and (is_link or attributes.get("rel") == "enclosure"):
            kind = attributes.get("type", "").partition(";")[0].strip().lower()
            self._item.links.append(_Link(address, kind))

    def end(self, name: str) -> None:
        text = "".join(self._text).strip()
        self._text = []
        if self._item is None:
            self.language = text if name in _LANGUAGES and text else self.language
        elif name in _ITEMS:
            self._item = None
        elif name in _LINKS and is_address(text):
            self._item.links.append(_Link(text))
        elif text:
            self._item.texts.setdefault(name, text)

    def data(self, text: str) -> None:
        self._text.append(text)


def videos_of_feed(path: Path, usual: Video) -> Iterator[Video | Unusable]:
    """Each item of a feed, with the transcript that it links to, if it does.

    Raises:
        BadInputError: it is not well-formed.
    """
    reader = _Reader()
    try:
        follow_xml(iter([read_input(path, InputKind.MANIFEST)]), reader, _PREFIXES, path.name)
    except BadInputError as error:
        raise BadInputError(error.what, where=path.name, remedy=say("error.archive.save_feed")) from error
    for number, item in enumerate(reader.items, 1):
        yield _video(item, f"{path.name}:{number}", reader.language, path.parent.absolute(), usual)


def _video(item: _Item, where: str, language: str, folder: Path, usual: Video) -> Video | Unusable:
    title = as_title(_plain(item.first(_TITLES)))
    media = next((each.address for each in item.links if each.is_media), "")
    if not media:
        what = say("error.archive.in_row", where=where, what=say("error.archive.no_video"))
        return Unusable(title or where, what, say("error.archive.link_video"))
    texts = sorted((each for each in item.links if each.is_text), key=_how_plain)
    return replace(
        usual,
        media=_placed(media, folder),
        transcript=_placed(texts[0].address, folder) if texts else None,
        source=media,
        title=title or as_title(PurePosixPath(media).stem),
        language=language_code(item.first(_LANGUAGES) or language) or usual.language,
        date=day_of(item.first(_DATES)),
        description=_plain(item.first(_DESCRIPTIONS)) or None,
        where=where,
    )


def _how_plain(link: _Link) -> int:
    """The place of a transcript among several: what people write before what is made for players."""
    if link.kind in _TEXT_TYPES:
        return _TEXT_TYPES.index(link.kind)
    return TEXT_ENDINGS.index(link.ending)


def _placed(address: str, folder: Path) -> str:
    return address if is_address(address) else str(folder / address)


def _plain(text: str) -> str:
    """A text without markup, which feeds hold as text."""
    return html.unescape(_TAG.sub(" ", text)).strip()
