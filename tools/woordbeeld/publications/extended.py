"""What goes with the film that stands still for its description: all that has times, moved along."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Final

from woordbeeld.alignment.model import Alignment
from woordbeeld.formats.subrip import render_subrip
from woordbeeld.formats.webvtt import render_webvtt
from woordbeeld.publications.bundle import Publication
from woordbeeld.publications.cutting import page_name
from woordbeeld.publications.html import render_html
from woordbeeld.tracks.captions import captions
from woordbeeld.tracks.chapters import chapters
from woordbeeld.tracks.profile import CaptionProfile

# `*` is the language. Sites and platforms take the captions as WebVTT or as SubRip.
EXTENDED_CAPTIONS: Final = "captions-extended.*.vtt"
EXTENDED_TRANSCRIPT: Final = "transcript-extended.html"
EXTENDED_NAMES: Final = (
    EXTENDED_CAPTIONS,
    "captions-extended.*.srt",
    "chapters-extended.*.vtt",
    EXTENDED_TRANSCRIPT,
)


def goes_with_extended(name: str) -> bool:
    """Whether a file goes with such a film, whatever its language."""
    return any(fnmatchcase(name, pattern) for pattern in EXTENDED_NAMES)


def extended_publications(
    alignment: Alignment,
    title: str,
    profile: CaptionProfile,
    *,
    introduction: tuple[str, ...] = (),
    crlf: bool = False,
) -> tuple[Publication, ...]:
    """The files with times of a film that stands still; the alignment is that of this film."""
    spoken = captions(alignment, profile)
    contents = (
        render_webvtt(spoken),
        render_subrip(spoken, crlf=crlf),
        render_webvtt(chapters(alignment)),
    )
    names = (name.replace("*", alignment.language) for name in EXTENDED_NAMES)
    pages = render_html(alignment, title, introduction, EXTENDED_TRANSCRIPT)
    named = ((page_name(EXTENDED_TRANSCRIPT, number), page) for number, page in enumerate(pages, 1))
    return tuple(Publication(*each) for each in (*zip(names, contents, strict=False), *named))
