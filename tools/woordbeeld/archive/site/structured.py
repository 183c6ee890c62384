"""What pages of the site say of themselves to search engines: JSON-LD in the words of schema.org."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote

from woordbeeld.archive.site.model import Video
from woordbeeld.archive.site.pages import Pages, shortened
from woordbeeld.timing import format_duration


def web_site(pages: Pages) -> dict[str, object] | None:
    """The site, and how it is searched; None where nobody told its address, without which it says nothing."""
    if (address := pages.archive.address) is None:
        return None
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": pages.archive.title,
        "url": address,
        "inLanguage": pages.language,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{address}search.html?q={{words}}"},
            "query-input": "required name=words",
        },
    }


def listed(pages: Pages, videos: Sequence[Video]) -> dict[str, object] | None:
    """The videos of a page in their order; None where the address of the site is not known."""
    if (address := pages.archive.address) is None or not videos:
        return None
    return {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "item": _video(address, video)}
            for position, video in enumerate(videos, 1)
        ],
    }


def _video(address: str, video: Video) -> dict[str, object]:
    """A video with only what the archive knows; the page of it tells more."""
    entry = video.entry
    folder = f"{address}videos/{quote(video.name)}/"
    return {
        "@type": "VideoObject" if video.has_video else "AudioObject",
        "name": entry.title,
        "url": folder,
        "contentUrl": folder + quote(video.media.name),
        "inLanguage": entry.language,
        "duration": format_duration(video.duration_ms),
        **({"dateCreated": entry.date} if entry.date else {}),
        **({"description": shortened(entry.description)} if entry.description else {}),
    }
