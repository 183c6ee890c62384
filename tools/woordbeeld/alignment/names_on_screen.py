"""Names in the picture held against the labels of who speaks then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rapidfuzz.distance import Indel

from woordbeeld.alignment.match import key
from woordbeeld.alignment.model import Alignment
from woordbeeld.alignment.on_screen import NameOnScreen
from woordbeeld.screen.lower_thirds import LowerThird, lower_thirds, speaker_of

SAME: Final = 0.8  # of the characters of two names; OCR misreads some


def names_on_screen(alignment: Alignment) -> tuple[NameOnScreen, ...]:
    """Where a lower-third names another than the label of who speaks meanwhile, in order of time."""
    screen = alignment.screen
    shown = lower_thirds(each.shown for each in screen.texts) if screen else ()
    return tuple(found for each in shown for found in _contradicted(alignment, each))


def _contradicted(alignment: Alignment, shown: LowerThird) -> Iterator[NameOnScreen]:
    said = [
        (line.source.speaker.name, line.span) for line in alignment.lines if line.source.speaker and line.span
    ]
    speaker = speaker_of(shown, said)
    if speaker is None or is_same_name(shown.name, speaker):
        return
    for line in alignment.lines:
        ours = line.source.speaker and line.source.speaker.name == speaker
        if ours and line.span and line.span.overlaps(shown.span):
            yield NameOnScreen(line.source, line.span.start_ms, speaker, shown)
            return


def is_same_name(one: str, other: str) -> bool:
    """Whether two names may be one person's: alike, or one has all words of the other.

    >>> is_same_name("Josephine van den Berg", "Van den Berg"), is_same_name("Trudy Vos", "Frank Koster")
    (True, False)
    """
    if Indel.normalized_similarity(key(one), key(other)) >= SAME:
        return True
    words, others = ({key(each) for each in name.split()} for name in (one, other))
    return words <= others or others <= words
