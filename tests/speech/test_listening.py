"""What is listened to, and that nothing is listened to twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.cache import ContentCache
from woordbeeld.speech.listening import (
    AT_ONCE,
    MAX_ODDS,
    CachedRecogniser,
    _odds,
    chunks,
    cut_out,
    listen,
    sections,
)
from woordbeeld.speech.model import FRAME_MS, Attention, HeardWord, Odds, Speech
from woordbeeld.speech.null import NullRecogniser, attend_evenly
from woordbeeld.speech.recogniser import Recogniser
from woordbeeld.timing import Span

Samples = npt.NDArray[np.float32]

VOICE = st.lists(st.integers(0, 200_000), max_size=40, unique=True).map(
    lambda edges: tuple(Span(*edge) for edge in pairwise(sorted(edges)))[::2]
)


class Asked:
    """What a recogniser was asked: each task once for each chunk, and what it heard."""

    def __init__(self, interrupted_after: int | None = None) -> None:
        self.tasks: list[str] = []
        self.heard: list[str] = []
        self._interrupted_after = interrupted_after

    def recogniser(self, identity: str = "one who counts") -> NullRecogniser:
        """One that hears a word in each chunk, the value of its first sample."""
        return NullRecogniser(
            "counting",
            identity,
            languages=self._languages,
            heard=self._hear,
            attended=self._attend,
            voice=self._voice,
        )

    def _languages(self, chunk: Samples) -> dict[str, float]:
        self.tasks.append("languages")
        return {f"{len(chunk) // 16}": 1.0}

    def _hear(self, chunk: Samples, language: str) -> tuple[HeardWord, ...]:
        self.tasks.append("listen")
        if len(self.heard) == self._interrupted_after:
            raise KeyboardInterrupt
        self.heard.append(f"{chunk[0]:.0f}{language}")
        return (HeardWord(self.heard[-1], Span(100, 300), 1 / 3),)

    def _attend(self, chunk: Samples, words: Sequence[str]) -> Attention:
        self.tasks.append("attend")
        return attend_evenly(chunk, words)

    def _voice(self, _chunk: Samples, rough: Odds) -> Odds:
        self.tasks.append("voice")
        louder: Odds = rough + 1
        return louder


def hear(
    samples: Samples,
    voice: tuple[Span, ...],
    recogniser: Recogniser,
    language: str | None = "nl",
    **more: Any,
) -> Speech:
    """What is heard where a detector is sure of voice."""
    steps = -(-len(samples) // 512)
    detected = [float(any(span.start_ms <= at * 32 < span.end_ms for span in voice)) for at in range(steps)]
    return listen(samples, voice, detected, recogniser, language=language, **more)


@pytest.fixture
def samples() -> Samples:
    """Twenty seconds, in which every sample tells the second it is in."""
    return np.repeat(np.arange(20, dtype=np.float32), 16_000)


APART = (Span(1200, 2000), Span(5200, 6000), Span(9200, 10_000), Span(13_200, 15_000))


@given(VOICE, st.integers(1, 5000))
def test_stretches_hold_all_voice_in_order_and_are_never_too_long(
    voice: tuple[Span, ...], beyond_ms: int
) -> None:
    duration_ms = (voice[-1].end_ms if voice else 0) + beyond_ms
    found = chunks(voice, duration_ms)
    assert all(span.duration_ms <= 30_000 for span in found)
    assert all(one.end_ms <= other.start_ms for one, other in pairwise(found))
    assert all(span.end_ms <= duration_ms for span in found)
    for span in voice:
        shared = (min(span.end_ms, each.end_ms) - max(span.start_ms, each.start_ms) for each in found)
        assert sum(max(0, each) for each in shared) == span.duration_ms


@given(VOICE, st.integers(1, 5000))
def test_stretches_and_sections_are_whole_frames_but_for_the_end_of_the_recording(
    voice: tuple[Span, ...], beyond_ms: int
) -> None:
    duration_ms = (voice[-1].end_ms if voice else 0) + beyond_ms
    for span in (*sections(voice, duration_ms), *chunks(voice, duration_ms)):
        assert span.start_ms % FRAME_MS == 0
        assert span.end_ms % FRAME_MS == 0 or span.end_ms == duration_ms


@given(VOICE)
def test_no_more_stretches_are_made_than_there_must_be(voice: tuple[Span, ...]) -> None:
    found = chunks(voice, 200_000)
    for section in sections(voice, 200_000):
        mine = [span for span in found if span.overlaps(section)]
        assert (mine[0].start_ms, mine[-1].end_ms) == (section.start_ms, section.end_ms)
        assert section.duration_ms > 30_000 or len(mine) == 1


@given(VOICE)
def test_a_section_holds_no_long_pause_and_begins_and_ends_at_voice(voice: tuple[Span, ...]) -> None:
    for section in sections(voice, 200_000):
        inside = [span for span in voice if span.overlaps(section)]
        assert all(other.start_ms - one.end_ms < 1500 for one, other in pairwise(inside))
        assert 0 <= inside[0].start_ms - section.start_ms < 220
        assert 0 <= section.end_ms - inside[-1].end_ms < 220


def test_a_long_section_is_cut_in_the_middle_of_its_longest_pause() -> None:
    voice = (Span(0, 10_000), Span(10_400, 20_000), Span(21_000, 40_000))
    assert chunks(voice, 40_000) == (Span(0, 20_500), Span(20_500, 40_000))


@pytest.mark.parametrize(("pause_ms", "made"), [(600, 2), (300, 3)])
def test_one_chunk_more_is_worth_it_only_for_much_longer_pauses(pause_ms: int, made: int) -> None:
    half = 25_000 + pause_ms
    voice = (Span(0, 15_000), Span(16_200, 25_000), Span(half, 35_000), Span(36_200, 50_000))
    assert len(chunks(voice, 50_000)) == made


def test_speech_that_never_pauses_is_cut_all_the_same() -> None:
    found = chunks((Span(0, 100_000),), 100_000)
    assert [span.duration_ms for span in found] == [25_000] * 4


def test_words_get_the_times_of_the_recording(samples: Samples) -> None:
    speech = hear(samples, APART, Asked().recogniser())
    assert [word.span for word in speech.words] == [
        Span(1100, 1300),
        Span(5100, 5300),
        Span(9100, 9300),
        Span(13_100, 13_300),
    ]
    assert [word.text for word in speech.words] == ["1nl", "5nl", "9nl", "13nl"]
    assert (speech.language, speech.model) == ("nl", "counting")


def test_the_language_is_the_most_probable_of_all_stretches_together(samples: Samples) -> None:
    def doubted(chunk: Samples) -> dict[str, float]:
        longest = len(chunk) > 2000 * 16
        return {"af": 0.6, "nl": 0.4} if longest else {"nl": 0.7, "af": 0.3}

    assert hear(samples, APART, NullRecogniser(languages=doubted), None).language == "nl"


def test_without_voice_nothing_is_asked(samples: Samples) -> None:
    asked = Asked()
    speech = hear(samples, (), asked.recogniser(), None)
    assert (speech.language, speech.words, asked.tasks) == ("und", (), [])
    assert speech.voice.max() < 0


def test_progress_is_the_share_of_the_voice_and_some_stretches_are_heard_at_once(samples: Samples) -> None:
    told: list[float] = []
    many = tuple(Span(at * 1800, at * 1800 + 200) for at in range(10))
    asked = Asked()
    hear(samples, many, asked.recogniser(), progress=told.append)
    assert told == [pytest.approx(AT_ONCE / 10, abs=0.05), pytest.approx(2 * AT_ONCE / 10, abs=0.05), 1.0]
    assert len(asked.heard) == 10


def test_voice_is_told_where_it_was_listened_to_and_is_none_elsewhere(samples: Samples) -> None:
    voice = hear(samples, APART, Asked().recogniser()).voice
    assert voice.shape == (20_000 // FRAME_MS,)
    assert voice[1600 // FRAME_MS] == pytest.approx(8.0, abs=0.01)
    assert voice[4000 // FRAME_MS] == pytest.approx(-7.0, abs=0.01)


def test_the_odds_of_a_detector_are_taken_at_the_middle_of_each_frame() -> None:
    odds = _odds([0.5, 0.9, 0.5], 5)
    assert odds.shape == (5,)
    assert odds.dtype == np.float32
    # The detector judges at 16, 48 and 80 ms, the frames have their middles at 10, 30, 50, 70 and 90 ms.
    chances = [0.5, 0.5 + 0.4 * 14 / 32, 0.9 - 0.4 * 2 / 32, 0.9 - 0.4 * 22 / 32, 0.5]
    assert odds == pytest.approx([np.log(chance / (1 - chance)) for chance in chances], abs=1e-4)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20), st.integers(1, 40))
def test_the_odds_of_a_detector_are_never_without_end(detected: list[float], frames: int) -> None:
    odds = _odds(detected, frames)
    assert odds.shape == (frames,)
    assert np.abs(odds).max() <= MAX_ODDS + 1e-3


def test_what_a_sure_detector_says_is_as_sure_as_odds_can_be() -> None:
    assert _odds([0.0, 0.0], 2) == pytest.approx([-MAX_ODDS] * 2, abs=1e-3)
    assert _odds([1.0, 1.0], 2) == pytest.approx([MAX_ODDS] * 2, abs=1e-3)


def test_a_piece_is_cut_out_to_the_sample(samples: Samples) -> None:
    piece = cut_out(samples, Span(999, 2001))
    assert len(piece) == 1002 * 16
    assert (piece[15], piece[16], piece[-16]) == (0, 1, 2)


def cached(asked: Asked, cache: Path) -> CachedRecogniser:
    return CachedRecogniser(asked.recogniser(), ContentCache(cache))


def test_a_second_run_hears_nothing_and_says_the_same(tmp_path: Path, samples: Samples) -> None:
    first, second = Asked(), Asked()
    once = hear(samples, APART, cached(first, tmp_path), None)
    again = hear(samples, APART, cached(second, tmp_path), None)
    assert once == again
    assert np.array_equal(once.voice, again.voice)
    assert Counter(first.tasks) == dict.fromkeys(("languages", "listen", "voice"), len(APART))
    assert second.tasks == []


def test_an_interrupted_run_goes_on_where_it_was(tmp_path: Path, samples: Samples) -> None:
    first, second = Asked(interrupted_after=8), Asked()
    many = tuple(Span(at * 1800, at * 1800 + 200) for at in range(10))
    with pytest.raises(KeyboardInterrupt):
        hear(samples, many, cached(first, tmp_path))
    speech = hear(samples, many, cached(second, tmp_path))
    assert (len(first.heard), len(second.heard), len(speech.words)) == (8, 2, 10)


def test_of_several_stretches_only_the_new_ones_are_heard(tmp_path: Path, samples: Samples) -> None:
    asked = Asked()
    recogniser = cached(asked, tmp_path)
    one, other = samples[:16_000], samples[16_000:32_000]
    recogniser.listen([one], "nl")
    assert [words[0].text for words in recogniser.listen([one, other], "nl")] == ["0nl", "1nl"]
    assert asked.heard == ["0nl", "1nl"]


def test_what_was_heard_with_a_text_in_hand_is_remembered_for_any_text(
    tmp_path: Path, samples: Samples
) -> None:
    told: list[Sequence[str]] = []

    class Reading(NullRecogniser):
        def listen(
            self, chunks: Sequence[Samples], language: str, text: Sequence[str] = ()
        ) -> list[tuple[HeardWord, ...]]:
            told.append(text)
            return super().listen(chunks, language, text)

    recogniser = CachedRecogniser(Reading(), ContentCache(tmp_path))
    for text in (("ja", "hoor"), ("nee",), ()):
        hear(samples, APART[:1], recogniser, text=text)
    assert told == [("ja", "hoor")]


def test_a_damaged_result_is_heard_again(tmp_path: Path, samples: Samples) -> None:
    asked = Asked()
    recogniser = cached(asked, tmp_path)
    before = recogniser.listen([samples], "nl")
    (kept,) = (path for path in tmp_path.rglob("*") if path.is_file())
    kept.write_bytes(kept.read_bytes()[:-3])
    assert recogniser.listen([samples], "nl") == before
    assert asked.tasks == ["listen"] * 2


def test_other_sound_language_words_task_or_model_is_asked_anew(tmp_path: Path, samples: Samples) -> None:
    asked, other = Asked(), Asked()
    recogniser = cached(asked, tmp_path)
    recogniser.listen([samples], "nl")
    recogniser.listen([samples], "fy")
    recogniser.listen([samples + 1], "nl")
    recogniser.attend(samples, ["een", "twee"], "nl")
    recogniser.attend(samples, ["een twee"], "nl")
    recogniser.tell_voice([samples], [np.zeros(3, np.float32)])
    recogniser.tell_voice([samples], [np.ones(3, np.float32)])
    recogniser.detect_languages(samples)
    assert len(asked.tasks) == 8
    renewed = other.recogniser("other weights under the same name")
    CachedRecogniser(renewed, ContentCache(tmp_path)).listen([samples], "nl")
    assert other.tasks == ["listen"]


def test_attention_is_remembered_as_it_was(tmp_path: Path, samples: Samples) -> None:
    asked = Asked()
    recogniser = cached(asked, tmp_path)
    words = ["Desirée,", "’t", "\N{NO-BREAK SPACE}"]
    once, again = (recogniser.attend(samples, words, "nl") for _ in range(2))
    assert np.array_equal(once.weights, again.weights)
    assert (once.tokens, once.confidences) == (again.tokens, again.confidences)
    assert asked.tasks == ["attend"]


def test_odds_of_voice_are_remembered_as_they_were(tmp_path: Path, samples: Samples) -> None:
    asked = Asked()
    recogniser = cached(asked, tmp_path)
    rough = [np.array([1.25, -3.0], np.float32), np.array([0.5], np.float32)]
    once, again = (recogniser.tell_voice([samples, samples + 1], rough) for _ in range(2))
    assert [odds.tolist() for odds in once] == [odds.tolist() for odds in again]
    assert np.concatenate(once) == pytest.approx([2.25, -2.0, 1.5], abs=0.0501)
    assert asked.tasks == ["voice"] * 2


def test_an_empty_answer_is_remembered_too(tmp_path: Path, samples: Samples) -> None:
    asked: list[Samples] = []

    def deaf(chunk: Samples, _language: str) -> tuple[HeardWord, ...]:
        asked.append(chunk)
        return ()

    recogniser = CachedRecogniser(NullRecogniser(heard=deaf), ContentCache(tmp_path))
    assert [recogniser.listen([samples, samples + 1], "nl") for _ in range(2)] == [[(), ()], [(), ()]]
    assert len(asked) == 2
