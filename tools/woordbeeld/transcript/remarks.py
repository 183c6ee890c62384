"""What labels say beside names: a function, or how somebody is heard."""

from __future__ import annotations

from collections.abc import Mapping

from woordbeeld.transcript import labels
from woordbeeld.transcript.model import Label, LabelLine, SceneDescription, SpokenLine, Transcript


def remarks_of(transcript: Transcript) -> Mapping[int, str]:
    """For each turn whose label has a remark that remark, as written: `VIA EEN TOLK`."""
    found: dict[int, str] = {}
    opening: Label | None = None  # of the turn to come
    for block in transcript.blocks:
        if isinstance(block, LabelLine):
            opening = block.label
        elif isinstance(block, SceneDescription) and block.announces:
            opening = None
        elif isinstance(block, SpokenLine):
            label, opening = block.label or opening, None
            if label and (remark := labels.remark(label)):
                found.setdefault(block.turn, remark)
    return found
