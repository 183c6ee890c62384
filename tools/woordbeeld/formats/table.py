"""All caption formats, a row each. To add one: a module with a reader and a writer, and its row here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from woordbeeld.formats import ebu_stl, subrip, ttml, webvtt
from woordbeeld.formats.document import Document
from woordbeeld.formats.losses import Lost
from woordbeeld.tracks.model import Track


@dataclass(frozen=True, slots=True)
class Writing:
    """What a file says beside its cues: a title; and whether its lines end in CR LF, for old players."""

    title: str = ""
    crlf: bool = False


@dataclass(frozen=True, slots=True)
class CaptionFormat:
    """A format: how it is called, how its files end, how one is known, read and written.

    `sniff` and `read` take the text of a file; for a `binary` format each character is a byte (Latin-1).
    `encodings` are those that the format allows, all if there are none. `cannot_hold` tells what of a track
    the format has no place for, so that `write` leaves it out or replaces it; `outside_track` what of a file
    is not in its track. A format without a signature is tried after those that have one, and what its `sniff`
    does not know holds no captions, whatever its name says. The format may name speakers, the language, and
    the kind of its captions; and hold NUL, if its standard says how that is read.
    """

    name: str
    endings: tuple[str, ...]
    sniff: Callable[[str], bool]
    read: Callable[[str], Document]
    write: Callable[[Track, Writing], str]
    cannot_hold: Callable[[Track], Iterable[Lost]]
    outside_track: Callable[[Document], Iterable[Lost]]
    encodings: tuple[str, ...] = ()
    has_signature: bool = True
    binary: bool = False
    names_speakers: bool = True
    names_language: bool = True
    names_kind: bool = False
    may_hold_nul: bool = False


FORMATS: Final = (
    CaptionFormat(
        "WebVTT",
        (".vtt",),
        webvtt.sniff,
        webvtt.read,
        lambda track, _: webvtt.render_webvtt(track),
        webvtt.cannot_hold,
        webvtt.outside_track,
        encodings=("utf-8",),
        names_kind=True,
        may_hold_nul=True,
    ),
    CaptionFormat(
        "TTML",
        (".ttml", ".dfxp", ".xml"),
        ttml.sniff,
        ttml.read,
        lambda track, writing: ttml.render_ttml(track, writing.title),
        ttml.cannot_hold,
        ttml.outside_track,
        encodings=("utf-8", "utf-16-le", "utf-16-be"),
    ),
    CaptionFormat(
        "EBU STL",
        (".stl",),
        ebu_stl.sniff,
        ebu_stl.read,
        lambda track, writing: ebu_stl.render_ebu_stl(track, writing.title),
        ebu_stl.cannot_hold,
        ebu_stl.outside_track,
        binary=True,
        names_speakers=False,
    ),
    CaptionFormat(
        "SubRip",
        (".srt",),
        subrip.sniff,
        subrip.read,
        lambda track, writing: subrip.render_subrip(track, crlf=writing.crlf),
        subrip.cannot_hold,
        subrip.outside_track,
        has_signature=False,
        names_speakers=False,
        names_language=False,
    ),
)
