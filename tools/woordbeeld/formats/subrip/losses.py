"""What of a SubRip file its track does not have, and what of a track SubRip has no place for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from woordbeeld.formats import losses
from woordbeeld.formats.document import Document
from woordbeeld.formats.losses import Lost
from woordbeeld.formats.subrip.text import CONTROLS, has_braces, looks_like_markup
from woordbeeld.tracks.model import Track
from woordbeeld.words import Message, say

_PLACE = re.compile(r"(?i)\{\\an[1-9]\}")


def outside_track(document: Document) -> Iterator[Lost]:
    """What of a file its track does not have."""
    yield from losses.of_pieces(document)
    yield from losses.of_text_astray(document)
    yield from losses.of_settings(document, lambda _: "")
    yield from losses.of_tokens(document, _mark)


def cannot_hold(track: Track) -> Iterator[Lost]:
    """What of a track the format has no place for."""
    yield from losses.voices(track)
    yield from losses.classes(track)
    yield from losses.languages(track)
    yield from losses.regions(track)
    yield from losses.spoken(
        track, say("loss.control"), lambda each: any(CONTROLS.search(line) for line in each.shown)
    )
    yield from losses.spoken(track, say("loss.braces"), lambda each: any(map(has_braces, each.shown)))
    yield from losses.spoken(
        track,
        say("loss.markup"),
        lambda each: any(map(looks_like_markup, each.shown)),
    )


def _mark(source: str) -> Message | None:
    return say("loss.substation") if source.startswith("{") and not _PLACE.fullmatch(source) else None
