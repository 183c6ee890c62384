"""The `<track>` elements of a page that plays a bundle."""

from __future__ import annotations

from dataclasses import dataclass

from woordbeeld.tracks.model import TrackKind
from woordbeeld.words import language_of_words, words_in


@dataclass(frozen=True, slots=True)
class TrackElement:
    """A `<track>`: its kind, what a viewer chooses it by, and its file."""

    kind: str
    label: str
    name: str


def track_element(kind: TrackKind, language: str | None) -> TrackElement:
    """The element of a track in a language.

    >>> track_element(TrackKind.CAPTIONS, "nl")
    TrackElement(kind='captions', label='Ondertiteling', name='captions.nl.vtt')
    """
    player = words_in(language_of_words(language or ""), "player")
    labels = {TrackKind.CAPTIONS: player["captions"], TrackKind.DESCRIPTIONS: player["descriptions"]}
    return TrackElement(kind.value, labels.get(kind, player["transcript"]), f"{kind.value}.{language}.vtt")
