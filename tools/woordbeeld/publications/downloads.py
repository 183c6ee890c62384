"""What a visitor can download, as Dutch government sites list it: what it is, its kind, its size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Final

from woordbeeld.publications.page_words import page_words
from woordbeeld.tracks.model import Track
from woordbeeld.words import language_of_words, number_in

Words = Mapping[str, Any]
_UNITS: Final = ("kB", "MB", "GB")


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file of sound or video in the bundle: its name, and its size in bytes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class PublishedMedia:
    """What is played, and beside a video its sound alone: without that it has no picture.

    `described` is what tells what is seen too, and `extended` the video that stands still for that, with
    captions and a transcript in its own time.
    """

    main: MediaFile
    audio: MediaFile | None = None
    described: MediaFile | None = None
    extended: MediaFile | None = None
    extended_captions: MediaFile | None = None
    extended_transcript: MediaFile | None = None

    @property
    def name(self) -> str:
        return self.main.name

    @property
    def has_video(self) -> bool:
        return self.audio is not None


@dataclass(frozen=True, slots=True)
class DownloadLink:
    """A link to a file: `opened` is a page that a browser shows, all else is saved."""

    name: str
    label: str
    kind: str
    size: str
    opened: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """How a file is listed for visitors: what it is, and its kind, out of the words of the page."""

    label: Callable[[Words], str]
    kind: Callable[[Words], str]


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file for visitors: its name, its size in bytes, and how it is listed."""

    name: str
    size: int
    listing: Listing


def downloads(media: PublishedMedia, listed: Sequence[ListedFile], language: str) -> tuple[DownloadLink, ...]:
    """The files for visitors in the order of government sites: what is played first, its sound alone last."""
    page_language = language_of_words(language)
    words = page_words(page_language, "player", has_video=media.has_video)
    played = Listing(
        lambda words: words["video"] if media.has_video else words["audio"], _format_of(media.main)
    )
    files = [ListedFile(media.main.name, media.main.size, played)]
    files += _with_description(media)
    files += listed
    if media.audio:
        alone = Listing(lambda words: words["audio"], _format_of(media.audio))
        files.append(ListedFile(media.audio.name, media.audio.size, alone))
    return tuple(
        DownloadLink(
            file.name,
            file.listing.label(words),
            file.listing.kind(words),
            size_in_words(file.size, page_language),
            opened=file.name.endswith(".html"),
        )
        for file in files
    )


def _with_description(media: PublishedMedia) -> Iterator[ListedFile]:
    """What tells what is seen too, and what goes with the video that stands still for that."""
    if media.described:
        told = Listing(lambda words: words["described"], _format_of(media.described))
        yield ListedFile(media.described.name, media.described.size, told)
    if media.extended:
        longer = Listing(lambda words: words["described_longer"], _format_of(media.extended))
        yield ListedFile(media.extended.name, media.extended.size, longer)
    if media.extended_captions:
        captions = Listing(lambda words: words["captions_longer"], lambda _: "WebVTT")
        yield ListedFile(media.extended_captions.name, media.extended_captions.size, captions)
    if media.extended_transcript:
        transcript = Listing(lambda words: words["transcript_longer"], lambda words: words["web_page"])
        yield ListedFile(media.extended_transcript.name, media.extended_transcript.size, transcript)


def track_name(track: Track) -> str:
    """The name of a track's file in the bundle, where it is WebVTT."""
    return f"{track.kind.value}.{track.language}.vtt"


def _format_of(file: MediaFile) -> Callable[[Words], str]:
    return lambda _: PurePath(file.name).suffix[1:].upper()


def size_in_words(size: int, language: str) -> str:
    """A number of bytes for people, in two digits or more.

    >>> size_in_words(812, "nl"), size_in_words(3_062_329, "nl")
    ('1 kB', '3,1 MB')
    """
    power = min(max(len(str(size)) - 1, 3) // 3, len(_UNITS))
    amount = max(size, 1000) / 1000**power
    number = f"{amount:.1f}" if power > 1 and len(f"{amount:.0f}") == 1 else f"{amount:.0f}"
    return f"{number_in(language, number)} {_UNITS[power - 1]}"
