"""Where a word before a pause is over: by the level, by the ear, or by both."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from woordbeeld.alignment.dying_away import CUT_OFF_MS, MOST_MS, SOFT_END_MS, DyingAway, with_ends
from woordbeeld.alignment.forcing import TimedWord
from woordbeeld.timing import Span

WORD = Span(2000, 2500)
UNTIL_MS = 4000
SPEECH_DB = -10.0


def sound(background_db: float, *, fades_over_ms: int = 0) -> DyingAway:
    """Speech from 1 s on that fades evenly by 40 dB after 2.5 s, where the ear ends it, over a background."""
    at_ms = np.arange(0, 12_000, 10)
    faded = SPEECH_DB - 40 * np.clip((at_ms - 2500) / max(1, fades_over_ms), 0, 1)
    levels = np.where(at_ms < 1000, background_db, np.maximum(faded, background_db))
    voice = np.where((at_ms >= 1000) & (at_ms < 2500), 5.0, -5.0).astype(np.float32)
    return DyingAway(levels, voice)


@pytest.mark.parametrize("fades_over_ms", [60, 150, 240])
def test_in_a_quiet_recording_a_word_is_over_when_it_has_died_away(fades_over_ms: int) -> None:
    end_ms = sound(-60, fades_over_ms=fades_over_ms).end_ms(WORD, UNTIL_MS)
    assert end_ms == pytest.approx(2500 + fades_over_ms * 26.5 / 40, abs=10)


def test_a_word_that_was_thought_to_last_longer_is_over_when_it_has_died_away() -> None:
    assert sound(-60, fades_over_ms=20).end_ms(Span(2000, 2650), UNTIL_MS) == pytest.approx(2510, abs=10)


def test_under_music_the_level_tells_nothing() -> None:
    assert sound(SPEECH_DB - 15, fades_over_ms=150).end_ms(WORD, UNTIL_MS) == WORD.end_ms


def test_in_a_hall_it_is_between_the_level_and_the_ear() -> None:
    found = sound(SPEECH_DB - 28, fades_over_ms=240).end_ms(WORD, UNTIL_MS)
    by_level = 2500 + 240 * 20 / 40
    assert 2500 + SOFT_END_MS < found < by_level


def test_no_word_goes_on_when_the_next_one_begins_or_for_long() -> None:
    assert sound(-60, fades_over_ms=150).end_ms(WORD, 2540) == 2540
    assert sound(-60, fades_over_ms=2000).end_ms(WORD, UNTIL_MS) == WORD.end_ms + MOST_MS


def test_by_telephone_a_word_lasts_on_when_it_is_heard_no_more() -> None:
    whole = sound(-60, fades_over_ms=150)
    narrow = replace(whole, cut_off_ms=CUT_OFF_MS)
    assert narrow.end_ms(WORD, UNTIL_MS) == whole.end_ms(WORD, UNTIL_MS) + CUT_OFF_MS
    assert narrow.end_ms(WORD, 2620) == 2620


def test_the_background_is_not_known_where_a_voice_never_rests() -> None:
    levels = sound(-60, fades_over_ms=150).levels
    never_rests = DyingAway(levels, np.full(len(levels), 5.0, np.float32))
    assert never_rests.end_ms(WORD, UNTIL_MS) == WORD.end_ms


def test_only_words_before_a_pause_end_otherwise() -> None:
    one, other = TimedWord(Span(1500, 2000), 0.9, 0.5), TimedWord(WORD, 0.8, 0.4)
    found = with_ends({3: one, 7: other}, sound(-60, fades_over_ms=150), UNTIL_MS)
    assert found[3] == one
    assert found[7].span.start_ms == WORD.start_ms
    assert found[7].span.end_ms > WORD.end_ms
    assert (found[7].confidence, found[7].probability) == (other.confidence, other.probability)


def test_a_recording_without_any_sound_has_words_that_last() -> None:
    silent = DyingAway(np.full(10, -100.0), np.zeros(10, np.float32))
    assert silent.end_ms(Span(0, 50), 100) == 50
