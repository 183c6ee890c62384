"""Phrases written by hand."""

from __future__ import annotations

from collections.abc import Sequence

from woordbeeld.alignment.phrases import Phrase


def written(*texts: str | Sequence[str]) -> tuple[Phrase, ...]:
    """A phrase of each text, or of each list of words, with which a sentence is over."""
    return tuple(
        Phrase(tuple(text.split() if isinstance(text, str) else text), closing=True) for text in texts
    )
