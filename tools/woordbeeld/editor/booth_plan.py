"""The plan that the booth works by: each recording as long as it is, all else as long as it may take."""

from __future__ import annotations

from woordbeeld.alignment.model import Alignment
from woordbeeld.description.model import Passage, Plan
from woordbeeld.description.planning import plan
from woordbeeld.description.rates import estimated_ms
from woordbeeld.description.recorded_narrator import RecordedNarrator


def booth_plan(alignment: Alignment, narrator: RecordedNarrator, unrecorded: str = "") -> Plan:
    """What is said when, for what was recorded so far; of one text as if it was not."""

    def length_ms(passage: Passage) -> int:
        recorded_ms = None if passage.text == unrecorded else narrator.length_ms(passage.text)
        return recorded_ms or estimated_ms(passage.text, alignment.language)

    return plan(alignment, length_ms)
