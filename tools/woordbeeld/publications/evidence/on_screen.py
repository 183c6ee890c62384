"""What the report says of text in the picture: whether it is told, as far as it was read."""

from __future__ import annotations

from typing import Final

from woordbeeld.alignment.model import Alignment
from woordbeeld.publications.evidence.model import Spot, Verdict, Worklist
from woordbeeld.words import Message, say

TOLD_FOR: Final = frozenset({"1.2.5"})  # whose verdict depends on it beside what else it asks


def screen_evidence(alignment: Alignment, work: Worklist) -> tuple[Message, ...]:
    """How many texts there are and how many are not told, or why nobody read them."""
    if (screen := alignment.screen) is None:
        return ()
    if screen.untold:
        return (screen.untold,)
    asked = [each for each in screen.texts if each.is_asked_of]
    return (
        say(
            "evidence.screen",
            count=len(asked),
            untold=say("evidence.untold_texts", count=len(work.on_screen)),
        ),
    )


def untold_spots(work: Worklist) -> tuple[Spot, ...]:
    """Where text in the picture is told in no way, or in part."""
    return tuple(Spot(each.text, each.start_ms, each.after_line) for each in work.on_screen)


def screen_verdict(alignment: Alignment, work: Worklist, accepted: Worklist) -> Verdict:
    """Whether all text in the picture is told; what nobody read, or is told in part, a person judges."""
    screen = alignment.screen
    if screen is None or screen.untold:
        return Verdict.JUDGE
    if any(not each.is_told_in_part for each in work.on_screen):
        return Verdict.NOT_MET
    if work.on_screen:
        return Verdict.JUDGE
    return Verdict.ACCEPTED if accepted.on_screen else Verdict.MET
