"""What search engines and readers of news follow: a sitemap of all pages, and the newest videos as RSS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from woordbeeld.archive.site.model import Archive, Video
from woordbeeld.archive.site.pages import shortened
from woordbeeld.archive.site.paging import cut
from woordbeeld.formats.xml_text import xml_text
from woordbeeld.publications.structured_data import MEDIA_TYPES
from woordbeeld.words import language_of_words, say, told

ADDRESSES_A_FILE: Final = 1_000
NEWEST: Final = 50
_XML: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemaps(address: str, addresses: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The sitemap with what is to be followed, in several files, and the one that names them."""
    names = []
    for number, chosen in enumerate(cut(addresses, len, most=ADDRESSES_A_FILE), 1):
        names.append(f"sitemaps/{number}.xml")
        yield names[-1], _sitemap("urlset", "url", chosen)
    yield "sitemap.xml", _sitemap("sitemapindex", "sitemap", [address + name for name in names])


def _sitemap(root: str, each: str, addresses: Iterable[str]) -> str:
    lines = "".join(f"<{each}><loc>{escape(address)}</loc></{each}>\n" for address in addresses)
    return f'{_XML}<{root} xmlns="{_SITEMAP}">\n{lines}</{root}>\n'


def rss(archive: Archive, address: str) -> str:
    """The newest videos that have a date, for readers of news (RSS 2.0)."""
    newest = [video for video in archive.videos if video.entry.date][:NEWEST]
    about = told(say("site.feed.about", title=archive.title), language_of_words(archive.language))
    channel = (
        _element("title", archive.title),
        _element("link", address),
        _element("description", about),
        _element("language", archive.language),
        f'<atom:link href={quoteattr(f"{address}feed.xml")} rel="self" type="application/rss+xml"/>',
        *(_item(video, address) for video in newest),
    )
    opened = '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">'
    return f"{_XML}{opened}\n<channel>\n" + "\n".join(channel) + "\n</channel>\n</rss>\n"


def _item(video: Video, address: str) -> str:
    entry, page = video.entry, address + video.address
    day = datetime.fromisoformat(entry.date or "").replace(tzinfo=UTC)
    folder = page.removesuffix("index.html")
    media = quoteattr(folder + video.media.name)
    kind = MEDIA_TYPES.get("." + video.media.name.rpartition(".")[2], "application/octet-stream")
    parts = (
        _element("title", entry.title),
        _element("link", page),
        f'<guid isPermaLink="true">{escape(page)}</guid>',
        _element("pubDate", format_datetime(day, usegmt=True)),
        *([_element("description", shortened(entry.description))] if entry.description else []),
        f'<enclosure url={media} length="{video.media.size}" type="{kind}"/>',
    )
    return "<item>\n" + "\n".join(parts) + "\n</item>"


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(xml_text(text))}</{name}>"
