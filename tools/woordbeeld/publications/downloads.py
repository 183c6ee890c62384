"""What a visitor can download, as Dutch government sites list it: what it is, its kind, its size."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from woordbeeld.words import language_of_words, number_in, words_in

_UNITS: Final = ("kB", "MB", "GB")


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file of sound or video in the bundle: its name, and its size in bytes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class PublishedMedia:
    """What is played, and beside a video its sound alone."""

    main: MediaFile
    audio: MediaFile | None = None

    @property
    def name(self) -> str:
        return self.main.name


@dataclass(frozen=True, slots=True)
class Download:
    """A link to a file: `opened` is a page that a browser shows, all else is saved."""

    name: str
    label: str
    kind: str
    size: str
    opened: bool = False


def downloads(media: PublishedMedia, sizes: Mapping[str, int], language: str) -> tuple[Download, ...]:
    """The files for visitors of those with these sizes in bytes, in the order of government sites."""
    page_language = language_of_words(language)
    words = words_in(page_language, "player")
    listed = [(media.main, words["video"] if media.audio else words["audio"], "")]
    known = (
        (f"captions.{language}.vtt", words["captions"], "WebVTT"),
        (f"captions.{language}.srt", words["captions"], "SRT"),
        (f"captions.{language}.ttml", words["captions"], "TTML"),
        (f"descriptions.{language}.vtt", words["descriptions"], "WebVTT"),
        ("transcript.txt", words["transcript"], words["text"]),
        ("transcript.docx", words["transcript"], words["word_document"]),
        ("transcript.html", words["transcript"], words["web_page"]),
    )
    listed += [(MediaFile(name, sizes[name]), label, kind) for name, label, kind in known if name in sizes]
    if media.audio:
        listed.append((media.audio, words["audio"], ""))
    return tuple(
        Download(
            file.name,
            label,
            kind or PurePath(file.name).suffix[1:].upper(),
            size_in_words(file.size, page_language),
            opened=file.name.endswith(".html"),
        )
        for file, label, kind in listed
    )


def size_in_words(size: int, language: str) -> str:
    """A number of bytes for people, in two digits or more.

    >>> size_in_words(812, "nl"), size_in_words(3_062_329, "nl")
    ('1 kB', '3,1 MB')
    """
    power = min(max(len(str(size)) - 1, 3) // 3, len(_UNITS))
    amount = max(size, 1000) / 1000**power
    number = f"{amount:.1f}" if power > 1 and len(f"{amount:.0f}") == 1 else f"{amount:.0f}"
    return f"{number_in(language, number)} {_UNITS[power - 1]}"
