"""Captions of any maker and format, read by what they are, else by what they are called."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from woordbeeld.errors import BadInputError
from woordbeeld.findings import Finding
from woordbeeld.publications.caption_file import CaptionFile
from woordbeeld.publications.subrip import read_subrip
from woordbeeld.publications.ttml_reading import read_ttml
from woordbeeld.publications.webvtt_reading import read_webvtt
from woordbeeld.tracks.model import Cue, Track, TrackKind

ENDINGS: Final = (".vtt", ".srt", ".ttml", ".dfxp", ".xml")
# What names of files say besides the language: for whom the captions are, how sharp the picture is.
_MARKS: Final = "sdh|cc|hi|hoh|forced|hd|uhd|sd|web"
_LANGUAGE = re.compile(
    rf"\.(?!(?:{_MARKS})\.)([a-z]{{2,3}}(?:[-_][A-Za-z]{{2,4}})?)(?:\.(?:{_MARKS}))*\.\w+$"
)


@dataclass(frozen=True, slots=True)
class _Named:
    """A file whose name tells what it does not tell itself: kind and language."""

    file: CaptionFile
    track: Track

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.file.findings

    def with_cues(self, cues: tuple[Cue, ...]) -> str:
        return self.file.with_cues(cues)


def read_captions(text: str, name: str) -> CaptionFile:
    """The captions in a text; the name of the file tells language and kind where the text does not.

    Raises:
        BadInputError: there are none in it.
    """
    try:
        file = _read(text, name)
    except BadInputError as error:
        raise BadInputError(error.what, where=name, remedy=error.remedy) from error
    kind, language = file.track.kind, file.track.language
    if kind is TrackKind.CAPTIONS:
        named = [each for each in TrackKind if name.lower().startswith(each.value)]
        kind = named[0] if named else kind
    if not language and (found := _LANGUAGE.search(name)):
        language = found[1].replace("_", "-")
    return _Named(file, replace(file.track, kind=kind, language=language))


def _read(text: str, name: str) -> CaptionFile:
    start = text.lstrip("\ufeff \t\r\n")
    if start.startswith("WEBVTT") or name.lower().endswith(".vtt"):
        return read_webvtt(text)
    if start.startswith("<"):
        return read_ttml(text)
    file = read_subrip(text)
    if not file.track.cues and not any(block.times for block in file.blocks):
        raise BadInputError(
            "holds no captions", remedy=f"give a file of captions ({', '.join(ENDINGS[:3])}) or a bundle"
        )
    return file


def is_caption_file(path: Path) -> bool:
    return path.suffix.lower() in ENDINGS and path.is_file()
