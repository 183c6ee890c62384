"""Voices that are made, whose speakers are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from woordbeeld.voices.audit import LineVoice
from woordbeeld.voices.embedder import unit

SIZE = 192
CAST = ("Ada", "Ben", "Cor") * 8
SPREAD = 0.8  # of lines around their speaker, whose own distance is 1


def voices(speakers: Sequence[str], spread: float = SPREAD, seed: int = 1) -> list[LineVoice]:
    """A line of each speaker, whose name begins with the letter of the voice."""
    rng = np.random.default_rng(seed)
    centres = {letter: rng.normal(size=(2, SIZE)) for letter in "ABCDEFGHIJ"}
    return [
        LineVoice(line, name, tuple(unit(centres[name[0]] + spread * rng.normal(size=(2, SIZE)))), 2000)
        for line, name in enumerate(speakers, 1)
    ]


def labelled(found: Sequence[LineVoice], **others: str) -> list[LineVoice]:
    """The voices, some lines with the label of somebody else: `_3="Ada"`."""
    return [replace(each, speaker=others.get(f"_{each.line}", each.speaker)) for each in found]
