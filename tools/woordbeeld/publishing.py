"""What is made of a bundle that is there, without listening again: for whoever publishes it."""

from __future__ import annotations

from pathlib import Path

from woordbeeld.formats.caption_file import open_captions
from woordbeeld.publications.embedding import EmbedCode, embed_code, folder_address, folder_beside
from woordbeeld.publications.fragment import fitted
from woordbeeld.publications.platforms import Upload, uploads
from woordbeeld.publications.track_elements import track_element
from woordbeeld.tracks.model import TrackKind
from woordbeeld.writing import open_bundle

_SHOWN: tuple[TrackKind, ...] = (TrackKind.CAPTIONS, TrackKind.DESCRIPTIONS, TrackKind.CHAPTERS)


def fragment(folder: Path, heading_level: int, *, times: bool) -> str:
    """The transcript of a bundle to paste into a page, with headings of a level, with or without times.

    Raises:
        BadInputError: there is no bundle, or its fragment was changed.
    """
    bundle = open_bundle(folder)
    text = bundle.read(bundle.named("transcript.fragment.html")).decode()
    return fitted(text, heading_level, times=times)


def embed(folder: Path, url: str | None = None) -> EmbedCode:
    """The code that shows a bundle on another page, where it stands at an address or else beside that page.

    Raises:
        BadInputError: there is no bundle.
        WrongUseError: the address is none.
    """
    bundle = open_bundle(folder)
    address = folder_address(url) if url else folder_beside(folder.resolve().name)
    tracks = [track_element(kind, bundle.about.language) for kind in _SHOWN]
    return embed_code(
        bundle.about, bundle.played, [each for each in tracks if bundle.named(each.name)], address
    )


def platform_uploads(folder: Path) -> tuple[Upload, ...]:
    """What to give YouTube and Vimeo of a bundle.

    Raises:
        BadInputError: there is no bundle, or its chapters were changed.
    """
    bundle = open_bundle(folder)
    name = bundle.named("chapters.*.vtt")
    return uploads(bundle.about, bundle.played, open_captions(bundle.read(name), name).document.track)
