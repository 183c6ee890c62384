"""The audio description that would be published of what is being corrected, as a report tells of it."""

from __future__ import annotations

from pathlib import Path

from woordbeeld.alignment.model import Alignment
from woordbeeld.description.choosing import narrator_for
from woordbeeld.description.describing import SOUND_NAME
from woordbeeld.description.model import Plan
from woordbeeld.description.narration import Narration
from woordbeeld.description.planning import plan
from woordbeeld.description.published import DescriptionSound, ExtraPassage
from woordbeeld.errors import WoordbeeldError


def description_now(
    alignment: Alignment, transcript: Path, voice: str | None, cache: Path
) -> tuple[Plan, DescriptionSound | None]:
    """When each passage would be said, and what is told of the sound; None where nobody would say anything.

    The voice is chosen as `narrator_for` does; one that cannot be used says nothing, which is told where a
    bundle is made. The sound itself is not made, so it has no size, and its extra passages have no place in a
    file.
    """
    try:
        narrator = narrator_for(voice, transcript)
        if narrator is None or not alignment.transcript.scenes:
            return plan(alignment), None
        narration = Narration(narrator, alignment.language, cache)
        found = plan(alignment, narration.usual_ms)
        unsaid = frozenset(each.passage for each in found.passages if not narration.length_ms(each.passage))
    except WoordbeeldError:
        return plan(alignment), None
    said = [each for each in found.passages if each.passage not in unsaid]
    if not said:
        return found, None
    lacking = sorted(each.still_ms for each in said if not each.fits)
    name = SOUND_NAME.replace("*", alignment.language)
    extra = tuple(ExtraPassage(at_ms, 0, 1) for at_ms in lacking)
    sound = DescriptionSound(name, 0, narrator.kind, narrator.name, extra, name if extra else None, unsaid)
    return found, sound
