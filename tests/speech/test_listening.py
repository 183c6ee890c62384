"""What is listened to, and that nothing is listened to twice."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from woordbeeld.cache import ContentCache
from woordbeeld.speech.listening import CachedRecogniser, cut_out, listen, sections, stretches
from woordbeeld.speech.model import HeardWord
from woordbeeld.timing import Span

Samples = npt.NDArray[np.float32]

VOICE = st.lists(st.integers(0, 200_000), max_size=40, unique=True).map(
    lambda edges: tuple(Span(*edge) for edge in pairwise(sorted(edges)))[::2]
)


class Counting:
    """A recogniser that hears one word in each stretch, the value of its first sample, and counts."""

    name = "counting"

    def __init__(self, interrupted_at: int | None = None) -> None:
        self.heard: list[str] = []
        self.asked = 0
        self._interrupted_at = interrupted_at

    def detect_languages(self, stretch: Samples) -> dict[str, float]:
        self.asked += 1
        return {f"{len(stretch) // 16}": 1.0}

    def listen(self, stretch: Samples, language: str) -> tuple[HeardWord, ...]:
        self.asked += 1
        if self.asked == self._interrupted_at:
            raise KeyboardInterrupt
        self.heard.append(f"{stretch[0]:.0f}{language}")
        return (HeardWord(self.heard[-1], Span(100, 300), 1 / 3),)

    def force(self, _stretch: Samples, words: Sequence[str], _language: str) -> tuple[HeardWord, ...]:
        self.asked += 1
        return tuple(HeardWord(word, Span(at, at + 1), 0.5) for at, word in enumerate(words))


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
    found = stretches(voice, duration_ms)
    assert all(span.duration_ms <= 30_000 for span in found)
    assert all(one.end_ms <= other.start_ms for one, other in pairwise(found))
    assert all(span.end_ms <= duration_ms for span in found)
    for span in voice:
        shared = (min(span.end_ms, each.end_ms) - max(span.start_ms, each.start_ms) for each in found)
        assert sum(max(0, each) for each in shared) == span.duration_ms


@given(VOICE)
def test_a_section_holds_no_long_pause_and_begins_and_ends_at_voice(voice: tuple[Span, ...]) -> None:
    for section in sections(voice, 200_000):
        inside = [span for span in voice if span.overlaps(section)]
        assert all(other.start_ms - one.end_ms < 1500 for one, other in pairwise(inside))
        assert 0 <= inside[0].start_ms - section.start_ms <= 200
        assert 0 <= section.end_ms - inside[-1].end_ms <= 200


def test_a_long_section_is_cut_in_the_middle_of_its_longest_pause() -> None:
    voice = (Span(0, 10_000), Span(10_400, 20_000), Span(21_000, 40_000))
    assert stretches(voice, 40_000) == (Span(0, 20_500), Span(20_500, 40_000))


def test_speech_that_never_pauses_is_cut_all_the_same() -> None:
    found = stretches((Span(0, 100_000),), 100_000)
    assert [span.duration_ms for span in found] == [25_000] * 4


def test_words_get_the_times_of_the_recording(samples: Samples) -> None:
    speech = listen(samples, APART, Counting(), language="nl")
    assert [word.span for word in speech.words] == [
        Span(1100, 1300),
        Span(5100, 5300),
        Span(9100, 9300),
        Span(13_100, 13_300),
    ]
    assert [word.text for word in speech.words] == ["1nl", "5nl", "9nl", "13nl"]
    assert (speech.language, speech.model) == ("nl", "counting")


def test_the_language_is_the_most_probable_of_all_stretches_together(samples: Samples) -> None:
    class Doubting(Counting):
        def detect_languages(self, stretch: Samples) -> dict[str, float]:
            longest = len(stretch) > 2000 * 16
            return {"af": 0.6, "nl": 0.4} if longest else {"nl": 0.7, "af": 0.3}

    assert listen(samples, APART, Doubting()).language == "nl"


def test_without_voice_nothing_is_asked(samples: Samples) -> None:
    recogniser = Counting()
    speech = listen(samples, (), recogniser)
    assert (speech.language, speech.words, recogniser.asked) == ("und", (), 0)


def test_progress_is_the_share_of_the_voice(samples: Samples) -> None:
    told: list[float] = []
    listen(samples, APART, Counting(), language="nl", progress=told.append)
    assert told == pytest.approx([1200 / 5800, 2400 / 5800, 3600 / 5800, 1])


def test_a_piece_is_cut_out_to_the_sample(samples: Samples) -> None:
    piece = cut_out(samples, Span(999, 2001))
    assert len(piece) == 1002 * 16
    assert (piece[15], piece[16], piece[-16]) == (0, 1, 2)


def test_a_second_run_hears_nothing_and_says_the_same(tmp_path: Path, samples: Samples) -> None:
    first, second = Counting(), Counting()
    once = listen(samples, APART, CachedRecogniser(first, ContentCache(tmp_path)))
    again = listen(samples, APART, CachedRecogniser(second, ContentCache(tmp_path)))
    assert once == again
    assert (first.asked, second.asked) == (2 * len(APART), 0)


def test_an_interrupted_run_goes_on_where_it_was(tmp_path: Path, samples: Samples) -> None:
    first, second = Counting(interrupted_at=3), Counting()
    with pytest.raises(KeyboardInterrupt):
        listen(samples, APART, CachedRecogniser(first, ContentCache(tmp_path)), language="nl")
    speech = listen(samples, APART, CachedRecogniser(second, ContentCache(tmp_path)), language="nl")
    assert second.heard == ["9nl", "13nl"]
    assert [word.text for word in speech.words] == ["1nl", "5nl", "9nl", "13nl"]


def test_a_damaged_result_is_heard_again(tmp_path: Path, samples: Samples) -> None:
    recogniser = Counting()
    cached = CachedRecogniser(recogniser, ContentCache(tmp_path))
    before = cached.listen(samples, "nl")
    (kept,) = (path for path in tmp_path.rglob("*") if path.is_file())
    kept.write_bytes(kept.read_bytes()[:-3])
    assert cached.listen(samples, "nl") == before
    assert recogniser.asked == 2


def test_other_sound_language_words_task_or_model_is_asked_anew(tmp_path: Path, samples: Samples) -> None:
    recogniser, other = Counting(), Counting()
    cached = CachedRecogniser(recogniser, ContentCache(tmp_path))
    cached.listen(samples, "nl")
    cached.listen(samples, "fy")
    cached.listen(samples + 1, "nl")
    cached.force(samples, ["een", "twee"], "nl")
    cached.force(samples, ["een twee"], "nl")
    cached.detect_languages(samples)
    assert recogniser.asked == 6
    other.name = "another model"
    CachedRecogniser(other, ContentCache(tmp_path)).listen(samples, "nl")
    assert other.asked == 1


def test_forced_words_are_remembered_as_they_were(tmp_path: Path, samples: Samples) -> None:
    recogniser = Counting()
    cached = CachedRecogniser(recogniser, ContentCache(tmp_path))
    words = ["Desirée,", "’t", "\N{NO-BREAK SPACE}"]
    assert cached.force(samples, words, "nl") == cached.force(samples, words, "nl")
    assert [word.text for word in cached.force(samples, words, "nl")] == words
    assert recogniser.asked == 1
