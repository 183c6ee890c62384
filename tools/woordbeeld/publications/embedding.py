"""Code that shows a bundle on another page: the player in a frame, or the video with its tracks alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

from woordbeeld.errors import WrongUseError
from woordbeeld.publications.about import About
from woordbeeld.publications.page_engine import environment
from woordbeeld.publications.track_elements import TrackElement
from woordbeeld.words import say

PAGE: Final = "index.html"
HEIGHT: Final = 800  # pixels, of a frame whose page has not told its own height yet
_KEPT: Final = "/%:@!$&'()*+,;=~"  # of an address, which is quoted already where it must be


@dataclass(frozen=True, slots=True)
class EmbedCode:
    """HTML to paste into a page: the player in a frame that is as high as it, or the video alone."""

    frame: str
    video: str


def embed_code(about: About, played: str, tracks: Sequence[TrackElement], folder: str) -> EmbedCode:
    """The code for a bundle at an address; all text in it is escaped.

    `played` is the name of the video, `folder` the address of the bundle, relative to the page or not, with
    a slash at its end.
    """
    templates = environment()
    told = {"title": about.title, "language": about.language, "folder": folder}
    frame = templates.get_template("embed/frame.html").render(**told, page=PAGE, height=HEIGHT)
    video = templates.get_template("embed/video.html").render(**told, played=played, tracks=tracks)
    return EmbedCode(frame, video)


def folder_address(url: str) -> str:
    """The address of a bundle's folder, ending in a slash, from what a user gives: of the folder or its page.

    >>> folder_address("https://example.nl/een talk"), folder_address("https://example.nl/talk/index.html")
    ('https://example.nl/een%20talk/', 'https://example.nl/talk/')

    Raises:
        WrongUseError: it is no address of the web.
    """
    parts = urlsplit(url.strip())
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise WrongUseError(
            say("error.publishing.no_address", url=url), remedy=say("error.publishing.give_address")
        )
    path = quote(parts.path.removesuffix(PAGE).rstrip("/"), safe=_KEPT)
    return urlunsplit((parts.scheme, parts.netloc, f"{path}/", "", ""))


def folder_beside(name: str) -> str:
    """The address of a folder that stands beside the page.

    >>> folder_beside("een talk")
    'een%20talk/'
    """
    return f"{quote(name)}/"
