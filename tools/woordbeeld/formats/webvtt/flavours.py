"""What made a WebVTT file, where its form tells that: each maker has a way of its own to tell speakers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from woordbeeld.formats.document import CueParts, Flavour, Piece, PieceKind
from woordbeeld.tracks.speaker_prefixes import begins_with_name

# Teams: a GUID for the meeting, a number for the utterance and one for the part of it.
_TEAMS_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:/\d+)?-\d+", re.IGNORECASE)
_WORD_TIME = re.compile(r"<\d+:[\d:.]+><c>")
_MIN_LABELLED: Final = 2 / 3  # of the cues of a file of Zoom: all but those in which a speaker goes on
_MIN_CUES: Final = 2


def flavour_of(source: str, pieces: Sequence[Piece]) -> Flavour | None:
    """What made a file.

    Teams gives every cue an identifier of its own and a voice; YouTube gives words times; Zoom numbers the
    cues, has nothing but them, and begins them with the name that its user chose.
    """
    cues = [piece.parts for piece in pieces if piece.parts]
    if len(cues) < _MIN_CUES:
        return None
    if all(_TEAMS_ID.fullmatch(_number(source, cue)) for cue in cues):
        return Flavour.TEAMS
    if "><c>" in source:
        timed = sum(bool(_WORD_TIME.search(cue.payload.of(source))) for cue in cues)
        return Flavour.YOUTUBE if timed * 2 >= len(cues) - 1 else None
    return Flavour.ZOOM if _is_zoom(source, pieces, cues) else None


def _number(source: str, cue: CueParts) -> str:
    return cue.number.of(source).strip() if cue.number else ""


def _is_zoom(source: str, pieces: Sequence[Piece], cues: Sequence[CueParts]) -> bool:
    header, *others = pieces
    bare = header.range.of(source).strip("\ufeff\r\n\t ") == "WEBVTT"
    if not bare or any(piece.kind is not PieceKind.CUE for piece in others):
        return False
    if any(_number(source, cue) != str(number) for number, cue in enumerate(cues, 1)):
        return False
    texts = [cue.payload.of(source) for cue in cues]
    labelled = sum(map(begins_with_name, texts))
    return not any("<" in text for text in texts) and labelled >= _MIN_LABELLED * len(texts)
