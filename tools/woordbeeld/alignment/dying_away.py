"""When a word before a pause is over: where it has died away, not where silence gets likelier than speech.

In a quiet recording the level tells when that is. In a hall words ring on: by the level they are over too
late, by the recogniser's ear too soon. Under music the level tells nothing. A telephone cuts off the low
sound that soft ends of words mostly are. Decision record 1 has figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from woordbeeld.alignment.evidence import STEP_MS, steady_by_step
from woordbeeld.alignment.forcing import TimedWord
from woordbeeld.alignment.recording import Recording
from woordbeeld.alignment.telephone import is_narrow
from woordbeeld.media.levels import Levels, energy_levels
from woordbeeld.speech.model import Odds
from woordbeeld.timing import Span

LOUDEST_MS = 3000  # before the end of a word, in which the loudest speech is the measure of what is soft
FADED_DB = 26.5  # this far below the loudest speech nothing of a word is heard any more
BACKGROUND_MS = 10_000  # around the end of a word, in which the background is what is heard without a voice
NO_VOICE = -3.0  # log-odds of voice below which there is none
LEAST_BACKGROUND = 50  # steps: of half a second and less the background is not known
ABOVE_BACKGROUND_DB = 8  # what is softer than this above the background may be the background
TELLS_NOTHING_DB, TELLS_ALL_DB = 20, 36  # of the background below the speech: how far the level is believed
SOFT_END_MS = 60  # by which the ear takes a word for over too soon where the level is not clear
MOST_MS = 200  # that a word dies away after it was taken for over
CUT_OFF_MS = 80  # that a word lasts on where low sound is cut off
CLOSURE_MS = 80  # of silence within a word: the closure of a stop consonant


@dataclass(frozen=True, slots=True, eq=False)
class DyingAway:
    """The `levels` of a recording and the steady log-odds of `voice`, both for every 10 ms, (n,).

    `cut_off_ms` is how much longer each word lasts than is heard of it.
    """

    levels: Levels
    voice: Odds
    cut_off_ms: int = 0

    def end_ms(self, word: Span, until_ms: int) -> int:
        """When a word is over that seems to last for a span, with nothing said after it until a moment."""
        return min(until_ms, self._heard_until_ms(word, until_ms) + self.cut_off_ms)

    def _heard_until_ms(self, word: Span, until_ms: int) -> int:
        at = min(word.end_ms // STEP_MS, len(self.levels))
        before = self.levels[max(0, at - LOUDEST_MS // STEP_MS) : at]
        depth_db = self._depth_db(at, float(before.max())) if len(before) else None
        if depth_db is None:
            return word.end_ms
        believed = float(np.clip((depth_db - TELLS_NOTHING_DB) / (TELLS_ALL_DB - TELLS_NOTHING_DB), 0, 1))
        if not believed:
            return word.end_ms
        faded_db = before.max() - min(FADED_DB, depth_db - ABOVE_BACKGROUND_DB)
        by_level = self._audible_until_ms(word, faded_db, min(until_ms, word.end_ms + MOST_MS))
        by_ear = word.end_ms + SOFT_END_MS
        return round(believed * by_level + (1 - believed) * by_ear)

    def _depth_db(self, at: int, loudest_db: float) -> float | None:
        """How far the background is below the loudest speech; None where it is not known."""
        reach = BACKGROUND_MS // STEP_MS
        near = slice(max(0, at - reach), at + reach)
        background = self.levels[near][self.voice[near] < NO_VOICE]
        return loudest_db - float(np.median(background)) if len(background) > LEAST_BACKGROUND else None

    def _audible_until_ms(self, word: Span, faded_db: float, until_ms: int) -> int:
        """Until when a word is louder than that, without a longer break."""
        first = word.start_ms // STEP_MS
        audible = first + np.flatnonzero(self.levels[first : until_ms // STEP_MS] >= faded_db)
        if not len(audible):
            return word.end_ms
        breaks = audible[:-1][np.diff(audible) > CLOSURE_MS // STEP_MS]
        ends = breaks[breaks >= word.end_ms // STEP_MS - MOST_MS // STEP_MS]
        last = ends[0] if len(ends) else audible[-1]
        return (int(last) + 1) * STEP_MS


def dying_away(recording: Recording, voice: Odds) -> DyingAway:
    """What tells when words are over; `voice` are the recogniser's log-odds of voice, one for each 20 ms."""
    levels = energy_levels(recording.samples)
    cut_off_ms = CUT_OFF_MS if is_narrow(recording.samples, voice) else 0
    return DyingAway(levels, steady_by_step(voice, len(levels)), cut_off_ms)


def with_ends(timed: Mapping[int, TimedWord], sound: DyingAway, duration_ms: int) -> dict[int, TimedWord]:
    """The words by their place in the script, each before a pause with its end where it has died away."""
    ended: dict[int, TimedWord] = {}
    places = sorted(timed)
    starts = [*(timed[at].span.start_ms for at in places[1:]), duration_ms]
    for at, until_ms in zip(places, starts, strict=False):
        word = timed[at]
        end_ms = sound.end_ms(word.span, until_ms) if until_ms > word.span.end_ms else word.span.end_ms
        ended[at] = replace(word, span=Span(word.span.start_ms, max(end_ms, word.span.start_ms + STEP_MS)))
    return ended
