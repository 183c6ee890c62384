"""What it costs to cut speech into cues: the price of each break, and of all that makes a cue hard to read.

All costs are in points: a point is what 100 ms of silence inside a cue costs. Where the figures come from,
and what happens without each, is in tools/docs/decisions/0003-captions.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from woordbeeld.tracks.grammar import Break
from woordbeeld.tracks.profile import CaptionProfile

SILENCE_COST: Final = 10.0  # a second of silence inside a cue, in pauses of a breath or more

# What it costs to end a cue at a break; to end only a line there costs `LINE_SHARE` of it.
BREAK_COST: Final = {
    Break.SENTENCE: 0.0,
    Break.CLAUSE: 3.0,  # this order: BBC 3.4; Netflix, line treatment
    Break.CONJUNCTION: 5.0,
    Break.PREPOSITION: 8.0,
    Break.PHRASE: 12.0,  # two cues more
    Break.CLOSE: 50.0,
    Break.DASH: 200.0,
    Break.BOUND: 200.0,  # more than all else that a cue can cost, except another such break
    Break.WORD: 300.0,  # a word that no line can hold is at least in one cue
}
LINE_SHARE: Final = 0.5
BREATH_SHARE: Final = 0.6  # of the cost is left where the voice pauses
CUT_SHARE: Final = 0.6  # and where the picture cuts
SHARED_TIME_COST: Final = 30.0  # a cue that starts at a guessed moment

ONE_CUE_COST: Final = 6.0  # fewer cues disturb less
TWO_SPEAKERS_COST: Final = 12.0  # a viewer must find out who says which line
LOOSE_END_COST: Final = 9.0  # an end that cuts a sentence, though another begins or ends in the cue
CUT_INSIDE_COST: Final = 4.0  # each cut of the picture inside a cue
FULL_CUE_COST: Final = 3.0  # a full cue; by the square of how full, so that text is spread evenly

OVER_AIM_COST: Final = 1.5  # each character a second above what is comfortable
OVER_MAX_COST: Final = 4.0  # and as much more above the most that is allowed
FASTEST: Final = 30  # characters a second; nobody reads faster, so more is no worse
SHORT_COST: Final = 12.0  # a cue without any time; less by the share that it has of the shortest wanted
UNSEEN_COST: Final = 60.0  # a cue too short to be seen
LONG_COST: Final = 30.0  # a cue longer than the longest allowed,
OVER_LONG_COST: Final = 10.0  # and each second that it is longer

ORPHAN_COST: Final = 120.0  # a cue with a single word of a sentence
LONE_WORD_CHARS: Final = 4  # a line that is no longer looks lost
LONE_WORD_COST: Final = 5.0
UNBALANCED_COST: Final = 4.0  # two lines that differ by a full line in length
HEAVY_TOP_COST: Final = 1.0  # an upper line that is the longer one
OVERFULL_COST: Final = 1000.0  # a line too wide or too many: more than any break


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cue that might be made: what its price depends on."""

    chars: int  # of text, without label
    words: int
    room_ms: int  # how long it can be shown
    spoken_ms: int
    pauses_ms: int  # of silence inside it, in pauses of a breath or more
    cuts: int  # of the picture inside it, where a cue could end
    whole_sentence: bool
    loose_ends: int  # of its two, those that cut a sentence, though another sentence begins or ends inside it
    profile: CaptionProfile


def _speed_cost(cue: Candidate) -> float:
    speed = min(cue.chars * 1000 / cue.room_ms, FASTEST)
    over_aim, over_max = speed - cue.profile.aim_chars_per_second, speed - cue.profile.max_chars_per_second
    return OVER_AIM_COST * max(over_aim, 0) + OVER_MAX_COST * max(over_max, 0)


def _short_cost(cue: Candidate) -> float:
    lacking = max(cue.profile.min_duration_ms - cue.room_ms, 0) / cue.profile.min_duration_ms
    return SHORT_COST * lacking + UNSEEN_COST * (cue.room_ms < cue.profile.shortest_duration_ms)


def _long_cost(cue: Candidate) -> float:
    over_ms = cue.spoken_ms - cue.profile.max_duration_ms
    return LONG_COST + OVER_LONG_COST * over_ms / 1000 if over_ms > 0 else 0


def _orphan_cost(cue: Candidate) -> float:
    return ORPHAN_COST * (cue.words == 1 and not cue.whole_sentence)


def _uneven_cost(cue: Candidate) -> float:
    return FULL_CUE_COST * (cue.chars / (cue.profile.max_line_chars * cue.profile.max_lines)) ** 2


def _pause_cost(cue: Candidate) -> float:
    return SILENCE_COST * cue.pauses_ms / 1000


def _cut_cost(cue: Candidate) -> float:
    return CUT_INSIDE_COST * cue.cuts


def _loose_cost(cue: Candidate) -> float:
    return LOOSE_END_COST * cue.loose_ends


# Each rule gives the price of one preference; a cue costs their sum, where it ends, and its line break.
CUE_COSTS: Final[tuple[Callable[[Candidate], float], ...]] = (
    lambda _: ONE_CUE_COST,
    _speed_cost,
    _short_cost,
    _long_cost,
    _orphan_cost,
    _uneven_cost,
    _pause_cost,
    _cut_cost,
    _loose_cost,
)


def cost_of_cue(cue: Candidate) -> float:
    """What a cue costs, but for where it ends and where its line breaks."""
    cost = 0.0
    for rule in CUE_COSTS:
        cost += rule(cue)
    return cost
